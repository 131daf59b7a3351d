"""Search or do: a page of its own, and what the dialog on every page shows."""

from flask import render_template, request
from flask.typing import ResponseReturnValue

from tracker.accounts.terms import Can
from tracker.find import queries, rules
from tracker.web.language import gettext
from tracker.web.pages import Pages, current_work, wants_fragment

pages = Pages("find", __name__)
LONGEST = 100
"""Characters of a question; the rest of a longer one is not looked at."""


@pages.get("/find", can=Can.USE)
def find() -> ResponseReturnValue:
    """People the visitor may see and pages the role opens; with nothing asked, who was opened last."""
    work, asked = current_work(), _asked()
    sees = work.actor.can(Can.READ_TRAJECTORIES)
    found = rules.people_named(queries.everybody(work), asked) if sees and asked else []
    return render_template(
        "find/_found.html" if wants_fragment() else "find/find.html",
        asked=asked,
        sees=sees,
        people=found[: rules.PEOPLE],
        total=len(found),
        recent=queries.last_opened(work) if sees and not asked else [],
        places=rules.places_for(work.actor, asked, gettext),
    )


def _asked() -> str:
    typed = request.args.get("q", "")[:LONGEST]
    return "".join(letter for letter in typed if letter.isprintable()).strip()
