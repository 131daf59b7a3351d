"""Asks the database and the disk how they are."""

import shutil
import tempfile
from functools import cache
from pathlib import Path

from alembic.config import Config
from alembic.script import ScriptDirectory
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError
from sqlalchemy.orm import Session

from tracker.operations.rules import LEAST_FREE, is_up_to_date
from tracker.operations.terms import Readiness

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


@cache
def _steps() -> tuple[frozenset[str], frozenset[str]]:
    """The newest of our migrations, and all of them."""
    config = Config()
    config.set_main_option("script_location", str(MIGRATIONS))
    scripts = ScriptDirectory.from_config(config)
    return frozenset(scripts.get_heads()), frozenset(step.revision for step in scripts.walk_revisions())
