"""Correcting and withdrawing what one wrote; what it said before is kept and can be read."""

from collections.abc import Mapping
from typing import Any

from sqlalchemy import insert

from tracker.accounts.work import Work
from tracker.audit import record
from tracker.core.refusal import Refused
from tracker.core.term import N_
from tracker.history.cells import kept_row_of, line_of
from tracker.history.models import EarlierVersion
from tracker.history.queries import Entry, answers_an_element, table_of
from tracker.history.terms import EntryChange, EntryKind
from tracker.trajectory.models import Contact

ANSWERS = N_("This step was planned with a working element. Stop the step instead.")


def correct_entry(work: Work, entry: Entry, kind: EntryKind, values: Mapping[str, Any]) -> None:
    """Other values for some columns; the whole row as it was is kept, unless nothing is different."""
    changed = [name for name, value in values.items() if getattr(entry, name) != value]
    if not changed:
        return
    _keep(work, entry, kind, EntryChange.CORRECTED)
    for name in changed:
        setattr(entry, name, values[name])
    record(work, "correct_entry", on=entry, kind=kind, fields=" ".join(changed))


def withdraw_entry(work: Work, entry: Entry, kind: EntryKind) -> EarlierVersion:
    """Out of the record, as if it had not been written; it can be read among what was, and put back."""
    if kind is EntryKind.STEP and answers_an_element(work, entry):
        raise Refused(ANSWERS)
    earlier = _keep(work, entry, kind, EntryChange.WITHDRAWN)
    work.session.delete(entry)
    record(work, "withdraw_entry", on=entry, kind=kind)
    return earlier


def restore_entry(work: Work, earlier: EarlierVersion) -> None:
    """Back in the record as it was when it was withdrawn."""
    table = table_of(earlier.kind)
    work.session.execute(insert(table).values(kept_row_of(table.columns, earlier.line.encode())))
    earlier.restored_at = work.now
    record(work, "restore_entry", on=earlier, kind=earlier.kind)


def _keep(work: Work, entry: Entry, kind: EntryKind, change: EntryChange) -> EarlierVersion:
    columns = table_of(kind).columns
    values = {column.name: getattr(entry, column.name) for column in columns}
    earlier = EarlierVersion(
        organisation_id=entry.organisation_id,
        trajectory_id=entry.trajectory_id,
        domain=min(entry.domains) if isinstance(entry, Contact) else entry.domain,
        sharing=entry.sharing,
        author_id=work.actor.user_id,
        author_organisation_id=work.actor.organisation_id,
        written_at=work.now,
        kind=kind,
        entry_id=entry.id,
        change=change,
        line=line_of(columns, values).decode(),
    )
    work.session.add(earlier)
    return earlier
