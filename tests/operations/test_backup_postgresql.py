"""What only a backup of PostgreSQL meets: its programs, its rights, its passwords."""

import re
import secrets
from collections.abc import Iterator
from pathlib import Path

import pytest
from alembic import command
from sqlalchemy import Engine, create_engine, make_url

from tests.databases import connect, fresh_database
from tracker.commands.database import migrations
from tracker.core.database import listen
from tracker.operations.actions import WHERE, back_up
from tracker.operations.terms import NoBackup

SECRET = "a password that nobody may see"


@pytest.fixture
def address(postgresql: str) -> Iterator[str]:
    """An empty database of its own."""
    made = fresh_database(postgresql)
    engine = create_engine(made)
    with engine.begin() as connection:
        command.upgrade(migrations(connection), "head")
    engine.dispose()
    yield made
    with connect(postgresql) as server:
        server.execute(f'DROP DATABASE "{make_url(made).database}" WITH (FORCE)')


@pytest.fixture
def reader(address: str) -> Iterator[Engine]:
    """The database for a role that may read it and nothing else."""
    role = f"reader_{secrets.token_hex(4)}"
    with connect(address) as own:
        own.execute(f"CREATE ROLE {role} LOGIN PASSWORD '{SECRET}'")
        own.execute(f"GRANT SELECT ON ALL TABLES IN SCHEMA public TO {role}")
    engine = create_engine(make_url(address).set(username=role, password=SECRET))
    listen(engine)
    yield engine
    engine.dispose()
    with connect(address) as own:
        own.execute(f"DROP OWNED BY {role}")
        own.execute(f"DROP ROLE {role}")


def write_program(folder: Path, name: str, text: str) -> None:
    (folder / name).write_text(f"#!/bin/sh\n{text}\n")
    (folder / name).chmod(0o755)


def test_a_role_that_may_make_no_database_cannot_prove_and_says_so(reader: Engine, tmp_path: Path):
    role = reader.url.username
    with pytest.raises(NoBackup, match=rf"\(ALTER ROLE {role} CREATEDB\), or say --unproved and restore it"):
        back_up(reader, tmp_path / "a")
    assert list(tmp_path.iterdir()) == []


def test_unproved_it_still_is_an_archive_that_can_be_read(reader: Engine, tmp_path: Path):
    assert back_up(reader, tmp_path / "a", proved=False)["alembic_version"].rows == 1
    assert (tmp_path / "a").read_bytes().startswith(b"PGDMP")


def test_the_proof_leaves_no_database_behind(address: str, tmp_path: Path):
    engine = create_engine(address)
    listen(engine)
    back_up(engine, tmp_path / "a")
    engine.dispose()
    with connect(address) as own:
        names = [name for (name,) in own.execute("SELECT datname FROM pg_database")]
    assert not [name for name in names if name.startswith("opweg_proof_")]


def test_an_older_pg_dump_is_not_tried(reader: Engine, tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    write_program(tmp_path, "pg_dump", "echo 'pg_dump (PostgreSQL) 9.6.24'")
    monkeypatch.setattr("shutil.which", lambda name, path=None: str(tmp_path / name))
    with pytest.raises(
        NoBackup, match=r"pg_dump of PostgreSQL \d\d or newer is not here: install the package"
    ):
        back_up(reader, tmp_path / "a", proved=False)
    assert [path.name for path in tmp_path.iterdir()] == ["pg_dump"]


def test_a_program_that_stops_is_one_sentence_and_its_command_shows_no_password(
    reader: Engine, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    version = "[ $1 = --version ] && echo 'pg_dump (PostgreSQL) 99.1' && exit"
    seen = f'echo "$@" > {tmp_path}/asked; env > {tmp_path}/env'
    stop = "echo a warning >&2; echo 'pg_dump: error: no more' >&2; exit 1"
    write_program(tmp_path, "pg_dump", f"{version}\n{seen}\n{stop}")
    monkeypatch.setattr("shutil.which", lambda name, path=None: str(tmp_path / name))
    with pytest.raises(NoBackup, match=r"^pg_dump stopped: pg_dump: error: no more$"):
        back_up(reader, tmp_path / "a", proved=False)
    asked = (tmp_path / "asked").read_text()
    assert SECRET not in asked
    assert set(re.findall(r"(?:^|[ =])(\w+)=", asked.split("--dbname=")[1].split(" --")[0])) <= WHERE
    assert f"PGPASSWORD={SECRET}" in (tmp_path / "env").read_text()
    assert not (tmp_path / "a").exists()


def test_a_server_that_goes_away_is_one_sentence(reader: Engine, tmp_path: Path):
    gone = create_engine(reader.url.update_query_dict({"host": str(tmp_path)}))
    with pytest.raises(NoBackup, match=r"^The database stopped the backup: "):
        back_up(gone, tmp_path / "a")
    assert list(tmp_path.iterdir()) == []
