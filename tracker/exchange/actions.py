"""Carrying out the plan of an import: by the same deeds as the pages, each with its own audit line."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time
from typing import Any

from tracker.accounts.work import HOME, Work
from tracker.audit import record
from tracker.core.database import count_anew
from tracker.exchange.changes import DATES, PERSON
from tracker.exchange.models import ImportedRow
from tracker.exchange.queries import originals
from tracker.exchange.terms import Deeds, Memory, Opening, Plan
from tracker.people.actions import add_newcomer, correct_dates, correct_newcomer, new_trajectory
from tracker.plan.actions import move_step, open_barrier, plan_step
from tracker.sheets.terms import Column, Item, Line
from tracker.trajectory.actions import (
    close_trajectory,
    log_contact,
    move_to_phase,
    open_trajectory,
)
from tracker.trajectory.models import Newcomer, PhaseStay, Step, Trajectory
from tracker.trajectory.terms import (
    CauseSide,
    ContactKind,
    ContactResult,
    LifeDomain,
    Severity,
    Sharing,
    StepOwner,
    WaitingOn,
)

TOGETHER = 500
"""So many rows are written at once: enough to be quick, few enough to fit in memory."""


def carry_out(work: Work, plan: Plan, note: str) -> Iterator[int]:
    """Write what the plan says, and tell now and then how many rows are written; nothing is committed.

    `note` is the text of what has none of its own.
    """
    rows = [(row.line, row.deeds) for row in plan.rows if row.deeds and row.deeds.anything]
    for first in range(0, len(rows), TOGETHER):
        chunk = rows[first : first + TOGETHER]
        for line, deeds, subject in [*_opened(work, chunk), *_known(work, chunk)]:
            _write(work, line, deeds, subject, note)
        work.session.flush()
        yield first + len(chunk)
    if len(rows) >= TOGETHER:
        count_anew(work.session)


@dataclass(slots=True)
class Subject:
    """The rows of one person that deeds change."""

    newcomer: Newcomer
    trajectory: Trajectory
    stay: PhaseStay
    step: Step | None = None


Written = tuple[Line, Deeds, Subject]


def _opened(work: Work, rows: Iterable[tuple[Line, Deeds]]) -> list[Written]:
    """A newcomer and an open trajectory for everybody who is new."""
    made = []
    for line, deeds in rows:
        if deeds.opening:
            newcomer = _newcomer(work, line)
            made.append((line, deeds, newcomer, _trajectory(work, line, deeds.opening, newcomer)))
    work.session.flush()
    found = []
    for line, deeds, newcomer, trajectory in made:
        stay = open_trajectory(work, trajectory, phase=deeds.place.phase, entered_on=deeds.place.since)
        found.append((line, deeds, Subject(newcomer, trajectory, stay)))
        _remember(work, trajectory, None, deeds.memory)
    return found


def _newcomer(work: Work, line: Line) -> Newcomer:
    return add_newcomer(
        work,
        given_name=line.given_name,
        family_name=line.family_name,
        birth_year=line.birth_year,
        languages=line.languages,
        interpreter=bool(line.interpreter),
        phone=line.phone,
        email=line.email,
    )


def _trajectory(work: Work, line: Line, opening: Opening, newcomer: Newcomer) -> Trajectory:
    trajectory = new_trajectory(
        work,
        newcomer,
        reference=opening.reference,
        client_manager_id=opening.client_manager_id,
        team_id=opening.team_id,
        started_on=opening.started_on,
        permit_on=line.permit_on,
        settled_on=line.settled_on,
        integration_on=line.integration_on,
    )
    record(work, "add_trajectory", on=trajectory, newcomer=str(newcomer.id))
    return trajectory


def _known(work: Work, rows: Sequence[tuple[Line, Deeds]]) -> list[Written]:
    """The rows of everybody who is known, and what is remembered of them anew."""
    people = {deeds.known.id: (line, deeds) for line, deeds in rows if deeds.known}
    if not people:
        return []
    old = originals(work, people, [deeds.moved_step for _, deeds in people.values() if deeds.moved_step])
    found = []
    for key, (line, deeds) in people.items():
        step = old.steps[deeds.moved_step] if deeds.moved_step else None
        subject = Subject(old.newcomers[key], old.trajectories[key], old.stays[key], step)
        found.append((line, deeds, subject))
        _remember(work, subject.trajectory, old.imported.get(key), deeds.memory)
    return found


def _remember(work: Work, trajectory: Trajectory, before: ImportedRow | None, marks: Memory) -> None:
    row = before or ImportedRow(organisation_id=trajectory.organisation_id, trajectory_id=trajectory.id)
    row.marks = marks
    work.session.add(row)


def _write(work: Work, line: Line, deeds: Deeds, subject: Subject, note: str) -> None:
    """The deeds of one row. What comes from a sheet was written for colleagues, so it stays internal."""
    _correct(work, line, deeds, subject)
    if Column.PHASE in deeds.changes:
        place = deeds.place
        subject.stay = move_to_phase(
            work, subject.trajectory, subject.stay, phase=place.phase, reason=note, on=place.since
        )
    if Column.LAST_CONTACT_ON in deeds.changes and line.last_contact_on:
        _log_contact(work, subject.trajectory, line.last_contact_on, note)
    for item in deeds.barriers:
        _open_barrier(work, subject, item)
    _step(work, line, deeds, subject)
    if Column.CLOSED_ON in deeds.changes and deeds.end:
        end = deeds.end
        close_trajectory(work, subject.trajectory, subject.stay, outcome=end.outcome, note=note, on=end.on)


def _correct(work: Work, line: Line, deeds: Deeds, subject: Subject) -> None:
    """What changed comes from the sheet, the rest stays as it is."""

    def values(columns: Iterable[Column], row: Newcomer | Trajectory) -> dict[str, Any]:
        names = ((column.value, line if column in deeds.changes else row) for column in columns)
        return {name: getattr(source, name) for name, source in names}

    if not deeds.changes.isdisjoint(PERSON):
        correct_newcomer(work, subject.trajectory, subject.newcomer, **values(PERSON, subject.newcomer))
    if not deeds.changes.isdisjoint(DATES):
        correct_dates(work, subject.trajectory, **values(DATES, subject.trajectory))


def _log_contact(work: Work, trajectory: Trajectory, on: date, note: str) -> None:
    log_contact(
        work,
        trajectory,
        kind=ContactKind.TALK,
        result=ContactResult.REACHED,
        happened_at=datetime.combine(on, time(), HOME),
        text=note,
        sharing=Sharing.INTERNAL,
    )


def _open_barrier(work: Work, subject: Subject, item: Item) -> None:
    open_barrier(
        work,
        subject.trajectory,
        subject.stay,
        domain=item.domain or LifeDomain.WORK,
        description=item.text,
        severity=Severity.HINDERS,
        cause_side=CauseSide.PERSON,
        waiting_on=WaitingOn.NOBODY,
        owner_id=subject.trajectory.client_manager_id or work.actor.user_id,
        opened_on=work.today,
        sharing=Sharing.INTERNAL,
    )


def _step(work: Work, line: Line, deeds: Deeds, subject: Subject) -> None:
    if deeds.step_due_on is None:
        return
    if subject.step:
        move_step(work, subject.step, subject.stay, due_on=deeds.step_due_on)
    elif Column.NEXT_STEP in deeds.changes:
        plan_step(
            work,
            subject.trajectory,
            subject.stay,
            title=line.next_step,
            owner=StepOwner.PROFESSIONAL,
            due_on=deeds.step_due_on,
            domain=LifeDomain.WORK,
            sharing=Sharing.INTERNAL,
        )
