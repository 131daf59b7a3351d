"""The stage on which every test plays: both databases, one app for each, rows that vanish after the test."""

import pickle
from collections.abc import Callable, Iterator
from pathlib import Path
from threading import get_ident
from typing import Any

import pytest
from alembic import command
from flask import Flask, before_render_template, template_rendered
from sqlalchemy import Engine, create_engine, event
from sqlalchemy.orm import Session

from config import testing
from tests.browser import Browser
from tests.databases import fresh_database, passing_session, postgresql_server
from tests.make import NOW, Make
from tests.tally import TALLIES
from tracker import create_app
from tracker.accounts.models import Team, User
from tracker.accounts.terms import Role
from tracker.accounts.work import Work
from tracker.commands.database import migrations
from tracker.core.database import listen
from tracker.web.pages import db

EMPTY = pickle.dumps({})
SQL = ("SELECT", "INSERT", "UPDATE", "DELETE", "WITH")


@pytest.fixture(scope="session")
def postgresql() -> Iterator[str]:
    """The address of a real PostgreSQL server."""
    with postgresql_server() as address:
        yield address


@pytest.fixture(scope="session", params=["sqlite", "postgresql"])
def database(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> str:
    """The address of an empty database with all migrations; every test runs on both."""
    if request.param == "sqlite":
        address = f"sqlite:///{tmp_path_factory.mktemp('database') / 'opweg.db'}"
    else:
        address = fresh_database(request.getfixturevalue("postgresql"))
    engine = create_engine(address)
    listen(engine)
    with engine.begin() as connection:
        command.upgrade(migrations(connection), "head")
    engine.dispose()
    return address


@pytest.fixture(scope="session")
def app(database: str) -> Iterator[Flask]:
    app = create_app(testing(database, clock=lambda: NOW))
    yield app
    with app.app_context():
        db.engine.dispose()


@pytest.fixture(scope="session")
def engine(database: str) -> Iterator[Engine]:
    """A second way into the database, apart from the app's own; reading never holds up the app."""
    engine = create_engine(database)
    if engine.dialect.name == "sqlite":
        event.listen(engine, "connect", _plain_sqlite)
    yield engine
    engine.dispose()


def _plain_sqlite(connection: Any, record: object) -> None:
    connection.execute("PRAGMA foreign_keys = ON")


@pytest.fixture
def session(engine: Engine) -> Iterator[Session]:
    """A session of the test itself; afterwards every table is empty again."""
    with passing_session(engine) as session:
        yield session


@pytest.fixture
def make(session: Session) -> Make:
    return Make(session)


@pytest.fixture
def visit(app: Flask, session: Session, make: Make) -> Callable[..., Browser]:
    """Somebody's browser: `visit(user)`, or `visit()` for a stranger at the door."""

    def open_browser(user: User | None = None, work: Work | None = None) -> Browser:
        return Browser(app, session, work or (make.work(user) if user else None))

    return open_browser


@pytest.fixture
def manager(make: Make) -> User:
    """A client manager."""
    return make.user()


@pytest.fixture
def browser(visit: Callable[..., Browser], manager: User) -> Browser:
    """The client manager's browser."""
    return visit(manager)


@pytest.fixture
def app_engine(app: Flask) -> Engine:
    """The app's own way into the database."""
    with app.app_context():
        return db.engine


@pytest.fixture
def team(make: Make) -> Team:
    return make.team()


@pytest.fixture
def lead(make: Make, team: Team) -> User:
    return make.user(Role.TEAM_LEAD, team)


@pytest.fixture
def guide(make: Make, team: Team) -> User:
    """A client manager of the team."""
    return make.user(team=team)


@pytest.fixture
def statements(app_engine: Engine) -> Iterator[list[str]]:
    """The SQL that the app sends; clear it before the request that counts."""
    sent: list[str] = []

    def note(conn: object, cursor: object, statement: str, *_: object) -> None:
        if statement.lstrip().startswith(SQL):
            sent.append(statement)

    event.listen(app_engine, "before_cursor_execute", note)
    yield sent
    event.remove(app_engine, "before_cursor_execute", note)


@pytest.fixture(autouse=True)
def no_queries_while_rendering(request: pytest.FixtureRequest) -> Iterator[None]:
    """A page that still queries while it is being drawn fails its test."""
    if "app" not in request.fixturenames:
        yield
        return
    app, engine = request.getfixturevalue("app"), request.getfixturevalue("app_engine")
    drawing: dict[int, str | None] = {}  # Visitors at the same moment have threads of their own.

    def start(sender: Flask, template: object, **_: object) -> None:
        drawing[get_ident()] = getattr(template, "name", None)

    def stop(sender: Flask, **_: object) -> None:
        del drawing[get_ident()]

    def refuse(conn: object, cursor: object, statement: str, *_: object) -> None:
        assert get_ident() not in drawing, f"{drawing[get_ident()]} runs a query: {statement}"

    event.listen(engine, "before_cursor_execute", refuse)
    with before_render_template.connected_to(start, app), template_rendered.connected_to(stop, app):
        yield
    event.remove(engine, "before_cursor_execute", refuse)


@pytest.fixture
def data() -> Path:
    """The folder with sheets and other material."""
    return Path(__file__).parent / "data"


@pytest.hookimpl(optionalhook=True)
def pytest_testnodedown(node: Any, error: object) -> None:
    """What one of several test processes counted goes into the common summary."""
    for word, counted in pickle.loads(getattr(node, "workeroutput", {}).get("tallies", EMPTY)).items():
        TALLIES[word].add(counted)


def pytest_sessionfinish(session: pytest.Session) -> None:
    if hasattr(session.config, "workeroutput"):
        session.config.workeroutput["tallies"] = pickle.dumps(TALLIES)


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    for word, tally in TALLIES.items():
        if tally.cells:
            terminalreporter.write_line(f"{word}: {tally.line}")
