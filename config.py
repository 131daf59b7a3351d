"""What the application must be told; nothing else reads the environment."""

import os
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from urllib.parse import urlsplit

from sqlalchemy import make_url
from sqlalchemy.exc import ArgumentError

ROOT = Path(__file__).parent
SHORTEST_KEY = 32
DATABASES = ("sqlite", "sqlite+pysqlite", "postgresql+psycopg")


def now() -> datetime:
    return datetime.now(UTC)


@dataclass(frozen=True)
class Config:
    """The settings of one running application.

    `secret_key` signs the cookie (no default: a missing one stops the start);
    `database_url` is an SQLAlchemy address; `demo` says on every page that no real
    persons belong in it; `secure_cookies` is for everything that runs behind TLS.
    """

    secret_key: str
    database_url: str
    demo: bool = False
    secure_cookies: bool = False
    proxy: str | None = None
    """The address of the one proxy that may say who asked and over which scheme; `unix` for a Unix socket."""
    journal: bool = False
    """Whether systemd keeps what is written to stdout and stderr, where nobody's name belongs."""
    testing: bool = False
    address: str = "http://127.0.0.1:8000"
    """Where people find Opweg; a link that is made at a terminal begins with it. Once it was set, a request
    for another name is refused, unless it is the demo."""
    session_lifetime: timedelta = timedelta(hours=10)
    """How long a session lives, whatever happens in it (security.md R27: absolute 10 hours)."""
    clock: Callable[[], datetime] = now
    """Where the moment of a request comes from; tests stop it."""

    @property
    def names(self) -> list[str] | None:
        """The only names under which it answers, if they are known."""
        chosen = self.address != Config.address and not self.demo
        return [urlsplit(self.address).hostname or ""] if chosen else None

    @classmethod
    def from_environment(cls, environment: Mapping[str, str]) -> "Config":
        key, demo = environment.get("SECRET_KEY", ""), environment.get("DEMO") == "1"
        if not key:
            raise SystemExit(
                "SECRET_KEY is missing: set it to a long random text that only this server knows."
            )
        if len(key) < SHORTEST_KEY and not demo:
            raise SystemExit(f"SECRET_KEY is too short: {SHORTEST_KEY} random characters or more.")
        return cls(
            secret_key=key,
            database_url=_database(
                environment.get("DATABASE_URL") or f"sqlite:///{ROOT / 'var' / 'opweg.db'}"
            ),
            demo=demo,
            secure_cookies=environment.get("SECURE_COOKIES", "0" if demo else "1") == "1",
            address=(environment.get("ADDRESS") or cls.address).rstrip("/"),
            proxy=environment.get("PROXY") or None,
            journal="JOURNAL_STREAM" in environment,
        )


@dataclass(frozen=True)
class Serving:
    """How gunicorn.conf.py serves it: at which address, by how many processes, and how much it tells."""

    bind: str
    workers: int
    talkative: bool

    @classmethod
    def from_environment(cls, environment: Mapping[str, str]) -> "Serving":
        workers = environment.get("WORKERS") or str(os.cpu_count() or 1)
        if not workers.isdecimal() or int(workers) < 1:
            raise SystemExit(f"WORKERS={workers} is no number of processes: choose 1 or more.")
        return cls(
            bind=environment.get("BIND") or "127.0.0.1:8000",
            workers=int(workers),
            talkative=environment.get("DEMO") != "1",
        )


def _database(address: str) -> str:
    """The address of a database that we know; the sentence never repeats it, for a password may be in it."""
    try:
        known = make_url(address).drivername in DATABASES
    except (ArgumentError, ValueError):
        known = False
    if not known:
        raise SystemExit(
            "DATABASE_URL is no address of a database that Opweg knows: "
            "sqlite:////folder/opweg.db or postgresql+psycopg://user@host/name."
        )
    return address


def testing(database_url: str, clock: Callable[[], datetime]) -> Config:
    """The settings of the tests: a fixed key, a database of their own and a clock that stands still."""
    return Config(secret_key="only for tests", database_url=database_url, testing=True, clock=clock)
