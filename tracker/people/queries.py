"""Reads about people: who is known already, who may guide, who belongs together, what was corrected."""

from datetime import date, timedelta
from typing import Any
from uuid import UUID

from sqlalchemy import Select, or_, select
from sqlalchemy.orm import aliased

from tracker.accounts.models import Membership, Organisation, Team, User
from tracker.accounts.queries import IN_TEAM, holds_on
from tracker.accounts.terms import GUIDES, Can
from tracker.accounts.work import Work
from tracker.audit import AuditLine
from tracker.people.models import HouseholdMember, NewcomerMerge, OldValue
from tracker.people.rules import KnownPerson
from tracker.people.terms import DATES, Correction, LastMerge, Relative, Seat
from tracker.trajectory.access import (
    editable_facts,
    editable_trajectories,
    recognised_trajectories,
    visible_trajectories,
)
from tracker.trajectory.models import Newcomer, PhaseStay, Trajectory
from tracker.trajectory.queries import IS_OPEN, WITH_NEWCOMER


def seats(work: Work) -> list[Seat]:
    """Who can guide a new trajectory: the actor; for a team lead also who works in the own teams today."""
    actor = work.actor
    whose = Membership.user_id == actor.user_id
    if actor.can(Can.ASSIGN):
        whose = or_(whose, Membership.team_id.in_(actor.team_ids))
    statement = (
        select(Membership.id, Membership.user_id, User.name, Membership.team_id, Team.name.label("team"))
        .join(User, User.id == Membership.user_id)
        .outerjoin(Team, IN_TEAM)
        .where(
            Membership.organisation_id == actor.organisation_id,
            Membership.role.in_(GUIDES),
            or_(Membership.team_id.is_(None), Membership.team_id.in_(actor.team_ids)),
            holds_on(work.today),
            whose,
        )
        .order_by(Membership.user_id != actor.user_id, User.name, Team.name)
    )
    found: dict[tuple[UUID, UUID | None], Seat] = {}
    for row in work.session.execute(statement):
        found.setdefault((row.user_id, row.team_id), Seat(**row._mapping))
    return list(found.values())


def known_people(work: Work) -> list[KnownPerson]:
    """Everybody of the organisation, for each of their trajectories; who is not editable is never shown."""
    return _people(work, recognised_trajectories(work))


def editable_people(work: Work) -> list[KnownPerson]:
    """Everybody whom the actor may edit, for each of their trajectories."""
    return _people(work, editable_trajectories(work))


def _people(work: Work, scope: Select[Any]) -> list[KnownPerson]:
    editable = editable_trajectories(work).with_only_columns(Trajectory.id)
    statement = (
        scope.join(Newcomer, WITH_NEWCOMER)
        .outerjoin(User, User.id == Trajectory.client_manager_id)
        .with_only_columns(
            Trajectory.id,
            Trajectory.reference,
            Trajectory.id.in_(editable).label("editable"),
            Trajectory.newcomer_id,
            Trajectory.client_manager_id,
            User.name.label("client_manager"),
            (~IS_OPEN).label("closed"),
            Newcomer.given_name,
            Newcomer.family_name,
            Newcomer.native_name,
            Newcomer.other_names,
            Newcomer.birth_year,
            Newcomer.phone,
        )
        .order_by(Trajectory.reference)
    )
    return [KnownPerson(**row._mapping) for row in work.session.execute(statement)]


def hold_numbers(work: Work) -> None:
    """Until this work is done nobody else takes a number of this organisation."""
    own = select(Organisation.id).where(Organisation.id == work.actor.organisation_id)
    work.session.execute(own.with_for_update(key_share=True))


def recognised_lately(work: Work) -> list[UUID]:
    """The trajectories, that the actor may not see, of people whom they wanted to add in 24 hours."""
    lines = select(AuditLine.subject_id).where(
        AuditLine.organisation_id == work.actor.organisation_id,
        AuditLine.user_id == work.actor.user_id,
        AuditLine.deed == "recognise_newcomer",
        AuditLine.at > work.now - timedelta(days=1),
    )
    return list(work.session.scalars(lines))


def get_recognised(work: Work, trajectory_id: UUID) -> Trajectory:
    """A trajectory of the organisation, to write down that it was recognised; never to be shown."""
    found = recognised_trajectories(work).where(Trajectory.id == trajectory_id)
    return work.session.scalars(found).one()


def find_trajectory(work: Work, trajectory_id: UUID | None) -> Trajectory | None:
    """The trajectory that was opened under this id, if there is one."""
    found = editable_trajectories(work).where(Trajectory.id == trajectory_id)
    return work.session.scalars(found).one_or_none()


def read_trajectory(work: Work, trajectory_id: UUID) -> Trajectory:
    """An editable trajectory as it is now, to be shown in a form; NoResultFound for any other."""
    return work.session.scalars(editable_trajectories(work).where(Trajectory.id == trajectory_id)).one()


def read_first_stay(work: Work, trajectory_id: UUID) -> PhaseStay:
    """The first phase of an editable trajectory."""
    stays = editable_facts(work, PhaseStay).where(PhaseStay.trajectory_id == trajectory_id)
    return work.session.scalars(stays.order_by(PhaseStay.seq).limit(1)).one()


def get_newcomer(work: Work, trajectory_id: UUID) -> Newcomer:
    """The person of an editable trajectory, for a deed; NoResultFound for any other."""
    statement = (
        editable_trajectories(work)
        .where(Trajectory.id == trajectory_id)
        .join(Newcomer, WITH_NEWCOMER)
        .with_only_columns(Newcomer)
    )
    return work.session.scalars(statement).one()


def relatives(work: Work, trajectory_id: UUID) -> list[Relative]:
    """The other trajectories of the person of a visible one, and those of their household, by name."""
    mine = visible_trajectories(work).where(Trajectory.id == trajectory_id)
    person = mine.with_only_columns(Trajectory.newcomer_id).scalar_subquery()
    me, member = aliased(HouseholdMember), aliased(HouseholdMember)
    household = select(me.household_id).where(
        me.organisation_id == work.actor.organisation_id, me.newcomer_id == person
    )
    visible = visible_trajectories(work).with_only_columns(Trajectory.id)
    together = (member.organisation_id == Trajectory.organisation_id) & (
        member.newcomer_id == Trajectory.newcomer_id
    )
    statement = (
        recognised_trajectories(work)
        .join(Newcomer, WITH_NEWCOMER)
        .outerjoin(User, User.id == Trajectory.client_manager_id)
        .outerjoin(member, together & (member.newcomer_id != person))
        .where(
            Trajectory.id != trajectory_id,
            or_(Trajectory.newcomer_id == person, member.household_id.in_(household)),
        )
        .with_only_columns(
            Trajectory.id,
            Trajectory.newcomer_id,
            member.id.label("member_id"),
            Trajectory.id.in_(visible).label("visible"),
            Newcomer.given_name,
            Newcomer.family_name,
            Trajectory.reference,
            User.name.label("client_manager"),
            Trajectory.started_on,
            (~IS_OPEN).label("closed"),
        )
        .order_by(Newcomer.sort_key, Trajectory.started_on.desc(), Trajectory.reference)
    )
    return [Relative(**row._mapping) for row in work.session.execute(statement)]


def corrections(work: Work, trajectory_id: UUID) -> list[Correction]:
    """What was corrected of the person and of the dates of a visible trajectory, the newest first."""
    mine = visible_trajectories(work).where(Trajectory.id == trajectory_id)
    person = mine.with_only_columns(Trajectory.newcomer_id).scalar_subquery()
    merged = OldValue.newcomer_id.in_(
        select(NewcomerMerge.merged_id).where(
            NewcomerMerge.organisation_id == work.actor.organisation_id,
            NewcomerMerge.kept_id == person,
            NewcomerMerge.undone_at.is_(None),
        )
    )
    statement = (
        select(OldValue.field, OldValue.value, User.name.label("who"), OldValue.corrected_at.label("at"))
        .join(User, User.id == OldValue.corrected_by)
        .where(
            OldValue.organisation_id == work.actor.organisation_id,
            or_(
                OldValue.trajectory_id == trajectory_id,
                OldValue.trajectory_id.is_(None) & or_(OldValue.newcomer_id == person, merged),
            ),
        )
        .order_by(OldValue.corrected_at.desc(), OldValue.id.desc())
    )
    return [
        Correction(row.field, _read(row.field, row.value), row.who, row.at)
        for row in work.session.execute(statement)
    ]


def _read(field: str, value: str) -> object:
    if field in DATES:
        return date.fromisoformat(value) if value else ""
    return value == "1" if field == "interpreter" else value


def last_merge(work: Work, trajectory_id: UUID) -> LastMerge | None:
    """How the person of a visible trajectory last became one of two files, if that was not undone."""
    statement = (
        visible_trajectories(work)
        .where(Trajectory.id == trajectory_id)
        .join(
            NewcomerMerge,
            (NewcomerMerge.organisation_id == Trajectory.organisation_id)
            & (NewcomerMerge.kept_id == Trajectory.newcomer_id),
        )
        .join(
            Newcomer,
            (Newcomer.organisation_id == NewcomerMerge.organisation_id)
            & (Newcomer.id == NewcomerMerge.merged_id),
        )
        .join(User, User.id == NewcomerMerge.merged_by)
        .where(NewcomerMerge.undone_at.is_(None))
        .with_only_columns(
            NewcomerMerge.id, Newcomer.given_name, Newcomer.family_name, User.name, NewcomerMerge.merged_at
        )
        .order_by(NewcomerMerge.merged_at.desc(), NewcomerMerge.id.desc())
        .limit(1)
    )
    row = work.session.execute(statement).one_or_none()
    if row is None:
        return None
    return LastMerge(row.id, f"{row.given_name} {row.family_name}".strip(), row.name, row.merged_at)


def get_merge(work: Work, trajectory_id: UUID, merge_id: UUID) -> NewcomerMerge:
    """A merge of the person of an editable trajectory; NoResultFound for that of another."""
    person = editable_trajectories(work).where(Trajectory.id == trajectory_id)
    statement = select(NewcomerMerge).where(
        NewcomerMerge.organisation_id == work.actor.organisation_id,
        NewcomerMerge.id == merge_id,
        NewcomerMerge.kept_id.in_(person.with_only_columns(Trajectory.newcomer_id)),
    )
    return work.session.scalars(statement).one()


def all_trajectories(work: Work, *newcomer_ids: UUID) -> list[Trajectory] | None:
    """Every trajectory of these people, held until the deed is done; None if not all of them are editable."""
    theirs = Trajectory.newcomer_id.in_(newcomer_ids)
    there = recognised_trajectories(work).where(theirs).order_by(Trajectory.id)
    ids = list(work.session.scalars(there.with_only_columns(Trajectory.id)))
    held = editable_trajectories(work).where(theirs).order_by(Trajectory.id).with_for_update(key_share=True)
    found = list(work.session.scalars(held.execution_options(populate_existing=True)))
    return found if [trajectory.id for trajectory in found] == ids else None


def members(work: Work, newcomer_id: UUID) -> list[HouseholdMember]:
    """The rows of the household of somebody, their own first; none without a household."""
    mine = select(HouseholdMember.household_id).where(
        HouseholdMember.organisation_id == work.actor.organisation_id,
        HouseholdMember.newcomer_id == newcomer_id,
    )
    statement = (
        select(HouseholdMember)
        .where(
            HouseholdMember.organisation_id == work.actor.organisation_id,
            HouseholdMember.household_id.in_(mine),
        )
        .order_by(HouseholdMember.newcomer_id != newcomer_id, HouseholdMember.id)
    )
    return list(work.session.scalars(statement))


def get_member(work: Work, trajectory_id: UUID, member_id: UUID) -> HouseholdMember:
    """Somebody whom the actor may edit, of the household of an editable trajectory's person."""
    person = get_newcomer(work, trajectory_id)
    editable = editable_trajectories(work).with_only_columns(Trajectory.newcomer_id)
    household = select(HouseholdMember.household_id).where(
        HouseholdMember.organisation_id == work.actor.organisation_id,
        HouseholdMember.newcomer_id == person.id,
    )
    statement = select(HouseholdMember).where(
        HouseholdMember.organisation_id == work.actor.organisation_id,
        HouseholdMember.id == member_id,
        HouseholdMember.household_id.in_(household),
        HouseholdMember.newcomer_id.in_(editable),
    )
    return work.session.scalars(statement).one()
