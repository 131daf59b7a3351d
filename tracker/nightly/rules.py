"""What is missing of whom. Pure."""

from collections.abc import Iterable, Iterator, Mapping
from datetime import date, datetime
from uuid import UUID

from tracker.nightly.terms import LATE, Checked, Exceptional, ExceptionKind, Found
from tracker.trajectory.queries import Case
from tracker.trajectory.terms import Status


def found(
    cases: Iterable[Case],
    workers: frozenset[UUID],
    last_steps: Mapping[UUID, date],
    gone: Mapping[UUID, date],
) -> Iterator[Found]:
    """What is missing, since the day by which it began: the end of the last step, of the last role."""
    for case in cases:
        owner = case.client_manager_id
        started = case.facts.started_on
        if lacks_owner(case, workers):
            since = gone.get(owner, started) if owner else started
            yield Found(case.id, ExceptionKind.NO_OWNER, max(since, started))
        if lacks_step(case):
            yield Found(case.id, ExceptionKind.NO_STEP, max(last_steps.get(case.id, started), started))


def lacks_owner(case: Case, workers: frozenset[UUID]) -> bool:
    return case.client_manager_id not in workers


def lacks_step(case: Case) -> bool:
    """A pause has a day on which it ends, so nobody on hold lacks a step."""
    return case.facts.step is None and case.standing.status is not Status.ON_HOLD


def still_open(
    exceptions: Iterable[Found], cases: Iterable[Case], workers: frozenset[UUID]
) -> list[Exceptional]:
    """Of what was found at night what is still so, by kind, the longest first."""
    by_id = {case.id: case for case in cases}
    there = ((by_id.get(one.trajectory_id), one) for one in exceptions)
    lines = (Exceptional(case, one.kind, one.since_on) for case, one in there if case)
    open_ones = (line for line in lines if _still(line, workers))
    kinds = list(ExceptionKind)
    return sorted(open_ones, key=lambda line: (kinds.index(line.kind), line.since_on, line.case.sort_key))


def _still(line: Exceptional, workers: frozenset[UUID]) -> bool:
    if line.kind is ExceptionKind.NO_OWNER:
        return lacks_owner(line.case, workers)
    return lacks_step(line.case)


def checked(at: datetime | None, now: datetime) -> Checked:
    return Checked(at, at is None or now - at > LATE)
