"""Reads for what is taken out, and for whether there is room to take something in."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any
from uuid import UUID

from sqlalchemy import Column, ColumnElement, Select, Table, exists, or_, select, text, union
from sqlalchemy.orm import Session

from tracker.accounts.models import Organisation
from tracker.accounts.terms import OrganisationKind
from tracker.accounts.work import Work
from tracker.core.database import may_write
from tracker.core.model import Base
from tracker.history.cells import line_of
from tracker.transfer.terms import LEFT_OUT, LEFT_OUT_COLUMNS, LEFT_OUT_DEEDS, SHARED

AT_A_TIME = 500
"""Rows that are in memory at once."""


def get_organisation(work: Work) -> Organisation:
    """For which somebody works."""
    own = select(Organisation).where(Organisation.id == work.actor.organisation_id)
    return work.session.scalars(own).one()


def municipalities(session: Session) -> list[str]:
    """The names of those that guide people here."""
    ours = select(Organisation.name).where(Organisation.kind == OrganisationKind.MUNICIPALITY)
    return list(session.scalars(ours.order_by(Organisation.name)))


def migration(session: Session) -> str:
    """To which step the database is migrated."""
    return ", ".join(sorted(session.scalars(text("SELECT version_num FROM alembic_version"))))


def exported_tables() -> list[Table]:
    """Every table but those that stay, parents before children."""
    return [table for table in Base.metadata.sorted_tables if table.name not in LEFT_OUT]


@contextmanager
def one_moment(session: Session) -> Iterator[None]:
    """In here the session sees one moment, whoever writes meanwhile, and writes nothing itself."""
    session.rollback()
    token = may_write.set(False)
    try:
        if session.get_bind().dialect.name == "postgresql":
            session.connection(execution_options={"isolation_level": "REPEATABLE READ"})
        yield
    finally:
        session.rollback()
        may_write.reset(token)


def exported_rows(session: Session, organisation_id: UUID) -> Iterator[tuple[str, Iterator[bytes]]]:
    """Per table the lines of an organisation, in the order of their ids, as they come from the database."""
    for table in exported_tables():
        yield table.name, _lines(session, table, organisation_id)


def _lines(session: Session, table: Table, organisation_id: UUID) -> Iterator[bytes]:
    wanted = select(*columns_of(table)).where(_belongs(table, organisation_id)).order_by(table.c.id)
    found = session.execute(wanted, execution_options={"yield_per": AT_A_TIME})
    return (line_of(columns_of(table), row) for row in found.mappings())


def _belongs(table: Table, organisation_id: UUID) -> ColumnElement[bool]:
    """Whether a row goes along: an organisation's own rows, and of a shared table whatever these point at."""
    if table.name in SHARED:
        pointed_at = union(*_pointers(table, organisation_id))
        return or_(table.c.id.in_(pointed_at), table.c.id == organisation_id)
    own = table.c.organisation_id == organisation_id
    return own & table.c.deed.not_in(LEFT_OUT_DEEDS) if table.name == "audit_line" else own


def _pointers(shared: Table, organisation_id: UUID) -> Iterator[Select[UUID]]:
    """The ids in a shared table that the rows of an organisation point at, column by column."""
    for table in exported_tables():
        for key in table.foreign_keys if table.name not in SHARED else ():
            if key.column.table is shared and key.parent.name != "organisation_id":
                pointer = key.parent.is_not(None)
                yield select(key.parent).where(_belongs(table, organisation_id), pointer)


def holds_rows_of(session: Session, organisation_id: UUID) -> bool:
    """Whether anything here is this organisation's own."""
    own = [table for table in Base.metadata.sorted_tables if "organisation_id" in table.columns]
    return any(
        session.scalar(select(exists().where(table.c.organisation_id == organisation_id))) for table in own
    )


def find_line(session: Session, table: Table, row_id: UUID) -> bytes | None:
    """How a row of a shared table would be exported from here."""
    found = session.execute(select(*columns_of(table)).where(table.c.id == row_id)).mappings().one_or_none()
    return line_of(columns_of(table), found) if found else None


def columns_of(table: Table) -> list[Column[Any]]:
    """The columns that go along."""
    return [column for column in table.columns if column.name not in LEFT_OUT_COLUMNS.get(table.name, {})]
