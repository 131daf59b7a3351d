"""The PostgreSQL server of the tests is a real one, and well shut away."""

import os
from pathlib import Path

import pytest

from tests.databases import connect, fresh_database, postgresql_server

OURS = "TEST_DATABASE_URL" not in os.environ


def test_the_server_is_postgresql_with_what_a_name_search_may_need(postgresql: str):
    with connect(fresh_database(postgresql)) as connection:
        (version,) = connection.execute("SELECT version()").fetchone()
        connection.execute("CREATE EXTENSION pg_trgm")
        connection.execute("CREATE EXTENSION unaccent")
        (plain,) = connection.execute("SELECT unaccent('Zoë Çelik')").fetchone()
    assert version.startswith("PostgreSQL")
    assert plain == "Zoe Celik"


def test_a_fresh_database_is_empty_and_speaks_utf8(postgresql: str):
    with connect(fresh_database(postgresql)) as connection:
        tables = connection.execute("SELECT * FROM pg_tables WHERE schemaname = 'public'").fetchall()
        (encoding,) = connection.execute("SHOW server_encoding").fetchone()
    assert (tables, encoding) == ([], "UTF8")


def test_two_fresh_databases_are_two(postgresql: str):
    assert fresh_database(postgresql) != fresh_database(postgresql)


def test_an_address_holds_no_percent_sign_that_alembic_would_read(postgresql: str):
    assert "%" not in fresh_database(postgresql) or not OURS


def test_our_own_server_lets_in_nobody_else_and_leaves_nothing(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.delenv("TEST_DATABASE_URL", raising=False)
    with postgresql_server() as address:
        home = Path(address.partition("host=")[2])
        mode, owner = home.stat().st_mode & 0o777, home.stat().st_uid
        (listens,) = _ask(address, "SHOW listen_addresses")
        process = int((home / "data" / "postmaster.pid").read_text().splitlines()[0])
    assert (mode, listens) == (0o700, "")
    assert owner != 0
    assert not home.exists()
    with pytest.raises(ProcessLookupError):
        os.kill(process, 0)


def test_another_server_is_used_as_it_is(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setenv("TEST_DATABASE_URL", "postgresql+psycopg://someone@elsewhere/database")
    with postgresql_server() as address:
        assert address == "postgresql+psycopg://someone@elsewhere/database"


def _ask(address: str, question: str) -> tuple[str, ...]:
    with connect(address) as connection:
        answer = connection.execute(question).fetchone()
    assert answer is not None
    return answer
