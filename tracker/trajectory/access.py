"""The only door to the rows of a trajectory: which of them may this actor see, edit or count?"""

from typing import TypeVar

from sqlalchemy import Select, false, or_, select

from tracker.accounts.queries import stood_in_for
from tracker.accounts.terms import Can
from tracker.accounts.work import OPERATOR, Work
from tracker.trajectory.models import AboutPerson, Contact, Trajectory

Fact = TypeVar("Fact", bound=AboutPerson | Contact)


def visible_trajectories(work: Work) -> Select[Trajectory]:
    """A client manager's own and those of whom they stand in for; a team lead's also those of the own
    teams; nobody else's."""
    actor = work.actor
    tenant = select(Trajectory).where(Trajectory.organisation_id == actor.organisation_id)
    if not actor.can(Can.READ_TRAJECTORIES):
        return tenant.where(false())
    own = or_(
        Trajectory.client_manager_id == actor.user_id,
        Trajectory.client_manager_id.in_(stood_in_for(work)),
    )
    if actor.can(Can.SEE_TEAM):
        return tenant.where(or_(own, Trajectory.team_id.in_(actor.team_ids)))
    return tenant.where(own)


def editable_trajectories(work: Work) -> Select[Trajectory]:
    """Those the actor sees, for who may edit at all."""
    if work.actor.can(Can.EDIT_TRAJECTORIES):
        return visible_trajectories(work)
    return visible_trajectories(work).where(false())


def recognised_trajectories(work: Work) -> Select[Trajectory]:
    """All of the organisation, for who may edit: whether somebody is known already must be seen before
    they are made anew. Of what is not editable nothing may be shown."""
    tenant = select(Trajectory).where(Trajectory.organisation_id == work.actor.organisation_id)
    return tenant if work.actor.can(Can.EDIT_TRAJECTORIES) else tenant.where(false())


def watched_trajectories(work: Work) -> Select[Trajectory]:
    """All of the organisation, for the nightly check alone: no page is drawn for the operator."""
    tenant = select(Trajectory).where(Trajectory.organisation_id == work.actor.organisation_id)
    return tenant if work.actor.user_id == OPERATOR else tenant.where(false())


def counted_trajectories(work: Work) -> Select[Trajectory]:
    """Those that count in figures: of the own teams, or of the whole organisation for who has no team."""
    actor = work.actor
    tenant = select(Trajectory).where(Trajectory.organisation_id == actor.organisation_id)
    if not actor.can(Can.READ_FIGURES):
        return tenant.where(false())
    return tenant.where(Trajectory.team_id.in_(actor.team_ids)) if actor.team_ids else tenant


def visible_facts(work: Work, table: type[Fact]) -> Select[Fact]:
    """The rows of one kind of fact that hang on a visible trajectory."""
    return _facts_of(visible_trajectories(work), work, table)


def editable_facts(work: Work, table: type[Fact]) -> Select[Fact]:
    """The rows of one kind of fact that hang on an editable trajectory."""
    return _facts_of(editable_trajectories(work), work, table)


def _facts_of(trajectories: Select[Trajectory], work: Work, table: type[Fact]) -> Select[Fact]:
    return select(table).where(
        table.organisation_id == work.actor.organisation_id,
        table.trajectory_id.in_(trajectories.with_only_columns(Trajectory.id)),
    )
