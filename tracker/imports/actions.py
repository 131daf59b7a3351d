"""The deeds of an import in the browser, and undoing one: all of it, as long as nothing was built on it."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from sqlalchemy import Table as SqlTable
from sqlalchemy import delete, event, inspect, update
from sqlalchemy.orm import Session

from tracker.accounts.work import Work
from tracker.audit import record
from tracker.core.model import Base
from tracker.core.names import fold
from tracker.core.refusal import Refused
from tracker.core.term import N_
from tracker.exchange.actions import carry_out
from tracker.exchange.terms import Plan, Verdict
from tracker.history.cells import line_of, row_of
from tracker.imports import queries
from tracker.imports.models import ImportDraft, ImportHeading, ImportRun
from tracker.imports.terms import DRAFT_STAYS, UNDO_WITHIN, Mended
from tracker.people.actions import recognise_newcomer
from tracker.people.queries import get_recognised
from tracker.people.rules import MOST_HITS
from tracker.sheets.queries import packed
from tracker.sheets.terms import Heading, Table

STAYS = frozenset({"audit_line", "import_run", "import_draft"})
"""What an undo leaves: it happened."""
TOLD = 5
"""So many people are named when an import cannot be undone."""

UNDONE = N_("This import was undone already.")
TOO_LATE = N_("This import can no longer be undone: that goes for 30 days.")
BUILT_ON = N_(
    "This import stays: after it something was written or changed here, so undoing it would lose work. "
    "It is about: %(who)s."
)
BUILT_ON_SOMETHING = N_(
    "This import stays: after it something was written or changed here, so undoing it would lose work."
)

GONE = ""
"""The mark of a row that is not there."""

Before = bytes | None
"""A row as one line of JSON; None for what was not there."""


def begin_import(
    work: Work, *, file_name: str, tables: Sequence[Table], table_no: int, heading_row: int
) -> ImportDraft:
    """Keep a sheet that was sent; drafts and undoings that are too old are removed with it."""
    remove_old(work)
    draft = ImportDraft(
        organisation_id=work.actor.organisation_id,
        user_id=work.actor.user_id,
        file_name=file_name[:200],
        made_at=work.now,
        tables=packed(tables),
        table_no=table_no,
        heading_row=heading_row,
        matching=None,
        mended={},
    )
    work.session.add(draft)
    record(work, "begin_import", on=draft)
    return draft


def choose_sheet(work: Work, draft: ImportDraft, *, table_no: int, heading_row: int) -> None:
    """Another sheet, or row of headings, begins anew."""
    if (table_no, heading_row) != (draft.table_no, draft.heading_row):
        draft.table_no, draft.heading_row = table_no, heading_row
        draft.matching, draft.mended = None, {}
    record(work, "choose_sheet", on=draft)


def match_columns(
    work: Work, draft: ImportDraft, headings: Sequence[Heading], *, matching: Mapping[str, str]
) -> None:
    """What every column is about, remembered for the next sheet with these headings."""
    draft.matching = dict(matching)
    said = {fold(one.text)[:200]: matching[str(one.place)] for one in headings if fold(one.text)}
    known = queries.known_headings(work, said)
    for heading, means in said.items():
        row = known.get(heading) or ImportHeading(organisation_id=work.actor.organisation_id, heading=heading)
        row.means = means
        work.session.add(row)
    record(work, "match_columns", on=draft)


def mend_cells(work: Work, draft: ImportDraft, *, cells: Mended) -> None:
    draft.mended = {**draft.mended, **cells}
    record(work, "mend_cells", on=draft, cells=len(cells))


def discard_import(work: Work, draft: ImportDraft) -> None:
    work.session.delete(draft)
    record(work, "discard_import", on=draft)


def run_import(work: Work, draft: ImportDraft, plan: Plan, *, note: str) -> ImportRun:
    """Write the good rows by the deeds of the pages, and keep what is needed to undo it.

    The sheet is kept as long as something of it was refused.
    """
    with _watched(work.session) as before:
        for _ in carry_out(work, plan, note):
            pass
        work.session.flush()
    run = ImportRun(
        organisation_id=work.actor.organisation_id,
        user_id=work.actor.user_id,
        draft_id=draft.id,
        file_name=draft.file_name,
        at=work.now,
        counts={verdict.value: plan.counts[verdict] for verdict in Verdict},
        changes=_changes(work, before),
        undone_at=None,
    )
    work.session.add(run)
    if not plan.counts[Verdict.REFUSED]:
        work.session.delete(draft)
    record(work, "run_import", on=run, **run.counts)
    return run


@contextmanager
def _watched(session: Session) -> Iterator[dict[tuple[str, UUID], Before]]:
    """What every row that is written held before, by its table and id."""
    before: dict[tuple[str, UUID], Before] = {}

    def note(session: Session, *_: object) -> None:
        for row in session.new:
            before.setdefault((row.__tablename__, row.id), None)
        for row in (*session.dirty, *session.deleted):
            before.setdefault((row.__tablename__, row.id), _line_before(row))

    event.listen(session, "before_flush", note)
    try:
        yield before
    finally:
        event.remove(session, "before_flush", note)


def _line_before(row: Base) -> bytes:
    state = inspect(row)
    values = {}
    for attribute in state.mapper.column_attrs:
        replaced = state.attrs[attribute.key].history.deleted
        values[attribute.columns[0].name] = replaced[0] if replaced else getattr(row, attribute.key)
    return line_of(queries.table_named(row.__tablename__).columns, values)


def _changes(work: Work, before: Mapping[tuple[str, UUID], Before]) -> list[Any]:
    ids: dict[str, list[UUID]] = defaultdict(list)
    for name, key in before:
        ids[name].append(key)
    found = []
    for name in ids.keys() - STAYS:
        marks = queries.marks(work, queries.table_named(name), ids[name])
        for key in ids[name]:
            line = before[name, key]
            found.append([name, str(key), marks.get(key, GONE), line.decode() if line else None])
    return found


@dataclass(frozen=True, slots=True)
class Written:
    """What an import did with the rows of one table: what each held before, and a mark of it afterwards."""

    table: SqlTable
    before: dict[UUID, Before] = field(default_factory=dict)
    marks: dict[UUID, str] = field(default_factory=dict)

    @property
    def made(self) -> list[UUID]:
        return [key for key, line in self.before.items() if line is None]


def recognise_newcomers(work: Work, trajectory_ids: Iterable[UUID]) -> None:
    """Write down of whom a sheet tells whom the actor may not see, as far as it counts (decision 0015)."""
    for trajectory_id in sorted(trajectory_ids)[: MOST_HITS + 1]:
        recognise_newcomer(work, get_recognised(work, trajectory_id))


def undo_import(work: Work, run: ImportRun) -> None:
    """Put back every row as it was. Refused when one changed since, or when something hangs on a new one."""
    if run.undone_at:
        raise Refused(UNDONE)
    if run.changes is None or run.at + UNDO_WITHIN <= work.now:
        raise Refused(TOO_LATE)
    written: dict[str, Written] = {}
    for name, key, mark, line in run.changes:
        one = written.setdefault(name, Written(queries.table_named(name)))
        one.before[UUID(key)], one.marks[UUID(key)] = line.encode() if line else None, mark
    run.changes, run.undone_at = None, work.now
    work.session.flush()
    _demand_untouched(work, written)
    _put_back(work, written)
    record(work, "undo_import", on=run)


def _demand_untouched(work: Work, written: Mapping[str, Written]) -> None:
    touched = {name: _changed(work, one) | _built_on(work, written, one) for name, one in written.items()}
    if not any(touched.values()):
        return
    who: set[str] = set()
    for name, ids in touched.items():
        who.update(queries.named(work, written[name].table, ids, TOLD))
    if who:
        raise Refused(BUILT_ON, who=", ".join(sorted(who)[:TOLD]))
    raise Refused(BUILT_ON_SOMETHING)


def _changed(work: Work, one: Written) -> set[UUID]:
    now = queries.marks(work, one.table, one.marks, held=True)
    return {key for key, mark in one.marks.items() if now.get(key, GONE) != mark}


def _built_on(work: Work, written: Mapping[str, Written], one: Written) -> set[UUID]:
    """The new rows on which something hangs that is not of this import."""
    found = set()
    for table, column in queries.children(one.table, worked_out=False):
        ours = written[table.name].before if table.name in written else {}
        for child, parent in queries.hanging_on(work, table, column, one.made):
            if child not in ours:
                found.add(parent)
    return found


def _put_back(work: Work, written: Mapping[str, Written]) -> None:
    """Children go before their parents."""
    for table in reversed(Base.metadata.sorted_tables):
        one = written.get(table.name)
        if one:
            _put_back_rows(work, one)


def _put_back_rows(work: Work, one: Written) -> None:
    table, tenant = one.table, work.actor.organisation_id
    for child, column in queries.children(table, worked_out=True):
        _remove(work, child, column, one.made)
    _remove(work, table, "id", one.made)
    for key, line in one.before.items():
        if line:
            row = (table.c.organisation_id == tenant) & (table.c.id == key)
            work.session.execute(update(table).where(row).values(row_of(table.columns, line)))


def _remove(work: Work, table: SqlTable, column: str, ids: Sequence[UUID]) -> None:
    own = table.c.organisation_id == work.actor.organisation_id
    for first in range(0, len(ids), queries.AT_ONCE):
        gone = table.c[column].in_(ids[first : first + queries.AT_ONCE])
        work.session.execute(delete(table).where(own, gone))


def remove_old(work: Work) -> int:
    """Nothing of a person lies here longer than it is of use; how many sheets and undoings were removed."""
    mine = ImportDraft.organisation_id == work.actor.organisation_id
    old = delete(ImportDraft).where(mine, ImportDraft.made_at <= work.now - DRAFT_STAYS)
    drafts = work.session.scalars(old.returning(ImportDraft.id)).all()
    done = ImportRun.organisation_id == work.actor.organisation_id
    late = done & (ImportRun.at <= work.now - UNDO_WITHIN) & ImportRun.changes.is_not(None)
    gone = update(ImportRun).where(late).values(changes=None).returning(ImportRun.id)
    return len(drafts) + len(work.session.scalars(gone).all())
