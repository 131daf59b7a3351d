"""Every page's door: who may open it, in which transaction, and how it answers."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import datetime
from functools import wraps
from http import HTTPStatus
from typing import Any
from uuid import UUID

from flask import Blueprint, abort, current_app, g, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_login import current_user
from flask_sqlalchemy import SQLAlchemy
from sqlalchemy.exc import DBAPIError, IntegrityError, OperationalError
from sqlalchemy.orm import Session
from sqlalchemy.orm.exc import StaleDataError
from werkzeug.exceptions import ServiceUnavailable

from tracker.accounts.terms import Can
from tracker.accounts.work import Actor, Work
from tracker.audit import record_reading
from tracker.core.database import may_write
from tracker.core.model import Base
from tracker.core.refusal import Refused
from tracker.core.term import N_

db = SQLAlchemy(metadata=Base.metadata, disable_autonaming=True)
CHANGED = N_("Somebody else changed this a moment ago. Look again, then decide.")
ROOM: dict[str, int] = {}
"""Bytes that may be sent to an endpoint that takes files."""
BOTH = ["GET", "POST"]
"""A page with a form: it is shown, and sent."""
SAFE = frozenset({"GET", "HEAD", "OPTIONS"})


class NotWrittenDown(ServiceUnavailable):
    """What may only be read when it is written down who reads it could not be written down."""


class Pages(Blueprint):
    """A blueprint in which every route must say what its visitor has to be able to do."""

    def add_url_rule(
        self,
        rule: str,
        endpoint: str | None = None,
        view_func: Callable[..., Any] | None = None,
        *args: Any,
        can: Can | None = None,
        room: int | None = None,
        **options: Any,
    ) -> None:
        if can is None or view_func is None:
            raise TypeError(f"{rule}: say who may open this page, as in can=Can.READ_TRAJECTORIES")
        if room:
            ROOM[f"{self.name}.{view_func.__name__}"] = room
        super().add_url_rule(rule, endpoint, _guarded(view_func, can), *args, **options)


def _guarded(view: Callable[..., Any], can: Can) -> Callable[..., Any]:
    """The view behind its door: role first, before any look-up; then one transaction around it."""

    @wraps(view)
    def guarded(*args: Any, **kwargs: Any) -> Any:
        if can is not Can.ANYONE:
            if not current_user.is_authenticated:
                return to_sign_in()
            if not current_work().actor.can(can):
                abort(HTTPStatus.FORBIDDEN)
        return _kept(view, *args, **kwargs)

    return guarded


def _kept(view: Callable[..., Any], *args: Any, **kwargs: Any) -> Any:
    """What the view answered, once its transaction has ended well; else nothing was written."""
    try:
        answer = view(*args, **kwargs)
        if request.method not in SAFE and _status_of(answer) < HTTPStatus.BAD_REQUEST:
            db.session.commit()
    except (IntegrityError, StaleDataError) as clash:
        db.session.rollback()
        raise Refused(CHANGED) from clash
    return answer


def _status_of(answer: Any) -> int:
    if isinstance(answer, tuple):
        return next((int(part) for part in answer[1:] if isinstance(part, int)), HTTPStatus.OK)
    return int(getattr(answer, "status_code", HTTPStatus.OK))


def keep() -> None:
    """Commit although the answer will be no: a wrong try at the door must be remembered."""
    db.session.commit()


@contextmanager
def written_down() -> Iterator[None]:
    """In here a GET writes that it reads, before its page is drawn; NotWrittenDown when it cannot."""
    db.session.rollback()
    token = may_write.set(True)
    try:
        yield
        db.session.commit()
    except DBAPIError as problem:
        raise NotWrittenDown from problem
    finally:
        db.session.rollback()
        may_write.reset(token)


def read_dossier(trajectory_id: UUID) -> None:
    """Write down that the actor reads what is known of somebody, of whom they may see the trajectory."""
    if request.method in SAFE:
        with written_down():
            record_reading(current_work(), trajectory_id)


@contextmanager
def all_at_once() -> Iterator[None]:
    """In here a deed about many people sees one moment of the data; Refused when others change it."""
    db.session.rollback()
    db.session.connection(execution_options={"isolation_level": "SERIALIZABLE"})
    try:
        yield
        db.session.commit()
    except OperationalError as clash:
        db.session.rollback()
        raise Refused(CHANGED) from clash


def begin_request() -> None:
    may_write.set(request.method not in SAFE)
    if request.endpoint in ROOM:
        request.max_content_length = ROOM[request.endpoint]


def end_request(problem: BaseException | None = None) -> None:
    """Whatever was not committed is gone."""
    db.session.rollback()
    may_write.set(True)


def current_work() -> Work:
    """The unit of work of this request, made at its first use."""
    if "work" not in g:
        actor: Actor = current_user.actor
        g.work = Work(session=session(), actor=actor, now=moment())
    return g.work


def session() -> Session:
    """This request's own session."""
    return db.session()


def moment() -> datetime:
    """Now; the same from the first to the last line of a request."""
    if "moment" not in g:
        g.moment = current_app.config["CLOCK"]()
    return g.moment


def to_sign_in() -> ResponseReturnValue:
    """To the door, and afterwards back to where one wanted to go; a form waits there to be sent again."""
    if wants_fragment():
        return "", HTTPStatus.NO_CONTENT, {"HX-Redirect": url_for("sign_in.sign_in")}
    if request.method not in SAFE:
        abort(HTTPStatus.UNAUTHORIZED)
    return redirect(url_for("sign_in.sign_in", next=request.full_path.rstrip("?")))


def wants_fragment() -> bool:
    """Whether htmx asks for a part of the page, rather than a browser for the whole."""
    return request.headers.get("HX-Request-Type") == "partial"


def form_page(template: str, form: Any, **context: Any) -> tuple[str, int]:
    """A page with a form: 422 when what was sent was not taken, with everything that was typed."""
    sent = request.method not in SAFE
    status = HTTPStatus.UNPROCESSABLE_ENTITY if sent else HTTPStatus.OK
    return render_template(template, form=form, **context), status


def demand_seen(form: Any, version: object) -> None:
    """Refuse what was decided on a page that showed something older."""
    if form.is_submitted() and form.seen.data != version:
        raise Refused(CHANGED)
