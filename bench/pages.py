"""How long pages take, beside their floor: their bare statements.

    .venv/bin/python -m bench.pages           # with 2,000 and 5,000 open trajectories, on both databases

A team lead sees everybody; a client manager guides 25 of them. The floor is the same SQL on the driver
itself, all rows fetched. Medians of nine rounds, in which floor and page take turns.
"""

import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from statistics import median
from typing import Any

from alembic import command
from flask import Flask
from sqlalchemy import event
from sqlalchemy.orm import Session

from config import testing
from tests.browser import Browser
from tests.crowd import crowd
from tests.databases import fresh_database, postgresql_server
from tests.make import NOW, Make
from tracker import create_app
from tracker.accounts.models import User
from tracker.accounts.terms import Role
from tracker.commands.database import migrations
from tracker.web.pages import db

ROUNDS = 9
CASELOAD = 25
MANAGERS = 20
PAGES = {
    "caseload": "/caseload",
    "by name": "/caseload?q=tesfai",
    "last page": "/caseload?page=99999",
    "team": "/team/bottlenecks",
}


def main(sizes: list[int]) -> None:
    print(f"{'database':12}{'open':>6}  {'who':16}{'page':12}{'floor':>9}{'page':>9}{'ratio':>7}")
    for name, address in _databases():
        app = create_app(testing(address, clock=lambda: NOW))
        with app.app_context(), db.engine.begin() as connection:
            command.upgrade(migrations(connection), "head")
        with app.app_context():
            engine = db.engine
        with Session(engine, expire_on_commit=False) as session:
            for size, who, user in _people(Make(session), sizes):
                browser = Browser(app, session, Make(session).work(user))
                for page, path in {**PAGES, "dossier": _first_dossier(browser)}.items():
                    floor, whole = _measured(app, browser, path)
                    times = f"{floor:6.1f} ms{whole:6.1f} ms{whole / floor:6.1f}x"
                    print(f"{name:12}{size:6}  {who:16}{page:12}{times}")
        engine.dispose()


def _databases() -> Iterator[tuple[str, str]]:
    with tempfile.TemporaryDirectory() as folder:
        yield "sqlite", f"sqlite:///{folder}/bench.db"
    with postgresql_server() as server:
        yield "postgresql", fresh_database(server)


def _people(make: Make, sizes: list[int]) -> Iterator[tuple[int, str, User]]:
    """Who looks at the page, for every size that the team grows to."""
    team = make.team()
    lead, manager = make.user(Role.TEAM_LEAD, team), make.user(team=team)
    crowd(make, manager, CASELOAD)
    others, known = [make.user(team=team) for _ in range(MANAGERS)], CASELOAD
    for size in sizes:
        for other in others:
            crowd(make, other, (size - known) // MANAGERS)
        make.session.commit()
        known = size
        yield size, "team lead", lead
        yield size, "client manager", manager


def _first_dossier(browser: Browser) -> str:
    """The address of whoever stands on top of the caseload."""
    return str(browser.get("/caseload").select_one("#list th[scope=row] a")["href"])


def _measured(app: Flask, browser: Browser, path: str) -> tuple[float, float]:
    """Milliseconds of the bare statements and of the whole page."""
    floor = _bare_statements(app, browser, path)
    rounds = [(_took(floor), _took(lambda: browser.open(path))) for _ in range(ROUNDS)]
    least, whole = (median(times) for times in zip(*rounds, strict=True))
    return least, whole


def _bare_statements(app: Flask, browser: Browser, path: str) -> Callable[[], Any]:
    """All that a page asks, ready to be sent to the driver."""
    sent: list[tuple[str, Any]] = []

    def note(conn: object, cursor: object, statement: str, parameters: Any, *_: object) -> None:
        if statement.startswith(("SELECT", "WITH")):
            sent.append((statement, parameters))

    with app.app_context():
        engine = db.engine
    event.listen(engine, "before_cursor_execute", note)
    answer = browser.open(path)
    event.remove(engine, "before_cursor_execute", note)
    assert answer.status_code == 200, answer.text

    def run() -> None:
        with engine.connect() as connection:
            cursor = connection.connection.cursor()
            for statement, parameters in sent:
                cursor.execute(statement, parameters)
                cursor.fetchall()

    return run


def _took(what: Callable[[], Any]) -> float:
    start = time.perf_counter()
    what()
    return (time.perf_counter() - start) * 1000


if __name__ == "__main__":
    main([int(size) for size in sys.argv[1:]] or [2_000, 5_000])
