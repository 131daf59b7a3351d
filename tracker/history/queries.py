"""Reads of entries and of what they said before."""

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from sqlalchemy import Table, exists, select

from tracker.accounts.models import User
from tracker.accounts.work import Work
from tracker.core.model import Base
from tracker.history.cells import kept_row_of
from tracker.history.models import EarlierVersion
from tracker.history.rules import FIELDS
from tracker.history.terms import EntryChange, EntryKind, Version
from tracker.trajectory.access import editable_facts, visible_facts
from tracker.trajectory.models import Barrier, Contact, DomainView, ElementUse, Step, Strength

Entry = Contact | Barrier | Strength | Step | DomainView

TABLES: Mapping[EntryKind, type[Entry]] = {
    EntryKind.CONTACT: Contact,
    EntryKind.BARRIER: Barrier,
    EntryKind.STRENGTH: Strength,
    EntryKind.STEP: Step,
    EntryKind.VIEW: DomainView,
}


def table_of(kind: EntryKind) -> Table:
    return Base.metadata.tables[TABLES[kind].__tablename__]


def get_own_entry(work: Work, trajectory_id: UUID, kind: EntryKind, entry_id: UUID) -> Any:
    """What the actor wrote of an editable trajectory, NoResultFound for anything else."""
    table = TABLES[kind]
    facts = editable_facts(work, table).where(
        table.trajectory_id == trajectory_id,
        table.id == entry_id,
        table.author_id == work.actor.user_id,
    )
    return work.session.scalars(facts).one()


def find_entry(work: Work, trajectory_id: UUID, kind: EntryKind, entry_id: UUID) -> Any:
    """An entry of a visible trajectory as it is now; None when it is not there."""
    table = TABLES[kind]
    facts = visible_facts(work, table).where(table.trajectory_id == trajectory_id, table.id == entry_id)
    return work.session.scalars(facts).one_or_none()


def versions(work: Work, trajectory_id: UUID, kind: EntryKind, entry_id: UUID) -> list[Version]:
    """What an entry of a visible trajectory said before, the newest first."""
    statement = (
        visible_facts(work, EarlierVersion)
        .where(
            EarlierVersion.trajectory_id == trajectory_id,
            EarlierVersion.entry_id == entry_id,
            EarlierVersion.kind == kind,
        )
        .join(User, User.id == EarlierVersion.author_id)
        .with_only_columns(
            EarlierVersion.id,
            EarlierVersion.change,
            User.name.label("who"),
            EarlierVersion.author_id,
            EarlierVersion.written_at.label("at"),
            EarlierVersion.restored_at,
            EarlierVersion.line,
        )
        .order_by(EarlierVersion.written_at.desc(), EarlierVersion.id.desc())
    )
    return [_version(kind, row) for row in work.session.execute(statement)]


def _version(kind: EntryKind, row: Any) -> Version:
    values = kept_row_of(table_of(kind).columns, row.line.encode())
    said = {name: values[name] for name in FIELDS[kind] if name in values}
    return Version(row.id, row.change, row.who, row.author_id, row.at, row.restored_at, said)


def get_withdrawn(work: Work, trajectory_id: UUID, kind: EntryKind, entry_id: UUID) -> EarlierVersion:
    """What the actor withdrew of an editable trajectory, NoResultFound for anything else."""
    statement = editable_facts(work, EarlierVersion).where(
        EarlierVersion.trajectory_id == trajectory_id,
        EarlierVersion.entry_id == entry_id,
        EarlierVersion.kind == kind,
        EarlierVersion.change == EntryChange.WITHDRAWN,
        EarlierVersion.restored_at.is_(None),
        EarlierVersion.author_id == work.actor.user_id,
    )
    return work.session.scalars(statement).one()


def answers_an_element(work: Work, entry: Entry) -> bool:
    """Whether a step was planned with a working element."""
    use = exists().where(ElementUse.organisation_id == entry.organisation_id, ElementUse.step_id == entry.id)
    return bool(work.session.scalar(select(use)))
