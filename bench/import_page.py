"""How long each step of the import page takes with as many rows as it takes, on both databases.

    .venv/bin/python -m bench.import_page [rows]

The floor is what nobody can do without: reading the same file with python-calamine alone.
"""

import sys
import tempfile
import time
from collections.abc import Callable
from http import HTTPStatus
from pathlib import Path
from typing import Any

import python_calamine
from alembic import command
from sqlalchemy.orm import Session

from bench.import_caseload import make_sheet
from bench.pages import _databases
from config import testing
from tests.browser import Browser
from tests.make import NOW, Make
from tracker import create_app
from tracker.accounts.terms import Role
from tracker.commands.database import migrations
from tracker.imports.terms import MOST_ROWS
from tracker.web.pages import db


def main(rows: int) -> None:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "caseload.xlsx"
        make_sheet(path, rows)
        print(f"{rows} rows, {path.stat().st_size / 1024:.0f} kB")
        _timed("floor", "read", lambda: python_calamine.load_workbook(path).get_sheet_by_index(0).to_python())
        for name, address in _databases():
            app = create_app(testing(address, clock=lambda: NOW))
            with app.app_context(), db.engine.begin() as connection:
                command.upgrade(migrations(connection), "head")
            with app.app_context(), Session(db.engine, expire_on_commit=False) as session:
                make = Make(session)
                team = make.team()
                browser = Browser(app, session, make.work(make.user(Role.TEAM_LEAD, team)))
                for _ in range(4):
                    make.user(team=team)
                session.commit()
                _walk(name, browser, path)
                session.close()
                db.engine.dispose()


def _walk(name: str, browser: Browser, path: Path) -> None:
    """Send, choose the sheet, match its columns as proposed, look at the report, run it, undo it."""

    def deed(what: str, address: str, **fields: Any) -> str:
        answer = _timed(name, what, lambda: browser.open(address, "POST", **fields))
        assert answer.status_code == HTTPStatus.FOUND, answer.text
        return str(answer.location)

    draft = deed("send", "/imports/begin", file=(path.open("rb"), path.name)).removesuffix("/choose-sheet")
    form = browser.get(f"{draft}/choose-sheet").select_one("details[open] form")
    row = form.select_one("[name=heading_row][checked]")["value"]  # type: ignore[union-attr]
    deed("choose the sheet", f"{draft}/choose-sheet", table_no="0", heading_row=row)
    page = _timed(name, "columns page", lambda: browser.get(f"{draft}/match-columns"))
    lists = {str(one["name"]): one.select_one("option[selected]") for one in page.select("table select")}
    chosen = {one: str(option["value"]) if option else "" for one, option in lists.items()}
    deed("match the columns", f"{draft}/match-columns", **chosen)
    page = _timed(name, "report page", lambda: browser.get(f"{draft}/mend-cells"))
    run = deed("run", f"{draft}/run", seen=page.select_one("[name=seen]")["value"])
    found = [int(one.text.replace(",", "")) for one in browser.get(run).select("dl.facts dd")]
    print(f"{name:12}new, changed, unchanged, refused: {found}")
    _timed(name, "caseload after it", lambda: browser.get("/caseload"))
    _timed(name, "team after it", lambda: browser.get("/team/bottlenecks"))
    deed("undo", f"{run}/undo")


def _timed(name: str, what: str, deed: Callable[[], Any]) -> Any:
    start = time.perf_counter()
    answer = deed()
    print(f"{name:12}{what:20}{time.perf_counter() - start:7.2f} s", flush=True)
    return answer


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else MOST_ROWS)
