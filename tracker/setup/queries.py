"""Reads for the set-up of the actor's organisation: nothing in here knows a newcomer."""

from collections.abc import Sequence
from datetime import date
from uuid import UUID

from sqlalchemy import ColumnElement, Select, and_, exists, func, or_, select
from sqlalchemy.orm import aliased

from tracker.accounts.models import Deputy, Look, Membership, Norm, Partner, Team, User
from tracker.accounts.queries import IN_TEAM, Person, holds_on
from tracker.accounts.terms import GUIDES, Role
from tracker.accounts.work import Work
from tracker.setup.people import FOR_PARTNER
from tracker.setup.terms import NormValue, PartnerRow, Progress, Standin, TeamRow
from tracker.trajectory.models import Trajectory


def progress(work: Work) -> Progress:
    """How far the set-up is, in one statement."""
    mine = work.actor.organisation_id
    running = (Membership.organisation_id == mine) & holds_on(work.today)
    people = select(func.count(Membership.user_id.distinct())).where(running)
    waiting = people.join(User, User.id == Membership.user_id).where(User.password_hash == "")
    deputies = select(func.count()).where(
        Deputy.organisation_id == mine, Deputy.from_on <= work.today, Deputy.until_on >= work.today
    )
    row = work.session.execute(
        select(
            select(func.count()).where(Team.organisation_id == mine).scalar_subquery(),
            people.scalar_subquery(),
            waiting.scalar_subquery(),
            select(func.count(Norm.key.distinct())).where(Norm.organisation_id == mine).scalar_subquery(),
            deputies.scalar_subquery(),
            select(func.count()).where(Partner.organisation_id == mine, _works(work)).scalar_subquery(),
            select(func.count()).where(Look.organisation_id == mine).scalar_subquery(),
        )
    ).one()
    return Progress(*row)


def teams(work: Work) -> list[TeamRow]:
    """The teams by name, with how many people work in each today."""
    statement = (
        _ours(work)
        .outerjoin(Membership, and_(IN_TEAM, holds_on(work.today)))
        .with_only_columns(Team.id, Team.name, func.count(Membership.user_id.distinct()).label("people"))
        .group_by(Team.organisation_id, Team.id)
        .order_by(func.lower(Team.name))
    )
    return [TeamRow(**row._mapping) for row in work.session.execute(statement)]


def get_team(work: Work, team_id: UUID) -> Team:
    return work.session.scalars(_ours(work).where(Team.id == team_id)).one()


def has_team(work: Work, name: str, but: UUID | None = None) -> bool:
    """Whether another team has this name, capitals aside."""
    same = _ours(work).where(func.lower(Team.name) == name.lower(), Team.id != but)
    return bool(work.session.scalar(select(same.exists())))


def was_used(work: Work, team: Team) -> bool:
    """Whether anybody or any trajectory is or was in a team; who they are does not matter here."""
    seats = exists().where(Membership.organisation_id == team.organisation_id, Membership.team_id == team.id)
    paths = exists().where(Trajectory.organisation_id == team.organisation_id, Trajectory.team_id == team.id)
    return bool(work.session.scalar(select(or_(seats, paths))))


def get_membership(work: Work, membership_id: UUID) -> Membership:
    return work.session.scalars(
        select(Membership).where(
            Membership.organisation_id == work.actor.organisation_id, Membership.id == membership_id
        )
    ).one()


def another_administrator_stays(work: Work, membership: Membership) -> bool:
    """Whether somebody else administrates today, with no end in sight. All administrators are held until
    the deed is done: of the last two that leave at once the second sees that the first is gone."""
    administrators = select(Membership).where(
        Membership.organisation_id == membership.organisation_id,
        Membership.role == Role.ADMINISTRATOR,
    )
    held = administrators.order_by(Membership.id).with_for_update().execution_options(populate_existing=True)
    return any(
        one.user_id != membership.user_id and one.from_on <= work.today and one.until_on is None
        for one in work.session.scalars(held)
    )


def guides(work: Work) -> list[Person]:
    """Everybody who guides people now or soon, by name."""
    statement = (
        select(User.id, User.name)
        .join(Membership, Membership.user_id == User.id)
        .where(
            Membership.organisation_id == work.actor.organisation_id,
            Membership.role.in_(GUIDES),
            or_(Membership.until_on.is_(None), Membership.until_on >= work.today),
        )
        .distinct()
        .order_by(User.name)
    )
    return [Person(**row._mapping) for row in work.session.execute(statement)]


def standins(work: Work) -> list[Standin]:
    """Who stands in for whom, now and later; what has ended is history."""
    absent, deputy = aliased(User), aliased(User)
    statement = (
        select(
            Deputy.id,
            absent.name.label("absent"),
            deputy.name.label("deputy"),
            Deputy.from_on,
            Deputy.until_on,
        )
        .join(absent, absent.id == Deputy.absent_id)
        .join(deputy, deputy.id == Deputy.deputy_id)
        .where(Deputy.organisation_id == work.actor.organisation_id, Deputy.until_on >= work.today)
        .order_by(Deputy.from_on, absent.name, Deputy.id)
    )
    return [Standin(**row._mapping) for row in work.session.execute(statement)]


def get_deputy(work: Work, deputy_id: UUID) -> Deputy:
    """Somebody standing in, now or later."""
    return work.session.scalars(
        select(Deputy).where(
            Deputy.organisation_id == work.actor.organisation_id,
            Deputy.id == deputy_id,
            Deputy.until_on >= work.today,
        )
    ).one()


def norm_values(work: Work) -> Sequence[NormValue]:
    """Every value that was ever set, in the order of the days from which they hold."""
    statement = (
        select(Norm.id, Norm.key, Norm.value, Norm.holds_from)
        .where(Norm.organisation_id == work.actor.organisation_id)
        .order_by(Norm.holds_from)
    )
    return [NormValue(**row._mapping) for row in work.session.execute(statement)]


def find_norm(work: Work, key: str, holds_from: date) -> Norm | None:
    return work.session.scalars(
        select(Norm).where(
            Norm.organisation_id == work.actor.organisation_id,
            Norm.key == key,
            Norm.holds_from == holds_from,
        )
    ).one_or_none()


def get_norm(work: Work, norm_id: UUID) -> Norm:
    return work.session.scalars(
        select(Norm).where(Norm.organisation_id == work.actor.organisation_id, Norm.id == norm_id)
    ).one()


def partners(work: Work) -> list[PartnerRow]:
    """The partner organisations by name, with how many people have a role for each today."""
    statement = (
        select(
            Partner.id,
            Partner.name,
            Partner.contact,
            Partner.until_on,
            func.count(Membership.user_id.distinct()).label("people"),
        )
        .outerjoin(Membership, and_(FOR_PARTNER, holds_on(work.today)))
        .where(Partner.organisation_id == work.actor.organisation_id)
        .group_by(Partner.organisation_id, Partner.id)
        .order_by(func.lower(Partner.name))
    )
    return [PartnerRow(**row._mapping) for row in work.session.execute(statement)]


def get_partner(work: Work, partner_id: UUID) -> Partner:
    return work.session.scalars(_our_partners(work).where(Partner.id == partner_id)).one()


def has_partner(work: Work, name: str, but: UUID | None = None) -> bool:
    """Whether another partner has or had this name, capitals aside."""
    same = _our_partners(work).where(func.lower(Partner.name) == name.lower(), Partner.id != but)
    return bool(work.session.scalar(select(same.exists())))


def find_look(work: Work) -> Look | None:
    """How Opweg looks for the actor's organisation, when that is its own."""
    own = select(Look).where(Look.organisation_id == work.actor.organisation_id)
    return work.session.scalars(own).one_or_none()


def _ours(work: Work) -> Select[Team]:
    return select(Team).where(Team.organisation_id == work.actor.organisation_id)


def _our_partners(work: Work) -> Select[Partner]:
    return select(Partner).where(Partner.organisation_id == work.actor.organisation_id)


def _works(work: Work) -> ColumnElement[bool]:
    return or_(Partner.until_on.is_(None), Partner.until_on >= work.today)
