"""What changed in the sheet since the last import, and what changed here. Pure.

Each cell is compared three ways: what the sheet says now, what it said at the last import (of which only
marks are kept), and what stands here. Only a cell that changed in the sheet and not here is taken over.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from enum import Enum
from typing import Any
from uuid import UUID

from tracker.core.names import fold
from tracker.core.sentence import Sentence
from tracker.core.term import N_
from tracker.exchange.people import number_mark, person_mark
from tracker.exchange.terms import End, Known, Memory, mark
from tracker.sheets.terms import Column, Complaint, Item, Line

PERSON = (
    Column.GIVEN_NAME,
    Column.FAMILY_NAME,
    Column.BIRTH_YEAR,
    Column.LANGUAGES,
    Column.INTERPRETER,
    Column.PHONE,
    Column.EMAIL,
)
DATES = (Column.STARTED_ON, Column.PERMIT_ON, Column.SETTLED_ON, Column.INTEGRATION_ON)
REMEMBERED = (
    *PERSON,
    *DATES,
    Column.PHASE,
    Column.LAST_CONTACT_ON,
    Column.NEXT_STEP,
    Column.NEXT_STEP_DUE,
)
"""The columns of which one value is remembered; barriers and the end have marks of their own."""


@dataclass(frozen=True, slots=True)
class Change:
    """What a column asks to be written, or says about what stands here; `kept` stays as it is here."""

    column: Column
    take: bool = False
    complaint: Complaint | None = None
    kept: bool = False
    barrier: Item | None = None
    step: UUID | None = None


def memory_of(line: Line, end: End | None) -> Memory:
    """The marks by which the next import knows what this one found; an empty cell says nothing."""
    values = {column.value: getattr(line, column.value) for column in REMEMBERED}
    found: dict[str, Any] = {name: mark_of(value) for name, value in values.items() if _text(value)}
    found["person"] = person_mark(line)
    if line.case_number:
        found[Column.CASE_NUMBER.value] = number_mark(line.case_number)
    if line.barriers:
        found[Column.BARRIERS.value] = sorted(mark_of(item.text) for item in line.barriers)
    if end:
        found[Column.CLOSED_ON.value] = mark_of(end.outcome)
    return found


def mark_of(value: object) -> str:
    return mark(fold(_text(value)))


def _text(value: object) -> str:
    """A value as it is compared; "" when there is none."""
    if isinstance(value, Enum):
        return str(value.value)
    return "" if value is None else str(value)


def changes(line: Line, known: Known, end: End | None) -> Iterator[Change]:
    """Everything in which a row differs from what stands here; once closed only the person still counts."""
    for column in (*PERSON, *DATES):
        yield from _cell(line, known, column)
    yield from _end(line, known, end)
    if known.closed_on is None:
        yield from _cell(line, known, Column.PHASE)
        yield from _contact(line, known)
        yield from _barriers(line, known)
        yield from _step(line, known)


def _cell(line: Line, known: Known, column: Column) -> Iterator[Change]:
    theirs, ours = getattr(line, column.value), getattr(known, column.value)
    if not _text(theirs) or fold(_text(theirs)) == fold(_text(ours)):
        return
    before = known.memory.get(column.value)
    if before == mark_of(ours) or (before is None and not _text(ours)):
        yield Change(column, take=True)
    else:
        yield _kept(line, column, ours)


def _kept(line: Line, column: Column, ours: object) -> Change:
    why = N_("Here it says “%(here)s”, and not by an import: that stays")
    return Change(column, complaint=line.complain(Sentence(why, {"here": _shown(ours)}), column), kept=True)


def _shown(value: object) -> object:
    if isinstance(value, bool):
        return Sentence(N_("yes") if value else N_("no"))
    if value in (None, ""):
        return Sentence(N_("nothing"))
    return str(value) if type(value) is int else value


def _contact(line: Line, known: Known) -> Iterator[Change]:
    """A later day than the last one here. An earlier day is no change: contacts only come in addition."""
    on = line.last_contact_on
    if on and on > (known.last_contact_on or date.min):
        yield Change(Column.LAST_CONTACT_ON, take=True)


def _barriers(line: Line, known: Known) -> Iterator[Change]:
    """What is new in the sheet. What ended here is not opened again; what left the sheet stays open."""
    before = known.memory.get(Column.BARRIERS.value, ())
    for item in line.barriers:
        if fold(item.text) in known.barriers:
            continue
        if mark_of(item.text) not in before:
            yield Change(Column.BARRIERS, take=True, barrier=item)
        else:
            why = Sentence(N_("“%(what)s” has ended here, and stays so"), {"what": item.text})
            yield Change(Column.BARRIERS, complaint=line.complain(why, Column.BARRIERS))


def _step(line: Line, known: Known) -> Iterator[Change]:
    """Another title is a new step; the same title with another day moves it."""
    if not line.next_step:
        return
    step = next((one for one in known.steps if fold(one.title) == fold(line.next_step)), None)
    if step is None and known.memory.get(Column.NEXT_STEP.value) != mark_of(line.next_step):
        yield Change(Column.NEXT_STEP, take=True)
    elif step is None:
        why = Sentence(N_("“%(what)s” has ended here, and stays so"), {"what": line.next_step})
        yield Change(Column.NEXT_STEP, complaint=line.complain(why, Column.NEXT_STEP))
    elif line.next_step_due not in (None, step.due_on):
        if known.memory.get(Column.NEXT_STEP_DUE.value) == mark_of(step.due_on):
            yield Change(Column.NEXT_STEP_DUE, take=True, step=step.id)
        else:
            yield _kept(line, Column.NEXT_STEP_DUE, step.due_on)


def _end(line: Line, known: Known, end: End | None) -> Iterator[Change]:
    if end is None and known.closed_on:
        why = Sentence(N_("Was closed here on %(date)s, and stays so"), {"date": known.closed_on})
        yield Change(Column.CLOSED_ON, complaint=line.complain(why, Column.PHASE), kept=True)
    elif end and known.closed_on is None and Column.CLOSED_ON.value in known.memory:
        why = Sentence(N_("Was opened again here, and stays so"))
        yield Change(Column.CLOSED_ON, complaint=line.complain(why, Column.CLOSED_ON), kept=True)
    elif end and known.closed_on is None:
        yield Change(Column.CLOSED_ON, take=True)
    elif end and line.outcome and line.outcome is not known.outcome:
        yield _kept(line, Column.OUTCOME, known.outcome)


def memory_after(line: Line, known: Known, end: End | None, found: list[Change]) -> Memory:
    """What is remembered after this import: what the sheet says now, save where something else was kept."""
    kept = {change.column.value for change in found if change.kept}
    now = {name: value for name, value in memory_of(line, end).items() if name not in kept}
    return {**known.memory, **now}
