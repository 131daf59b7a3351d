"""The set-up of people: who works here, in which role, from when until when, and who stands in for whom."""

import secrets
from http import HTTPStatus
from uuid import UUID

from flask import abort, current_app, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from tracker.accounts.models import Membership, User
from tracker.accounts.terms import GUIDES, Can
from tracker.accounts.work import Work
from tracker.core.names import fold
from tracker.core.refusal import Refused
from tracker.core.sentence import Sentence
from tracker.core.term import N_
from tracker.own_account import actions as accounts
from tracker.own_account.queries import find_user, has_seat, works_elsewhere
from tracker.own_account.rules import LINK_IS_GOOD_FOR
from tracker.setup import actions, queries, rules
from tracker.setup.forms import AddUserForm, ChangeMembershipForm, DeputiseForm, RoleForm
from tracker.setup.people import (
    find_colleague,
    get_colleague,
    guided,
    last_sign_ins,
    seats,
    still_guides,
    unseated,
)
from tracker.setup.terms import Colleague
from tracker.setup.views import pages
from tracker.web.forms import PressForm, offer
from tracker.web.language import gettext, say
from tracker.web.pages import BOTH, current_work, form_page

ELSEWHERE = N_(
    "This person also works for another organisation, so their password is not yours to reset. "
    "Ask who runs Opweg for you."
)
NO_ROLE = N_("This colleague has no role here any more. Give them one first, then make a link.")
HAS_ROLE = N_("They have this role already")
IS_HERE = N_("This colleague is here already: give them the role on their own page")
NOT_ONESELF = N_("Nobody gives themselves a role. Ask another administrator, or who runs Opweg for you")


@pages.get("/people", can=Can.SET_UP)
def people() -> ResponseReturnValue:
    """Everybody who works here or will, and apart from them who left; `q` narrows by name or address."""
    today, q, found = current_work().today, *asked_for()
    here = [one for one in found if one.works(today)]
    gone = [one for one in found if not one.works(today)]
    return render_template("setup/people.html", here=here, gone=gone, q=q, today=today)


def asked_for() -> tuple[str, list[Colleague]]:
    """What the address of this request looks for, and whom it finds, for the page and for its download."""
    work, q = current_work(), request.args.get("q", "")[:100]
    found = _colleagues(work)
    return q, [one for one in found if fold(q) in fold(f"{one.name} {one.email}")]


@pages.route("/people/add", methods=BOTH, can=Can.SET_UP)
def add_user() -> ResponseReturnValue:
    """A person with a role, and a link to choose a password; what the address is elsewhere is not told."""
    work, form, here = current_work(), AddUserForm(), None
    _offer_places(work, form)
    if form.validate_on_submit():
        here = find_colleague(work, form.email.data)
        if here is None:
            user = accounts.add_user(work, find_user(work, form.email.data), **form.answers)
            return _invited(work, user, replaces=False)
        form.email.errors = [Sentence(NOT_ONESELF if here.id == work.actor.user_id else IS_HERE)]
    return form_page("setup/add_user.html", form, here=here)


@pages.get("/people/<uuid:user_id>", can=Can.SET_UP)
def colleague(user_id: UUID) -> ResponseReturnValue:
    work = current_work()
    found = _colleagues(work, user_id)
    if not found:
        abort(HTTPStatus.NOT_FOUND)
    return render_template("setup/colleague.html", one=found[0], today=work.today, **_guiding(work, user_id))


@pages.route("/people/<uuid:user_id>/add-role", methods=BOTH, can=Can.SET_UP)
def add_role(user_id: UUID) -> ResponseReturnValue:
    work, form = current_work(), RoleForm()
    user = get_colleague(work, user_id)
    _offer_places(work, form)
    if form.validate_on_submit():
        why = _why_no_role(work, user, form)
        if why is None:
            accounts.add_role(work, user, **form.answers)
            flash(gettext("Role added."))
            return redirect(url_for("setup.colleague", user_id=user_id))
        form.role.errors = [Sentence(why)]
    return form_page("setup/add_role.html", form, name=user.name, user_id=user_id)


@pages.post("/people/<uuid:user_id>/invite", can=Can.SET_UP)
def invite_user(user_id: UUID) -> ResponseReturnValue:
    work = current_work()
    user = get_colleague(work, user_id)
    if not seats(work, user_id):
        raise Refused(NO_ROLE)
    if works_elsewhere(work, user):
        raise Refused(ELSEWHERE)
    return _invited(work, user, replaces=True)


@pages.route("/memberships/<uuid:membership_id>/change", methods=BOTH, can=Can.SET_UP)
def change_membership(membership_id: UUID) -> ResponseReturnValue:
    work = current_work()
    seat = queries.get_membership(work, membership_id)
    form = ChangeMembershipForm(seat.from_on, until_on=seat.until_on)
    if form.validate_on_submit() and _is_theirs_to_change(work, seat, form):
        replaced = queries.another_administrator_stays(work, seat)
        actions.change_membership(work, seat, **form.answers, replaced=replaced)
        flash(gettext("Changed."))
        return redirect(url_for("setup.colleague", user_id=seat.user_id))
    name = get_colleague(work, seat.user_id).name
    guiding = _guiding(work, seat.user_id) if seat.role in GUIDES else {}
    return form_page("setup/change_membership.html", form, seat=seat, name=name, **guiding)


@pages.post("/memberships/<uuid:membership_id>/end", can=Can.SET_UP)
def end_membership(membership_id: UUID) -> ResponseReturnValue:
    work = current_work()
    seat = queries.get_membership(work, membership_id)
    people = seat.role in GUIDES and guided(work, seat.user_id)
    actions.end_membership(work, seat, replaced=queries.another_administrator_stays(work, seat))
    flash(gettext("The role has ended, in open sessions too."))
    if people and not still_guides(work, seat.user_id):
        flash(say(_left_behind(people)))
    return redirect(url_for("setup.people"))


@pages.get("/standing-in", can=Can.SET_UP)
def standing_in() -> ResponseReturnValue:
    found = queries.standins(current_work())
    return render_template("setup/standing_in.html", found=found, press=PressForm())


@pages.route("/standing-in/add", methods=BOTH, can=Can.SET_UP)
def deputise() -> ResponseReturnValue:
    """Nobody arranges it for themselves: to stand in is to see more people."""
    work, form = current_work(), DeputiseForm()
    names = {one.id: one.name for one in queries.guides(work)}
    offer(form.absent_id, names)
    offer(form.deputy_id, {key: name for key, name in names.items() if key != work.actor.user_id})
    if form.validate_on_submit():
        actions.deputise(work, **{**form.answers, "from_on": form.from_on.data or work.today})
        flash(gettext("Noted. From the first day on they also see the people of their colleague."))
        return redirect(url_for("setup.standing_in"))
    return form_page("setup/deputise.html", form)


@pages.post("/standing-in/<uuid:deputy_id>/end", can=Can.SET_UP)
def end_deputy(deputy_id: UUID) -> ResponseReturnValue:
    work = current_work()
    actions.end_deputy(work, queries.get_deputy(work, deputy_id))
    flash(gettext("Standing in has ended."))
    return redirect(url_for("setup.standing_in"))


def _invited(work: Work, user: User, *, replaces: bool) -> ResponseReturnValue:
    """The page that shows the link, once: there is no mail server that could send it."""
    token = secrets.token_urlsafe(32)
    accounts.invite_user(work, user, token=token, replaces=replaces)
    address = url_for("own_account.choose_password", token=token)
    minutes = LINK_IS_GOOD_FOR.seconds // 60
    link = f"{current_app.config['ADDRESS']}{address}"
    about = {"name": user.name, "link": link, "minutes": minutes, "replaces": replaces}
    return render_template("setup/invited.html", **about)


def _colleagues(work: Work, user_id: UUID | None = None) -> list[Colleague]:
    return rules.colleagues(seats(work, user_id), unseated(work, user_id), last_sign_ins(work))


def _guiding(work: Work, user_id: UUID) -> dict[str, object]:
    """How many open trajectories somebody guides, and whether they still may: a number, no names."""
    people = guided(work, user_id)
    return {"guided": people, "guiding": bool(people) and still_guides(work, user_id)}


def _left_behind(people: int) -> Sentence:
    return Sentence(
        N_(
            "%(n)s open trajectory has no client manager any more. After the coming night it stands under "
            "“What is missing”; a team lead assigns it."
        ),
        {"n": people},
        many=N_(
            "%(n)s open trajectories have no client manager any more. After the coming night they stand "
            "under “What is missing”; a team lead assigns them."
        ),
    )


def _offer_places(work: Work, form: RoleForm) -> None:
    offer(form.team_id, {team.id: team.name for team in queries.teams(work)})
    partners = [one for one in queries.partners(work) if one.works(work.today)]
    offer(form.partner_id, {one.id: one.name for one in partners})


def _why_no_role(work: Work, user: User, form: RoleForm) -> str | None:
    """Set-up opens no content: who could give themselves a role would open it all the same."""
    if user.id == work.actor.user_id:
        return NOT_ONESELF
    return HAS_ROLE if has_seat(work, user, form.role.data, form.team_id.data) else None


def _is_theirs_to_change(work: Work, seat: Membership, form: ChangeMembershipForm) -> bool:
    """One's own role can become shorter, never longer; else it says so beside the field."""
    if seat.user_id != work.actor.user_id or not rules.lengthens(form.until_on.data, seat.until_on):
        return True
    form.until_on.errors = [Sentence(NOT_ONESELF)]
    return False
