"""The dossier, as its visitors see it."""

import re
from collections.abc import Callable
from uuid import UUID

import pytest
from bs4 import BeautifulSoup, Tag
from uuid_utils.compat import uuid7
from werkzeug.test import TestResponse

from tests.browser import Browser
from tests.crowd import crowd
from tests.make import Make, ago
from tracker.accounts.models import User
from tracker.accounts.terms import Language, Role
from tracker.trajectory.models import Trajectory
from tracker.trajectory.terms import (
    ContactResult,
    LifeDomain,
    Outcome,
    Phase,
    StepOwner,
    StepStatus,
    View,
    WaitingOn,
)

DOOR, PAGE = 1, 8
"""The statements of the door (the session with its memberships), and of the page itself: seven that read, and
one that writes down who read."""

Visit = Callable[..., Browser]


@pytest.fixture
def trajectory(make: Make, manager: User) -> Trajectory:
    person = {
        "given_name": "Tesfay",
        "family_name": "Habtemariam",
        "native_name": "ተስፋይ",
        "languages": "Tigrinya",
        "interpreter": True,
    }
    return make.trajectory(manager, days=40, newcomer=person, reference="TR-1042")


def dossier(browser: Browser, trajectory: Trajectory, query: str = "") -> BeautifulSoup:
    return browser.get(f"/trajectories/{trajectory.id}{query}")


def words(page: BeautifulSoup, place: str) -> str:
    """The text of one part of the page."""
    return text(page.select_one(place))


def text(part: Tag) -> str:
    """What somebody reads, with single spaces and none before a comma."""
    return re.sub(r" ([,.;:])", r"\1", " ".join(part.get_text(" ").split()))


def section(page: BeautifulSoup, title: str) -> str:
    return words(page, f"section[aria-labelledby={title}]")


def test_the_head_says_who_this_is_and_how_it_stands(browser: Browser, trajectory: Trajectory, manager: User):
    page = dossier(browser, trajectory)
    assert page.select_one("h1").get_text(" ", strip=True) == "Tesfay Habtemariam ተስፋይ"
    facts = words(page, "header dl")
    assert "TR-1042" in facts
    assert "Activation, day 40" in facts
    assert "Tigrinya; interpreter wanted" in facts
    assert "Standing still Quiet for 40 days Why? No real contact in 30 days and no step planned." in facts
    assert manager.name in facts


def test_how_to_reach_somebody_and_the_three_start_dates_are_at_hand(
    browser: Browser, make: Make, manager: User
):
    person = {
        "phone": "06 0000 1234",
        "email": "tesfay@opweg.example",
        "birth_year": 1993,
        "other_names": "Tesfai",
    }
    dates = {"permit_on": ago(500), "settled_on": ago(300), "integration_on": None}
    page = dossier(browser, make.trajectory(manager, days=100, newcomer=person, **dates))

    assert page.select_one("a[href='tel:0600001234']").text == "06 0000 1234"
    more = words(page, "header > details")
    assert "Other spellings Tesfai Birth year 1993 E-mail address tesfay@opweg.example" in more
    assert "Permit since 12 July 2025 Settled here since 28 January 2026" in more
    assert "Civic integration since not known Guided since 16 August 2026" in more


def test_every_need_has_its_reason_with_its_numbers_and_its_own_deed(
    browser: Browser, make: Make, trajectory: Trajectory
):
    step = make.step(trajectory, due_on=ago(8), title="Ask for the timetable")
    barrier = make.barrier(trajectory, description="No child care on Friday", opened_on=ago(62))
    page = dossier(browser, trajectory)
    tasks = [text(task) for task in page.select(".now li")]
    base = f"/trajectories/{trajectory.id}"
    assert "No real contact for 40 days (norm: 30). Tried 0 times since." in tasks[0]
    assert "Ask for the timetable 8 days late" in tasks[1]
    assert "No child care on Friday" in tasks[2]
    assert "last looked at 62 days ago (norm: 60)" in tasks[2]
    form = page.select_one(".now form[method=post]")
    assert form["action"].startswith(f"{base}/steps/{step.id}")
    links = [link["href"] for link in page.select(".now a")]
    assert f"{base}/barriers/{barrier.id}" in links[2]


def test_when_nothing_is_due_the_page_is_calm(browser: Browser, make: Make, trajectory: Trajectory):
    make.contact(trajectory)
    make.step(trajectory)
    assert "Nothing is needed this week." in section(dossier(browser, trajectory), "needs-title")


def test_going_back_is_drawn_with_its_date_and_reason(browser: Browser, make: Make, manager: User):
    path = make.trajectory(manager, days=60)
    make.leave(path, left_on=ago(20))
    make.stay(path, manager, seq=2, phase=Phase.MATCHING, entered_on=ago(20), left_on=ago(10))
    reason = "First more language"
    make.stay(path, manager, seq=3, phase=Phase.ACTIVATION, entered_on=ago(10), reason=reason)
    page = dossier(browser, path)
    here = words(page, ".route .here")
    assert "back on 14 Nov" in here
    assert "now, day 10" in here
    assert reason in words(page, ".route .seen")
    assert f"Back from matching to activation. {reason}" in section(page, "story")


def test_a_closed_trajectory_can_only_be_opened_again(browser: Browser, make: Make, manager: User):
    over = make.trajectory(manager, days=90)
    make.step(over)
    make.barrier(over, opened_on=ago(80))
    make.leave(over, left_on=ago(5), outcome=Outcome.WORK, closing_note="Cooks at the station")
    page = dossier(browser, over)
    assert "Closed on 19 November 2026: work. Nothing is needed any more." in section(page, "needs-title")
    assert page.select_one("a.primary").text == "Open again"
    assert not page.find("a", string="Log contact")
    assert "85 days; closed: work" in words(page, ".route .done")
    assert "Closed: work. Cooks at the station" in section(page, "story")


def test_who_is_on_hold_sleeps_until_a_date(browser: Browser, make: Make, trajectory: Trajectory):
    make.hold(trajectory)
    page = dossier(browser, trajectory)
    assert "On hold until 14 December 2026. Until then nothing is needed" in section(page, "needs-title")
    assert page.find("a", string="End the hold")
    assert not page.find("a", string="Put on hold")


def test_barriers_and_strengths_stand_by_domain_and_the_rest_in_one_line(
    browser: Browser, make: Make, trajectory: Trajectory
):
    make.barrier(trajectory, waiting_on=WaitingOn.LANGUAGE_SCHOOL, review_on=ago(3))
    make.strength(trajectory)
    make.strength(trajectory, description="Speaks four languages", domain=LifeDomain.LANGUAGE)
    make.view(trajectory, domain=LifeDomain.HOUSING)
    make.view(trajectory, domain=LifeDomain.HEALTH, view=View.ATTENTION, note="24 hours a week for now")
    page = dossier(browser, trajectory)
    rows = [text(row) for row in page.select("table.stack tbody tr")]
    assert [row.split()[0] for row in rows] == ["Language", "Language", "Health", "Network"]
    assert "Barrier hinders Speaking at work is hard" in rows[0]
    assert "Language school 21 Nov" in rows[0]
    assert page.select_one("table.stack time.over")
    assert "Attention 24 hours a week for now" in rows[2]
    assert "No issue: Housing. Not discussed: Education and skills," in section(page, "domains")


def test_a_domain_narrows_barriers_steps_and_the_story(browser: Browser, make: Make, trajectory: Trajectory):
    make.barrier(trajectory)
    make.barrier(trajectory, domain=LifeDomain.HOUSING, description="Too small a room")
    make.step(trajectory, domain=LifeDomain.HOUSING, title="Call the corporation")
    make.step(trajectory, domain=LifeDomain.LANGUAGE, title="Ask for the timetable")
    make.contact(trajectory, domains=frozenset({LifeDomain.HOUSING}), text="About the room")
    make.contact(trajectory, text="About work")
    page = dossier(browser, trajectory, "?domain=housing")
    everything = "".join(section(page, part) for part in ("domains", "steps", "story"))
    assert "Too small a room" in everything
    assert "Call the corporation" in everything
    assert "About the room" in everything
    for other in ("Speaking at work", "timetable", "About work", "Started in"):
        assert other not in everything
    assert page.select_one("a.picked")["href"] == f"/trajectories/{trajectory.id}#domains"
    assert dossier(browser, trajectory, "?domain=nonsense").select_one("a.picked") is None


def test_steps_say_whose_they_are_and_how_they_stand(
    browser: Browser, make: Make, trajectory: Trajectory, manager: User
):
    make.step(trajectory, owner_id=manager.id, due_on=ago(2), title="Late one")
    make.step(trajectory, owner=StepOwner.NEWCOMER, status=StepStatus.DOING, title="Own one")
    make.step(trajectory, owner=StepOwner.PARTNER, status=StepStatus.DONE, ended_on=ago(4), title="Old one")
    rows = [text(row) for row in dossier(browser, trajectory).select(".steps li")]
    assert f"Late one Late {manager.name}, 22 Nov" in rows[0]
    assert "Own one Doing Tesfay" in rows[1]
    assert rows[2] == "Old one Done Partner, 20 Nov"


def test_the_story_tells_contacts_with_what_came_of_them(
    browser: Browser, make: Make, trajectory: Trajectory, manager: User
):
    make.contact(trajectory, minutes=40, text="Happy with the canteen\nHe asks about evenings")
    make.contact(trajectory, result=ContactResult.DID_NOT_SHOW, text="")
    make.step(trajectory, title="Ask for the timetable")
    page = dossier(browser, trajectory)
    story = section(page, "story")
    assert "Happy with the canteen He asks about evenings Talk, reached, 40 minutes" in story
    assert f"{manager.name}, 10:30. Shared with the care team." in story
    assert page.select_one(".tag").get_text() == "Absent"
    assert "Step planned: Ask for the timetable, for 24 December 2026." in words(page, ".auto")
    assert not dossier(browser, trajectory, "?automatic=no").select(".auto")


def test_the_story_opens_in_full_when_asked(browser: Browser, make: Make, trajectory: Trajectory):
    for days in range(34):
        make.contact(trajectory, days=days)
    page = dossier(browser, trajectory)
    assert len(page.select(".log li")) == 30
    link = page.find("a", string="All (35)")
    assert len(browser.get(link["href"]).select(".log li")) == 35


def test_an_empty_dossier_says_what_to_do_next(browser: Browser, make: Make, manager: User):
    page = dossier(browser, make.trajectory(manager, days=0))
    assert "Ask what helps and what is in the way" in section(page, "domains")
    assert "Agree on one small thing" in section(page, "steps")
    assert "Started in activation." in section(page, "story")
    empty = dossier(browser, make.trajectory(manager, days=0), "?domain=money")
    assert "Nothing is open in this life domain." in section(empty, "domains")
    assert "Nothing was written in this life domain yet." in section(empty, "story")


def test_typed_text_is_only_text(browser: Browser, make: Make, trajectory: Trajectory):
    make.contact(trajectory, text="<b>bold</b> & <script>alert(1)</script>")
    assert "<b>bold</b> & <script>alert(1)</script>" in section(dossier(browser, trajectory), "story")


def test_the_page_speaks_dutch(visit: Visit, make: Make):
    annelies = make.user(language=Language.DUTCH)
    page = dossier(visit(annelies), make.trajectory(annelies))
    assert "Nu nodig" in section(page, "needs-title")
    assert "Er staat geen volgende stap." in section(page, "needs-title")


def told(answer: TestResponse, asked: UUID) -> str:
    """The page without what was asked and without the number of its request."""
    return answer.text.replace(str(asked), "").replace(answer.headers["X-Request-ID"], "")


def test_a_strangers_dossier_is_as_absent_as_one_that_never_was(
    visit: Visit, make: Make, trajectory: Trajectory
):
    stranger = visit(make.user())
    theirs = stranger.open(f"/trajectories/{trajectory.id}")
    absent = uuid7()
    nobodys = stranger.open(f"/trajectories/{absent}")
    assert (theirs.status_code, nobodys.status_code) == (404, 404)
    assert told(theirs, trajectory.id) == told(nobodys, absent)
    assert visit(make.user(Role.PARTNER)).open(f"/trajectories/{trajectory.id}").status_code == 403


def test_two_facts_cost_as_many_statements_as_two_hundred(
    browser: Browser, make: Make, trajectory: Trajectory, statements: list[str]
):
    make.contact(trajectory)
    make.barrier(trajectory)
    statements.clear()
    dossier(browser, trajectory)
    assert len(statements) == DOOR + PAGE
    for number in range(40):
        domain = list(LifeDomain)[number % 10]
        make.contact(trajectory, days=number)
        make.barrier(trajectory, domain=domain)
        make.strength(trajectory, domain=domain)
        make.view(trajectory, domain=domain)
        make.step(trajectory, domain=domain)
    make.session.commit()
    statements.clear()
    dossier(browser, trajectory, "?all=yes")
    assert len(statements) == DOOR + PAGE


def test_one_dossier_costs_as_many_statements_among_two_thousand_people_as_among_twenty(
    browser: Browser, make: Make, manager: User, trajectory: Trajectory, statements: list[str]
):
    for people in (19, 1980):
        crowd(make, manager, people)
        statements.clear()
        dossier(browser, trajectory)
        assert len(statements) == DOOR + PAGE
