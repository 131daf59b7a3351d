"""Which trajectories the caseload shows, in which order and groups, and how each line reads.

Pure: everything happens in Python on the cases of the whole scope, so that the list, its counts and
the figures of the team page cannot differ.
"""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import date
from typing import Any
from uuid import UUID

from tracker.caseload.terms import CALM, GROUPS, Filters, NextStep, Order
from tracker.core.names import closeness, fold, matches
from tracker.core.sentence import Sentence
from tracker.core.term import N_
from tracker.trajectory.queries import Case
from tracker.trajectory.rules import RULES, Norms, promises
from tracker.trajectory.terms import SignalCode, Status, StepOwner, WaitingOn

PAGE = 50
"""Lines on a page."""

ALIKE = 60
"""From this closeness (0-100) a name is worth a "did you mean"."""


@dataclass(frozen=True, slots=True)
class Need:
    """A count at the top, and the address of the list that it counts."""

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
    found = sorted(
        (case for case in cases if passes(case, filters, today)),
        key=lambda case: (ORDERS[filters.sort](case), case.sort_key, case.reference),
    )
    pages = max(1, -(-len(found) // PAGE))
    filters = filters.but(page=min(filters.page, pages))
    shown = [_line(case, norms, today, me) for case in found[(filters.page - 1) * PAGE :][:PAGE]]
    return Listing(
        filters=filters,
        total=len(cases),
        found=len(found),
        pages=pages,
        needs=tuple(_needs(cases, found, filters, today)),
        groups=tuple(_groups(found, shown, filters, norms)) if cases else (),
        nothing=_nothing(cases, filters, today) if cases and not found else None,
    )


def passes(case: Case, filters: Filters, today: date) -> bool:
    return all(fits(case, filters, today) for fits in FITS.values())


def _asked_for(case: Case, filters: Filters, today: date) -> bool:
    """By name, or by number: 42, 0042 and tr 42 all are TR-0042."""
    asked, number = _plain(filters.q), _plain(case.reference)
    return matches(filters.q, case.search_key) or (any(map(str.isdigit, asked)) and asked in number)


def _plain(reference: str) -> str:
    """Without accents, spaces and the zeros before a number."""
    return "".join(word.lstrip("0") or word for word in fold(reference).split())


def _held_back(case: Case, filters: Filters, today: date) -> bool:
    """One and the same open barrier lies in a chosen domain and waits for whom was chosen."""
    if not filters.domain and not filters.waiting_on:
        return True
    return any(
        (not filters.domain or barrier.domain in filters.domain)
        and filters.waiting_on in (None, barrier.waiting_on)
        for barrier in case.facts.barriers
    )


def trouble(case: Case, today: date) -> NextStep | None:
    """What is wrong with the next step; nothing can be once a trajectory is closed."""
    facts = case.facts
    if facts.closed_on:
        return None
    if facts.step is None:
        return NextStep.MISSING
    return NextStep.LATE if facts.step_due_on and facts.step_due_on < today else None


FITS: Mapping[str, Callable[[Case, Filters, date], bool]] = {
    "q": _asked_for,
    "phase": lambda case, filters, today: not filters.phase or case.facts.phase in filters.phase,
    "barrier": _held_back,
    "step": lambda case, filters, today: filters.step in (None, trouble(case, today)),
    "status": lambda case, filters, today: not filters.status or case.standing.status in filters.status,
    "unguided": lambda case, filters, today: not (filters.unguided and case.client_manager_id),
}


def _urgency(case: Case) -> tuple[int, int]:
    """The group, and the place in it: longest quiet, then earliest promised, on top."""
    status = case.standing.status
    place = {
        Status.STANDING_STILL: -case.standing.quiet_days,
        Status.ON_HOLD: _until(case).toordinal(),
        Status.CLOSED: -(case.facts.closed_on or date.min).toordinal(),
    }
    return GROUPS.index(status), place.get(status, _promised(case).toordinal())


def _promised(case: Case) -> date:
    return min(promises(case.facts, case.standing.signals), default=date.max)


def _until(case: Case) -> date:
    return max((pause.until_on for pause in case.facts.pauses), default=date.max)


ORDERS: Mapping[Order, Callable[[Case], Any]] = {
    Order.NEED: _urgency,
    Order.NAME: lambda case: 0,
    Order.PHASE: lambda case: (case.facts.phase.number, -case.standing.phase_days),
    Order.LAST_CONTACT: lambda case: case.facts.last_contact_on or date.min,
    Order.NEXT_STEP: lambda case: (case.facts.step is not None, case.facts.step_due_on or date.max),
}
"""What comes first; then by name. Whom nobody spoke to and who has no step come before all others."""


def _needs(cases: Sequence[Case], found: Sequence[Case], filters: Filters, today: date) -> Iterator[Need]:
    """How many pass all filters but the status, and where: on a page of this list, or in one of their own."""
    others = filters.but(status=())
    counts = Counter(case.standing.status for case in cases if passes(case, others, today))
    for status in GROUPS:
        first = next((i for i, case in enumerate(found) if case.standing.status is status), None)
        listed = filters.sort is Order.NEED and first is not None
        place = filters.but(page=(first or 0) // PAGE + 1) if listed else None
        if status not in CALM[1:] or counts[status]:
            yield Need(status, counts[status], place or others.but(status=(status,), sort=Order.NEED))


def _groups(found: Sequence[Case], shown: Sequence[Line], filters: Filters, norms: Norms) -> Iterator[Group]:
    """The groups of this page; the first also when it is empty, for that is good to know."""
    if filters.sort is not Order.NEED:
        if shown:
            yield Group(None, None, len(found), tuple(shown), folded=False)
        return
    totals = Counter(case.standing.status for case in found)
    urgent = any(line.case.standing.status not in CALM for line in shown)
    for status in GROUPS:
        lines = tuple(line for line in shown if line.case.standing.status is status)
        if lines or (status is GROUPS[0] and not totals[status] and filters == filters.only()):
            folded = status in CALM and urgent and not filters.narrow
            yield Group(status, rule_of(status, norms), totals[status], lines, folded)


def rule_of(status: Status, norms: Norms) -> Sentence:
    """The rule of a status with the numbers that hold here."""
    return Sentence(RULES[status].text, asdict(norms))


def _line(case: Case, norms: Norms, today: date, me: UUID) -> Line:
    facts, standing = case.facts, case.standing
    signals = {signal.code for signal in standing.signals}
    long_quiet = SignalCode.NO_REAL_CONTACT in signals and standing.status is not Status.STANDING_STILL
    return Line(
        case=case,
        phase_norm=norms.of_phase(facts.phase) if SignalCode.PHASE_LONGER_THAN_NORM in signals else None,
        contact_norm=norms.contact_days if long_quiet else None,
        contact_days=(today - facts.last_contact_on).days if facts.last_contact_on else None,
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
    named = sorted(cases, key=lambda case: -closeness(filters.q, case.search_key)) if filters.q else []
    outside = next((case for case in named if _asked_for(case, filters, today)), None)
    alike = next((case for case in named if closeness(filters.q, case.search_key) >= ALIKE), None)
    if filters.q and any(passes(case, unnamed, today) for case in cases):
        why = Sentence(N_("Nobody is found for “%(q)s”"), {"q": filters.q})
    else:
        why = _too_narrow(unnamed)
    return Nothing(why, outside, None if outside else alike)


def _too_narrow(filters: Filters) -> Sentence:
    """What is so, in the cases where that is good news; else that the filters do not meet."""
    asked = filters.only(phase=filters.phase) == filters.but(step=None)
    if filters.step is NextStep.MISSING and asked and len(filters.phase) == 1:
        phase = Sentence(filters.phase[0].label)
        return Sentence(N_("Everyone in %(phase)s has a next step"), {"phase": phase})
    if filters.step is NextStep.MISSING and asked and not filters.phase:
        return Sentence(N_("Everyone has a next step"))
    if filters == filters.only(step=NextStep.LATE):
        return Sentence(N_("No step is late"))
    if filters == filters.only(status=(Status.STANDING_STILL,)):
        return Sentence(N_("No trajectory is standing still."))
    return Sentence(N_("No trajectory fits all of this together"))
