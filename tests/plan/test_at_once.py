"""Old pages, two people and two clicks: one deed is done, and nothing is half-written."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest

from tests.browser import Browser
from tests.make import NOW, Make, ago
from tests.plan.filled import BARRIER, REVIEW, STEP, STRENGTH, VIEW
from tests.plan.test_pages import deeds, path, rows, seen, words
from tracker.accounts.models import User
from tracker.trajectory.models import Barrier, DomainView, Step, Strength, Trajectory
from tracker.trajectory.terms import BarrierEnd, Outcome, StepStatus

CHANGED = "Somebody else changed this a moment ago. Look again, then decide."

ADDS: list[tuple[str, dict[str, str], type]] = [
    ("open-barrier", BARRIER, Barrier),
    ("add-strength", STRENGTH, Strength),
    ("note-view", VIEW, DomainView),
    ("plan-step", STEP, Step),
]
CHANGES: list[tuple[str, dict[str, str]]] = [
    ("barriers/{barrier}/review", {**REVIEW, "seen": "1"}),
    ("barriers/{barrier}/close", {"ending": "solved", "what_helped": "A neighbour"}),
    ("strengths/{strength}/end", {}),
    ("steps/{step}/start", {}),
    ("steps/{step}/move", {"due_on": "8-12-2026", "seen": "1"}),
    ("steps/{step}/finish", {}),
    ("steps/{step}/stop", {}),
]
PAGES = [change for change in CHANGES if change[0].endswith(("review", "close", "move"))]


@pytest.fixture
def trajectory(make: Make, manager: User) -> Trajectory:
    return make.trajectory(manager, days=40)


@pytest.fixture
def facts(make: Make, trajectory: Trajectory) -> dict[str, Any]:
    return {name: getattr(make, name)(trajectory) for name in ("barrier", "strength", "step")}


def address(trajectory: Trajectory, deed: str, facts: dict[str, Any]) -> str:
    return path(trajectory, deed.format(**{name: fact.id for name, fact in facts.items()}))


def together(browsers: list[Browser], where: str, fields: dict[str, str]) -> list[int]:
    """What the browsers get that send the same at the same moment."""
    with ThreadPoolExecutor(len(browsers)) as pool:
        return sorted(pool.map(lambda one: one.open(where, "POST", **fields).status_code, browsers))


@pytest.mark.parametrize(("deed", "fields"), CHANGES)
def test_of_many_at_once_one_is_done_and_the_others_are_refused(
    visit: Callable[..., Browser],
    make: Make,
    trajectory: Trajectory,
    manager: User,
    facts: dict[str, Any],
    deed: str,
    fields: dict[str, str],
):
    browsers = [visit(manager) for _ in range(4)]
    assert together(browsers, address(trajectory, deed, facts), fields) == [302, 409, 409, 409]
    assert len(deeds(make)) == 1
    assert {fact.version for table in (Barrier, Strength, Step) for fact in rows(make, table)} == {1, 2}


@pytest.mark.parametrize(("deed", "fields", "table"), ADDS)
def test_what_is_sent_many_times_is_added_once(
    visit: Callable[..., Browser],
    make: Make,
    trajectory: Trajectory,
    manager: User,
    deed: str,
    fields: dict[str, str],
    table: type,
):
    browsers = [visit(manager) for _ in range(4)]
    assert together(browsers, path(trajectory, deed), fields) == [302] * 4
    assert len(rows(make, table)) == len(deeds(make)) == 1


@pytest.mark.parametrize(("deed", "fields", "table"), ADDS)
def test_what_was_changed_before_it_was_sent_again_is_added_too(
    browser: Browser, make: Make, trajectory: Trajectory, deed: str, fields: dict[str, str], table: type
):
    browser.post(path(trajectory, deed), **fields)
    browser.post(path(trajectory, deed), **{**fields, "sharing": "newcomer"})
    assert len(rows(make, table)) == len(deeds(make)) == 2


def test_what_somebody_else_wrote_or_was_written_long_ago_is_no_second_click(
    browser: Browser, make: Make, trajectory: Trajectory
):
    same = {"domain": "network", "description": "A cousin drives along", "written_at": NOW}
    make.strength(trajectory, make.user(), **same)
    make.strength(trajectory, **{**same, "written_at": NOW.replace(hour=8)})
    browser.post(path(trajectory, "add-strength"), **STRENGTH)
    assert len(rows(make, Strength)) == 3
    assert deeds(make) == ["add_strength"]


@pytest.mark.parametrize(("deed", "fields"), CHANGES)
def test_what_has_ended_meanwhile_is_refused_with_a_sentence(
    browser: Browser,
    make: Make,
    trajectory: Trajectory,
    facts: dict[str, Any],
    deed: str,
    fields: dict[str, str],
):
    facts["barrier"].closed_on, facts["barrier"].ending = ago(1), BarrierEnd.SOLVED
    facts["strength"].closed_on = ago(1)
    facts["step"].ended_on, facts["step"].status = ago(1), StepStatus.DONE
    make.session.commit()
    page = browser.post(address(trajectory, deed, facts), 409, **fields)
    assert "already." in words(page)
    assert page.select_one("main a.primary")["href"] == f"/trajectories/{trajectory.id}"
    assert "A neighbour" not in fields.values() or "A neighbour" in words(page)
    assert deeds(make) == []


@pytest.mark.parametrize(("deed", "fields"), PAGES)
def test_the_page_of_what_has_ended_is_refused_before_anything_is_typed(
    browser: Browser,
    make: Make,
    trajectory: Trajectory,
    facts: dict[str, Any],
    deed: str,
    fields: dict[str, str],
):
    where = address(trajectory, deed, facts)
    browser.post(where.replace("review", "close").replace("move", "finish"), ending="solved")
    assert "already." in words(browser.get(where, 409))


@pytest.mark.parametrize("version", ["", "0", "9" * 20, "-1", "one", "\0", "1.0"])
@pytest.mark.parametrize(("deed", "fields"), [PAGES[0], PAGES[2]])
def test_what_was_decided_on_an_older_page_is_refused(
    browser: Browser,
    make: Make,
    trajectory: Trajectory,
    facts: dict[str, Any],
    deed: str,
    fields: dict[str, str],
    version: str,
):
    page = browser.post(address(trajectory, deed, facts), 409, **{**fields, "seen": version})
    assert CHANGED in words(page)
    assert deeds(make) == []


def test_the_second_of_two_reviews_looks_again_first(
    browser: Browser, make: Make, trajectory: Trajectory, facts: dict[str, Any]
):
    where = address(trajectory, "barriers/{barrier}/review", facts)
    both = seen(browser.get(where))
    browser.post(where, **REVIEW, seen=both)
    assert CHANGED in words(browser.post(where, 409, **{**REVIEW, "severity": "hinders"}, seen=both))
    assert rows(make, Barrier)[0].severity == "blocks"
    browser.post(where, **REVIEW, seen=seen(browser.get(where)))


@pytest.mark.parametrize("method", ["GET", "POST"])
@pytest.mark.parametrize(
    ("deed", "fields"), [*[add[:2] for add in ADDS], PAGES[0], PAGES[2], ("steps/{step}/start", {})]
)
def test_a_closed_trajectory_makes_no_new_plans(
    browser: Browser,
    make: Make,
    trajectory: Trajectory,
    facts: dict[str, Any],
    deed: str,
    fields: dict[str, str],
    method: str,
):
    make.leave(trajectory, outcome=Outcome.WORK)
    answer = browser.open(address(trajectory, deed, facts), method, **fields)
    if (method, deed) == ("GET", "steps/{step}/start"):
        assert answer.status_code == 405
    else:
        assert answer.status_code == 409
        assert "This trajectory is closed. Open it again first" in answer.text
    assert deeds(make) == []
