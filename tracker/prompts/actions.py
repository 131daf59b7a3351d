"""The deed of the prompts: an element gets an answer."""

from datetime import date, timedelta

from tracker.accounts.work import Work
from tracker.audit import record
from tracker.core.refusal import Refused
from tracker.core.term import N_
from tracker.prompts.catalogue import Element
from tracker.prompts.queries import Asked
from tracker.prompts.rules import away
from tracker.trajectory.actions import new_step, written_by
from tracker.trajectory.models import ElementUse, Step
from tracker.trajectory.terms import ElementAnswer, StepStatus

TWO_WEEKS = timedelta(days=14)
STEPS = {ElementAnswer.PLANNED: StepStatus.PLANNED, ElementAnswer.DOING: StepStatus.DOING}
"""The answers that come with a step, and how it stands."""


def answer_element(
    work: Work,
    asked: Asked,
    element: Element,
    *,
    answer: ElementAnswer,
    reason: str = "",
    due_on: date | None = None,
) -> ElementUse:
    """Keep what was answered; what is planned or going on becomes a step, in two weeks if no day is given."""
    if not asked.awake:
        raise Refused(N_("This trajectory is on hold or closed. Wake it or open it first, then answer."))
    last = asked.last
    if last and (last.answer, last.reason) == (answer, reason) and away(element.key, last, work.today):
        raise Refused(N_("This was answered already, in the same way."))
    step = _step(work, asked, element, answer, due_on) if answer in STEPS else None
    use = ElementUse(
        **written_by(work, asked.trajectory),
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


def _step(work: Work, asked: Asked, element: Element, answer: ElementAnswer, due_on: date | None) -> Step:
    """The step that comes with an answer, named after the element in the language of who answers.

    It is written first, since the answer points to it.
    """
    step = new_step(
        work,
        asked.trajectory,
        title=element.texts[work.actor.language].title,
        due_on=due_on or work.today + TWO_WEEKS,
        domain=element.domain,
    )
    step.status = STEPS[answer]
    work.session.add(step)
    work.session.flush()
    return step
