"""The team page, as its visitors see it."""

from collections.abc import Callable
from urllib.parse import parse_qs, urlsplit

import pytest
from bs4 import BeautifulSoup, Tag

from tests.browser import Browser
from tests.make import Make, ago
from tracker.accounts.models import Team, User
from tracker.accounts.terms import Role
from tracker.trajectory.terms import LifeDomain, Phase, WaitingOn

PAGE = "/team/bottlenecks"


@pytest.fixture
def team(make: Make) -> Team:
    return make.team()


@pytest.fixture
def lead(make: Make, team: Team) -> User:
    return make.user(Role.TEAM_LEAD, team)


@pytest.fixture
def guide(make: Make, team: Team) -> User:
    """A client manager of the team."""
    return make.user(team=team)


@pytest.fixture
def people(make: Make, guide: User) -> None:
    """Seven in activation, six of them with a language barrier; two in matching, one with one."""
    for index in range(7):
        trajectory = make.trajectory(guide, days=50 + 10 * index)
        if index < 6:
            make.barrier(trajectory, waiting_on=WaitingOn.LANGUAGE_SCHOOL, opened_on=ago(10 + index))
    for index in range(2):
        trajectory = make.trajectory(guide, Phase.MATCHING, days=5)
        make.contact(trajectory)
        make.barrier(trajectory, domain=LifeDomain.HOUSING if index else LifeDomain.LANGUAGE)


def rows(page: BeautifulSoup, place: str) -> dict[str, list[str]]:
    """The table of a part of the page: its row heads with their cells."""
    found = page.select_one(place)
    return {
        row.select_one("th").get_text(strip=True): [cell.get_text(strip=True) for cell in row.select("td")]
        for row in found.select("tbody tr")
    }


def test_a_team_lead_sees_every_number_with_its_list(visit: Callable[..., Browser], lead: User, people: None):
    page = visit(lead).get(PAGE)

    assert rows(page, "section:has(#phases-title)")["3 Activation"][:3] == ["7", "0", "7"]
    assert rows(page, "#cause")["Language"] == ["·", "·", "6", "1", "·"]
    assert rows(page, "#waits") == {"Language school": ["6", "12 days"]}
    assert len(rows(page, "#still")) == 5
    assert "7 trajectories are standing still." in page.select_one(".now").text
    assert len(page.select("svg[role=img]")) == 3


def test_every_link_to_a_list_says_whom_it_lists(visit: Callable[..., Browser], lead: User, people: None):
    page = visit(lead).get(PAGE)
    cell = next(link for link in page.select("#cause td a") if link.text.strip() == "6")

    assert parse_qs(urlsplit(cell["href"]).query) == {
        "team": ["all"],
        "phase": ["activation"],
        "domain": ["language"],
    }


def links(page: BeautifulSoup) -> list[Tag]:
    return [link for link in page.select("main a") if link["href"].startswith(("/caseload", "/trajectories"))]
