"""The database at a terminal: bring it up to date."""

from pathlib import Path

import click
from alembic import command
from alembic.config import Config as AlembicConfig
from flask import current_app
from flask.cli import with_appcontext

from tracker.operations.queries import MIGRATIONS, readiness
from tracker.operations.terms import Readiness
from tracker.web.pages import db


def migrations(connection: object) -> AlembicConfig:
    """The migrations, to be run on this connection."""
    config = AlembicConfig()
    config.set_main_option("script_location", str(MIGRATIONS))
    config.attributes["connection"] = connection
    return config


@click.command("migrate")
@with_appcontext
def migrate() -> None:
    """Bring the database up to the newest version."""
    database = db.engine.url.database
    if db.engine.dialect.name == "sqlite" and database:
        Path(database).parent.mkdir(parents=True, exist_ok=True)
    with db.engine.begin() as connection:
        command.upgrade(migrations(connection), "head")
    click.echo(f"The database of {current_app.name} is up to date.")


def demand_migrated() -> None:
    found = readiness(db.session())
    db.session.rollback()
    if found is not Readiness.READY:
        raise click.ClickException(found.value)
