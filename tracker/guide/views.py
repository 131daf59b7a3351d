"""Finding one's way: the help pages and the statement of accessibility."""

from http import HTTPStatus
from typing import Any

from flask import abort, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_login import current_user

from tracker.accounts.terms import Can
from tracker.guide.catalogue import MEASURED, OF_SCREEN, TOPICS
from tracker.guide.rules import status
from tracker.guide.terms import Group
from tracker.web.language import language
from tracker.web.pages import Pages

pages = Pages("guide", __name__)


@pages.get("/accessibility", can=Can.ANYONE)
def accessibility() -> ResponseReturnValue:
    return render_template("guide/accessibility.html", measured=MEASURED, status=status(MEASURED))


@pages.get("/help", can=Can.ANYONE)
def help_index() -> ResponseReturnValue:
    return render_template("guide/help_index.html", topics=list(TOPICS.values()), groups=Group)


@pages.get("/help/<topic>", can=Can.ANYONE)
def help_topic(topic: str) -> ResponseReturnValue:
    """One page of help. It holds nothing about anybody, so that who cannot sign in can read it too."""
    if topic not in TOPICS:
        abort(HTTPStatus.NOT_FOUND)
    picture = f"help/{language()}/{topic}.jpg"
    found = TOPICS[topic]
    return render_template(
        "guide/help_topic.html", topic=found, text=found.texts[language()], picture=picture
    )


@pages.app_context_processor
def way_to_help() -> dict[str, Any]:
    """Where the help of the present screen stands; the index for what is no screen."""
    topic = OF_SCREEN.get(request.endpoint or "")
    address = url_for("guide.help_topic", topic=topic.key) if topic else url_for("guide.help_index")
    return {"help_address": address}


@pages.app_url_defaults
def keep_language(endpoint: str, values: dict[str, Any]) -> None:
    """Who is not signed in chose a language in the address only."""
    if endpoint.startswith("guide.") and "language" in request.args and not current_user.is_authenticated:
        values.setdefault("language", request.args["language"])
