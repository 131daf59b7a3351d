"""The pages across trajectories: the caseload."""

from flask import render_template
from flask.typing import ResponseReturnValue

from tracker.accounts.terms import Can
from tracker.web.pages import Pages

pages = Pages("caseload", __name__)


@pages.get("/caseload", can=Can.READ_TRAJECTORIES)
def caseload() -> ResponseReturnValue:
    return render_template("sign_in/start.html", coming=None)
