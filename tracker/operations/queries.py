"""Asks the database and the disk how they are."""

import shutil
import tempfile
from functools import cache
from hashlib import blake2b
from pathlib import Path

from alembic.config import Config
from alembic.script import ScriptDirectory
from sqlalchemy import Connection, inspect, text
from sqlalchemy.exc import DBAPIError
from sqlalchemy.orm import Session

from tracker.operations.rules import LEAST_FREE, is_up_to_date
from tracker.operations.terms import Content, Contents, Readiness

MIGRATIONS = Path(__file__).parents[2] / "migrations"


def readiness(session: Session) -> Readiness:
    """Two statements, always the same."""
    try:
        session.execute(text("SELECT 1"))
    except DBAPIError:
        return Readiness.UNREACHABLE
    try:
        found = set(session.scalars(text("SELECT version_num FROM alembic_version")))
    except DBAPIError:
        return Readiness.UNMIGRATED
    newest, known = _steps()
    up_to_date = is_up_to_date(found, newest=newest, known=known)
    return Readiness.READY if up_to_date else Readiness.UNMIGRATED


def health(session: Session) -> Readiness:
    """As `readiness`, and whether there is room: beside the file of SQLite, else for passing files."""
    found = readiness(session)
    return Readiness.FULL if found is Readiness.READY and _free(session) < LEAST_FREE else found


def _free(session: Session) -> int:
    address = session.get_bind().engine.url
    file = address.database if address.get_backend_name() == "sqlite" else None
    return shutil.disk_usage(Path(file).parent if file else tempfile.gettempdir()).free


def contents(connection: Connection) -> Contents:
    """Every table as this transaction sees it, in as many statements as there are tables."""
    content = _sqlite_content if connection.dialect.name == "sqlite" else _postgresql_content
    return {table: content(connection, table) for table in sorted(inspect(connection).get_table_names())}


def _sqlite_content(connection: Connection, table: str) -> Content:
    rows, checksum = 0, 0
    for row in connection.exec_driver_sql(f'SELECT * FROM "{table}"'):
        rows += 1
        checksum += int.from_bytes(blake2b(repr(tuple(row)).encode(), digest_size=8).digest())
    return Content(rows, checksum)


def _postgresql_content(connection: Connection, table: str) -> Content:
    for setting in ("timezone = 'UTC'", "datestyle = 'ISO'"):  # A row as text must look the same everywhere.
        connection.exec_driver_sql(f"SET LOCAL {setting}")
    counted = connection.exec_driver_sql(
        f'SELECT count(*), sum(hashtextextended(whole::text, 0)) FROM "{table}" AS whole'
    )
    rows, checksum = counted.one()
    return Content(rows, int(checksum or 0))


@cache
def _steps() -> tuple[frozenset[str], frozenset[str]]:
    """The newest of our migrations, and all of them."""
    config = Config()
    config.set_main_option("script_location", str(MIGRATIONS))
    scripts = ScriptDirectory.from_config(config)
    return frozenset(scripts.get_heads()), frozenset(step.revision for step in scripts.walk_revisions())
