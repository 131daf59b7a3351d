"""The import of a caseload sheet at a terminal."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import click
from flask import current_app
from flask.cli import with_appcontext
from sqlalchemy.exc import IntegrityError, OperationalError
from sqlalchemy.orm.exc import StaleDataError

from tracker.accounts.terms import Language
from tracker.accounts.work import Work
from tracker.commands.database import demand_migrated
from tracker.core.database import may_write
from tracker.core.refusal import Refused
from tracker.core.sentence import Sentence
from tracker.core.term import N_
from tracker.exchange.actions import carry_out
from tracker.exchange.queries import all_that_is_known, get_importer
from tracker.exchange.rules import planned
from tracker.exchange.views import DRY_RUN, NOTE, counts, progress, report
from tracker.sheets.queries import read_sheet
from tracker.sheets.terms import NoSheet
from tracker.web.language import say, speak
from tracker.web.pages import db


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
    demand_migrated()
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
