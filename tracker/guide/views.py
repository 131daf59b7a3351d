"""Finding one's way: the statement of accessibility."""

from typing import Any

from flask import render_template, request
from flask.typing import ResponseReturnValue
from flask_login import current_user

from tracker.accounts.terms import Can
from tracker.guide.catalogue import MEASURED
from tracker.guide.rules import status
from tracker.web.pages import Pages

pages = Pages("guide", __name__)


@pages.get("/accessibility", can=Can.ANYONE)
def accessibility() -> ResponseReturnValue:
    return render_template("guide/accessibility.html", measured=MEASURED, status=status(MEASURED))


@pages.app_url_defaults
def keep_language(endpoint: str, values: dict[str, Any]) -> None:
    """Who is not signed in chose a language in the address only."""
    if endpoint.startswith("guide.") and "language" in request.args and not current_user.is_authenticated:
        values.setdefault("language", request.args["language"])
