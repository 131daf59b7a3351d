"""How the application speaks with its database, the same for pages, commands and migrations."""

from contextvars import ContextVar
from typing import Any

from sqlalchemy import Connection, Engine, event, text
from sqlalchemy.orm import Session

may_write: ContextVar[bool] = ContextVar("may_write", default=True)
"""Whether what runs now may write; the web sets it to False for a GET."""

statements_sent: ContextVar[int] = ContextVar("statements_sent", default=0)
"""How many statements went out since it was set to 0, without the words that begin and end a transaction."""

_FRAMING = ("BEGIN", "PRAGMA", "SET TRANSACTION")
_AT_CONNECT = (
    "PRAGMA journal_mode = WAL",
    "PRAGMA synchronous = FULL",  # NORMAL may lose the last commits at power loss: not for a case file.
    "PRAGMA foreign_keys = ON",
    "PRAGMA busy_timeout = 25000",  # milliseconds: an import of 10,000 rows writes for ten seconds
)


def listen(engine: Engine) -> None:
    """Give an engine our habits: on SQLite WAL and foreign keys, writes that queue at their BEGIN,
    and on both databases reads that cannot write, and a count of what is sent."""
    event.listen(engine, "before_cursor_execute", _count)
    if engine.dialect.name == "sqlite":
        event.listen(engine, "connect", _set_up_sqlite)
        event.listen(engine, "begin", _begin_sqlite)
    else:
        event.listen(engine, "begin", _begin_postgresql)


def count_anew(session: Session) -> None:
    """After much was written at once. PostgreSQL plans by what it counted last, and counts by itself only
    within a minute: until then it may compare everybody with everybody (bench.import_page shows it)."""
    if session.get_bind().dialect.name == "postgresql":
        session.execute(text("ANALYZE"))


def _count(conn: object, cursor: object, statement: str, *_: object) -> None:
    if not statement.startswith(_FRAMING):
        statements_sent.set(statements_sent.get() + 1)


def _set_up_sqlite(connection: Any, record: object) -> None:
    connection.isolation_level = None  # The driver begins nothing by itself; _begin_sqlite does.
    cursor = connection.cursor()
    for pragma in _AT_CONNECT:
        cursor.execute(pragma)
    cursor.close()


def _begin_sqlite(connection: Connection) -> None:
    writing = may_write.get()
    connection.exec_driver_sql(f"PRAGMA query_only = {'OFF' if writing else 'ON'}")
    connection.exec_driver_sql("BEGIN IMMEDIATE" if writing else "BEGIN")


def _begin_postgresql(connection: Connection) -> None:
    if not may_write.get():
        connection.exec_driver_sql("SET TRANSACTION READ ONLY")
