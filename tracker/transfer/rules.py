"""What stands in each column of a list that is taken out. Pure: what pages show in, tables out."""

from collections.abc import Callable, Iterable, Mapping
from datetime import date
from typing import Any
from uuid import UUID

from tracker.caseload.rules import Line, fits, in_order, line_of
from tracker.caseload.terms import Filters
from tracker.core.sentence import Sentence
from tracker.core.term import N_, Term
from tracker.insight.rules import Numbers, PhaseNumbers
from tracker.nightly.terms import Exceptional
from tracker.setup.terms import Colleague, Seat
from tracker.trajectory.queries import Case
from tracker.trajectory.rules import Norms
from tracker.trajectory.terms import LifeDomain, Status, WaitingOn
from tracker.transfer.terms import Part, Said

LEFT_OUT = "·"
"""Stands for too few people to show, as on the page."""

LINE: Mapping[str, Callable[[Line], Said]] = {
    N_("Case number"): lambda line: line.case.reference,
    N_("Given name"): lambda line: line.case.given_name,
    N_("Family name"): lambda line: line.case.family_name,
    N_("Client manager"): lambda line: line.case.client_manager,
    N_("Team"): lambda line: line.case.team,
    N_("Phase"): lambda line: line.case.facts.phase,
    N_("In this phase since"): lambda line: line.case.facts.entered_on,
    N_("Days in this phase"): lambda line: line.case.standing.phase_days,
    N_("Status"): lambda line: line.case.standing.status,
    N_("Why here"): lambda line: line.case.standing.why,
    N_("More about it"): lambda line: line.because,
    N_("Last contact"): lambda line: line.case.facts.last_contact_on,
    N_("Next step"): lambda line: line.case.facts.step,
    N_("Next step by"): lambda line: line.case.facts.step_due_on,
    N_("Whose step"): lambda line: line.case.facts.step_owner,
    N_("Barriers"): lambda line: _joined(LifeDomain, (one.domain for one in line.case.facts.barriers)),
    N_("Waits for"): lambda line: _joined(
        WaitingOn, (one.waiting_on for one in line.case.facts.barriers), but=WaitingOn.NOBODY
    ),
    N_("Guided since"): lambda line: line.case.facts.started_on,
}
CLOSED: Mapping[str, Callable[[Line], Said]] = {
    N_("Closed on"): lambda line: line.case.facts.closed_on,
    N_("Outcome"): lambda line: line.case.facts.outcome,
}
"""Only where closed ones are asked for."""


def caseload(
    cases: Iterable[Case], filters: Filters, norms: Norms, today: date, me: UUID
) -> tuple[Part, int]:
    """The caseload as the page with these filters lists it, every page of it, and how many lines."""
    found = in_order((case for case in cases if fits(case, filters, today)), filters)
    columns = {**LINE, **(CLOSED if Status.CLOSED in filters.status else {})}
    lines = (line_of(case, norms, today, me) for case in found)
    return _part(N_("Caseload"), columns, lines), len(found)


def exceptions(lines: Iterable[Exceptional], today: date) -> Part:
    """Who misses what, since when; a line for everything that is missing."""
    columns: Mapping[str, Callable[[Exceptional], Said]] = {
        N_("Case number"): lambda line: line.case.reference,
        N_("Given name"): lambda line: line.case.given_name,
        N_("Family name"): lambda line: line.case.family_name,
        N_("Client manager"): lambda line: line.case.client_manager,
        N_("Team"): lambda line: line.case.team,
        N_("Phase"): lambda line: line.case.facts.phase,
        N_("What is missing"): lambda line: line.kind,
        N_("Since"): lambda line: line.since_on,
        N_("Days"): lambda line: (today - line.since_on).days,
    }
    return _part(N_("What is missing"), columns, lines)


def people(found: Iterable[Colleague], today: date) -> Part:
    """Who works here, did or will; a line for every role."""
    columns: Mapping[str, Callable[[tuple[Colleague, Seat]], Said]] = {
        N_("Name"): lambda line: line[0].name,
        N_("E-mail address"): lambda line: line[0].email,
        N_("Role"): lambda line: line[1].role,
        N_("Team"): lambda line: line[1].team,
        N_("Partner organisation"): lambda line: line[1].partner,
        N_("From"): lambda line: line[1].from_on,
        N_("Until"): lambda line: line[1].until_on,
        N_("Status"): lambda line: line[1].standing(today),
        N_("Last signed in"): lambda line: line[0].last_sign_in,
    }
    return _part(N_("Colleagues"), columns, [(one, seat) for one in found for seat in one.seats])


PHASE: Mapping[str, Callable[[PhaseNumbers], Said]] = {
    N_("Phase"): lambda one: one.phase,
    N_("People"): lambda one: _shown(one.now),
    N_("Half a year ago"): lambda one: _shown(one.before),
    N_("Standing still"): lambda one: one.still,
    N_("Half longer than"): lambda one: _shown(one.days),
    N_("One in seven longer than"): lambda one: _shown(one.late),
    N_("Half has left after"): lambda one: _half_gone(one),
    N_("Norm"): lambda one: one.norm,
}
"""Days are numbers."""


def figures(numbers: Numbers) -> list[Part]:
    """The tables of the team page, with nothing in them that the page leaves out."""
    columns = {head: of for head, of in PHASE.items() if head != "Standing still" or not numbers.guarded}
    return [
        _part(N_("Phase by phase"), columns, numbers.phases),
        _held_back(numbers),
        Part(
            N_("For whom people wait"),
            [N_("Who"), N_("People"), N_("Half longer than")],
            [(wait.waiting_on, wait.people, wait.days) for wait in numbers.waits],
        ),
    ]


def _held_back(numbers: Numbers) -> Part:
    """People with an open barrier, by life domain and phase. Nobody is 0 for who sees every number."""
    people = {(cell.domain, cell.phase): cell.people for cell in numbers.cells}
    phases, none = [one.phase for one in numbers.phases], LEFT_OUT if numbers.guarded else 0
    rows = [[domain, *(people.get((domain, phase), none) for phase in phases)] for domain in LifeDomain]
    return Part(N_("Open barriers"), [N_("Life domain"), *phases], rows)


def _part(name: str, columns: Mapping[str, Callable[[Any], Said]], things: Iterable[Any]) -> Part:
    return Part(name, list(columns), ([of(thing) for of in columns.values()] for thing in things))


def _shown(number: int | None) -> int | str:
    return LEFT_OUT if number is None else number


def _half_gone(numbers: PhaseNumbers) -> Said:
    if not numbers.telling:
        return LEFT_OUT
    return Sentence(N_("not half yet")) if numbers.curve.median is None else numbers.curve.median


def _joined(terms: type[Term], found: Iterable[Term], but: Term | None = None) -> tuple[Term, ...]:
    """Each once, in the order of the words."""
    present = set(found) - {but}
    return tuple(term for term in terms if term in present)
