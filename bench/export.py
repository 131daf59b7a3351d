"""What it takes to take data out: seconds, and the most memory that was in use for it.

    .venv/bin/python -m bench.export          # with 2,000 and 10,000 open trajectories, on both databases

"page" is reading the caseload, as its page does too; a file is what comes on top of that. "everything" is
`export` of the whole organisation. Memory is what Python asked for at its peak (tracemalloc), in MB.
"""

import sys
import tempfile
import time
import tracemalloc
from collections.abc import Callable
from typing import Any

from alembic import command
from sqlalchemy.orm import Session

from bench.pages import _databases
from config import testing
from tests.crowd import crowd
from tests.make import NOW, Make
from tracker import create_app
from tracker.accounts.models import Organisation
from tracker.accounts.terms import Role
from tracker.accounts.work import Work
from tracker.caseload.queries import cases_in_scope
from tracker.caseload.terms import Filters
from tracker.commands.database import migrations
from tracker.core.spreadsheet import Cell, Table, write_csv, write_xlsx
from tracker.trajectory.queries import norms
from tracker.transfer import queries, rules
from tracker.transfer.archive import write_archive
from tracker.web.pages import db

MANAGERS = 20


def main(sizes: list[int]) -> None:
    print(f"{'database':12}{'open':>7}  {'what':12}{'seconds':>9}{'MB':>8}")
    for name, address in _databases():
        app = create_app(testing(address, clock=lambda: NOW))
        with app.app_context():
            with db.engine.begin() as connection:
                command.upgrade(migrations(connection), "head")
            with Session(db.engine, expire_on_commit=False) as session:
                _measure(name, Make(session), sizes)
            db.engine.dispose()


def _measure(name: str, make: Make, sizes: list[int]) -> None:
    team, known = make.team(), 0
    lead, others = make.user(Role.TEAM_LEAD, team), [make.user(team=team) for _ in range(MANAGERS)]
    for size in sizes:
        for other in others:
            crowd(make, other, (size - known) // MANAGERS)
        known = size
        make.session.commit()
        make.session.expunge_all()
        work = make.work(lead)
        for what, seconds, most in _deeds(work, make.session.get_one(Organisation, team.organisation_id)):
            print(f"{name:12}{size:7}  {what:12}{seconds:8.2f}s{most / 1e6:8.1f}", flush=True)


def _deeds(work: Work, organisation: Organisation) -> list[tuple[str, float, int]]:
    standards = norms(work)
    cases: list[Any] = []

    def page() -> None:
        cases[:] = cases_in_scope(work, standards, closed=False)

    def written(write: Callable[..., None]) -> Callable[[], None]:
        def file() -> None:
            part, _ = rules.caseload(cases, Filters(), standards, work.today, work.actor.user_id)
            rows = ([_plain(value) for value in row] for row in part.rows)
            with tempfile.TemporaryFile() as target:
                write(target, [Table("Caseload", [str(head) for head in part.heads], rows)])

        return file

    def everything() -> None:
        with tempfile.TemporaryFile() as target, queries.one_moment(work.session):
            write_archive(
                target,
                queries.exported_rows(work.session, organisation.id),
                migration="",
                made_at=work.now,
                organisation_id=organisation.id,
                organisation=organisation.name,
            )

    measured = [("page", *_measured(page)), ("csv", *_measured(written(write_csv)))]
    measured.append(("xlsx", *_measured(written(write_xlsx))))
    cases.clear()
    return [*measured, ("everything", *_measured(everything))]


def _plain(value: Any) -> Cell:
    """Nearly as long as its sentence; nobody reads it."""
    return value if isinstance(value, int | float) or hasattr(value, "year") or value is None else str(value)


def _measured(deed: Callable[[], None]) -> tuple[float, int]:
    """The seconds of a first round, and in a second one the bytes on top of what was there before."""
    start = time.perf_counter()
    deed()
    seconds = time.perf_counter() - start
    tracemalloc.start()
    deed()
    _, most = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    return seconds, most


if __name__ == "__main__":
    main([int(size) for size in sys.argv[1:]] or [2000, 10_000])
