"""Reads at the door: there is no actor yet, so these take the session itself."""

import hashlib
from collections.abc import Iterable
from datetime import date, datetime
from itertools import groupby
from typing import Any
from uuid import UUID

from sqlalchemy import and_, func, select
from sqlalchemy.orm import Session

from tracker.accounts.models import Membership, SignIn, User, WrongTry
from tracker.accounts.queries import Chair, chairs
from tracker.accounts.work import HOME, Actor, Work
from tracker.sign_in.rules import FORGOTTEN


def hash_of(token: str) -> str:
    """How a token is kept: it is random enough (256 bits) for a plain hash."""
    return hashlib.sha256(token.encode()).hexdigest()


def find_user(session: Session, email: str) -> User | None:
    return session.scalars(select(User).where(User.email == email.strip().lower())).one_or_none()


def wrong_tries(session: Session, key: str, now: datetime) -> tuple[int, datetime | None]:
    """How often the key of an account and a network failed of late, and when it did last."""
    statement = select(func.count(), func.max(WrongTry.at)).where(
        WrongTry.key_hash == hash_of(key), WrongTry.at > now - FORGOTTEN
    )
    tries, last = session.execute(statement).one()
    return tries, last


def chairs_of(session: Session, user_id: UUID, today: date) -> list[Chair]:
    """The roles that somebody can take today."""
    rows = session.execute(chairs(today).where(Membership.user_id == user_id))
    return _seated(rows)


def find_actor(session: Session, token: str, now: datetime) -> Actor | None:
    """Whose token this is, in the role they chose; none once it ended or the role did."""
    statement = chairs(now.astimezone(HOME).date()).join(
        SignIn,
        and_(
            SignIn.user_id == Membership.user_id,
            SignIn.organisation_id == Membership.organisation_id,
            SignIn.role == Membership.role,
        ),
    )
    rows = session.execute(statement.where(SignIn.token_hash == hash_of(token), SignIn.ends_at > now))
    seats = _seated(rows)
    return actor_on(seats[0]) if seats else None


def get_sign_in(work: Work, token: str) -> SignIn:
    """The actor's own session."""
    return work.session.scalars(
        select(SignIn).where(SignIn.user_id == work.actor.user_id, SignIn.token_hash == hash_of(token))
    ).one()


def get_user(work: Work) -> User:
    return work.session.scalars(select(User).where(User.id == work.actor.user_id)).one()


def actor_on(chair: Chair) -> Actor:
    return Actor(
        user_id=chair.user_id,
        organisation_id=chair.organisation_id,
        role=chair.role,
        team_ids=chair.team_ids,
        name=chair.name,
        organisation=chair.organisation,
        language=chair.language,
        logo=chair.logo,
        looks=chair.looks,
    )


def _seated(rows: Iterable[Any]) -> list[Chair]:
    """One chair per organisation and role; its teams are those of all its memberships."""
    seats = []
    for _, group in groupby(rows, key=lambda row: (row.organisation_id, row.role)):
        memberships = list(group)
        values = dict(memberships[0]._mapping)
        values.pop("team_id")
        teams = frozenset(row.team_id for row in memberships if row.team_id)
        seats.append(Chair(**values, team_ids=teams))
    return seats
