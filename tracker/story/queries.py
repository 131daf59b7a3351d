"""Everything that was written about one trajectory, in one statement."""

from collections import Counter, defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, fields
from datetime import date, datetime
from enum import Enum
from typing import Any
from uuid import UUID

from sqlalchemy import (
    ColumnElement,
    Date,
    Integer,
    Select,
    String,
    TypeDecorator,
    Uuid,
    cast,
    literal,
    null,
    select,
    type_coerce,
    union_all,
)
from sqlalchemy.engine.default import DefaultDialect
from sqlalchemy.orm import aliased

from tracker.accounts.models import Organisation, User
from tracker.accounts.work import Work
from tracker.core.model import UTCDateTime
from tracker.history.models import Assignment, EarlierVersion
from tracker.story.terms import (
    AnswerRow,
    AssignmentRow,
    BarrierRow,
    ContactRow,
    EarlierRow,
    HoldRow,
    Record,
    StayRow,
    StepRow,
    StrengthRow,
    ViewRow,
    Written,
)
from tracker.trajectory.access import visible_facts
from tracker.trajectory.models import (
    Barrier,
    Contact,
    DomainView,
    ElementUse,
    Hold,
    PhaseStay,
    Step,
    Strength,
)

TABLES: dict[str, tuple[type[Written], Any]] = {
    "stays": (StayRow, PhaseStay),
    "holds": (HoldRow, Hold),
    "earlier": (EarlierRow, EarlierVersion),
    "assignments": (AssignmentRow, Assignment),
    "views": (ViewRow, DomainView),
    "barriers": (BarrierRow, Barrier),
    "strengths": (StrengthRow, Strength),
    "steps": (StepRow, Step),
    "contacts": (ContactRow, Contact),
    "answers": (AnswerRow, ElementUse),
}
"""Per part of a Record its row, whose fields are named after the columns of its table."""

SLOTS: Mapping[type, Any] = {
    datetime: UTCDateTime(),
    date: Date(),
    int: Integer(),
    UUID: Uuid(),
    str: String(),
}
"""The tables share only kinds of columns. A datetime is a date too, so it comes first."""


@dataclass(frozen=True, slots=True)
class Part:
    """One table in the statement: which slot holds which field of its row."""

    name: str
    row: type[Written]
    table: Any
    columns: Mapping[str, ColumnElement[Any]]
    slots: Mapping[str, str]


def record(work: Work, trajectory_id: UUID) -> Record:
    """All facts of a visible trajectory; stays in their order, the rest as they were written."""
    statement = union_all(*(_lines(work, part, trajectory_id) for part in PARTS.values()))
    found = defaultdict(list)
    for line in work.session.execute(statement):
        found[line.part].append(_row(PARTS[line.part], line))
    found["stays"].sort(key=lambda stay: stay.seq)
    return Record(**{name: tuple(rows) for name, rows in found.items()})


def _lines(work: Work, part: Part, trajectory_id: UUID) -> Select[*tuple[Any, ...]]:
    """The facts of one table, in the columns that all tables share."""
    filled = {slot: part.columns[field] for field, slot in part.slots.items()}
    return (
        visible_facts(work, part.table)
        .where(part.table.trajectory_id == trajectory_id)
        .join(User, User.id == part.table.author_id)
        .join(Organisation, Organisation.id == part.table.author_organisation_id)
        .with_only_columns(
            literal(part.name).label("part"),
            *(_filled(filled.get(slot), kind).label(slot) for slot, kind in ALL_SLOTS.items()),
        )
    )


def _filled(column: ColumnElement[Any] | None, kind: Any) -> ColumnElement[Any]:
    return cast(null(), kind) if column is None else type_coerce(column, kind)


def _row(part: Part, line: Any) -> Any:
    values = {field: getattr(line, slot) for field, slot in part.slots.items()}
    return part.row(**{field: _read(part.columns[field].type, value) for field, value in values.items()})


def _read(kind: Any, value: Any) -> Any:
    """A value as its own column would have given it: terms and sets of domains travel plain."""
    if isinstance(kind, TypeDecorator):
        return kind.process_result_value(value, DefaultDialect())
    is_term = value is not None and issubclass(kind.python_type, Enum)
    return kind.python_type(value) if is_term else value


def _part(name: str, row: type[Written], table: Any) -> Part:
    columns = {field.name: _column(table, field.name) for field in fields(row)}
    seen: Counter[type] = Counter()
    slots = {}
    for field, column in columns.items():
        plain = column.type.impl_instance if isinstance(column.type, TypeDecorator) else column.type
        kind = next(kind for kind in SLOTS if issubclass(plain.python_type, kind))
        seen[kind] += 1
        slots[field] = f"{kind.__name__.lower()}_{seen[kind]}"
    return Part(name, row, table, columns, slots)


def _column(table: Any, field: str) -> Any:
    if field == "author":
        return User.name
    if field == "organisation":
        return Organisation.name
    if field in NAMED:
        user = aliased(User)
        there = user.id == getattr(table, NAMED[field])
        return select(user.name).where(there).correlate(table).scalar_subquery()
    return getattr(table, field)


NAMED = {"whose": "owner_id", "before": "before_id", "client_manager": "client_manager_id"}
"""The fields that hold the name of a user, and the columns with their ids."""

PARTS = {name: _part(name, row, table) for name, (row, table) in TABLES.items()}
ALL_SLOTS = {
    slot: SLOTS[kind]
    for kind in SLOTS
    for slot in sorted({slot for part in PARTS.values() for slot in part.slots.values()})
    if slot.startswith(f"{kind.__name__.lower()}_")
}
