"""The demo town at a terminal."""

import click
from flask import current_app
from flask.cli import with_appcontext

from tracker.accounts.work import HOME, Work
from tracker.commands.database import demand_migrated
from tracker.demo.actions import fill_town
from tracker.demo.catalogue import staff
from tracker.demo.queries import organisation_names
from tracker.demo.rules import SEED, simulate
from tracker.nightly.actions import check_exceptions
from tracker.nightly.queries import operators
from tracker.web.pages import db


@click.command("demo")
@with_appcontext
def demo() -> None:
    """Fill an empty database with the demo town; a second time it changes nothing."""
    demand_migrated()
    session, now = db.session(), current_app.config["CLOCK"]()
    present, ours = organisation_names(session), {house.name for house in staff().organisation}
    if ours <= present:
        click.echo("The demo town stands already; nothing was changed.")
        return
    if present:
        raise click.ClickException("The demo town needs an empty database; this one holds an organisation.")
    town = simulate(SEED, now.astimezone(HOME).date())
    fill_town(session, town)
    for actor in operators(session):
        check_exceptions(Work(session, actor, now))
    session.commit()
    click.echo(f"The demo town is filled: {sum(len(one.paths) for one in town.municipalities)} trajectories.")
