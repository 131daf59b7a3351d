"""What people do at a terminal: migrate, fill the demo town, import a caseload."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import click
from alembic import command
from alembic.config import Config as AlembicConfig
from flask import current_app
from flask.cli import with_appcontext
from sqlalchemy import inspect
from sqlalchemy.exc import IntegrityError, OperationalError
from sqlalchemy.orm.exc import StaleDataError

from tracker.accounts.terms import Language
from tracker.accounts.work import HOME, Work
from tracker.core.database import may_write
from tracker.core.refusal import Refused
from tracker.core.sentence import Sentence
from tracker.core.term import N_
from tracker.demo.actions import fill_town
from tracker.demo.catalogue import staff
from tracker.demo.queries import organisation_names
from tracker.demo.rules import SEED, simulate
from tracker.exchange.actions import carry_out
from tracker.exchange.queries import all_that_is_known, get_importer
from tracker.exchange.rules import planned
from tracker.exchange.views import DRY_RUN, NOTE, counts, progress, report
from tracker.sheets.queries import read_sheet
from tracker.sheets.terms import NoSheet
from tracker.web.language import say, speak
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


def _demand_migrated() -> None:
    if not inspect(db.engine).has_table("organisation"):
        raise click.ClickException("This database has no tables yet: run flask --app tracker migrate first.")


@click.command("demo")
@with_appcontext
def demo() -> None:
    """Fill an empty database with the demo town; a second time it changes nothing."""
    _demand_migrated()
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


@click.command("import-caseload")
@click.argument("file", type=click.Path(path_type=Path))
@click.option("--as", "email", required=True, metavar="EMAIL", help="Whose rights count, and whose language.")
@click.option("--dry-run", is_flag=True, help="Only tell what would happen.")
@with_appcontext
def import_caseload(file: Path, email: str, dry_run: bool) -> None:
    """Bring the people of a caseload sheet into Opweg: .xlsx, .xls, .ods or .csv, as it is.

    First it tells for every row what happens and what is wrong with it, then it writes all good rows at
    once. Somebody who is new gets a trajectory with phase, last contact, barriers and next step. Of somebody
    who is known only a cell that changed in the sheet and not here is taken over: person and dates are set
    right, the phase moves, a later contact and new barriers and steps come in addition, an end closes. The
    same file twice changes nothing. What each column does: docs/import.md.
    """
    _demand_migrated()
    with _importing(email, dry_run=dry_run) as work:
        sheet = read_sheet(file, work.today)
        work.session.connection(execution_options={"isolation_level": "SERIALIZABLE"})
        plan = planned(sheet, all_that_is_known(work), work.actor, work.today)
        for line in report(plan):
            click.echo(line)
        if dry_run:
            click.echo(say(DRY_RUN))
        else:
            for done in carry_out(work, plan, say(NOTE)):
                click.echo(progress(done), err=True)
            work.session.commit()
        click.echo(counts(plan))


@contextmanager
def _importing(email: str, *, dry_run: bool) -> Iterator[Work]:
    """The work of who imports. What goes wrong is one sentence in their language, and nothing is written."""
    token = may_write.set(not dry_run)
    speak(Language.DUTCH)
    try:
        work = get_importer(db.session(), email, current_app.config["CLOCK"]())
        speak(work.actor.language)
        db.session.rollback()  # Reading a large file holds up nobody.
        yield work
    except NoSheet as no:
        raise click.ClickException(say(no.sentence)) from no
    except Refused as no:
        raise click.ClickException(say(Sentence(no.sentence, no.values))) from no
    except (IntegrityError, StaleDataError, OperationalError) as clash:
        why = N_("Somebody else changed something at the same moment, so nothing was written. Try again.")
        raise click.ClickException(say(why)) from clash
    finally:
        db.session.rollback()
        may_write.reset(token)


ALL = (migrate, demo, import_caseload)
