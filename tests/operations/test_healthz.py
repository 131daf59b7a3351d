"""One address says whether it works, and nothing else."""

import shutil
from collections.abc import Callable, Iterator
from types import SimpleNamespace

import pytest
from flask import Flask
from sqlalchemy import Engine, text

from config import testing
from tests.browser import Browser
from tests.make import NOW
from tracker import create_app
from tracker.operations import rules
from tracker.web.pages import db

GONE = "postgresql+psycopg://nobody@127.0.0.1:1/nothing"


@pytest.fixture
def stranger(visit: Callable[..., Browser]) -> Browser:
    return visit()


@pytest.fixture
def version(engine: Engine) -> Iterator[Callable[[str], None]]:
    """Have the database say that another migration was its last; afterwards it is as it was."""
    with engine.connect() as connection:
        real = connection.scalar(text("SELECT version_num FROM alembic_version"))

    def pretend(revision: str) -> None:
        with engine.begin() as connection:
            connection.execute(text("UPDATE alembic_version SET version_num = :it"), {"it": revision})

    yield pretend
    pretend(str(real))


def answer_of(address: str) -> tuple[int, str]:
    """What an application with that database says of itself."""
    app = create_app(testing(address, clock=lambda: NOW))
    answer = app.test_client().get("/healthz")
    with app.app_context():
        db.engine.dispose()
    return answer.status_code, answer.text


def test_it_says_ok_with_two_statements_and_tells_nothing(stranger: Browser, statements: list[str]):
    statements.clear()
    answer = stranger.open("/healthz")
    assert (answer.status_code, answer.text, answer.mimetype) == (200, "ok\n", "text/plain")
    assert answer.headers["Cache-Control"] == "no-store"
    assert statements == ["SELECT 1", "SELECT version_num FROM alembic_version"]


@pytest.mark.parametrize("address", ["sqlite:////nowhere/at/all.db", GONE])
def test_a_database_that_cannot_be_reached_is_not_ok(address: str):
    assert answer_of(address) == (503, "not ok\n")


def test_a_database_without_tables_is_not_ok(tmp_path):
    assert answer_of(f"sqlite:///{tmp_path / 'bare.db'}") == (503, "not ok\n")
    (tmp_path / "text.db").write_text("this is no database " * 300)
    assert answer_of(f"sqlite:///{tmp_path / 'text.db'}") == (503, "not ok\n")


def test_a_database_that_misses_a_migration_is_not_ok(stranger: Browser, version: Callable[[str], None]):
    version("20261124_start")
    assert stranger.open("/healthz").status_code == 503


def test_a_database_of_a_newer_version_goes_on_working(stranger: Browser, version: Callable[[str], None]):
    """While an upgrade runs, and after it was put back."""
    version("20991231_of_a_later_version")
    assert stranger.open("/healthz").status_code == 200


def test_a_disk_that_is_nearly_full_is_not_ok(stranger: Browser, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(shutil, "disk_usage", lambda path: SimpleNamespace(free=rules.LEAST_FREE - 1))
    assert stranger.open("/healthz").status_code == 503
    monkeypatch.setattr(shutil, "disk_usage", lambda path: SimpleNamespace(free=rules.LEAST_FREE))
    assert stranger.open("/healthz").status_code == 200


@pytest.mark.parametrize(
    ("found", "expected"),
    [
        (set(), False),
        ({"a"}, False),
        ({"b"}, True),
        ({"a", "b"}, False),
        ({"c"}, True),
    ],
)
def test_up_to_date_is_the_newest_of_ours_or_one_of_a_later_version(found: set[str], expected: bool):
    assert rules.is_up_to_date(found, newest={"b"}, known={"a", "b"}) is expected


def test_a_page_says_that_the_data_cannot_be_reached(app: Flask):
    """In one sentence, also when it cannot be found out who asks, and with the number of the log line."""
    lost = create_app(testing(GONE, clock=lambda: NOW))
    lost.config["PROPAGATE_EXCEPTIONS"] = False
    client = lost.test_client()
    with client.session_transaction() as cookie:
        cookie["_user_id"] = "somebody"
    answer = client.get("/caseload")
    assert answer.status_code == 503
    assert "Opweg kan niet bij de gegevens" in answer.text
    assert answer.headers["X-Request-ID"] in answer.text
    assert answer.headers["Retry-After"] == "60"
