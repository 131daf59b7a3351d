"""How a page says that it cannot: one template, one sentence, the right status."""

from http import HTTPStatus
from urllib.parse import urlsplit

from flask import Flask, Response, current_app, g, render_template, request
from flask.typing import ResponseReturnValue
from flask_login import AnonymousUserMixin
from flask_wtf.csrf import CSRFError
from sqlalchemy.exc import NoResultFound, OperationalError
from werkzeug.exceptions import HTTPException, SecurityError, TooManyRequests

from tracker.core.refusal import Refused
from tracker.core.sentence import Sentence
from tracker.core.term import N_
from tracker.web import kept, log
from tracker.web.pages import SAFE, NotWrittenDown, db

SENTENCES = {
    HTTPStatus.BAD_REQUEST: (
        N_("That did not work"),
        N_("The page asked for something we do not understand."),
    ),
    HTTPStatus.FORBIDDEN: (N_("Not for this role"), N_("Your role does not open this page.")),
    HTTPStatus.NOT_FOUND: (
        N_("Not found"),
        N_("This page does not exist, or it is not yours. Check the address, or start from your caseload."),
    ),
    HTTPStatus.METHOD_NOT_ALLOWED: (N_("That did not work"), N_("This page cannot be used that way.")),
    HTTPStatus.REQUEST_ENTITY_TOO_LARGE: (N_("Too large"), N_("You sent more than we can take.")),
    HTTPStatus.INTERNAL_SERVER_ERROR: (
        N_("Something broke on our side"),
        N_("It is not your fault and nothing was half-saved. Try again; tell us when it stays."),
    ),
    HTTPStatus.SERVICE_UNAVAILABLE: (
        N_("Opweg cannot reach its data"),
        N_("Nothing was saved just now. Try again in a minute; tell us when it stays."),
    ),
}


def install(app: Flask) -> None:
    app.register_error_handler(HTTPException, _http_problem)
    app.register_error_handler(SecurityError, _not_our_name)
    app.register_error_handler(TooManyRequests, _shut)
    app.register_error_handler(CSRFError, _forged)
    app.register_error_handler(NoResultFound, _not_found)
    app.register_error_handler(OperationalError, _out_of_reach)
    app.register_error_handler(NotWrittenDown, _closed_now)
    app.register_error_handler(Refused, _refused)


def _http_problem(problem: HTTPException) -> ResponseReturnValue:
    if problem.code is None or problem.code < HTTPStatus.BAD_REQUEST:
        return problem.get_response()
    title, sentence = SENTENCES.get(HTTPStatus(problem.code), SENTENCES[HTTPStatus.BAD_REQUEST])
    return _page(title, Sentence(sentence), problem.code), problem.code


def _not_our_name(problem: SecurityError) -> ResponseReturnValue:
    """Asked under a name that is not ours: no page, for there is no address to put in it."""
    return Response("This is not a name of this server.\n", HTTPStatus.BAD_REQUEST, mimetype="text/plain")


def _shut(problem: TooManyRequests) -> ResponseReturnValue:
    """Too many wrong passwords: when the door opens again, to the second for machines."""
    seconds = int(str(problem.retry_after))
    sentence = Sentence(
        N_("There were too many wrong tries for this account. Try again in %(n)s minute."),
        {"n": -(-seconds // 60)},
        many=N_("There were too many wrong tries for this account. Try again in %(n)s minutes."),
    )
    status = HTTPStatus.TOO_MANY_REQUESTS
    return _page(N_("Too many tries"), sentence, status), status, {"Retry-After": str(seconds)}


def _not_found(problem: NoResultFound) -> ResponseReturnValue:
    """Not there and not yours are the same answer."""
    title, sentence = SENTENCES[HTTPStatus.NOT_FOUND]
    return _page(title, Sentence(sentence), HTTPStatus.NOT_FOUND), HTTPStatus.NOT_FOUND


def _forged(problem: CSRFError) -> ResponseReturnValue:
    """A page of an earlier session: it can be sent again, unless another site sent it."""
    title, status = N_("Please send it again"), HTTPStatus.BAD_REQUEST
    if not kept.comes_from_us():
        return _page(
            title, Sentence(N_("Another website sent this form. Nothing was saved.")), status
        ), status
    text = Sentence(N_("This form was opened in an earlier session. Nothing was saved yet."))
    db.session.rollback()
    return kept.send_again(title, text, kept.filled_in(), request.full_path.rstrip("?"), status)


def _out_of_reach(problem: OperationalError) -> ResponseReturnValue:
    """The database does not answer, its disk is full, or it was busy for too long."""
    log.tell(problem)
    title, sentence = SENTENCES[HTTPStatus.SERVICE_UNAVAILABLE]
    status = HTTPStatus.SERVICE_UNAVAILABLE
    return _page(title, Sentence(sentence), status), status, {"Retry-After": "60"}


def _closed_now(problem: NotWrittenDown) -> ResponseReturnValue:
    """A dossier stays closed as long as nobody can see afterwards who opened it."""
    log.tell(problem)
    sentence = Sentence(
        N_("Who opens a dossier is written down, and that did not work just now. Try again in a minute.")
    )
    status = HTTPStatus.SERVICE_UNAVAILABLE
    return (
        _page(N_("This dossier stays closed for a moment"), sentence, status),
        status,
        {"Retry-After": "60"},
    )


def _refused(refusal: Refused) -> ResponseReturnValue:
    sentence = Sentence(refusal.sentence, refusal.values)
    headers = {"HX-Retarget": "main"}
    page = _page(N_("That cannot be done now"), sentence, HTTPStatus.CONFLICT, back=_came_from())
    return page, HTTPStatus.CONFLICT, headers


def _came_from() -> str | None:
    """The page of ours from which this was asked, when it is another one and can be opened again."""
    try:
        parts = urlsplit(request.referrer or "")
        ours = parts.scheme == request.scheme and parts.netloc == request.host
        request_of = current_app.create_url_adapter(request)
        opens = ours and request_of is not None and request_of.test(parts.path, "GET")
    except ValueError:
        return None
    itself = request.method in SAFE and parts.path == request.path
    return parts.path if opens and not itself and not parts.path.startswith("//") else None


def _page(title: str, sentence: Sentence, status: int, back: str | None = None) -> str:
    db.session.rollback()
    if status >= HTTPStatus.INTERNAL_SERVER_ERROR:
        g.setdefault("_login_user", AnonymousUserMixin())  # Who it is may be what cannot be found out now.
    typed = kept.texts(kept.filled_in())
    about = {"title": title, "sentence": sentence, "status": int(status), "typed": typed, "back": back}
    return render_template("problem.html", **about)
