"""The deeds of a trajectory, as their visitors do them."""

from typing import Any

import pytest
from bs4 import BeautifulSoup
from sqlalchemy import select

from tests.browser import Browser
from tests.make import TODAY, Make, ago
from tracker.accounts.models import User
from tracker.audit import AuditLine
from tracker.trajectory.models import Hold, PhaseStay, Trajectory
from tracker.trajectory.terms import Outcome, Phase, StepStatus

DOOR = 1
CHANGED = "Somebody else changed this a moment ago. Look again, then decide."


@pytest.fixture
def trajectory(make: Make, manager: User) -> Trajectory:
    return make.trajectory(manager, Phase.ACTIVATION, days=40)


def path(trajectory: Trajectory, deed: str) -> str:
    return f"/trajectories/{trajectory.id}/{deed}"


def words(page: BeautifulSoup) -> str:
    return " ".join(page.main.get_text(" ").split())


def read(make: Make, what: Any) -> list[Any]:
    """The rows as they stand now."""
    make.session.commit()
    return list(make.session.scalars(what.execution_options(populate_existing=True)))


def stays(make: Make) -> list[PhaseStay]:
    return read(make, select(PhaseStay).order_by(PhaseStay.seq))


def holds(make: Make) -> list[Hold]:
    return read(make, select(Hold))


def deeds(make: Make) -> list[str]:
    return read(make, select(AuditLine.deed))


def problem_of(page: BeautifulSoup, field: str) -> str:
    """The message beside one field."""
    return page.select_one(f"#{field}-error").get_text(" ", strip=True)


def said(browser: Browser) -> str:
    """What the next page says in its status line."""
    with browser.client.session_transaction() as cookie:
        return cookie["_flashes"][-1][1]


def test_moving_on_without_open_ends_is_done_at_once(browser: Browser, make: Make, trajectory: Trajectory):
    page = browser.get(path(trajectory, "move-to-phase"))
    assert page.select_one("[aria-current=step]").b.text == "Activation, now"
    assert len(page.select("input[name=phase]")) == 5
    answer = browser.open(path(trajectory, "move-to-phase"), "POST", phase="matching")
    assert answer.location == f"/trajectories/{trajectory.id}"
    assert said(browser) == "The trajectory is in matching now."
    before, after = stays(make)
    assert (before.left_on, after.phase, after.entered_on) == (TODAY, Phase.MATCHING, TODAY)


def test_moving_on_asks_once_about_what_is_open_and_never_stands_in_the_way(
    browser: Browser, make: Make, trajectory: Trajectory
):
    make.barrier(trajectory, description="No child care on Friday")
    make.step(trajectory, title="Ask for the timetable")
    make.step(trajectory, title="Long done", status=StepStatus.DONE, ended_on=ago(3))
    make.barrier(trajectory, description="Solved long ago", closed_on=ago(1), ending="solved")
    page = browser.post(path(trajectory, "move-to-phase"), 422, phase="matching", reason="Ready")
    asked = page.select_one("[role=alert]").get_text(" ", strip=True)
    assert "Barrier in language: No child care on Friday" in asked
    assert "Step: Ask for the timetable , 24 Dec" in asked
    assert "long" not in asked.lower()
    assert len(stays(make)) == 1
    form = {field["name"]: field["value"] for field in page.select("main input[type=hidden]")}
    assert page.select_one("main form button").text == "Move on anyway"
    browser.post(path(trajectory, "move-to-phase"), phase="matching", reason="Ready", **form)
    assert [(stay.phase, stay.reason) for stay in stays(make)][1:] == [(Phase.MATCHING, "Ready")]
    assert deeds(make) == ["move_to_phase"]


def test_going_back_asks_why_and_not_about_what_is_open(browser: Browser, make: Make, trajectory: Trajectory):
    make.barrier(trajectory)
    page = browser.post(path(trajectory, "move-to-phase"), 422, phase="intake", reason="  ")
    assert problem_of(page, "reason") == "Error: Going back needs a reason."
    assert page.select_one("input[value=intake]").has_attr("checked")
    browser.post(path(trajectory, "move-to-phase"), phase="intake", reason="First more language")
    assert [(stay.phase, stay.reason) for stay in stays(make)][1:] == [(Phase.INTAKE, "First more language")]


def test_the_present_phase_is_nowhere_to_go(browser: Browser, trajectory: Trajectory):
    page = browser.post(path(trajectory, "move-to-phase"), 422, phase="activation")
    assert problem_of(page, "phase") == "Error: This trajectory is in that phase already."


def test_closing_shows_what_is_open_and_leaves_it_on_record(
    browser: Browser, make: Make, trajectory: Trajectory
):
    barrier, step = make.barrier(trajectory), make.step(trajectory)
    assert "Ask for the timetable" in words(browser.get(path(trajectory, "close-trajectory")))
    browser.post(path(trajectory, "close-trajectory"), 422, note="Cooks at the station")
    browser.post(path(trajectory, "close-trajectory"), outcome="work", note="Cooks at the station")
    (stay,) = stays(make)
    assert (stay.left_on, stay.outcome, stay.closing_note) == (TODAY, Outcome.WORK, "Cooks at the station")
    make.session.refresh(barrier)
    make.session.refresh(step)
    assert (barrier.closed_on, step.ended_on) == (None, None)
    assert said(browser) == "The trajectory is closed."


def test_what_is_closed_can_be_opened_again_with_a_reason(
    browser: Browser, make: Make, trajectory: Trajectory
):
    make.leave(trajectory, outcome=Outcome.WORK, left_on=ago(5))
    page = browser.get(path(trajectory, "reopen-trajectory"))
    assert page.select_one("input[value=activation]").has_attr("checked")
    page = browser.post(path(trajectory, "reopen-trajectory"), 422, phase="matching")
    assert problem_of(page, "reason") == "Error: Write down why it opens again"
    browser.post(path(trajectory, "reopen-trajectory"), phase="matching", reason="The job ended")
    first, second = stays(make)
    assert (first.outcome, second.seq, second.left_on) == (Outcome.WORK, 2, None)
    assert (second.phase, second.entered_on, second.reason) == (Phase.MATCHING, TODAY, "The job ended")


def test_a_pause_has_a_reason_and_a_day_and_can_end_sooner(
    browser: Browser, make: Make, trajectory: Trajectory
):
    browser.post(path(trajectory, "put-on-hold"), until_on="24-12-2026", reason="Waits for the birth")
    (hold,) = holds(make)
    assert (hold.from_on, hold.until_on, hold.reason) == (TODAY, ago(-30), "Waits for the birth")
    assert said(browser) == "On hold until 24 December 2026."
    page = browser.get(path(trajectory, "end-hold"))
    assert "on hold until 24 December 2026 , because: Waits for the birth" in words(page)
    browser.post(path(trajectory, "end-hold"))
    assert holds(make)[0].ended_on == TODAY
    assert deeds(make) == ["put_on_hold", "end_hold"]


@pytest.mark.parametrize(
    ("day", "problem"),
    [
        ("24-11-2026", "This day is too early: 25 November 2026 or later"),
        ("25-11-2027", "This day is too late: 24 November 2027 or earlier"),
        ("", "Fill in the day on which it wakes"),
    ],
)
def test_a_pause_lasts_from_tomorrow_to_a_year(
    browser: Browser, make: Make, trajectory: Trajectory, day: str, problem: str
):
    page = browser.post(path(trajectory, "put-on-hold"), 422, until_on=day, reason="Waits")
    assert problem_of(page, "until_on") == f"Error: {problem}"
    assert page.select_one("textarea").get_text(strip=True) == "Waits"
    browser.post(path(trajectory, "put-on-hold"), until_on="24-11-2027", reason="Waits")


def test_who_is_awake_cannot_be_woken(browser: Browser, make: Make, trajectory: Trajectory):
    for method in ("GET", "POST"):
        answer = browser.open(path(trajectory, "end-hold"), method)
        assert answer.status_code == 409
        assert "This trajectory is awake already." in answer.text
    make.hold(trajectory, until_on=TODAY, from_on=ago(5))
    browser.get(path(trajectory, "end-hold"), 409)


@pytest.mark.parametrize(
    ("deed", "fields"),
    [
        ("move-to-phase", {"phase": "matching", "reason": "Ready now"}),
        ("close-trajectory", {"outcome": "work", "note": "Ready now"}),
    ],
)
def test_what_was_decided_on_an_older_page_is_refused(
    browser: Browser, make: Make, trajectory: Trajectory, deed: str, fields: dict[str, Any]
):
    """The second of two who move the same trajectory from the same page looks again first."""
    seen = browser.get(path(trajectory, deed)).select_one("input[name=seen]")["value"]
    browser.post(path(trajectory, "move-to-phase"), phase="matching")
    page = browser.post(path(trajectory, deed), 409, seen=seen, **fields)
    assert CHANGED in words(page)
    assert "Ready now" in page.select_one("blockquote").text
    assert page.select_one("main a.primary")["href"] == f"/trajectories/{trajectory.id}"
    assert len(stays(make)) == 2
    assert stays(make)[-1].left_on is None
    assert deeds(make) == ["move_to_phase"]


@pytest.mark.parametrize(
    ("deed", "fields", "sentence"),
    [
        ("close-trajectory", {"outcome": "work"}, "This trajectory is closed already."),
        ("move-to-phase", {"phase": "matching"}, "This trajectory is closed already."),
        ("put-on-hold", {"until_on": "24-12-2026", "reason": "Birth"}, "This trajectory is closed already."),
    ],
)
def test_on_what_is_closed_nothing_goes_on(
    browser: Browser,
    make: Make,
    trajectory: Trajectory,
    deed: str,
    fields: dict[str, str],
    sentence: str,
):
    make.leave(trajectory, outcome=Outcome.WORK)
    assert sentence in words(browser.get(path(trajectory, deed), 409))
    assert sentence in words(browser.post(path(trajectory, deed), 409, **fields))
    assert deeds(make) == []


def test_what_is_open_is_not_opened_and_what_waits_waits_once(
    browser: Browser, make: Make, trajectory: Trajectory
):
    page = browser.post(path(trajectory, "reopen-trajectory"), 409, phase="intake", reason="Again")
    assert "This trajectory is open." in words(page)
    browser.get(path(trajectory, "reopen-trajectory"), 409)
    make.hold(trajectory)
    browser.get(path(trajectory, "put-on-hold"), 409)
    page = browser.post(path(trajectory, "put-on-hold"), 409, until_on="24-12-2026", reason="Again")
    assert "This trajectory is on hold already, until 14 December 2026." in words(page)
    assert len(holds(make)) == 1
    assert deeds(make) == []


def test_after_each_deed_the_dossier_says_what_was_done_and_tells_it(
    browser: Browser, make: Make, trajectory: Trajectory
):
    address = f"/trajectories/{trajectory.id}"

    def told(deed: str, **fields: str) -> tuple[str, str]:
        browser.post(path(trajectory, deed), **fields)
        page = browser.get(address)
        story = page.select_one("section[aria-labelledby=story]").get_text(" ", strip=True)
        return page.select_one("[role=status]").get_text(strip=True), " ".join(story.split())

    message, story = told("log-contact", how="not_reached", on="yesterday", follow_up="nothing")
    assert message == "Contact logged."
    assert "Not reached Phone." in story
    message, story = told("move-to-phase", phase="intake", reason="First more language")
    assert message == "The trajectory is in intake now."
    assert "Back from activation to intake. First more language" in story
    message, story = told("put-on-hold", until_on="24-12-2026", reason="Waits for the birth")
    assert message == "On hold until 24 December 2026."
    assert "On hold until 24 December 2026. Waits for the birth" in story
    message, story = told("end-hold")
    assert message == "The hold has ended."
    assert "Hold ended early" in story
    message, story = told("close-trajectory", outcome="moved", note="To Zwolle")
    assert message == "The trajectory is closed."
    assert "Closed: moved away. To Zwolle" in story
    message, story = told("reopen-trajectory", phase="matching", reason="Back in town")
    assert message == "The trajectory is open again."
    assert "Opened again in matching. Back in town" in story
    assert browser.get(address).select_one("[role=status]").get_text(strip=True) == ""


@pytest.mark.parametrize(
    ("deed", "page"),
    [
        ("move-to-phase", 3),
        ("close-trajectory", 3),
        ("reopen-trajectory", 2),
        ("put-on-hold", 3),
        ("end-hold", 2),
    ],
)
def test_every_page_costs_a_fixed_number_of_statements(
    browser: Browser, make: Make, trajectory: Trajectory, statements: list[str], deed: str, page: int
):
    if deed == "reopen-trajectory":
        make.leave(trajectory, outcome=Outcome.WORK)
    if deed == "end-hold":
        make.hold(trajectory)
    statements.clear()
    browser.get(path(trajectory, deed))
    assert len(statements) == DOOR + page
    for _ in range(20):
        make.step(trajectory)
        make.barrier(trajectory)
        make.hold(trajectory, from_on=ago(9), until_on=ago(3))
    statements.clear()
    browser.get(path(trajectory, deed))
    assert len(statements) == DOOR + page
