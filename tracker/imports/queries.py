"""Reads of drafts and imports: only one's own."""

from collections.abc import Iterable, Iterator
from hashlib import blake2b
from itertools import islice
from typing import Any
from uuid import UUID

from sqlalchemy import Select, Table, select
from sqlalchemy.orm import undefer

from tracker.accounts.work import Work
from tracker.core.model import WORKED_OUT, Base
from tracker.history.cells import line_of
from tracker.imports.models import ImportDraft, ImportHeading, ImportRun
from tracker.imports.terms import DRAFT_STAYS, UNDO_WITHIN, Draft, Run
from tracker.trajectory.access import visible_trajectories
from tracker.trajectory.models import Newcomer, Trajectory
from tracker.trajectory.queries import WITH_NEWCOMER

AT_ONCE = 500
"""Ids in one statement."""


def _drafts(work: Work) -> Select[ImportDraft]:
    return select(ImportDraft).where(
        ImportDraft.organisation_id == work.actor.organisation_id,
        ImportDraft.user_id == work.actor.user_id,
        ImportDraft.made_at > work.now - DRAFT_STAYS,
    )


def drafts(work: Work) -> list[Draft]:
    """One's own drafts, the newest first."""
    columns = ImportDraft.id, ImportDraft.file_name, ImportDraft.made_at
    newest = (
        _drafts(work).with_only_columns(*columns).order_by(ImportDraft.made_at.desc(), ImportDraft.id.desc())
    )
    return [Draft(*row) for row in work.session.execute(newest)]


def get_draft(work: Work, draft_id: UUID) -> ImportDraft:
    """One's own draft with its sheets; NoResultFound for any other."""
    statement = _drafts(work).where(ImportDraft.id == draft_id).options(undefer(ImportDraft.tables))
    return work.session.scalars(statement).one()


def remembered(work: Work) -> dict[str, str]:
    """By heading, what it was said to mean the last time."""
    statement = select(ImportHeading.heading, ImportHeading.means).where(
        ImportHeading.organisation_id == work.actor.organisation_id
    )
    return {row.heading: row.means for row in work.session.execute(statement)}


def known_headings(work: Work, headings: Iterable[str]) -> dict[str, ImportHeading]:
    statement = select(ImportHeading).where(
        ImportHeading.organisation_id == work.actor.organisation_id, ImportHeading.heading.in_(headings)
    )
    return {row.heading: row for row in work.session.scalars(statement)}


def _runs(work: Work) -> Select[ImportRun]:
    return select(ImportRun).where(
        ImportRun.organisation_id == work.actor.organisation_id, ImportRun.user_id == work.actor.user_id
    )


def runs(work: Work) -> list[Run]:
    """One's own imports, the newest first."""
    return [
        run_of(work, run)
        for run in work.session.scalars(_runs(work).order_by(ImportRun.at.desc(), ImportRun.id.desc()))
    ]


def get_run(work: Work, run_id: UUID) -> ImportRun:
    """One's own import; NoResultFound for any other."""
    return work.session.scalars(_runs(work).where(ImportRun.id == run_id)).one()


def run_of(work: Work, run: ImportRun) -> Run:
    until = run.at + UNDO_WITHIN
    can_be_undone = run.undone_at is None and until > work.now
    return Run(
        run.id,
        run.draft_id,
        run.file_name,
        run.at,
        run.counts,
        until if can_be_undone else None,
        run.undone_at,
    )


def table_named(name: str) -> Table:
    return Base.metadata.tables[name]


def marks(work: Work, table: Table, ids: Iterable[UUID], *, held: bool = False) -> dict[UUID, str]:
    """Per row that is there a mark of all that stands in it; `held` keeps them until the deed is done."""
    found = {}
    for some in _some(ids):
        statement = _rows(work, table).where(table.c.id.in_(some))
        for row in work.session.execute(statement.with_for_update() if held else statement).mappings():
            found[row["id"]] = blake2b(line_of(table.columns, row), digest_size=12).hexdigest()
    return found


def children(parent: Table, *, worked_out: bool) -> Iterator[tuple[Table, str]]:
    """Which columns point at the rows of a table: of what people wrote, or of what was worked out."""
    for table in Base.metadata.sorted_tables:
        for key in table.foreign_key_constraints:
            ours = "organisation_id" in table.c and bool(table.info.get(WORKED_OUT)) is worked_out
            if key.referred_table is parent and ours:
                yield table, key.column_keys[-1]


def hanging_on(work: Work, table: Table, column: str, ids: Iterable[UUID]) -> Iterator[tuple[UUID, UUID]]:
    """Of the rows of a table that point at these ids: their id, and at which."""
    for some in _some(ids):
        statement = _rows(work, table).with_only_columns(table.c.id, table.c[column])
        for row in work.session.execute(statement.where(table.c[column].in_(some))):
            yield row[0], row[1]


def named(work: Work, table: Table, ids: Iterable[UUID], most: int) -> list[str]:
    """Whom rows are about, by number and name, as far as the actor sees them; of some tables about nobody."""
    who = {"trajectory": "id", "newcomer": None}.get(table.name, "trajectory_id")
    if who and who not in table.c:
        return []
    statement = (
        visible_trajectories(work)
        .join(Newcomer, WITH_NEWCOMER)
        .with_only_columns(Trajectory.reference, Newcomer.given_name, Newcomer.family_name)
        .order_by(Trajectory.reference)
        .limit(most)
    )
    some = list(islice(ids, AT_ONCE))
    if who is None:
        statement = statement.where(Newcomer.id.in_(some))
    else:
        about = _rows(work, table).where(table.c.id.in_(some)).with_only_columns(table.c[who])
        statement = statement.where(Trajectory.id.in_(about))
    return [f"{row[0]} {row[1]} {row[2]}".strip() for row in work.session.execute(statement)]


def _rows(work: Work, table: Table) -> Select[Any]:
    return select(table).where(table.c.organisation_id == work.actor.organisation_id)


def _some(ids: Iterable[UUID]) -> Iterator[list[UUID]]:
    rest = iter(ids)
    while some := list(islice(rest, AT_ONCE)):
        yield some
