"""Reads of the nightly command, and of the list of what it found."""

from datetime import date, datetime, timedelta
from typing import Any
from uuid import UUID

from sqlalchemy import Select, func, select
from sqlalchemy.orm import Session

from tracker.accounts.models import Membership, Organisation
from tracker.accounts.queries import holds_on
from tracker.accounts.terms import GUIDES
from tracker.accounts.work import Actor, Work, operator
from tracker.nightly.models import NightlyRun, OpenException
from tracker.nightly.terms import Found
from tracker.trajectory.access import visible_trajectories, watched_trajectories
from tracker.trajectory.models import Step, Trajectory
from tracker.trajectory.queries import Case, cases, norms


def operators(session: Session) -> list[Actor]:
    """For every organisation who works there at night."""
    rows = session.execute(select(Organisation.id, Organisation.name).order_by(Organisation.name))
    return [operator(row.id, row.name) for row in rows]


def watched_cases(work: Work) -> list[Case]:
    """Every open trajectory of the organisation, for the nightly check."""
    return cases(work, watched_trajectories(work), norms(work))


def last_steps(work: Work) -> dict[UUID, date]:
    """Per trajectory the day on which a step last ended."""
    statement = (
        select(Step.trajectory_id, func.max(Step.ended_on).label("on"))
        .where(Step.organisation_id == work.actor.organisation_id, Step.ended_on.is_not(None))
        .group_by(Step.trajectory_id)
    )
    return {row.trajectory_id: row.on for row in work.session.execute(statement)}


def workers(work: Work) -> frozenset[UUID]:
    """Who guides people in the organisation today."""
    statement = _seats(work).where(holds_on(work.today)).with_only_columns(Membership.user_id)
    return frozenset(work.session.scalars(statement))


def gone(work: Work) -> dict[UUID, date]:
    """Who guided people here and no longer does: since which day."""
    statement = (
        _seats(work)
        .where(Membership.until_on < work.today)
        .with_only_columns(Membership.user_id, func.max(Membership.until_on).label("on"))
        .group_by(Membership.user_id)
    )
    return {row.user_id: row.on + timedelta(1) for row in work.session.execute(statement)}


def _seats(work: Work) -> Select[Any]:
    return select(Membership).where(
        Membership.organisation_id == work.actor.organisation_id, Membership.role.in_(GUIDES)
    )


def known_exceptions(work: Work) -> list[OpenException]:
    """What was found before, of the whole organisation: for the nightly check."""
    watched = watched_trajectories(work).with_only_columns(Trajectory.id)
    statement = select(OpenException).where(
        OpenException.organisation_id == work.actor.organisation_id, OpenException.trajectory_id.in_(watched)
    )
    return list(work.session.scalars(statement))


def find_run(work: Work) -> NightlyRun | None:
    statement = select(NightlyRun).where(NightlyRun.organisation_id == work.actor.organisation_id)
    return work.session.scalars(statement).one_or_none()


def last_run(work: Work) -> datetime | None:
    run = find_run(work)
    return run.at if run else None


def exceptions(work: Work) -> list[Found]:
    """What was found of the trajectories that the actor sees."""
    seen = visible_trajectories(work).with_only_columns(Trajectory.id)
    statement = select(OpenException.trajectory_id, OpenException.kind, OpenException.since_on).where(
        OpenException.organisation_id == work.actor.organisation_id, OpenException.trajectory_id.in_(seen)
    )
    return [Found(**row._mapping) for row in work.session.execute(statement)]


def exceptional_cases(work: Work) -> list[Case]:
    """The open trajectories that the actor sees of which something was missing."""
    found = select(OpenException.trajectory_id).where(
        OpenException.organisation_id == work.actor.organisation_id
    )
    return cases(work, visible_trajectories(work).where(Trajectory.id.in_(found)), norms(work))
