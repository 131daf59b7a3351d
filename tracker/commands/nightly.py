"""What cron or a systemd timer runs every night."""

import click
from flask import current_app
from flask.cli import with_appcontext

from tracker.accounts.work import Actor, Work
from tracker.commands.database import demand_migrated
from tracker.imports.actions import remove_old
from tracker.nightly.actions import check_exceptions
from tracker.nightly.queries import operators
from tracker.web.pages import db


@click.command("nightly")
@with_appcontext
def nightly() -> None:
    """Look for whoever has no next step or no client manager, and remove what is kept no longer.

    It can be run as often as you like, and after a missed night it is right again. What goes wrong in one
    organisation leaves the others as they are; then the exit code is 1.
    """
    demand_migrated()
    actors = operators(db.session())
    db.session.rollback()
    failed = [actor.organisation for actor in actors if not _done(actor)]
    if failed:
        raise click.ClickException(f"Not done for {len(failed)} of {len(actors)} organisations.")


def _done(actor: Actor) -> bool:
    """Whether it went well for an organisation; what was found is told without a word about anybody."""
    try:
        work = Work(db.session(), actor, current_app.config["CLOCK"]())
        found = check_exceptions(work)
        removed = remove_old(work)
        db.session.commit()
    except Exception as problem:  # Whatever it is, the other organisations go on.
        click.echo(f"{actor.organisation}: {type(problem).__name__}, nothing was written", err=True)
        return False
    finally:
        db.session.rollback()
    click.echo(f"{actor.organisation}: {len(found)} exceptions, {removed} old imports removed")
    return True
