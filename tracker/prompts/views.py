"""The working elements: all of them, and the answers to those that fit."""

from collections.abc import Mapping
from http import HTTPStatus
from uuid import UUID

from flask import abort, render_template, request
from flask.typing import ResponseReturnValue

from tracker.accounts.terms import Can
from tracker.core.term import N_
from tracker.prompts import actions, queries
from tracker.prompts.catalogue import ELEMENTS, Element
from tracker.prompts.forms import AnswerElementForm
from tracker.prompts.rules import stands
from tracker.prompts.terms import Answer, Point
from tracker.trajectory.queries import get_heading, get_trajectory
from tracker.trajectory.terms import ElementAnswer, Phase
from tracker.trajectory.views import saved
from tracker.web.pages import BOTH, Pages, current_work, form_page

pages = Pages("prompts", __name__)

SAID: Mapping[ElementAnswer, str] = {
    ElementAnswer.DONE: N_("Kept as done."),
    ElementAnswer.DOING: N_("Kept. The step stands under Steps; there you can choose another day."),
    ElementAnswer.PLANNED: N_("Planned. The step stands under Steps; there you can choose another day."),
    ElementAnswer.DOES_NOT_FIT: N_("Kept, with your reason."),
    ElementAnswer.DISMISSED: N_("Put away. After 30 days it may come back."),
}
"""What the page says after an answer."""


@pages.get("/elements", can=Can.READ_TRAJECTORIES)
def elements() -> ResponseReturnValue:
    """Every element by phase and by point; one of these, in the address, narrows it down."""
    asked = request.args.get("part")
    parts = {part: _elements_of(part) for part in (*Phase, *Point)}
    chosen = next((part for part in parts if part == asked), None)
    return render_template("prompts/elements.html", parts=parts, chosen=chosen)


def _elements_of(part: Phase | Point) -> list[Element]:
    return [element for element in ELEMENTS.values() if element.part is part and not element.retired]


@pages.route(
    "/trajectories/<uuid:trajectory_id>/elements/<key>/answer",
    methods=BOTH,
    can=Can.EDIT_TRAJECTORIES,
)
def answer_element(trajectory_id: UUID, key: str) -> ResponseReturnValue:
    """Sent twice, it is one answer and one step."""
    work, form = current_work(), AnswerElementForm()
    person = get_heading(work, trajectory_id)
    element = ELEMENTS.get(key) or abort(HTTPStatus.NOT_FOUND)
    if form.validate_on_submit():
        trajectory = get_trajectory(work, trajectory_id)
        new = Answer(form.answer.data, work.today, form.reason.data)
        if not stands(key, queries.find_answer(work, trajectory_id, key), new):
            actions.answer_element(work, trajectory, element, **form.answers)
        return saved(SAID[new.answer], trajectory_id=trajectory_id, _anchor="prompts")
    actions.demand_awake(work, trajectory_id)
    return form_page("prompts/answer_element.html", form, person=person, element=element)
