"""What an answer to an element has to be held against."""

from dataclasses import dataclass
from uuid import UUID

from tracker.accounts.work import Work
from tracker.prompts.rules import answers_of
from tracker.prompts.terms import Answer
from tracker.story.queries import record
from tracker.trajectory.models import Trajectory
from tracker.trajectory.queries import find_hold, get_last_stay, get_trajectory


@dataclass(frozen=True, slots=True)
class Asked:
    """An editable trajectory to which an element is answered, and what was answered before."""

    trajectory: Trajectory
    awake: bool
    last: Answer | None


def get_asked(work: Work, trajectory_id: UUID, element: str) -> Asked:
    """The trajectory is held until the deed is done, so that two clicks at once are still two in turn."""
    trajectory = get_trajectory(work, trajectory_id)
    is_open = get_last_stay(work, trajectory_id).left_on is None
    awake = is_open and find_hold(work, trajectory_id) is None
    return Asked(trajectory, awake, answers_of(record(work, trajectory_id)).get(element))
