"""The pages across trajectories: the caseload."""

from http import HTTPStatus

from flask import abort, render_template, request, url_for
from flask.typing import ResponseReturnValue

from tracker.accounts.terms import Can
from tracker.caseload import queries
from tracker.caseload.forms import FilterForm, chips, options
from tracker.caseload.rules import in_view, listing
from tracker.caseload.terms import Filters, Order
from tracker.trajectory.queries import norms
from tracker.trajectory.terms import Status
from tracker.web.language import gettext
from tracker.web.pages import Pages, current_work, wants_fragment

pages = Pages("caseload", __name__)


@pages.get("/caseload", can=Can.READ_TRAJECTORIES)
def caseload() -> ResponseReturnValue:
    """What needs doing now; htmx gets the list alone, under the address without empty parameters."""
    work, form, standards = current_work(), FilterForm(request.args), norms(current_work())
    found = queries.cases_in_scope(work, standards, closed=Status.CLOSED in form.status.data)
    choices = queries.choices(work, found)
    filters = _allowed(form, choices)
    cases = in_view(found, filters)
    page = listing(cases, filters, standards, work.today, work.actor.user_id)
    context = {
        "page": page,
        "chips": list(chips(cases, page.filters, work.today)),
        "options": options(cases, page.filters, work.today),
        "orders": Order,
        "choices": choices,
        "here": _address(page.filters),
        "address": _address,
        "today": work.today,
    }
    if wants_fragment():
        html = render_template("caseload/_list.html", alone=True, **context)
        return html, HTTPStatus.OK, {"HX-Push-Url": _address(page.filters)}
    return render_template("caseload/caseload.html", heading=_heading(filters, choices), **context)


def _allowed(form: FilterForm, choices: queries.Choices) -> Filters:
    """What is asked; a team or person that is no choice is not found."""
    form.offer(choices.teams, choices.people)
    if not form.validate():
        abort(HTTPStatus.NOT_FOUND)
    sees_team = current_work().actor.can(Can.SEE_TEAM)
    return form.filters if sees_team else form.filters.but(team=None, manager=None, page=form.filters.page)


def _address(filters: Filters) -> str:
    return url_for("caseload.caseload", **filters.address())


def _heading(filters: Filters, choices: queries.Choices) -> str | None:
    """Whose caseload it is; none is the reader's own."""
    actor = current_work().actor
    if filters.manager == actor.user_id or not actor.can(Can.SEE_TEAM):
        return None
    if filters.manager:
        return choices.people[filters.manager]
    if filters.team or len(choices.teams) == 1:
        return choices.teams[filters.team or next(iter(choices.teams))]
    return gettext("All my teams")
