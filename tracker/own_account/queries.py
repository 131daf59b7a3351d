"""Reads about the own account, and about those for whom an account is made."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import Select, exists, select
from sqlalchemy.orm import Session

from tracker.accounts.models import Membership, Organisation, PasswordLink, SignIn, Team, User
from tracker.accounts.queries import holds_on
from tracker.accounts.terms import Role
from tracker.accounts.work import Actor, Work
from tracker.own_account.terms import OpenSession
from tracker.sign_in.queries import hash_of


def get_organisation(session: Session, name: str) -> Organisation:
    return session.scalars(select(Organisation).where(Organisation.name == name)).one()


def organisation_exists(session: Session, name: str) -> bool:
    return bool(session.scalar(select(exists().where(Organisation.name == name))))


def get_team(work: Work, name: str) -> Team:
    """A team of the organisation for which somebody works, by its name."""
    ours = select(Team).where(Team.organisation_id == work.actor.organisation_id)
    return work.session.scalars(ours.where(Team.name == name)).one()


def find_user(work: Work, email: str) -> User | None:
    """Whose address this is, wherever they work."""
    return work.session.scalars(select(User).where(User.email == email.strip().lower())).one_or_none()


def works_elsewhere(work: Work, user: User) -> bool:
    """Whether somebody works for another organisation too, now or later: their password is theirs alone."""
    elsewhere = exists().where(
        Membership.user_id == user.id, Membership.organisation_id != work.actor.organisation_id
    )
    return bool(work.session.scalar(select(elsewhere)))


def has_seat(work: Work, user: User, role: Role, team_id: UUID | None) -> bool:
    """Whether somebody holds this role in this team today."""
    same_team = Membership.team_id == team_id if team_id else Membership.team_id.is_(None)
    held = exists().where(
        Membership.organisation_id == work.actor.organisation_id,
        Membership.user_id == user.id,
        Membership.role == role,
        same_team,
        holds_on(work.today),
    )
    return bool(work.session.scalar(select(held)))


def find_link(
    session: Session, token: str, now: datetime, *, using: bool
) -> tuple[PasswordLink, User, Organisation] | None:
    """A link that is still good, with whose it is and who invites; of two who use it one waits."""
    statement = (
        select(PasswordLink, User, Organisation)
        .join(User, User.id == PasswordLink.user_id)
        .join(Organisation, Organisation.id == PasswordLink.organisation_id)
        .where(PasswordLink.token_hash == hash_of(token), PasswordLink.ends_at > now)
    )
    locked = statement.with_for_update(of=PasswordLink) if using else statement
    row = session.execute(locked).one_or_none()
    return (row.PasswordLink, row.User, row.Organisation) if row else None


def work_of_invited(session: Session, user: User, organisation: Organisation, now: datetime) -> Work:
    """The work of somebody who comes in by a link, in the first role for which they were invited."""
    role = session.scalars(
        select(Membership.role)
        .where(Membership.user_id == user.id, Membership.organisation_id == organisation.id)
        .order_by(Membership.from_on, Membership.id)
        .limit(1)
    ).one()
    actor = Actor(user.id, organisation.id, role, frozenset(), user.name, organisation.name, user.language)
    return Work(session, actor, now)


def open_sessions(work: Work, present: SignIn) -> list[OpenSession]:
    """The own sessions that have not ended, the newest first."""
    statement = (
        _running(work)
        .join(Organisation, Organisation.id == SignIn.organisation_id)
        .with_only_columns(
            SignIn.id,
            SignIn.role,
            Organisation.name.label("organisation"),
            SignIn.started_at,
            SignIn.ends_at,
            (SignIn.id == present.id).label("present"),
        )
        .order_by(SignIn.started_at.desc(), SignIn.id)
    )
    return [OpenSession(**row._mapping) for row in work.session.execute(statement)]


def get_session(work: Work, sign_in_id: UUID) -> SignIn:
    """One of the own sessions that have not ended."""
    return work.session.scalars(_running(work).where(SignIn.id == sign_in_id)).one()


def _running(work: Work) -> Select[SignIn]:
    return select(SignIn).where(SignIn.user_id == work.actor.user_id, SignIn.ends_at > work.now)
