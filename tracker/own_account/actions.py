"""Making accounts, choosing passwords, ending sessions."""

from datetime import date
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, update

from tracker.accounts.models import Membership, Organisation, PasswordLink, SignIn, User
from tracker.accounts.terms import Role
from tracker.accounts.work import Work
from tracker.audit import record
from tracker.core.passwords import hashed
from tracker.own_account.rules import LINK_IS_GOOD_FOR, seat_details
from tracker.sign_in.queries import hash_of


def add_organisation(work: Work, organisation: Organisation) -> None:
    """Begin an organisation; the work is that of the operator, for this organisation."""
    work.session.add(organisation)
    work.session.flush()
    record(work, "add_organisation", on=organisation, kind=organisation.kind)


def add_user(work: Work, known: User | None, *, email: str, name: str, role: Role, **seat: Any) -> User:
    """Add somebody with a role, and with an account when the address has none; `seat` is as in `add_role`.

    Who is `known` keeps the name they have: an account is its owner's.
    """
    user = known or User(email=email.strip().lower(), name=name, language=work.actor.language)
    work.session.add(user)
    work.session.flush()
    record(work, "add_user", on=user)
    add_role(work, user, role=role, **seat)
    return user


def add_role(
    work: Work,
    user: User,
    *,
    role: Role,
    team_id: UUID | None = None,
    partner_id: UUID | None = None,
    from_on: date | None = None,
    until_on: date | None = None,
) -> None:
    """Give somebody a role in the actor's organisation, from today unless another day is told."""
    seat = Membership(
        organisation_id=work.actor.organisation_id,
        user_id=user.id,
        team_id=team_id,
        partner_id=partner_id,
        role=role,
        from_on=from_on or work.today,
        until_on=until_on,
    )
    work.session.add(seat)
    record(work, "add_role", on=seat, **seat_details(seat))


def invite_user(work: Work, user: User, *, token: str, replaces: bool) -> PasswordLink:
    """Make the link with which somebody chooses a password; an earlier one of here opens nothing any more.

    Only when it `replaces` it does anything for who has a password. The token is for them, and is not kept.
    """
    _end_links(
        work, PasswordLink.user_id == user.id, PasswordLink.organisation_id == work.actor.organisation_id
    )
    link = PasswordLink(
        organisation_id=work.actor.organisation_id,
        token_hash=hash_of(token),
        user_id=user.id,
        made_at=work.now,
        ends_at=work.now + LINK_IS_GOOD_FOR,
        replaces=replaces,
    )
    work.session.add(link)
    record(work, "invite_user", on=link, user=str(user.id), replaces=str(replaces))
    return link


def choose_password(work: Work, link: PasswordLink, user: User, *, password: str) -> None:
    """Use up a link: from now on this is the password, and no earlier session goes on."""
    _end_links(work, PasswordLink.user_id == user.id)
    _set_password(work, user, password)
    _end_sessions(work, user.id)
    record(work, "choose_password", on=user, link=str(link.id))


def change_password(work: Work, user: User, present: SignIn, *, password: str) -> None:
    """Another password; every session but the present one ends."""
    _set_password(work, user, password)
    _end_sessions(work, user.id, but=present.id)
    record(work, "change_password", on=user)


def end_session(work: Work, session: SignIn) -> None:
    session.ends_at = work.now
    record(work, "end_session", on=session)


def end_other_sessions(work: Work, present: SignIn) -> None:
    """Every own session but the present one ends."""
    _end_sessions(work, present.user_id, but=present.id)
    record(work, "end_other_sessions", on=present)


def _set_password(work: Work, user: User, password: str) -> None:
    user.password_hash = hashed(password)
    user.password_since = work.now


def _end_links(work: Work, *whose: ColumnElement[bool]) -> None:
    live = update(PasswordLink).where(PasswordLink.ends_at > work.now, *whose)
    work.session.execute(live.values(ends_at=work.now))


def _end_sessions(work: Work, user_id: UUID, but: UUID | None = None) -> None:
    running = (SignIn.user_id == user_id) & (SignIn.ends_at > work.now) & (SignIn.id != but)
    work.session.execute(update(SignIn).where(running).values(ends_at=work.now))
