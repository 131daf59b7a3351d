"""One trajectory on one page."""

from uuid import UUID

from flask import render_template
from flask.typing import ResponseReturnValue

from tracker.accounts.terms import Can
from tracker.web.pages import Pages

pages = Pages("dossier", __name__)


@pages.get("/trajectories/<uuid:trajectory_id>", can=Can.READ_TRAJECTORIES)
def dossier(trajectory_id: UUID) -> ResponseReturnValue:
    return render_template("sign_in/start.html", coming=None)
