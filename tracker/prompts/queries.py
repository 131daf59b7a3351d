"""What an answer to an element is held against."""

from uuid import UUID

from tracker.accounts.work import Work
from tracker.prompts.rules import answers_of
from tracker.prompts.terms import Answer
from tracker.story.queries import record
from tracker.trajectory.queries import find_hold, get_last_stay


def is_awake(work: Work, trajectory_id: UUID) -> bool:
    """Whether an editable trajectory is neither closed nor on hold."""
    is_open = get_last_stay(work, trajectory_id).left_on is None
    return is_open and find_hold(work, trajectory_id) is None


def find_answer(work: Work, trajectory_id: UUID, element: str) -> Answer | None:
    """What was last answered to an element, if anything was."""
    return answers_of(record(work, trajectory_id)).get(element)
