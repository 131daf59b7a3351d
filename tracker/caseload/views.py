"""The pages across trajectories: the caseload."""

from dataclasses import dataclass
from http import HTTPStatus

from flask import abort, render_template, request, url_for
from flask.typing import ResponseReturnValue

from tracker.accounts.terms import Can
from tracker.caseload import queries
from tracker.caseload.forms import FilterForm, chips, options
from tracker.caseload.rules import in_view, listing
from tracker.caseload.terms import Filters, Order
from tracker.trajectory.queries import Case, norms
from tracker.trajectory.rules import Norms
from tracker.trajectory.terms import Status
from tracker.web.language import gettext
from tracker.web.pages import Pages, current_work, wants_fragment

pages = Pages("caseload", __name__)


@dataclass(frozen=True, slots=True)
class Asked:
    """What an address asks of the caseload, and the cases in view: what the page and its download show."""

    form: FilterForm
    filters: Filters
    norms: Norms
    choices: queries.Choices
    cases: list[Case]


@pages.get("/caseload", can=Can.READ_TRAJECTORIES)
def caseload() -> ResponseReturnValue:
    """What needs doing now; htmx gets what a filter changes, and the address without empty parameters."""
    work, asked = current_work(), asked_for()
    filters, cases = asked.filters, asked.cases
    page = listing(cases, filters, asked.norms, work.today, work.actor.user_id)
    context = {
        "page": page,
        "form": asked.form,
        "heading": _heading(filters, asked.choices),
        "choices": asked.choices,
        "options": options(cases, filters, work.today),
        "chips": list(chips(filters)),
        "orders": Order,
        "address": _address,
        "now": work.now,
    }
    if not wants_fragment():
        return render_template("caseload/caseload.html", **context)
    html = render_template("caseload/_part.html", fragment=True, **context)
    return html, HTTPStatus.OK, {"HX-Push-Url": _address(page.filters)}


def asked_for() -> Asked:
    """What the address of this request asks; a team or a person of others is not found."""
    work, form = current_work(), FilterForm(request.args)
    filters, standards = form.filters, norms(work)
    found = queries.cases_in_scope(work, standards, closed=Status.CLOSED in filters.status)
    choices = queries.choices(work, found)
    if filters.team not in (None, *choices.teams) or filters.manager not in (None, *choices.people):
        abort(HTTPStatus.NOT_FOUND)
    return Asked(form, filters, standards, choices, in_view(found, filters))


def _address(filters: Filters) -> str:
    return url_for("caseload.caseload", **filters.address())


def _heading(filters: Filters, choices: queries.Choices) -> str:
    """Whose caseload it is."""
    actor = current_work().actor
    if filters.manager == actor.user_id or not actor.can(Can.SEE_TEAM):
        return gettext("My caseload")
    if filters.manager:
        return choices.people[filters.manager]
    if filters.team or len(choices.teams) == 1:
        return choices.teams[filters.team or next(iter(choices.teams))]
    return gettext("All my teams")
