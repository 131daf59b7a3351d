"""Everything of an organisation out of one system and into another, at a terminal."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import click
from flask import current_app
from flask.cli import with_appcontext
from sqlalchemy.exc import NoResultFound, OperationalError

from tracker.accounts.models import Organisation
from tracker.accounts.work import Work, operator
from tracker.commands.database import demand_migrated
from tracker.core.new_file import new_file, reason
from tracker.own_account.queries import get_organisation
from tracker.transfer import actions, queries
from tracker.transfer.archive import opened, write_archive
from tracker.transfer.terms import Manifest, NoExport
from tracker.web.pages import db


@click.command("export")
@click.argument("file", type=click.Path(path_type=Path))
@click.option("--organisation", "name", help="Of which organisation, by its name, when there are several.")
@with_appcontext
def export(file: Path, name: str | None) -> None:
    """Write everything of one organisation into FILE, a zip with JSON Lines (docs/export.md).

    It shows one moment, also while people work, and it holds up nobody. It never overwrites a file. Passwords
    and sessions stay here. The file is readable for you alone: keep it as you keep the dossiers.
    """
    demand_migrated()
    with _in_words(file, "Nothing was written."):
        organisation = _chosen(name)
        manifest = _exported(file, organisation)
    click.echo(f"{manifest.records} records of “{organisation.name}” are in {file}.")


def _exported(file: Path, organisation: Organisation) -> Manifest:
    """The line in the audit comes before the file has its name: no file without its line."""
    now, session = current_app.config["CLOCK"](), db.session()
    with new_file(file) as target:
        with queries.one_moment(session):
            manifest = write_archive(
                target,
                queries.exported_rows(session, organisation.id),
                migration=queries.migration(session),
                made_at=now,
                organisation_id=organisation.id,
                organisation=organisation.name,
            )
        work = Work(session, operator(organisation.id, organisation.name), now)
        actions.export_organisation(work, organisation, records=manifest.records)
        db.session.commit()
    return manifest


@click.command("import-export")
@click.argument("file", type=click.Path(path_type=Path))
@with_appcontext
def import_export(file: Path) -> None:
    """Bring the export FILE into a system that holds nothing of its organisation yet: all of it, or nothing.

    Every hash, row and pointer is looked at. People choose a new password: make each a link with add-user.
    """
    demand_migrated()
    with _in_words(file, "Nothing was taken in."), opened(file) as archive:
        manifest = archive.manifest
        actor = operator(manifest.organisation_id, manifest.organisation)
        actions.import_organisation(Work(db.session(), actor, current_app.config["CLOCK"]()), archive)
        db.session.commit()
    click.echo(f"{manifest.records} records of “{manifest.organisation}” are here.")
    click.echo("Nobody has a password here yet. Make each a link to choose one:")
    click.echo(f'  flask --app tracker add-user EMAIL --organisation "{manifest.organisation}" --role ROLE')


def _chosen(name: str | None) -> Organisation:
    """The one that is meant; without a name the only municipality."""
    names = [name] if name else queries.municipalities(db.session())
    if len(names) != 1:
        some = "".join(f"\n  {one}" for one in names)
        raise click.ClickException(f"Say of which with --organisation: there are {len(names)}.{some}")
    try:
        return get_organisation(db.session(), names[0])
    except NoResultFound:
        raise click.ClickException(f"There is no organisation “{names[0]}”.") from None


@contextmanager
def _in_words(file: Path, after: str) -> Iterator[None]:
    """What goes wrong is one sentence, and leaves nothing half done."""
    try:
        yield
    except NoExport as no:
        raise click.ClickException(f"{file}: {no} {after}") from no
    except NoResultFound as problem:
        raise click.ClickException(f"{file}: It lacks its own organisation. {after}") from problem
    except FileExistsError:
        raise click.ClickException(f"{file} is there already; an export overwrites nothing.") from None
    except OSError as problem:
        raise click.ClickException(f"{file} cannot be written: {reason(problem)}. {after}") from problem
    except OperationalError as problem:
        raise click.ClickException(
            f"The database does not answer, or was busy too long. {after}"
        ) from problem
    finally:
        db.session.rollback()
