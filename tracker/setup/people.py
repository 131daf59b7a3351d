"""Reads about who works here, did or will, and about how many people they guide: numbers, no names."""

from datetime import date
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, and_, case, exists, func, or_, select

from tracker.accounts.models import Membership, Partner, SignIn, Team, User
from tracker.accounts.queries import IN_TEAM, holds_on
from tracker.accounts.terms import GUIDES
from tracker.accounts.work import HOME, Work
from tracker.audit import AuditLine
from tracker.setup.terms import Seat, Unseated
from tracker.trajectory.models import Trajectory
from tracker.trajectory.queries import IS_OPEN

FOR_PARTNER = and_(Partner.organisation_id == Membership.organisation_id, Partner.id == Membership.partner_id)


def seats(work: Work, user_id: UUID | None = None) -> list[Seat]:
    """All memberships, or those of one person: by name, what runs first."""
    statement = (
        select(
            Membership.id,
            Membership.user_id,
            User.name,
            User.email,
            Membership.role,
            Team.name.label("team"),
            Partner.name.label("partner"),
            Membership.from_on,
            _earliest(Membership.until_on, Partner.until_on).label("until_on"),
            (User.password_hash != "").label("has_password"),
        )
        .join(User, User.id == Membership.user_id)
        .outerjoin(Team, IN_TEAM)
        .outerjoin(Partner, FOR_PARTNER)
        .where(Membership.organisation_id == work.actor.organisation_id)
        .order_by(func.lower(User.name), User.id, Membership.from_on.desc(), Membership.role, Team.name)
    )
    if user_id:
        statement = statement.where(Membership.user_id == user_id)
    return [Seat(**row._mapping) for row in work.session.execute(statement)]


def unseated(work: Work, user_id: UUID | None = None) -> list[Unseated]:
    """Who was added here and has no membership: a role that did not run a whole day left nothing."""
    statement = (
        select(User.id, User.name, User.email, (User.password_hash != "").label("has_password"))
        .where(_was_added_here(work), ~_has_seat_here(work))
        .order_by(User.id)
    )
    if user_id:
        statement = statement.where(User.id == user_id)
    return [Unseated(**row._mapping) for row in work.session.execute(statement)]


def guided(work: Work, user_id: UUID) -> int:
    """How many open trajectories of the organisation somebody guides; which they are does not matter here."""
    theirs = (Trajectory.organisation_id == work.actor.organisation_id) & (
        Trajectory.client_manager_id == user_id
    )
    return work.session.scalar(select(func.count()).select_from(Trajectory).where(theirs, IS_OPEN)) or 0


def still_guides(work: Work, user_id: UUID) -> bool:
    """Whether somebody has a role today in which one guides people."""
    held = exists().where(
        Membership.organisation_id == work.actor.organisation_id,
        Membership.user_id == user_id,
        Membership.role.in_(GUIDES),
        holds_on(work.today),
    )
    return bool(work.session.scalar(select(held)))


def last_sign_ins(work: Work) -> dict[UUID, date]:
    """When everybody last began a session for this organisation."""
    statement = (
        select(SignIn.user_id, func.max(SignIn.started_at))
        .where(SignIn.organisation_id == work.actor.organisation_id)
        .group_by(SignIn.user_id)
    )
    return {user: at.astimezone(HOME).date() for user, at in work.session.execute(statement)}


def get_colleague(work: Work, user_id: UUID) -> User:
    """Somebody who has, had or will have a membership here, or was added for one."""
    return work.session.scalars(select(User).where(User.id == user_id, _is_known_here(work))).one()


def find_colleague(work: Work, email: str) -> User | None:
    """Whose address this is, as far as they are known in this organisation."""
    same = User.email == email.strip().lower()
    return work.session.scalars(select(User).where(same, _is_known_here(work))).one_or_none()


def _is_known_here(work: Work) -> ColumnElement[bool]:
    return or_(_has_seat_here(work), _was_added_here(work))


def _was_added_here(work: Work) -> ColumnElement[bool]:
    return exists().where(
        AuditLine.subject_id == User.id,
        AuditLine.organisation_id == work.actor.organisation_id,
        AuditLine.deed == "add_user",
    )


def _has_seat_here(work: Work) -> ColumnElement[bool]:
    return exists().where(
        Membership.user_id == User.id, Membership.organisation_id == work.actor.organisation_id
    )


def _earliest(one: Any, other: Any) -> ColumnElement[date | None]:
    """The earlier of two days; the one that is there when the other is not."""
    return case((other.is_(None), one), (one.is_(None), other), (other < one, other), else_=one)
