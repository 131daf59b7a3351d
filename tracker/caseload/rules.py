"""Which trajectories the caseload shows, in which order and groups, and how each line reads.

Pure: everything happens in Python on the cases of the whole scope, so that the list, its counts and
the figures of the team page cannot differ.
"""

import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from tracker.caseload.terms import GROUPS, OPEN, URGENT, Filters, NextStep, Order
from tracker.core.names import closeness, fold, matches
from tracker.core.sentence import Sentence
from tracker.core.term import N_
from tracker.trajectory.queries import Case
from tracker.trajectory.rules import Norms, promises, rule_of
from tracker.trajectory.terms import SignalCode, Status, StepOwner, WaitingOn

PAGE = 50
"""Lines on a page."""

ALIKE = 60
"""From this closeness (0-100) a name is worth a "did you mean"."""


@dataclass(frozen=True, slots=True)
class Need:
    """A count at the top, and what the list that it counts is asked for."""

    status: Status
    people: int
    list: Filters


@dataclass(frozen=True, slots=True)
class Line:
    """One trajectory in the list; a norm is there when it is passed."""

    case: Case
    phase_norm: int | None
    contact_norm: int | None
    contact_days: int | None
    step_late: bool
    because: Sentence | None


@dataclass(frozen=True, slots=True)
class Group:
    """Trajectories with one status and its rule; in another order than by need all are one group."""

    status: Status | None
    rule: Sentence | None
    total: int
    lines: tuple[Line, ...]
    folded: bool


@dataclass(frozen=True, slots=True)
class Nothing:
    """Why a list is empty, and who may be meant: somebody outside the filters, or with a name like it."""

    why: Sentence
    outside: Case | None
    alike: Case | None


@dataclass(frozen=True, slots=True)
class Listing:
    """One page of the caseload."""

    filters: Filters
    total: int
    found: int
    pages: int
    needs: tuple[Need, ...]
    groups: tuple[Group, ...]
    nothing: Nothing | None


def in_view(cases: Iterable[Case], filters: Filters) -> list[Case]:
    """The cases of the team and person that were chosen: the scope in which everything is counted."""
    return [
        case
        for case in cases
        if filters.team in (None, case.team_id) and filters.manager in (None, case.client_manager_id)
    ]


def listing(cases: Sequence[Case], filters: Filters, norms: Norms, today: date, me: UUID) -> Listing:
    """The page that the filters ask for, of the cases in view; `me` reads it."""
    of_any_status = filters.but(status=GROUPS)
    fitting = [case for case in cases if fits(case, of_any_status, today)]
    found = in_order((case for case in fitting if _has_status(case, filters, today)), filters)
    pages = max(1, -(-len(found) // PAGE))
    filters = filters.but(page=min(filters.page, pages))
    shown = [line_of(case, norms, today, me) for case in found[(filters.page - 1) * PAGE :][:PAGE]]
    return Listing(
        filters=filters,
        total=len(cases),
        found=len(found),
        pages=pages,
        needs=tuple(_needs(fitting, filters)),
        groups=tuple(_groups(found, shown, filters, norms)),
        nothing=_nothing(cases, filters, today) if cases and not found else None,
    )


def in_order(cases: Iterable[Case], filters: Filters) -> list[Case]:
    """In the order that is asked for; then by name."""
    return sorted(cases, key=lambda case: (ORDERS[filters.sort](case), case.sort_key, case.reference))


def fits(case: Case, filters: Filters, today: date) -> bool:
    return all(passes(case, filters, today) for passes in FITS)


def _is_asked_for(case: Case, filters: Filters, today: date) -> bool:
    return not filters.q or is_meant(filters.q, case.reference, case.search_key)


def is_meant(asked: str, reference: str, search_key: str) -> bool:
    """By name, or by number: 42, 0042 and tr42 all are TR-0042."""
    parts = _parts(asked)
    by_number = any(part.isdigit() for part in parts) and parts <= _parts(reference)
    return by_number or (bool(parts) and matches(asked, search_key))


def _parts(reference: str) -> set[str]:
    """The words and the numbers in it, without the zeros before a number."""
    return {part.lstrip("0") or part for part in re.findall(r"\d+|[^\W\d]+", fold(reference))}


def _has_status(case: Case, filters: Filters, today: date) -> bool:
    return case.standing.status in (filters.status or OPEN)


def _is_in_phase(case: Case, filters: Filters, today: date) -> bool:
    return not filters.phase or case.facts.phase in filters.phase


def _has_trouble(case: Case, filters: Filters, today: date) -> bool:
    return filters.step in (None, trouble(case, today))


def _is_held_back(case: Case, filters: Filters, today: date) -> bool:
    """One and the same open barrier lies in a chosen domain and waits for whom was chosen."""
    if not filters.domain and not filters.waiting_on:
        return True
    return any(
        (not filters.domain or barrier.domain in filters.domain)
        and filters.waiting_on in (None, barrier.waiting_on)
        for barrier in case.facts.barriers
    )


FITS = (_has_status, _is_in_phase, _has_trouble, _is_held_back, _is_asked_for)


def trouble(case: Case, today: date) -> NextStep | None:
    """What is wrong with the next step; nothing can be once a trajectory is closed."""
    facts = case.facts
    if facts.closed_on:
        return None
    if facts.step is None:
        return NextStep.MISSING
    return NextStep.LATE if facts.step_due_on and facts.step_due_on < today else None


def _urgency(case: Case) -> tuple[int, int]:
    """The group, and the place in it: longest quiet, then earliest promised, on top."""
    status = case.standing.status
    if status is Status.STANDING_STILL:
        place = -case.standing.quiet_days
    elif status is Status.ON_HOLD:
        place = max(pause.until_on for pause in case.facts.pauses).toordinal()
    elif status is Status.CLOSED:
        place = -(case.facts.closed_on or date.min).toordinal()
    else:
        place = _promised(case).toordinal()
    return GROUPS.index(status), place


def _promised(case: Case) -> date:
    return min(promises(case.facts, case.standing.signals), default=date.max)


ORDERS: Mapping[Order, Callable[[Case], Any]] = {
    Order.NEED: _urgency,
    Order.NAME: lambda case: 0,
    Order.PHASE: lambda case: (case.facts.phase.number, -case.standing.phase_days),
    Order.LAST_CONTACT: lambda case: case.facts.last_contact_on or date.min,
    Order.NEXT_STEP: lambda case: (case.facts.step is not None, case.facts.step_due_on or date.max),
}
"""What comes first; then by name. Whom nobody spoke to and who has no step come before all others."""


def _needs(fitting: Iterable[Case], filters: Filters) -> Iterator[Need]:
    """How many pass all filters but the status, by need."""
    counts = Counter(case.standing.status for case in fitting)
    for status in (*URGENT, Status.ON_COURSE):
        yield Need(status, counts[status], filters.but(status=(status,)))


def _groups(found: Sequence[Case], shown: Sequence[Line], filters: Filters, norms: Norms) -> Iterator[Group]:
    """The groups of this page; what is calm is folded below what is not."""
    if filters.sort is not Order.NEED:
        if shown:
            yield Group(None, None, len(found), tuple(shown), folded=False)
        return
    totals = Counter(case.standing.status for case in found)
    urgent = any(line.case.standing.status in URGENT for line in shown)
    for status in GROUPS:
        lines = tuple(line for line in shown if line.case.standing.status is status)
        if lines:
            folded = status not in URGENT and urgent and not filters.narrow
            yield Group(status, rule_of(status, norms), totals[status], lines, folded)


def line_of(case: Case, norms: Norms, today: date, me: UUID) -> Line:
    facts, standing = case.facts, case.standing
    going_on, signals = not facts.closed_on, {signal.code for signal in standing.signals}
    long_quiet = SignalCode.NO_REAL_CONTACT in signals and standing.status is not Status.STANDING_STILL
    return Line(
        case=case,
        phase_norm=norms.of_phase(facts.phase) if SignalCode.PHASE_LONGER_THAN_NORM in signals else None,
        contact_norm=norms.contact_days if long_quiet else None,
        contact_days=(today - facts.last_contact_on).days if going_on and facts.last_contact_on else None,
        step_late=trouble(case, today) is NextStep.LATE,
        because=_because(case, me),
    )


def _because(case: Case, me: UUID) -> Sentence | None:
    """What lies behind the status: the promise that decides, whom we wait for, or that nobody was reached."""
    status, facts = case.standing.status, case.facts
    if status in (Status.CLOSED, Status.ON_HOLD):
        return None
    if status in (Status.LATE, Status.DUE_THIS_WEEK):
        return _promise(case, me)
    waits = [barrier.waiting_on for barrier in facts.barriers if barrier.waiting_on is not WaitingOn.NOBODY]
    if waits:
        return Sentence(N_("waits for %(whom)s"), {"whom": waits[0]})
    if facts.tries:
        return Sentence(
            N_("tried %(n)s time, not reached"), {"n": facts.tries}, many=N_("tried %(n)s times, not reached")
        )
    return None


STEPS = {
    StepOwner.NEWCOMER: N_("step of the newcomer"),
    StepOwner.PARTNER: N_("step of a partner"),
    StepOwner.PROFESSIONAL: N_("step of the client manager"),
}


def _promise(case: Case, me: UUID) -> Sentence:
    facts, day = case.facts, _promised(case)
    if facts.step_due_on == day and facts.step_owner:
        mine = facts.step_owner is StepOwner.PROFESSIONAL and case.client_manager_id == me
        return Sentence(N_("your step") if mine else STEPS[facts.step_owner])
    for barrier in facts.barriers:
        if barrier.review_on == day:
            return Sentence(N_("look again at the barrier in %(domain)s"), {"domain": barrier.domain})
    return Sentence(N_("awake again, not spoken to yet"))


def _nothing(cases: Sequence[Case], filters: Filters, today: date) -> Nothing:
    """Whether the name or the filters leave nobody, and who may be meant."""
    unnamed = filters.but(q="")
    if filters.q and any(fits(case, unnamed, today) for case in cases):
        why = Sentence(N_("Nobody is found for “%(q)s”"), {"q": filters.q})
    else:
        why = _too_narrow(unnamed)
    if not filters.q:
        return Nothing(why, None, None)
    nearest = max(cases, key=lambda case: closeness(filters.q, case.search_key))
    outside = next((case for case in cases if _is_asked_for(case, filters, today)), None)
    alike = closeness(filters.q, nearest.search_key) >= ALIKE
    return Nothing(why, outside, nearest if alike and not outside else None)


def _too_narrow(filters: Filters) -> Sentence:
    """What is so, in the cases where that is good news; else that the filters do not meet."""
    phase = Sentence(filters.phase[0].label) if len(filters.phase) == 1 else None
    if phase and filters == filters.only(step=NextStep.MISSING, phase=filters.phase):
        return Sentence(N_("Everyone in %(phase)s has a next step"), {"phase": phase})
    if filters == filters.only(step=NextStep.MISSING):
        return Sentence(N_("Everyone has a next step"))
    if filters == filters.only(step=NextStep.LATE):
        return Sentence(N_("No step is late"))
    if filters == filters.only(status=(Status.STANDING_STILL,)):
        return Sentence(N_("No trajectory is standing still."))
    return Sentence(N_("No trajectory fits all of this together"))
