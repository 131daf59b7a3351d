"""The working elements: all of them, and the answers to those that fit."""

from flask import render_template
from flask.typing import ResponseReturnValue

from tracker.accounts.terms import Can
from tracker.web.pages import Pages

pages = Pages("prompts", __name__)


@pages.get("/elements", can=Can.READ_TRAJECTORIES)
def elements() -> ResponseReturnValue:
    return render_template("sign_in/start.html", coming=None)
