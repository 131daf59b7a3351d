"""An element gets an answer: what is kept, what becomes a step, and what is refused."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import select

from tests.browser import Browser
from tests.make import TODAY, Make, ago
from tracker.accounts.models import User
from tracker.accounts.terms import Language
from tracker.audit import AuditLine
from tracker.trajectory.models import ElementUse, PhaseStay, Step, Trajectory
from tracker.trajectory.terms import ElementAnswer, LifeDomain, Outcome, StepOwner, StepStatus

Visit = Callable[..., Browser]


@pytest.fixture
def trajectory(make: Make, manager: User) -> Trajectory:
    return make.trajectory(manager)


def path(trajectory: Trajectory, element: str = "side_by_side") -> str:
    return f"/trajectories/{trajectory.id}/elements/{element}/answer"


def uses(make: Make) -> list[ElementUse]:
    make.session.expire_all()
    return list(make.session.scalars(select(ElementUse).order_by(ElementUse.id)))


def steps(make: Make) -> list[Step]:
    return list(make.session.scalars(select(Step)))


def test_one_click_keeps_an_answer(browser: Browser, make: Make, manager: User, trajectory: Trajectory):
    browser.post(path(trajectory), answer="done")
    [use] = uses(make)
    assert (use.element, use.answer, use.answered_on) == ("side_by_side", ElementAnswer.DONE, TODAY)
    assert (use.domain, use.author_id, use.step_id) == (LifeDomain.LANGUAGE, manager.id, None)
    [line] = make.session.scalars(select(AuditLine))
    assert (line.deed, line.subject_id) == ("answer_element", use.id)
    assert line.details == {"element": "side_by_side", "answer": "done"}
    assert steps(make) == []


def test_what_is_planned_becomes_a_step_in_two_weeks(
    browser: Browser, make: Make, manager: User, trajectory: Trajectory
):
    browser.post(path(trajectory), answer="planned")
    [step] = steps(make)
    assert uses(make)[0].step_id == step.id
    assert (step.title, step.due_on, step.status) == (
        "Side by side",
        TODAY + timedelta(days=14),
        StepStatus.PLANNED,
    )
    assert (step.owner, step.owner_id) == (StepOwner.PROFESSIONAL, manager.id)
    assert step.domain is LifeDomain.LANGUAGE


def test_the_day_of_the_step_can_be_chosen(browser: Browser, make: Make, trajectory: Trajectory):
    browser.post(path(trajectory), answer="doing", due_on="1-12-2026")
    [step] = steps(make)
    assert (step.due_on.isoformat(), step.status) == ("2026-12-01", StepStatus.DOING)


def test_the_step_is_named_in_the_language_of_who_plans_it(visit: Visit, make: Make):
    annelies = make.user(language=Language.DUTCH)
    visit(annelies).post(path(make.trajectory(annelies)), answer="planned")
    assert [step.title for step in steps(make)] == ["Tegelijk, niet na elkaar"]


@pytest.mark.parametrize("answer", ElementAnswer)
def test_the_same_answer_twice_is_one_answer(
    browser: Browser, make: Make, trajectory: Trajectory, answer: ElementAnswer
):
    for _ in range(2):
        browser.post(path(trajectory), answer=answer, reason="No course yet")
    assert len(uses(make)) == 1
    assert len(steps(make)) <= 1
    assert len(list(make.session.scalars(select(AuditLine)))) == 1


def test_two_clicks_at_once_make_one_step(visit: Visit, make: Make, manager: User, trajectory: Trajectory):
    browsers = [visit(manager), visit(manager)]

    def click(browser: Browser) -> int:
        return browser.open(path(trajectory), "POST", answer="planned").status_code

    with ThreadPoolExecutor() as pool:
        assert list(pool.map(click, browsers)) == [302, 302]
    assert len(steps(make)) == len(uses(make)) == 1


def test_an_answer_can_be_changed_and_the_newest_counts(browser: Browser, make: Make, trajectory: Trajectory):
    for answer in ("done", "dismissed", "done"):
        browser.post(path(trajectory), answer=answer)
    assert [use.answer for use in uses(make)] == ["done", "dismissed", "done"]


def test_what_came_back_can_be_answered_in_the_same_way_again(
    browser: Browser, make: Make, trajectory: Trajectory
):
    make.element_use(trajectory, element="rhythm_of_contact", answered_on=ago(90))
    over = make.step(trajectory, status=StepStatus.DONE, ended_on=ago(1))
    make.element_use(trajectory, element="side_by_side", answer=ElementAnswer.PLANNED, step_id=over.id)
    browser.post(path(trajectory, "rhythm_of_contact"), answer="done")
    browser.post(path(trajectory), answer="planned")
    assert len(uses(make)) == 4


def close(make: Make, trajectory: Trajectory) -> None:
    stay = make.session.scalars(select(PhaseStay).where(PhaseStay.trajectory_id == trajectory.id)).one()
    stay.left_on, stay.outcome = TODAY, Outcome.WORK
    make.session.commit()


@pytest.mark.parametrize("rest", [close, Make.hold], ids=["closed", "on hold"])
def test_who_is_on_hold_or_closed_is_not_asked(
    browser: Browser, make: Make, trajectory: Trajectory, rest: Callable[[Make, Trajectory], Any]
):
    rest(make, trajectory)
    for page in (
        browser.get(path(trajectory), status=409),
        browser.post(path(trajectory), status=409, answer="done"),
    ):
        assert "on hold or closed" in page.text
    assert uses(make) == []


def test_an_element_that_does_not_exist_is_not_found(browser: Browser, trajectory: Trajectory):
    browser.get(path(trajectory, "magic"), status=404)
    browser.post(path(trajectory, "magic"), status=404, answer="done")
    browser.post(path(trajectory, "9" * 20), status=404, answer="done")


@pytest.mark.parametrize(
    ("filled", "message"),
    [
        ({}, "Choose an answer"),
        ({"answer": "perhaps"}, "Choose an answer"),
        ({"answer": "does_not_fit"}, "Say in one line why it does not fit"),
        ({"answer": "does_not_fit", "reason": "   "}, "Say in one line why it does not fit"),
        ({"answer": "does_not_fit", "reason": "x" * 301}, "This is too long: 301 characters"),
        ({"answer": "planned", "due_on": "1-1-3025"}, "The year 3025 is too far away"),
        ({"answer": "planned", "due_on": "1-1-2030"}, "This day is too late"),
        ({"answer": "planned", "due_on": "23-11-2026"}, "This day is too early"),
        ({"answer": "planned", "due_on": "soon"}, "Write the day like"),
    ],
)
def test_a_wrong_answer_comes_back_with_a_message_and_all_that_was_typed(
    browser: Browser, make: Make, trajectory: Trajectory, filled: dict[str, str], message: str
):
    page = browser.post(path(trajectory), status=422, **filled)
    assert message in page.select_one(".field .error").text
    assert page.title.text.startswith("Error:")
    for name in ("reason", "due_on"):
        assert page.select_one(f"[name={name}]").get("value", "").strip() == filled.get(name, "").strip()
    assert uses(make) == steps(make) == []


def test_a_reason_is_kept(browser: Browser, make: Make, trajectory: Trajectory):
    browser.post(path(trajectory), answer="does_not_fit", reason="  He studies full time.\0 ")
    assert uses(make)[0].reason == "He studies full time."
