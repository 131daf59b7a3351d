"""What leaves the house leaves its line in the audit."""

from tracker.accounts.work import Work
from tracker.audit import record
from tracker.transfer.queries import get_organisation
from tracker.transfer.terms import Format


def export_list(work: Work, *, name: str, format: Format, rows: int) -> None:
    """Somebody takes a list out; `name` is that of its page, `rows` how many people or figures it has."""
    record(work, "export_list", on=get_organisation(work), list=name, format=format, rows=rows)
