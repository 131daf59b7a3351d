"""What people do at a terminal: migrate, fill the demo town, import a caseload."""

from pathlib import Path

import click
from alembic import command
from alembic.config import Config as AlembicConfig
from flask import current_app
from flask.cli import with_appcontext

from tracker.accounts.work import HOME
from tracker.demo.actions import fill_town
from tracker.demo.catalogue import staff
from tracker.demo.queries import organisation_names
from tracker.demo.rules import SEED, simulate
from tracker.web.pages import db

MIGRATIONS = Path(__file__).parents[1] / "migrations"


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


@click.command("demo")
@with_appcontext
def demo() -> None:
    """Fill an empty database with the demo town; a second time it changes nothing."""
    session, now = db.session(), current_app.config["CLOCK"]()
    present, ours = organisation_names(session), {house.name for house in staff().organisation}
    if ours <= present:
        click.echo("The demo town stands already; nothing was changed.")
        return
    if present:
        raise click.ClickException("The demo town needs an empty database; this one holds an organisation.")
    town = simulate(SEED, now.astimezone(HOME).date())
    fill_town(session, town)
    session.commit()
    click.echo(f"The demo town is filled: {sum(len(one.paths) for one in town.municipalities)} trajectories.")


ALL = (migrate, demo)
