"""Who may be found, and whom somebody opened last. Rows only by access.py."""

from typing import Any

from sqlalchemy import Select, func, select

from tracker.accounts.work import Work
from tracker.audit import Reading
from tracker.find.rules import Somebody
from tracker.trajectory.access import visible_trajectories
from tracker.trajectory.models import Newcomer, PhaseStay, Trajectory
from tracker.trajectory.queries import PRESENT_STAY, WITH_NEWCOMER

LAST = 5
"""How many of the people opened last are shown."""


def everybody(work: Work) -> list[Somebody]:
    """Every trajectory that the actor sees, by name, in one statement."""
    return _people(work, _somebody(work).order_by(Newcomer.sort_key, Trajectory.reference))


def last_opened(work: Work) -> list[Somebody]:
    """Whom the actor opened last and still sees, the latest first."""
    mine = (
        select(Reading.trajectory_id, func.max(Reading.at).label("at"))
        .where(
            Reading.organisation_id == work.actor.organisation_id,
            Reading.user_id == work.actor.user_id,
        )
        .group_by(Reading.trajectory_id)
        .subquery()
    )
    latest = _somebody(work).join(mine, mine.c.trajectory_id == Trajectory.id)
    return _people(work, latest.order_by(mine.c.at.desc(), Trajectory.id).limit(LAST))


def _people(work: Work, statement: Select[Any]) -> list[Somebody]:
    return [Somebody(**row._mapping) for row in work.session.execute(statement)]


def _somebody(work: Work) -> Select[*tuple[Any, ...]]:
    return (
        visible_trajectories(work)
        .join(Newcomer, WITH_NEWCOMER)
        .outerjoin(PhaseStay, PRESENT_STAY)
        .with_only_columns(
            Trajectory.id,
            Trajectory.reference,
            Newcomer.given_name,
            Newcomer.family_name,
            Newcomer.search_key,
            PhaseStay.phase,
        )
    )
