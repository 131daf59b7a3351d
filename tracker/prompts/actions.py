"""The deed of the prompts: an element gets an answer."""

from datetime import date, timedelta
from uuid import UUID

from tracker.accounts.work import Work
from tracker.audit import record
from tracker.core.refusal import Refused
from tracker.core.term import N_
from tracker.prompts.catalogue import Element
from tracker.prompts.queries import is_awake
from tracker.trajectory.actions import new_step, written_by
from tracker.trajectory.models import ElementUse, Step, Trajectory
from tracker.trajectory.terms import ElementAnswer, StepStatus

TWO_WEEKS = timedelta(days=14)
STEPS = {ElementAnswer.PLANNED: StepStatus.PLANNED, ElementAnswer.DOING: StepStatus.DOING}
"""The answers that come with a step, and how it stands."""


def demand_awake(work: Work, trajectory_id: UUID) -> None:
    """Who is on hold or closed is asked nothing."""
    if not is_awake(work, trajectory_id):
        raise Refused(N_("This trajectory is on hold or closed. Wake it or open it first, then answer."))


def answer_element(
    work: Work,
    trajectory: Trajectory,
    element: Element,
    *,
    answer: ElementAnswer,
    reason: str = "",
    due_on: date | None = None,
) -> ElementUse:
    """Keep what was answered; what is planned or going on becomes a step, in two weeks if no day is given."""
    demand_awake(work, trajectory.id)
    step = _step(work, trajectory, element, answer, due_on) if answer in STEPS else None
    use = ElementUse(
        **written_by(work, trajectory),
        element=element.key,
        domain=element.domain,
        answer=answer,
        answered_on=work.today,
        reason=reason,
        step_id=step and step.id,
    )
    work.session.add(use)
    record(work, "answer_element", on=use, element=element.key, answer=answer)
    return use


def _step(
    work: Work, trajectory: Trajectory, element: Element, answer: ElementAnswer, due_on: date | None
) -> Step:
    """The step that comes with an answer, named after the element in the language of who answers.

    It is written first, since the answer points to it.
    """
    step = new_step(
        work,
        trajectory,
        title=element.texts[work.actor.language].title,
        due_on=due_on or work.today + TWO_WEEKS,
        domain=element.domain,
    )
    step.status = STEPS[answer]
    work.session.add(step)
    work.session.flush()
    return step
