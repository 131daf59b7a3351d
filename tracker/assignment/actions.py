"""The deeds of who divides the work: another client manager, back again, and how many people fit."""

from collections.abc import Iterable, Sequence
from uuid import UUID

from tracker.accounts.models import Membership
from tracker.accounts.work import Work
from tracker.audit import record
from tracker.core.refusal import Refused
from tracker.core.term import N_
from tracker.history.models import Assignment
from tracker.trajectory.models import Barrier, Step, Trajectory

MEANWHILE = N_("There is nothing left to undo: it was undone, or assigned again meanwhile.")


def assign_trajectory(
    work: Work,
    trajectory: Trajectory,
    *,
    client_manager_id: UUID,
    team_id: UUID,
    together_id: UUID,
    open_work: Iterable[Step | Barrier] = (),
) -> Assignment:
    """Another client manager from now on; `open_work` of who guided before goes along."""
    goes_along = [row for row in open_work if row.owner_id == trajectory.client_manager_id]
    assignment = Assignment(
        organisation_id=trajectory.organisation_id,
        trajectory_id=trajectory.id,
        author_id=work.actor.user_id,
        author_organisation_id=work.actor.organisation_id,
        written_at=work.now,
        together_id=together_id,
        before_id=trajectory.client_manager_id,
        team_before_id=trajectory.team_id,
        client_manager_id=client_manager_id,
        team_id=team_id,
        handed_over=[str(row.id) for row in goes_along],
    )
    trajectory.client_manager_id, trajectory.team_id = client_manager_id, team_id
    for row in goes_along:
        row.owner_id = client_manager_id
    work.session.add(assignment)
    before = str(assignment.before_id) if assignment.before_id else None
    to = str(client_manager_id)
    record(work, "assign_trajectory", on=trajectory, before=before, to=to, open_work=len(goes_along))
    return assignment


def return_trajectory(
    work: Work, assignment: Assignment, trajectory: Trajectory, open_work: Sequence[Step | Barrier]
) -> None:
    """Who guided before guides again, and goes on with what went along; Refused when it moved on."""
    if (trajectory.client_manager_id, trajectory.team_id) != (
        assignment.client_manager_id,
        assignment.team_id,
    ):
        raise Refused(MEANWHILE)
    trajectory.client_manager_id, trajectory.team_id = assignment.before_id, assignment.team_before_id
    for row in open_work:
        if str(row.id) in assignment.handed_over and row.owner_id == assignment.client_manager_id:
            row.owner_id = assignment.before_id
    assignment.returned_at = work.now
    record(work, "return_trajectory", on=trajectory, assignment=str(assignment.id))


def set_capacity(work: Work, seat: Membership, *, capacity: int | None) -> None:
    """How many people somebody can guide in a team; None for not said."""
    before, seat.capacity = seat.capacity, capacity
    record(work, "set_capacity", on=seat, before=before, capacity=capacity)
