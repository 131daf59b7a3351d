"""The own account: choosing a password by a link, changing it, and the sessions that run."""

from http import HTTPStatus
from uuid import UUID

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_login import current_user
from werkzeug.exceptions import TooManyRequests

from tracker.accounts.models import SignIn
from tracker.accounts.terms import Can
from tracker.accounts.work import HOME
from tracker.core.passwords import is_right
from tracker.core.sentence import Sentence
from tracker.core.term import N_
from tracker.own_account import actions, queries
from tracker.own_account.forms import ChangePasswordForm, ChoosePasswordForm, EndSessionForm
from tracker.sign_in.actions import fail_to_sign_in
from tracker.sign_in.queries import chairs_of, get_sign_in, get_user, wrong_tries
from tracker.sign_in.rules import seconds_shut
from tracker.web.language import gettext
from tracker.web.pages import BOTH, Pages, current_work, form_page, keep, moment, session

pages = Pages("own_account", __name__)


@pages.route("/choose-password/<token>", methods=BOTH, can=Can.ANYONE)
def choose_password(token: str) -> ResponseReturnValue:
    """Looking at the page does not use up the link; a link that opens nothing always says the same."""
    found = queries.find_link(session(), token, moment(), using=request.method == "POST")
    if found is None:
        return render_template("own_account/no_link.html"), HTTPStatus.NOT_FOUND
    link, user, organisation = found
    work = queries.work_of_invited(session(), user, organisation, moment())
    if not link.replaces and (user.password_hash or queries.works_elsewhere(work, user)):
        return render_template("own_account/has_account.html", organisation=organisation.name)
    form = ChoosePasswordForm()
    form.own_words = (user.name, user.email, organisation.name)
    if form.validate_on_submit():
        actions.choose_password(work, link, user, password=form.password.data)
        flash(gettext("Your password is set. Sign in with it."))
        return redirect(url_for("sign_in.sign_in"))
    who = {"name": user.name, "email": user.email, "organisation": organisation.name}
    return form_page("own_account/choose_password.html", form, **who)


@pages.get("/account", can=Can.USE)
def account() -> ResponseReturnValue:
    work = current_work()
    user, present = get_user(work), get_sign_in(work, current_user.token)
    return render_template(
        "own_account/account.html",
        email=user.email,
        since=user.password_since and user.password_since.astimezone(HOME).date(),
        sessions=queries.open_sessions(work, present),
        several=len(chairs_of(session(), user.id, work.today)) > 1,
        form=EndSessionForm(),
    )


@pages.route("/account/password", methods=BOTH, can=Can.USE)
def change_password() -> ResponseReturnValue:
    work, form = current_work(), ChangePasswordForm()
    user = get_user(work)
    form.own_words = (user.name, user.email, work.actor.organisation)
    if form.validate_on_submit():
        _demand_open(user.id)
        if is_right(form.present.data, user.password_hash):
            present = get_sign_in(work, current_user.token)
            actions.change_password(work, user, present, password=form.password.data)
            flash(gettext("Your password is changed. Everywhere else you are signed out."))
            return redirect(url_for("own_account.account"))
        fail_to_sign_in(session(), key=_key(user.id), now=moment())
        keep()
        form.present.errors = [Sentence(N_("This is not your present password"))]
    return form_page("own_account/change_password.html", form)


@pages.post("/account/sessions/<uuid:sign_in_id>/end", can=Can.USE)
def end_session(sign_in_id: UUID) -> ResponseReturnValue:
    work = current_work()
    actions.end_session(work, queries.get_session(work, sign_in_id))
    flash(gettext("The session has ended."))
    return redirect(url_for("own_account.account"))


@pages.post("/account/sessions/end-others", can=Can.USE)
def end_other_sessions() -> ResponseReturnValue:
    work = current_work()
    actions.end_other_sessions(work, _present())
    flash(gettext("Everywhere else you are signed out."))
    return redirect(url_for("own_account.account"))


def _present() -> SignIn:
    return get_sign_in(current_work(), current_user.token)


def _key(user_id: UUID) -> str:
    """Under which wrong present passwords are counted: who took over a session does not get to guess."""
    return f"password of {user_id}"


def _demand_open(user_id: UUID) -> None:
    tries, last = wrong_tries(session(), _key(user_id), moment())
    if shut := seconds_shut(tries, last, moment()):
        raise TooManyRequests(retry_after=shut)
