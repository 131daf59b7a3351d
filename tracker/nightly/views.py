"""The list of what is missing of somebody on the way."""

from flask import render_template
from flask.typing import ResponseReturnValue

from tracker.accounts.terms import Can
from tracker.nightly import queries, rules
from tracker.nightly.terms import PAGE, Exceptional, ExceptionKind
from tracker.web.pages import Pages, current_work

pages = Pages("nightly", __name__)


@pages.get("/team/exceptions", can=Can.ASSIGN)
def exceptions() -> ResponseReturnValue:
    """What was found at night and still is so, of the own teams."""
    work, lines = current_work(), asked_for()
    context = {
        "lines": lines,
        "kinds": ExceptionKind,
        "most": PAGE,
        "checked": rules.checked(queries.last_run(work), work.now),
        "today": work.today,
    }
    return render_template("nightly/exceptions.html", **context)


def asked_for() -> list[Exceptional]:
    """What the page lists, also for its download and for assigning all of it."""
    work = current_work()
    return rules.still_open(queries.exceptions(work), queries.exceptional_cases(work), queries.workers(work))
