"""What leaves the house, and what comes in, leaves its line in the audit."""

from collections.abc import Iterable, Iterator
from itertools import islice
from typing import Any
from uuid import UUID

from sqlalchemy import Table, insert, update
from sqlalchemy.exc import DBAPIError
from sqlalchemy.orm import Session

from tracker.accounts.models import Organisation
from tracker.accounts.work import Work
from tracker.audit import record
from tracker.core.database import count_anew
from tracker.history.cells import row_of
from tracker.transfer.archive import Archive
from tracker.transfer.queries import (
    AT_A_TIME,
    columns_of,
    exported_tables,
    find_line,
    get_organisation,
    holds_rows_of,
    migration,
)
from tracker.transfer.terms import SHARED, Format, NoExport


def export_list(work: Work, *, name: str, format: Format, rows: int) -> None:
    """Somebody takes a list out; `name` is that of its page, `rows` how many people or figures it has."""
    record(work, "export_list", on=get_organisation(work), list=name, format=format, rows=rows)


def export_organisation(work: Work, organisation: Organisation, *, records: int) -> None:
    """Everything of an organisation is taken out at a terminal."""
    record(work, "export_organisation", on=organisation, records=records)


def import_organisation(work: Work, archive: Archive) -> None:
    """Everything of an export comes in, or NoExport says why nothing did; the work is that of the operator.

    Nothing of this organisation may be here yet. A row of a shared table may, when it is the very same.
    """
    _demand_room(work, archive)
    for table in exported_tables():
        try:
            _insert(work.session, table, _rows(work, archive, table))
        except DBAPIError as problem:
            why = "its rows do not fit together, or not with what is here"
            raise NoExport(f"{table.name}.jsonl cannot be taken in: {why}.") from problem
    count_anew(work.session)
    made_at = archive.manifest.made_at.isoformat()
    records = archive.manifest.records
    record(work, "import_organisation", on=get_organisation(work), records=records, made_at=made_at)


def _demand_room(work: Work, archive: Archive) -> None:
    manifest, here = archive.manifest, migration(work.session)
    if manifest.migration != here:
        raise NoExport(
            f"It was made at migration {manifest.migration}, and this database stands at {here}. "
            "Take it in with the version that made it, then migrate."
        )
    if set(manifest.tables) != {table.name for table in exported_tables()}:
        raise NoExport("It has other tables than this Opweg.")
    if holds_rows_of(work.session, manifest.organisation_id):
        raise NoExport(f"“{manifest.organisation}” is here already. An export comes into an empty system.")


def _rows(work: Work, archive: Archive, table: Table) -> Iterator[dict[str, Any]]:
    """The rows of a table that are not here yet."""
    for number, line in enumerate(archive.lines(table.name), start=1):
        try:
            row = row_of(columns_of(table), line)
        except ValueError as problem:
            raise NoExport(f"Line {number} of {table.name}.jsonl cannot be read.") from problem
        if table.name in SHARED:
            if _is_here(work.session, table, row["id"], line):
                continue
        elif row["organisation_id"] != work.actor.organisation_id:
            raise NoExport(f"Line {number} of {table.name}.jsonl is of another organisation.")
        yield row


def _is_here(session: Session, table: Table, row_id: UUID, line: bytes) -> bool:
    found = find_line(session, table, row_id)
    if found not in (None, line):
        raise NoExport(f"{table.name} {row_id} is here already, and differs.")
    return found is not None


def _insert(session: Session, table: Table, rows: Iterable[dict[str, Any]]) -> None:
    """What points at a row of the same table is filled in when all of them are there."""
    inward = {
        column.name: None
        for key in table.foreign_key_constraints
        if key.referred_table is table
        for column in key.columns
        if not column.primary_key
    }
    pointing = []
    for some in _batches(rows):
        pointing += [row for row in some if any(row[name] is not None for name in inward)]
        session.execute(insert(table), [{**row, **inward} for row in some])
    for row in pointing:
        same = [column == row[column.name] for column in table.primary_key]
        session.execute(update(table).where(*same).values({name: row[name] for name in inward}))


def _batches(rows: Iterable[dict[str, Any]]) -> Iterator[list[dict[str, Any]]]:
    rows = iter(rows)
    while some := list(islice(rows, AT_A_TIME)):
        yield some
