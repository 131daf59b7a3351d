"""Where people wait: the figures of a team."""

from flask import render_template
from flask.typing import ResponseReturnValue

from tracker.accounts.terms import Can
from tracker.web.pages import Pages

pages = Pages("insight", __name__)


@pages.get("/team/bottlenecks", can=Can.READ_FIGURES)
def bottlenecks() -> ResponseReturnValue:
    return render_template("sign_in/start.html", coming=None)
