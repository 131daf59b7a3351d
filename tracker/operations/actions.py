"""A backup: the whole database in one file while people work, and the proof that it can be restored."""

import errno
import os
import re
import secrets
import shutil
import sqlite3
import subprocess
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import IO, Any
from urllib.parse import quote

import psycopg
from psycopg.conninfo import make_conninfo
from sqlalchemy import Connection, Engine, create_engine, text
from sqlalchemy.exc import DBAPIError

from tracker.core.database import may_write
from tracker.core.new_file import REASONS, reason, written_beside
from tracker.operations.queries import contents
from tracker.operations.terms import Contents, NoBackup

WHERE = {"host", "port", "user", "dbname", "sslmode", "sslrootcert", "sslcert", "sslkey"}
"""What of a connection is said to pg_dump, which may be older than psycopg and does not know all of it. The
password goes another way: everybody on a machine can read a command."""

MAY_MAKE_DATABASES = text("SELECT rolcreatedb OR rolsuper FROM pg_roles WHERE rolname = current_user")


def back_up(engine: Engine, file: Path, *, proved: bool = True) -> Contents:
    """Copy the database as it is at one moment to a new file, and compare what a restore of that file holds.

    Of SQLite the file is a database, of PostgreSQL an archive of pg_dump in the custom format, which is not
    restored without `proved`. Gives what the file holds; raises NoBackup, and then there is no file.
    """
    with _new(file) as unfinished, _one_moment(engine) as connection:
        held = contents(connection)
        if engine.dialect.name == "sqlite":
            _copy_sqlite(connection, unfinished)
            found = _contents_of(unfinished)
        else:
            server = _Server(connection)
            if proved:
                server.demand_scratch()
            server.archive(connection, unfinished)
            found = server.contents_of(unfinished) if proved else held
        if differing := sorted(name for name in {*held, *found} if held.get(name) != found.get(name)):
            raise NoBackup(f"The restored copy differs from the database in: {', '.join(differing)}.")
    return held


@contextmanager
def _new(file: Path) -> Iterator[Path]:
    """A new file; what the disk or SQLite says against it is one sentence."""
    try:
        with written_beside(file) as unfinished:
            yield unfinished
    except FileExistsError as problem:
        raise NoBackup(f"{file} exists already: choose another name.") from problem
    except (OSError, sqlite3.Error) as problem:
        raise NoBackup(f"{file} cannot be written: {_reason(problem)}.") from problem


def _reason(problem: OSError | sqlite3.Error) -> str:
    if isinstance(problem, OSError):
        return reason(problem)
    return REASONS[errno.ENOSPC] if problem.sqlite_errorname == "SQLITE_FULL" else str(problem)


@contextmanager
def _one_moment(engine: Engine) -> Iterator[Connection]:
    """The database as it is now, whatever others write meanwhile; nobody waits for us."""
    token = may_write.set(False)
    if engine.dialect.name != "sqlite":
        engine = engine.execution_options(isolation_level="REPEATABLE READ")
    try:
        with engine.connect() as connection:
            yield connection
    except (DBAPIError, psycopg.Error) as problem:
        raise NoBackup(f"The database stopped the backup: {str(problem).splitlines()[0]}") from problem
    finally:
        may_write.reset(token)


def _copy_sqlite(connection: Connection, file: Path) -> None:
    """Page by page, from the same moment as what was read on this connection."""
    source: Any = connection.connection.driver_connection
    with closing(sqlite3.connect(file)) as copy:
        copy.execute("PRAGMA journal_mode = OFF")  # Nothing beside the file; a half one is thrown away whole.
        source.backup(copy)


def _contents_of(file: Path) -> Contents:
    """What a database file holds, read as one that nobody else uses."""
    address = f"file:{quote(str(file))}?mode=ro&immutable=1"
    engine = create_engine("sqlite://", creator=lambda: sqlite3.connect(address, uri=True))
    try:
        with engine.connect() as connection:
            whole = connection.exec_driver_sql("PRAGMA integrity_check").scalar()
            return contents(connection) if whole == "ok" else {}
    finally:
        engine.dispose()


class _Server:
    """A PostgreSQL server, and its programs, as the user of a connection."""

    def __init__(self, connection: Connection) -> None:
        info = connection.connection.driver_connection.info  # type: ignore[union-attr]
        self.url = connection.engine.url
        self.major: int = info.server_version // 10_000
        self.where = {name: value for name, value in info.get_parameters().items() if name in WHERE}
        self.password: str = info.password
        self.may_make_databases = bool(connection.scalar(MAY_MAKE_DATABASES))

    def demand_scratch(self) -> None:
        if not self.may_make_databases:
            raise NoBackup(
                "This role may make no database to restore the backup in: let it (ALTER ROLE"
                f" {self.where.get('user')} CREATEDB), or say --unproved and restore it elsewhere."
            )

    def archive(self, connection: Connection, file: Path) -> None:
        """Write the archive, from the same moment as what was read on the connection."""
        snapshot = connection.scalar(text("SELECT pg_export_snapshot()"))
        words = ["--format=custom", f"--snapshot={snapshot}", "--lock-wait-timeout=60000"]
        with file.open("wb") as archive:
            self._run("pg_dump", self.where, *words, output=archive)

    def contents_of(self, file: Path) -> Contents:
        """What the archive holds once it was restored, in a database that is thrown away again."""
        name = f"opweg_proof_{secrets.token_hex(4)}"
        scratch = {**self.where, "dbname": name}
        with closing(
            psycopg.connect(make_conninfo(**self.where, password=self.password), autocommit=True)
        ) as own:
            encoding = own.info.parameter_status("server_encoding")
            own.execute(f"CREATE DATABASE {name} TEMPLATE template0 ENCODING '{encoding}'")
            try:
                self._run("pg_restore", scratch, "--exit-on-error", str(file))
                return self._contents_in(name)
            finally:
                own.execute(f"DROP DATABASE {name} WITH (FORCE)")

    def _contents_in(self, name: str) -> Contents:
        engine = create_engine(self.url.set(database=name))
        try:
            with engine.connect() as connection:
                return contents(connection)
        finally:
            engine.dispose()

    def _run(self, name: str, where: dict[str, Any], *words: str, output: IO[bytes] | None = None) -> None:
        program = self._program(name)
        common = ["--no-owner", "--no-privileges", "--no-password", f"--dbname={make_conninfo(**where)}"]
        done = subprocess.run(
            [program, *common, *words],
            stdin=subprocess.DEVNULL,
            stdout=output,
            stderr=subprocess.PIPE,
            env={**os.environ, "PGPASSWORD": self.password, "LC_ALL": "C"},
            restore_signals=False,  # A file that may not grow is then an error it tells, not its end.
        )
        if done.returncode:
            said = done.stderr.decode(errors="replace").strip().splitlines() or [f"code {done.returncode}"]
            raise NoBackup(f"{name} stopped: {said[-1]}")

    def _program(self, name: str) -> str:
        """The program of the server's own version, or of a newer one; an older one would refuse."""
        found = [shutil.which(name, path=f"/usr/lib/postgresql/{self.major}/bin"), shutil.which(name)]
        for path in filter(None, found):
            told = subprocess.run([path, "--version"], capture_output=True, text=True).stdout
            if int((re.search(r"\d+", told) or ["0"])[0]) >= self.major:
                return path
        raise NoBackup(
            f"{name} of PostgreSQL {self.major} or newer is not here:"
            f" install the package postgresql-client-{self.major}."
        )
