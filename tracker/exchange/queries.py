"""Reads for an import: who imports, all that is known here in a few statements, and the rows that change."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from sqlalchemy import func, select
from sqlalchemy.orm import Session, aliased

from tracker.accounts.models import Membership, Team, User
from tracker.accounts.queries import IN_TEAM, holds_on
from tracker.accounts.terms import GRANTS, GUIDES, Can, Role
from tracker.accounts.work import HOME, Work
from tracker.core.names import fold
from tracker.core.refusal import Refused
from tracker.core.term import N_
from tracker.exchange.models import ImportedRow
from tracker.exchange.terms import Here, Known, LiveStep, Worker
from tracker.sign_in.queries import actor_on, chairs_of, find_user
from tracker.trajectory.access import (
    editable_facts,
    editable_trajectories,
    recognised_trajectories,
)
from tracker.trajectory.models import Barrier, Contact, Newcomer, PhaseStay, Step, Trajectory
from tracker.trajectory.queries import WITH_NEWCOMER, WITH_STAY
from tracker.trajectory.terms import LIVE_STEPS, ContactResult

OF_TRAJECTORY = (ImportedRow.organisation_id == Trajectory.organisation_id) & (
    ImportedRow.trajectory_id == Trajectory.id
)


def get_importer(session: Session, email: str, now: datetime) -> Work:
    """The work of somebody who may import; of two roles the one that sees more."""
    user = find_user(session, email)
    chairs = chairs_of(session, user.id, now.astimezone(HOME).date()) if user else []
    seats = [chair for chair in chairs if Can.EDIT_TRAJECTORIES in GRANTS[chair.role]]
    if not seats:
        why = N_("%(email)s is no client manager or team lead of a municipality: only they import.")
        raise Refused(why, email=email)
    if len({chair.organisation_id for chair in seats}) > 1:
        raise Refused(N_("%(email)s works for several municipalities. Use an account of one."), email=email)
    best = max(seats, key=lambda chair: chair.role is Role.TEAM_LEAD)
    return Work(session, actor_on(best), now)


def all_that_is_known(work: Work) -> Here:
    """Everybody and every open fact that a sheet can be about, in six statements whatever their number."""
    contacts, barriers, steps = _last_contacts(work), _open_barriers(work), _live_steps(work)
    known = [
        Known(
            **{**row._mapping, "memory": row.memory or {}},
            last_contact_on=contacts.get(row.id),
            barriers=frozenset(barriers.get(row.id, ())),
            steps=tuple(steps.get(row.id, ())),
        )
        for row in work.session.execute(_trajectories(work))
    ]
    return Here(tuple(known), tuple(_workers(work)), _teams(work))


def _trajectories(work: Work) -> Any:
    later = aliased(PhaseStay)
    last = select(func.max(later.seq)).where(
        later.organisation_id == Trajectory.organisation_id, later.trajectory_id == Trajectory.id
    )
    editable = editable_trajectories(work).with_only_columns(Trajectory.id)
    return (
        recognised_trajectories(work)
        .join(Newcomer, WITH_NEWCOMER)
        .join(PhaseStay, WITH_STAY & (PhaseStay.seq == last.scalar_subquery()))
        .outerjoin(ImportedRow, OF_TRAJECTORY)
        .with_only_columns(
            Trajectory.id,
            Trajectory.newcomer_id,
            Trajectory.reference,
            Trajectory.id.in_(editable).label("editable"),
            Newcomer.given_name,
            Newcomer.family_name,
            Newcomer.birth_year,
            Newcomer.languages,
            Newcomer.interpreter,
            Newcomer.phone,
            Newcomer.email,
            Trajectory.client_manager_id,
            Trajectory.started_on,
            Trajectory.permit_on,
            Trajectory.settled_on,
            Trajectory.integration_on,
            PhaseStay.phase,
            PhaseStay.entered_on,
            PhaseStay.left_on.label("closed_on"),
            PhaseStay.outcome,
            ImportedRow.marks.label("memory"),
        )
        .order_by(Trajectory.reference)
    )


def _last_contacts(work: Work) -> dict[UUID, date]:
    """Per trajectory the day on which somebody was last reached."""
    reached = editable_facts(work, Contact).where(Contact.result == ContactResult.REACHED)
    columns = Contact.trajectory_id, func.max(Contact.happened_at)
    rows = work.session.execute(reached.with_only_columns(*columns).group_by(Contact.trajectory_id))
    return {trajectory: at.astimezone(HOME).date() for trajectory, at in rows}


def _open_barriers(work: Work) -> Mapping[UUID, list[str]]:
    statement = editable_facts(work, Barrier).where(Barrier.closed_on.is_(None))
    found: dict[UUID, list[str]] = defaultdict(list)
    for row in work.session.execute(statement.with_only_columns(Barrier.trajectory_id, Barrier.description)):
        found[row.trajectory_id].append(fold(row.description))
    return found


def _live_steps(work: Work) -> Mapping[UUID, list[LiveStep]]:
    statement = editable_facts(work, Step).where(Step.status.in_(LIVE_STEPS)).order_by(Step.due_on, Step.id)
    found: dict[UUID, list[LiveStep]] = defaultdict(list)
    columns = Step.trajectory_id, Step.id, Step.title, Step.due_on
    for row in work.session.execute(statement.with_only_columns(*columns)):
        found[row.trajectory_id].append(LiveStep(row.id, row.title, row.due_on))
    return found


def _workers(work: Work) -> list[Worker]:
    statement = (
        select(User.id, User.name, User.email, Membership.team_id)
        .join(Membership, Membership.user_id == User.id)
        .outerjoin(Team, IN_TEAM)
        .where(
            Membership.organisation_id == work.actor.organisation_id,
            Membership.role.in_(GUIDES),
            holds_on(work.today),
        )
        .order_by(Membership.role, Team.name)
    )
    teams: dict[tuple[UUID, str, str], list[UUID | None]] = defaultdict(list)
    for row in work.session.execute(statement):
        teams[row.id, row.name, row.email].append(row.team_id)
    return [Worker(*who, tuple(team for team in found if team)) for who, found in teams.items()]


def _teams(work: Work) -> dict[str, UUID]:
    rows = work.session.execute(
        select(Team.name, Team.id).where(Team.organisation_id == work.actor.organisation_id)
    )
    return {fold(row.name): row.id for row in rows}


@dataclass(frozen=True, slots=True)
class Originals:
    """The rows that deeds of an import change; all but the steps by the id of their trajectory."""

    trajectories: Mapping[UUID, Trajectory]
    newcomers: Mapping[UUID, Newcomer]
    stays: Mapping[UUID, PhaseStay]
    steps: Mapping[UUID, Step]
    imported: Mapping[UUID, ImportedRow]


def originals(work: Work, trajectory_ids: Iterable[UUID], step_ids: Iterable[UUID]) -> Originals:
    """The rows of editable trajectories, their last stays and these steps, in five statements."""
    chosen = editable_trajectories(work).where(Trajectory.id.in_(trajectory_ids))
    trajectories = list(work.session.scalars(chosen.with_for_update(key_share=True)))
    newcomers = work.session.execute(
        chosen.join(Newcomer, WITH_NEWCOMER).with_only_columns(Trajectory.id, Newcomer)
    )
    ids = [trajectory.id for trajectory in trajectories]
    stays = editable_facts(work, PhaseStay).where(PhaseStay.trajectory_id.in_(ids)).order_by(PhaseStay.seq)
    steps = work.session.scalars(editable_facts(work, Step).where(Step.id.in_(step_ids)))
    imported = work.session.scalars(
        select(ImportedRow).where(
            ImportedRow.organisation_id == work.actor.organisation_id, ImportedRow.trajectory_id.in_(ids)
        )
    )
    return Originals(
        trajectories={trajectory.id: trajectory for trajectory in trajectories},
        newcomers={row.id: row.Newcomer for row in newcomers},
        stays={stay.trajectory_id: stay for stay in work.session.scalars(stays)},
        steps={step.id: step for step in steps},
        imported={row.trajectory_id: row for row in imported},
    )
