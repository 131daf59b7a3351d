"""What the application must be told; nothing else reads the environment."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

ROOT = Path(__file__).parent


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
    testing: bool = False
    address: str = "http://127.0.0.1:8000"
    """Where people find Opweg; a link that is made at a terminal begins with it."""
    session_lifetime: timedelta = timedelta(hours=10)
    """How long a session lives, whatever happens in it (security.md R27: absolute 10 hours)."""
    clock: Callable[[], datetime] = now
    """Where the moment of a request comes from; tests stop it."""

    @classmethod
    def from_environment(cls, environment: Mapping[str, str]) -> "Config":
        if not environment.get("SECRET_KEY"):
            raise SystemExit(
                "SECRET_KEY is missing: set it to a long random text that only this server knows."
            )
        return cls(
            secret_key=environment["SECRET_KEY"],
            database_url=environment.get("DATABASE_URL") or f"sqlite:///{ROOT / 'var' / 'opweg.db'}",
            demo=environment.get("DEMO") == "1",
            secure_cookies=environment.get("SECURE_COOKIES") == "1",
            address=(environment.get("ADDRESS") or cls.address).rstrip("/"),
        )


def testing(database_url: str, clock: Callable[[], datetime]) -> Config:
    """The settings of the tests: a fixed key, a database of their own and a clock that stands still."""
    return Config(secret_key="only for tests", database_url=database_url, testing=True, clock=clock)
