"""Reads about organisations, teams, users and norms."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from sqlalchemy import ColumnElement, Select, and_, exists, func, or_, select

from tracker.accounts.models import Deputy, Look, Membership, Norm, Organisation, Partner, Team, User
from tracker.accounts.terms import GUIDES, Language, Role
from tracker.accounts.work import Work


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody of the own organisation, as a choice in a form."""

    id: UUID
    name: str


@dataclass(frozen=True, slots=True)
class TeamRow:
    id: UUID
    name: str


@dataclass(frozen=True, slots=True)
class Chair:
    """A role in an organisation that a user can take, with the teams that go with it."""

    organisation_id: UUID
    organisation: str
    role: Role
    team_ids: frozenset[UUID]
    user_id: UUID
    name: str
    language: Language
    logo: str
    looks: str


IN_TEAM = and_(Team.organisation_id == Membership.organisation_id, Team.id == Membership.team_id)


def holds_on(today: date) -> ColumnElement[bool]:
    """Whether a membership runs today, both its days included; that for a partner ends with the partner."""
    partner_works = (
        exists()
        .where(
            Partner.organisation_id == Membership.organisation_id,
            Partner.id == Membership.partner_id,
            or_(Partner.until_on.is_(None), Partner.until_on >= today),
        )
        .correlate(Membership)
    )
    return (
        (Membership.from_on <= today)
        & or_(Membership.until_on.is_(None), Membership.until_on >= today)
        & or_(Membership.partner_id.is_(None), partner_works)
    )


def stood_in_for(work: Work) -> Select[UUID]:
    """The ids of the colleagues whose work the actor does today beside their own."""
    return select(Deputy.absent_id).where(
        Deputy.organisation_id == work.actor.organisation_id,
        Deputy.deputy_id == work.actor.user_id,
        Deputy.from_on <= work.today,
        Deputy.until_on >= work.today,
    )


def norms_of(work: Work) -> dict[str, int]:
    """What the organisation set, per key the newest value that holds today."""
    statement = (
        select(Norm.key, Norm.value)
        .where(Norm.organisation_id == work.actor.organisation_id, Norm.holds_from <= work.today)
        .order_by(Norm.holds_from)
    )
    return {row.key: row.value for row in work.session.execute(statement)}


def teams_of(work: Work) -> list[TeamRow]:
    """The actor's own teams, by name."""
    statement = (
        select(Team.id, Team.name)
        .where(Team.organisation_id == work.actor.organisation_id, Team.id.in_(work.actor.team_ids))
        .order_by(Team.name)
    )
    return [TeamRow(**row._mapping) for row in work.session.execute(statement)]


def colleagues_of(work: Work) -> list[Person]:
    """Everybody who guides people in the actor's organisation today, by name."""
    statement = (
        select(User.id, User.name)
        .join(Membership, Membership.user_id == User.id)
        .where(
            Membership.organisation_id == work.actor.organisation_id,
            Membership.role.in_(GUIDES),
            holds_on(work.today),
        )
        .distinct()
        .order_by(User.name)
    )
    return [Person(**row._mapping) for row in work.session.execute(statement)]


def chairs(today: date) -> Select[UUID, str, Role, UUID | None, UUID, str, Language, str, str]:
    """The columns from which `seated` makes chairs, for every membership that runs today."""
    return (
        select(
            Membership.organisation_id,
            Organisation.name.label("organisation"),
            Membership.role,
            Membership.team_id,
            User.id.label("user_id"),
            User.name,
            User.language,
            func.coalesce(Look.logo, "").label("logo"),
            func.coalesce(Look.digest, "").label("looks"),
        )
        .join(User, User.id == Membership.user_id)
        .join(Organisation, Organisation.id == Membership.organisation_id)
        .outerjoin(Look, Look.organisation_id == Membership.organisation_id)
        .where(holds_on(today))
        .order_by(Organisation.name, Membership.role)
    )
