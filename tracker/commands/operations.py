"""The backup at a terminal."""

import time
from datetime import datetime
from pathlib import Path

import click
from flask import current_app
from flask.cli import with_appcontext
from sqlalchemy import Engine

from tracker.accounts.work import HOME
from tracker.commands.database import demand_migrated
from tracker.operations.actions import back_up
from tracker.operations.terms import NoBackup
from tracker.web.pages import db


@click.command("backup")
@click.argument("file", type=click.Path(path_type=Path))
@click.option("--unproved", is_flag=True, help="PostgreSQL: do not restore it in a database beside.")
@with_appcontext
def backup(file: Path, unproved: bool) -> None:
    """Copy the database to FILE while people work, and prove it by a restore.

    Of SQLite FILE becomes a database, of PostgreSQL an archive for pg_restore. When FILE is a folder, the
    backup gets the moment as its name. How to restore it: docs/operations.md.
    """
    demand_migrated()
    begun, file = time.monotonic(), _named(file, db.engine)
    try:
        held = back_up(db.engine, file, proved=not unproved)
    except NoBackup as no:
        raise click.ClickException(str(no)) from no
    rows, size = sum(one.rows for one in held.values()), file.stat().st_size / 1_000_000
    took, tables = time.monotonic() - begun, len(held)
    click.echo(f"{file}: {tables} tables, {rows} rows, {size:.1f} MB, {took:.1f} seconds.")
    if unproved and db.engine.dialect.name != "sqlite":
        click.echo("Not proved: nobody restored it yet.")
    else:
        click.echo(f"Proved: restored, and {tables} of {tables} tables have the same rows and checksum.")


def _named(file: Path, engine: Engine) -> Path:
    if not file.is_dir():
        return file
    now: datetime = current_app.config["CLOCK"]()
    kind = "db" if engine.dialect.name == "sqlite" else "dump"
    return file / f"opweg-{now.astimezone(HOME):%Y-%m-%d-%H%M%S}.{kind}"
