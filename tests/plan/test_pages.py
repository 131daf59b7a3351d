"""The deeds of the plan, as their visitors do them."""

import re
from collections.abc import Callable
from typing import Any

import pytest
from bs4 import BeautifulSoup
from sqlalchemy import select

from tests.browser import Browser
from tests.make import TODAY, Make, ago
from tests.plan.filled import BARRIER, STEP
from tracker.accounts.models import Team, User
from tracker.accounts.terms import Language, Role
from tracker.audit import AuditLine
from tracker.trajectory.models import Barrier, DomainView, Step, Strength, Trajectory
from tracker.trajectory.terms import (
    BarrierEnd,
    CauseSide,
    LifeDomain,
    Outcome,
    Severity,
    Sharing,
    StepOwner,
    StepStatus,
    View,
    WaitingOn,
)

DOOR = 1


@pytest.fixture
def team(make: Make) -> Team:
    return make.team()


@pytest.fixture
def manager(make: Make, team: Team) -> User:
    return make.user(team=team)


@pytest.fixture
def trajectory(make: Make, manager: User) -> Trajectory:
    return make.trajectory(manager, days=40)


def path(trajectory: Trajectory, deed: str) -> str:
    return f"/trajectories/{trajectory.id}/{deed}"


def words(page: BeautifulSoup) -> str:
    """What somebody reads, with single spaces and none before a comma."""
    return re.sub(r" ([,.;:])", r"\1", " ".join(page.main.get_text(" ").split()))


def rows(make: Make, table: Any) -> list[Any]:
    """The rows as they stand now."""
    make.session.commit()
    return list(make.session.scalars(select(table).execution_options(populate_existing=True)))


def deeds(make: Make) -> list[str]:
    return [line.deed for line in rows(make, AuditLine)]


def follow(browser: Browser, address: str, part: str, **fields: Any) -> BeautifulSoup:
    """The dossier to which a deed leads, at the part that changed."""
    answer = browser.open(address, "POST", **fields)
    to, _, anchor = answer.location.partition("#")
    assert (answer.status_code, anchor) == (302, part)
    page = browser.get(to)
    assert page.select_one(f"#{part}")
    return page


def said(page: BeautifulSoup) -> str:
    return page.select_one("#message").get_text(" ", strip=True)


def seen(page: BeautifulSoup) -> str:
    """The version that the page shows."""
    return page.select_one("[name=seen]")["value"]


def chosen(page: BeautifulSoup) -> dict[str, str]:
    """What stands in the form, field by field."""
    form = page.select_one("main form")
    boxes = form.select("input:not([type=radio], [type=hidden]), input[checked]")
    texts = {box["name"]: box.get_text().strip() for box in form.select("textarea")}
    lists = {box.find_parent("select")["name"]: box["value"] for box in form.select("option[selected]")}
    return {**{box["name"]: box.get("value", "") for box in boxes}, **texts, **lists}


def test_a_barrier_is_added_with_all_that_was_filled_in(
    browser: Browser, make: Make, trajectory: Trajectory, team: Team
):
    colleague = make.user(team=team)
    page = follow(browser, path(trajectory, "open-barrier"), "domains", **BARRIER, owner_id=colleague.id)
    assert said(page) == "Barrier added."
    [barrier] = rows(make, Barrier)
    assert (barrier.domain, barrier.description) == (LifeDomain.FAMILY, "No child care on Friday")
    assert (barrier.severity, barrier.cause_side) == (Severity.BLOCKS, CauseSide.CHAIN)
    assert (barrier.waiting_on, barrier.owner_id) == (WaitingOn.CHILD_CARE, colleague.id)
    assert (barrier.opened_on.isoformat(), barrier.review_on.isoformat()) == ("2026-09-22", "2027-01-22")
    assert (barrier.looked_on, barrier.sharing) == (TODAY, Sharing.INTERNAL)
    assert f"next step: {colleague.name}" in words(page)
    assert deeds(make) == ["open_barrier"]


def test_the_page_of_a_barrier_knows_what_is_usual(browser: Browser, trajectory: Trajectory, manager: User):
    page = browser.get(path(trajectory, "open-barrier?domain=money"))
    assert chosen(page) == {
        "domain": "money",
        "description": "",
        "opened_on": "24-11-2026",
        "waiting_on": "nobody",
        "owner_id": str(manager.id),
        "review_on": "",
        "sharing": "care_team",
    }
    assert "no diagnosis" in page.select_one("#description-hint").text


def test_only_colleagues_of_today_can_take_the_next_step(
    browser: Browser, make: Make, trajectory: Trajectory, manager: User, team: Team
):
    colleague, lead = make.user(team=team), make.user(Role.TEAM_LEAD, team)
    make.user(Role.ADMINISTRATOR, team)
    make.membership(make.user(), Role.CLIENT_MANAGER, team, until_on=ago(1))
    page = browser.get(path(trajectory, "open-barrier"))
    names = [one.text for one in page.select("#owner_id option")]
    assert names == ["Choose a name", *sorted([manager.name, colleague.name, lead.name])]


def test_looking_again_says_how_it_is_now(browser: Browser, make: Make, trajectory: Trajectory):
    barrier = make.barrier(trajectory, severity=Severity.BLOCKS, opened_on=ago(62))
    address = path(trajectory, f"barriers/{barrier.id}/review")
    page = browser.get(address)
    assert "Language. Speaking at work is hard Since 23 September 2026, last looked at on" in words(page)
    assert chosen(page) == {"severity": "blocks", "waiting_on": "nobody", "review_on": ""}
    assert page.select_one("main p:not(.small) > a")["href"].endswith(f"/barriers/{barrier.id}/close")
    fields = {"severity": "hinders", "waiting_on": "us", "review_on": "8-12-2026"}
    page = follow(browser, address, "domains", seen=seen(page), **fields)
    assert said(page) == "The barrier was looked at again."
    [barrier] = rows(make, Barrier)
    assert (barrier.severity, barrier.waiting_on) == (Severity.HINDERS, WaitingOn.US)
    assert (barrier.review_on, barrier.looked_on) == (ago(-14), TODAY)


@pytest.mark.parametrize("ending", BarrierEnd)
def test_a_barrier_ends_with_what_helped(
    browser: Browser, make: Make, trajectory: Trajectory, ending: BarrierEnd
):
    address = path(trajectory, f"barriers/{make.barrier(trajectory).id}/close")
    assert "Speaking at work is hard" in words(browser.get(address))
    page = follow(browser, address, "domains", ending=ending, what_helped="A patient colleague")
    assert said(page) == "The barrier has ended."
    [barrier] = rows(make, Barrier)
    assert (barrier.closed_on, barrier.ending) == (TODAY, ending)
    assert barrier.what_helped == "A patient colleague"


def test_a_strength_is_added_and_ends(browser: Browser, make: Make, trajectory: Trajectory):
    fields = {"domain": "network", "description": "A cousin drives along", "review_on": "11-1-2027"}
    page = follow(browser, path(trajectory, "add-strength"), "domains", **fields)
    assert said(page) == "Strength added."
    [strength] = rows(make, Strength)
    assert (strength.domain, strength.description) == (LifeDomain.NETWORK, "A cousin drives along")
    assert (strength.review_on.isoformat(), strength.opened_on) == ("2027-01-11", TODAY)
    [form] = page.select("#domains ~ table form, section[aria-labelledby=domains] form")
    page = follow(browser, form["action"], "domains")
    assert said(page) == "The strength is no longer there."
    assert rows(make, Strength)[0].closed_on == TODAY
    assert deeds(make) == ["add_strength", "end_strength"]


def test_a_life_domain_is_noted_without_a_barrier_or_a_strength(
    browser: Browser, make: Make, trajectory: Trajectory
):
    views = browser.get(path(trajectory, "note-view")).select("[name=view]")
    assert [one["value"] for one in views] == ["no_issue", "attention"]
    page = follow(browser, path(trajectory, "note-view"), "domains", domain="housing", view="no_issue")
    assert said(page) == "Life domain noted."
    assert "No issue: Housing." in words(page)
    fields = {"domain": "health", "view": "attention", "note": "24 hours a week", "sharing": "newcomer"}
    follow(browser, path(trajectory, "note-view"), "domains", **fields)
    assert {(one.domain, one.view, one.note, one.sharing) for one in rows(make, DomainView)} == {
        (LifeDomain.HOUSING, View.NO_ISSUE, "", Sharing.CARE_TEAM),
        (LifeDomain.HEALTH, View.ATTENTION, "24 hours a week", Sharing.NEWCOMER),
    }


def test_an_issue_is_not_noted_away(browser: Browser, make: Make, trajectory: Trajectory):
    make.barrier(trajectory, domain=LifeDomain.MONEY)
    fields = {"domain": "money", "view": "no_issue", "note": "All letters are open now"}
    page = browser.post(path(trajectory, "note-view"), 409, **fields)
    assert "A barrier is open in money and administration." in words(page)
    assert "All letters are open now" in words(page)
    assert rows(make, DomainView) == deeds(make) == []


def test_a_step_is_planned_begun_moved_and_done(browser: Browser, make: Make, trajectory: Trajectory):
    page = follow(browser, path(trajectory, "plan-step"), "steps", **STEP)
    assert said(page) == "Step planned."
    [step] = rows(make, Step)
    assert (step.title, step.due_on, step.domain) == ("Ask the school", ago(-7), LifeDomain.LANGUAGE)
    assert (step.owner, step.owner_id) == (StepOwner.PROFESSIONAL, trajectory.client_manager_id)
    page = follow(browser, page.select_one(".steps button[formaction$=start]")["formaction"], "steps")
    assert (said(page), rows(make, Step)[0].status) == ("Step started.", StepStatus.DOING)
    assert not page.select(".steps [formaction$=start]")
    address = page.select_one(".steps a")["href"]
    moving = browser.get(address)
    assert "Ask the school, agreed for 1 December 2026." in words(moving)
    page = follow(browser, address, "steps", due_on="8-12-2026", seen=seen(moving))
    assert (said(page), rows(make, Step)[0].due_on) == ("The step has another day.", ago(-14))
    page = follow(browser, page.select_one(".steps form")["action"], "steps")
    assert (said(page), rows(make, Step)[0].status) == ("Step done.", StepStatus.DONE)
    assert deeds(make) == ["plan_step", "start_step", "move_step", "finish_step"]


def test_a_step_is_stopped(browser: Browser, make: Make, trajectory: Trajectory):
    make.step(trajectory)
    page = browser.get(f"/trajectories/{trajectory.id}")
    page = follow(browser, page.select_one(".steps button[formaction$=stop]")["formaction"], "steps")
    assert (said(page), rows(make, Step)[0].status) == ("Step stopped.", StepStatus.STOPPED)


def test_a_dossier_of_one_domain_stays_narrow_as_long_as_it_shows_what_changed(
    browser: Browser, make: Make, trajectory: Trajectory
):
    make.step(trajectory, domain=LifeDomain.HEALTH)
    base = f"/trajectories/{trajectory.id}"
    page = browser.get(f"{base}?domain=health")
    done = browser.open(page.select_one(".steps form")["action"], "POST")
    assert done.location == f"{base}?domain=health#steps"
    address = page.find("a", string="Add strength")["href"]
    page = browser.get(address)
    assert chosen(page)["domain"] == "health"
    assert {one["href"] for one in page.select("main a")} == {f"{base}?domain=health"}
    here = browser.open(address, "POST", domain="health", description="Sleeps well")
    elsewhere = browser.open(address, "POST", domain="work", description="Cooks well")
    assert (here.location, elsewhere.location) == (f"{base}?domain=health#domains", f"{base}#domains")


def test_a_closed_dossier_offers_only_to_end_what_was_left_open(
    browser: Browser, make: Make, trajectory: Trajectory
):
    make.step(trajectory)
    make.barrier(trajectory)
    make.strength(trajectory)
    make.leave(trajectory, outcome=Outcome.WORK)
    page = browser.get(f"/trajectories/{trajectory.id}")
    deeds = page.select("main form[action], main [formaction], main a[href*=barriers], main a[href*=steps]")
    ends = {(one.get("href") or one.get("formaction") or one["action"]).rpartition("/")[2] for one in deeds}
    assert ends == {"close", "end", "finish", "stop"}


def test_the_pages_speak_dutch(visit: Callable[..., Browser], make: Make):
    annelies = make.user(language=Language.DUTCH)
    trajectory = make.trajectory(annelies)
    browser = visit(annelies)
    page = browser.get(path(trajectory, "open-barrier"))
    assert page.h1.text == "Drempel toevoegen"
    assert "Kinderopvang" in page.select_one("#waiting_on").text
    page = follow(browser, path(trajectory, "open-barrier"), "domains", **BARRIER)
    assert said(page) == "Drempel toegevoegd."


@pytest.mark.parametrize(
    ("deed", "page"),
    [
        ("open-barrier", 3),
        ("add-strength", 2),
        ("note-view", 2),
        ("plan-step", 2),
        ("barriers/{barrier}/review", 3),
        ("barriers/{barrier}/close", 2),
        ("steps/{step}/move", 3),
    ],
)
def test_every_page_costs_a_fixed_number_of_statements(
    browser: Browser, make: Make, trajectory: Trajectory, statements: list[str], deed: str, page: int
):
    barrier, step = make.barrier(trajectory), make.step(trajectory)
    address = path(trajectory, deed.format(barrier=barrier.id, step=step.id))
    statements.clear()
    browser.get(address)
    assert len(statements) == DOOR + page
    for _ in range(20):
        make.step(trajectory)
        make.barrier(trajectory)
    make.user(team=make.session.query(Team).first())
    statements.clear()
    browser.get(address)
    assert len(statements) == DOOR + page
