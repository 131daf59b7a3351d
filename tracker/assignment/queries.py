"""Reads for an assignment: who was chosen, who can guide them, and what was done before."""

from collections.abc import Collection
from typing import Any
from uuid import UUID

from sqlalchemy import Select, and_, func, or_, select
from sqlalchemy.exc import NoResultFound
from sqlalchemy.orm import aliased

from tracker.accounts.models import Membership, Team, User
from tracker.accounts.queries import IN_TEAM, holds_on
from tracker.accounts.terms import GUIDES
from tracker.accounts.work import Work
from tracker.assignment.terms import Assigned, Chosen, Seat
from tracker.core.names import fold
from tracker.history.models import Assignment
from tracker.trajectory.access import editable_facts, editable_trajectories, visible_facts
from tracker.trajectory.models import Barrier, Newcomer, Step, Trajectory
from tracker.trajectory.queries import IS_OPEN, WITH_NEWCOMER
from tracker.trajectory.terms import LIVE_STEPS


def chosen_ones(work: Work, ids: Collection[UUID]) -> list[Chosen]:
    """These trajectories; NoResultFound when one of them is not there or not editable."""
    steps = _open_work(Step).where(Step.status.in_(LIVE_STEPS)).scalar_subquery()
    barriers = _open_work(Barrier).where(Barrier.closed_on.is_(None)).scalar_subquery()
    statement = (
        editable_trajectories(work)
        .where(Trajectory.id.in_(ids))
        .join(Newcomer, WITH_NEWCOMER)
        .outerjoin(User, User.id == Trajectory.client_manager_id)
        .with_only_columns(
            Trajectory.id,
            Trajectory.reference,
            _name().label("name"),
            Newcomer.sort_key,
            Trajectory.client_manager_id,
            User.name.label("client_manager"),
            Trajectory.team_id,
            (~IS_OPEN).label("closed"),
            (steps + barriers).label("open_work"),
        )
    )
    found = [Chosen(**row._mapping) for row in work.session.execute(statement)]
    if len(found) != len(set(ids)):
        raise NoResultFound
    return found


def _name() -> Any:
    """Of a newcomer; who has one name has no room beside it."""
    return func.trim(Newcomer.given_name + " " + Newcomer.family_name)


def _open_work(table: type[Step] | type[Barrier]) -> Select[Any]:
    return (
        select(func.count())
        .where(
            table.organisation_id == Trajectory.organisation_id,
            table.trajectory_id == Trajectory.id,
            table.owner_id == Trajectory.client_manager_id,
        )
        .correlate(Trajectory)
    )


def seats(work: Work, *, held: bool = False) -> list[Seat]:
    """Who guides people in the actor's teams today, with how many they guide there, by name; `held` until
    the deed is done."""
    people = (
        select(func.count())
        .where(
            Trajectory.organisation_id == Membership.organisation_id,
            Trajectory.team_id == Membership.team_id,
            Trajectory.client_manager_id == Membership.user_id,
            IS_OPEN,
        )
        .correlate(Membership)
        .scalar_subquery()
    )
    statement = (
        _memberships(work)
        .join(User, User.id == Membership.user_id)
        .join(Team, IN_TEAM)
        .with_only_columns(
            Membership.id,
            Membership.user_id,
            Membership.team_id,
            Membership.capacity,
            User.name,
            Team.name.label("team"),
            people.label("people"),
        )
        .order_by(Membership.role, Membership.id)
    )
    if held:
        statement = statement.with_for_update(of=Membership, key_share=True)
    found: dict[tuple[UUID, UUID], Seat] = {}
    for row in work.session.execute(statement):
        found.setdefault((row.user_id, row.team_id), Seat(**row._mapping))
    return sorted(found.values(), key=lambda one: (fold(one.name), fold(one.team)))


def _memberships(work: Work) -> Select[Membership]:
    return select(Membership).where(
        Membership.organisation_id == work.actor.organisation_id,
        Membership.team_id.in_(work.actor.team_ids),
        Membership.role.in_(GUIDES),
        holds_on(work.today),
    )


def get_membership(work: Work, membership_id: UUID) -> Membership:
    """A seat in one of the actor's teams; NoResultFound for any other."""
    return work.session.scalars(_memberships(work).where(Membership.id == membership_id)).one()


def held_trajectories(work: Work, ids: Collection[UUID]) -> list[Trajectory]:
    """Editable ones, held until the deed is done."""
    statement = editable_trajectories(work).where(Trajectory.id.in_(ids)).order_by(Trajectory.id)
    return list(work.session.scalars(statement.with_for_update(key_share=True)))


def open_work_of(work: Work, ids: Collection[UUID]) -> dict[UUID, list[Step | Barrier]]:
    """By trajectory the live steps and open barriers that somebody has to go on with."""
    found: dict[UUID, list[Step | Barrier]] = {key: [] for key in ids}
    steps = editable_facts(work, Step).where(Step.trajectory_id.in_(ids), Step.status.in_(LIVE_STEPS))
    barriers = editable_facts(work, Barrier).where(
        Barrier.trajectory_id.in_(ids), Barrier.closed_on.is_(None)
    )
    for row in (*work.session.scalars(steps), *work.session.scalars(barriers)):
        found[row.trajectory_id].append(row)
    return found


def assigned_together(work: Work, together_id: UUID) -> list[Assigned]:
    """What was done at once, as far as the actor sees it, by name; NoResultFound when that is nothing."""
    before, after = aliased(User), aliased(User)
    statement = (
        visible_facts(work, Assignment)
        .where(Assignment.together_id == together_id)
        .join(Trajectory, _of_trajectory())
        .join(Newcomer, WITH_NEWCOMER)
        .outerjoin(before, before.id == Assignment.before_id)
        .join(after, after.id == Assignment.client_manager_id)
        .with_only_columns(
            Assignment.trajectory_id,
            Trajectory.reference,
            _name().label("name"),
            before.name.label("before"),
            after.name.label("client_manager"),
            Assignment.returned_at.is_not(None).label("returned"),
            (~_stands(work)).label("moved_on"),
        )
        .order_by(Newcomer.sort_key, Trajectory.reference)
    )
    found = [Assigned(**row._mapping) for row in work.session.execute(statement)]
    if not found:
        raise NoResultFound
    return found


def _of_trajectory() -> Any:
    return (Trajectory.organisation_id == Assignment.organisation_id) & (
        Trajectory.id == Assignment.trajectory_id
    )


def assignments_together(work: Work, together_id: UUID) -> list[Assignment]:
    """The rows of what was done at once that stand until now, of editable trajectories."""
    statement = (
        editable_facts(work, Assignment)
        .where(Assignment.together_id == together_id, Assignment.returned_at.is_(None), _stands(work))
        .join(Trajectory, _of_trajectory())
    )
    return list(work.session.scalars(statement))


def _stands(work: Work) -> Any:
    """Nobody assigned the trajectory again, and it came from a team of the actor, to which it may go back."""
    return and_(
        or_(Assignment.team_before_id.is_(None), Assignment.team_before_id.in_(work.actor.team_ids)),
        Trajectory.client_manager_id == Assignment.client_manager_id,
        Trajectory.team_id.is_not_distinct_from(Assignment.team_id),
    )
