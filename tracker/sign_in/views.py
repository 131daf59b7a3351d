"""The door: signing in and out, choosing a role and a language, and where each role begins."""

import re
import secrets
from http import HTTPStatus

from flask import current_app, flash, g, redirect, render_template, request, url_for
from flask import session as cookie
from flask.typing import ResponseReturnValue
from flask_login import LoginManager, current_user, login_user, logout_user
from werkzeug.exceptions import TooManyRequests

from tracker.accounts.queries import Chair
from tracker.accounts.terms import Can, Role
from tracker.accounts.work import HOME, Actor, Work
from tracker.core.passwords import is_right
from tracker.core.sentence import Sentence
from tracker.core.term import N_
from tracker.sign_in import actions, queries, rules
from tracker.sign_in.forms import ChooseLanguageForm, ChooseRoleForm, SignInForm, SignOutForm
from tracker.web import kept
from tracker.web.language import gettext
from tracker.web.pages import BOTH, Pages, current_work, form_page, keep, moment, session

pages = Pages("sign_in", __name__)
manager = LoginManager()
manager.session_protection = None  # The token is random, hashed in our table, and ends there.


class Visitor:
    """Somebody with a session, as flask-login wants to see them."""

    is_authenticated = is_active = True
    is_anonymous = False

    def __init__(self, token: str, actor: Actor) -> None:
        self.token = token
        self.actor = actor

    def get_id(self) -> str:
        return self.token


@manager.user_loader  # type: ignore[untyped-decorator]
def load_visitor(token: str) -> Visitor | None:
    actor = queries.find_actor(session(), token, moment())
    return Visitor(token, actor) if actor else None


@pages.route("/sign-in", methods=BOTH, can=Can.ANYONE)
def sign_in() -> ResponseReturnValue:
    form = SignInForm()
    if form.validate_on_submit():
        key = f"{rules.network_of(request.remote_addr)} {form.email.data.lower()}"
        _demand_open(key)
        seats = _seats_for(form.email.data, form.password.data)
        if seats:
            _take(seats[0], key)
            return _onwards(form.kept.data, _within(request.args.get("next")), several=len(seats) > 1)
        actions.fail_to_sign_in(session(), key=key, now=moment())
        keep()
        form.password.errors = [Sentence(N_("E-mail address and password do not belong together"))]
    return _door(form)


@pages.app_errorhandler(HTTPStatus.UNAUTHORIZED)
def session_ended(problem: Exception) -> ResponseReturnValue:
    """The door for a form that came after its session had ended, with what was filled in."""
    form = SignInForm(formdata=None, kept=kept.as_text(kept.filled_in()))
    wanted = request.full_path.rstrip("?") if form.kept.data else None
    page, _ = _door(form, url_for("sign_in.sign_in", next=wanted))
    return page, HTTPStatus.UNAUTHORIZED


@pages.get("/choose-role", can=Can.USE)
def choose_role_page() -> ResponseReturnValue:
    seats = queries.chairs_of(session(), current_work().actor.user_id, current_work().today)
    return render_template("sign_in/choose_role.html", seats=seats, form=ChooseRoleForm())


@pages.post("/choose-role/<uuid:organisation_id>/<role>", can=Can.USE)
def choose_role(organisation_id: object, role: str) -> ResponseReturnValue:
    work = current_work()
    seats = queries.chairs_of(session(), work.actor.user_id, work.today)
    chosen = [seat for seat in seats if seat.organisation_id == organisation_id and seat.role == role]
    if not chosen:
        return render_template("problem.html", **_gone()), HTTPStatus.NOT_FOUND
    token = secrets.token_urlsafe(32)
    seated = Work(session(), queries.actor_on(chosen[0]), work.now)
    present = queries.get_sign_in(work, current_user.token)
    actions.choose_role(seated, present, token=token, lifetime=current_app.config["SESSION_LIFETIME"])
    _carry(token, seated.actor)
    return redirect(url_for("sign_in.home"))


@pages.post("/sign-out", can=Can.USE)
def sign_out() -> ResponseReturnValue:
    work = current_work()
    if SignOutForm().validate_on_submit():
        actions.sign_out(work, queries.get_sign_in(work, current_user.token))
        logout_user()
        cookie.clear()
        flash(gettext("You are signed out."))
    return redirect(url_for("sign_in.sign_in"))


@pages.post("/language", can=Can.USE)
def choose_language() -> ResponseReturnValue:
    work, form = current_work(), ChooseLanguageForm()
    if not form.validate_on_submit():
        return render_template("problem.html", **_gone()), HTTPStatus.UNPROCESSABLE_ENTITY
    actions.choose_language(work, queries.get_user(work), **form.answers)
    return redirect(_within(request.args.get("next")))


@pages.get("/", can=Can.USE)
def home() -> ResponseReturnValue:
    """Everybody begins where their work is."""
    actor = current_work().actor
    if actor.can(Can.READ_TRAJECTORIES):
        return redirect(url_for("caseload.caseload"))
    if actor.can(Can.SET_UP):
        return redirect(url_for("setup.setup"))
    if actor.can(Can.READ_FIGURES):
        return redirect(url_for("insight.bottlenecks"))
    return redirect(url_for("sign_in.start"))


COMING = {
    Role.PARTNER: N_(
        "Here you will find the people you help: what they want, what waits for you, and what is new. "
        "You will see only the life domains you need."
    ),
    Role.PRIVACY_OFFICER: N_(
        "Here you will see who looked at what, and handle requests of people who want to know. "
        "Content opens only through a request that is logged."
    ),
}
"""What roles will find whose work comes with a later release."""


@pages.get("/start", can=Can.USE)
def start() -> ResponseReturnValue:
    return render_template("sign_in/start.html", coming=COMING.get(current_work().actor.role))


def _seats_for(email: str, password: str) -> list[Chair]:
    user = queries.find_user(session(), email)
    if not is_right(password, user.password_hash if user else None) or user is None:
        return []
    return queries.chairs_of(session(), user.id, moment().astimezone(HOME).date())


def _demand_open(key: str) -> None:
    """Nobody's password is looked at while the door is shut, right or wrong."""
    tries, last = queries.wrong_tries(session(), key, moment())
    if shut := rules.seconds_shut(tries, last, moment()):
        raise TooManyRequests(retry_after=shut)


def _take(seat: Chair, key: str) -> None:
    token = secrets.token_urlsafe(32)
    work = Work(session(), queries.actor_on(seat), moment())
    actions.sign_in(work, token=token, lifetime=current_app.config["SESSION_LIFETIME"], key=key)
    _carry(token, work.actor)


def _door(form: SignInForm, address: str | None = None) -> tuple[str, int]:
    """The page of the door, with what waits there; `address` when it stands at another one."""
    typed = kept.texts(kept.from_text(form.kept.data or ""))
    return form_page("sign_in/sign_in.html", form, typed=typed, address=address)


def _onwards(filled_in: str, wanted: str, *, several: bool) -> ResponseReturnValue:
    """To where one wanted to go; first what was filled in, then the choice of a role."""
    if filled_in:
        text = Sentence(N_("You are signed in again. What you filled in is still here."))
        return kept.send_again(
            N_("Please send it again"), text, kept.from_text(filled_in), wanted, HTTPStatus.OK
        )
    return redirect(url_for("sign_in.choose_role_page") if several else wanted)


def _carry(token: str, actor: Actor) -> None:
    """Give the visitor a cookie of their own; nothing of an earlier one stays."""
    cookie.clear()
    g.pop("csrf_token", None)  # A page drawn in this very answer takes the token of the new session.
    login_user(Visitor(token, actor))


def _within(address: str | None) -> str:
    """An address of our own, never of somebody else's site."""
    safe = re.fullmatch(r"/(?![/\\])[^\x00-\x1f\x7f]*", address or "")
    return safe[0] if safe else url_for("sign_in.home")


def _gone() -> dict[str, object]:
    sentence = Sentence(N_("This choice is not there any more. Go back and choose again."))
    return {"title": N_("Not found"), "sentence": sentence, "status": 404}
