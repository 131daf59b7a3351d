"""What the application tells its operator: lines of JSON on stdout, about deeds and never about persons.

A message stands in the log as the code has it. What it was filled with stays out, numbers apart: in an
address, an exception or a form somebody's name may be.
"""

import hmac
import json
import logging
import re
import secrets
import sys
import time
import traceback
from datetime import UTC, datetime
from logging.config import dictConfig
from types import TracebackType
from typing import Any

from flask import Flask, Response, current_app, g, has_request_context, request
from sqlalchemy.exc import DBAPIError

from tracker.core.database import statements_sent

STRICT = re.compile(r"[0-9a-f]{16}|[0-9a-f]{32}")
"""How a trace id of somebody else must look: any other text could carry something into the log."""

QUIET = {"operations.healthz", "assets.asset"}
"""What is asked so often that it would hide the rest."""

METHODS = {"GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"}
logger = logging.getLogger("tracker")
Problem = tuple[type, BaseException, TracebackType] | tuple[None, None, None]


def logging_of(talkative: bool) -> dict[str, Any]:
    """The logging of a whole process, for logging.config: everything through our formatter to stdout."""
    silent = {"level": "CRITICAL", "handlers": [], "propagate": False}
    return {
        "version": 1,
        "disable_existing_loggers": False,
        "formatters": {"lines": {"()": Lines}},
        "handlers": {
            "console": {"class": "logging.StreamHandler", "formatter": "lines", "stream": "ext://sys.stdout"}
        },
        "root": {"level": "INFO" if talkative else "WARNING", "handlers": ["console"]},
        "loggers": {
            "gunicorn.error": {"level": "NOTSET", "handlers": [], "propagate": True},
            "gunicorn.access": silent,
        },
    }


def install(app: Flask, *, journal: bool) -> None:
    """Give every request its line; `journal`: what a command tells goes to the journal of a server."""
    if journal:
        dictConfig(logging_of(talkative=True))
        sys.excepthook = lambda kind, problem, frames: tell(problem)
    app.before_request(_begin)
    app.after_request(_end)
    app.log_exception = _of_flask  # type: ignore[method-assign,assignment]  # Flask's own writes the address down.
    app.jinja_env.globals["trace"] = trace


def trace() -> str:
    """The id of this request, the same in the answer, on an error page and in the log."""
    if "trace" not in g:
        given = request.headers.get("X-Request-ID", "")
        g.trace = given if STRICT.fullmatch(given) else secrets.token_hex(8)
    return g.trace


def tell(problem: BaseException) -> None:
    """An exception that nobody expected."""
    logger.error("exception", exc_info=problem)


def _of_flask(problem: Problem) -> None:
    if problem[1]:
        tell(problem[1])


def _begin() -> None:
    statements_sent.set(0)
    g.begun = time.perf_counter()


def _end(response: Response) -> Response:
    response.headers["X-Request-ID"] = trace()
    level = logging.ERROR if response.status_code >= 500 else logging.INFO
    facts = {
        "method": request.method if request.method in METHODS else "other",
        "route": request.url_rule.rule if request.url_rule else "none",
        "status": response.status_code,
        "ms": round((time.perf_counter() - g.begun) * 1000, 1),
        "statements": statements_sent.get(),
        "user": _user(),
    }
    logger.log(logging.DEBUG if request.endpoint in QUIET else level, "request", extra={"facts": facts})
    return response


def _user() -> str | None:
    """The same word for the same user, which says nothing to who has not our key."""
    if "work" not in g:
        return None
    key = f"log {current_app.config['SECRET_KEY']}".encode()
    return hmac.new(key, g.work.actor.user_id.bytes, "sha256").hexdigest()[:12]


class Lines(logging.Formatter):
    """One line of JSON per record."""

    def format(self, record: logging.LogRecord) -> str:
        moment = datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds")
        line: dict[str, Any] = {"time": moment, "level": record.levelname.lower(), "event": _event(record)}
        if record.name != logger.name:
            line["logger"] = record.name
        if has_request_context():
            line["trace"] = trace()
        line |= getattr(record, "facts", {})
        if record.exc_info and record.exc_info[1]:
            line["exception"] = told(record.exc_info[1])
        return json.dumps(line, ensure_ascii=False)


def _event(record: logging.LogRecord) -> str:
    """The message. Where a library filled it in beforehand, only what stands before the first value."""
    message = str(record.msg)
    if not record.args:
        return message if record.name == logger.name else re.split("[:=]", message)[0]
    numbers = tuple(arg if isinstance(arg, int | float) else "…" for arg in record.args)
    try:
        return message % numbers
    except (TypeError, ValueError):
        return message


def told(problem: BaseException) -> list[str]:
    """Which exception, where, and what caused it; without its text, which may repeat what somebody wrote."""
    lines = []
    seen: BaseException | None = problem
    while seen is not None:
        frames = traceback.extract_tb(seen.__traceback__)
        lines += [f"{type(seen).__module__}.{type(seen).__qualname__}{_clue(seen)}"]
        lines += [f"{frame.filename}:{frame.lineno} {frame.name}" for frame in frames]
        seen = seen.__cause__ or (None if seen.__suppress_context__ else seen.__context__)
    return lines


def _clue(problem: BaseException) -> str:
    """Of a database what it calls the error, and the statement, in which values have no place."""
    if not isinstance(problem, DBAPIError):
        return ""
    name = getattr(problem.orig, "sqlstate", None) or getattr(problem.orig, "sqlite_errorname", None)
    return (f" {name}" if name else "") + (f" in {problem.statement}" if problem.statement else "")
