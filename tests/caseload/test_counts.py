"""Every number opens exactly its list, and costs as many statements however large it is."""

import re
from collections.abc import Callable

import pytest

from tests.browser import Browser
from tests.caseload.reading import PAGE, close, counted, listed, text
from tests.crowd import crowd
from tests.make import Make
from tracker.accounts.models import Team, User
from tracker.accounts.terms import Role
from tracker.trajectory.terms import LifeDomain, Phase, WaitingOn

DOOR = 1
"""The statements of the door before the page: the session with its memberships."""

Visit = Callable[..., Browser]


@pytest.fixture
def people(make: Make, guide: User, team: Team) -> None:
    """Two client managers of a team with everybody in it: also on hold, closed, and without any contact."""
    crowd(make, guide, 70)
    crowd(make, make.user(team=team), 20)
    make.hold(make.trajectory(guide, Phase.MATCHING))
    twice = make.trajectory(guide, Phase.MATCHING, days=90)
    for domain in (LifeDomain.LANGUAGE, LifeDomain.LANGUAGE, LifeDomain.MONEY):
        make.barrier(twice, domain=domain, waiting_on=WaitingOn.US)
    close(make, make.trajectory(guide, Phase.MATCHING))


def test_every_number_of_the_team_page_opens_exactly_the_people_it_counts(
    visit: Visit, lead: User, guide: User, people: None
):
    browser, followed = visit(lead), set()
    for choice in ("", f"?manager={guide.id}"):
        for link in browser.get(f"/team/bottlenecks{choice}").select("main a[href^='/caseload']"):
            number = re.fullmatch(r"(?:All )?(\d+)(?: that stand still)?", text(link))
            if number and link["href"] not in followed:
                followed.add(link["href"])
                assert len(listed(browser, link["href"])) == int(number[1]), link["href"]

    for kind in (
        "&phase=matching&domain=language",
        "&phase=matching",
        "&waiting_on=us",
        "&status=standing_still",
    ):
        assert any(kind in link and "manager" not in link for link in followed), kind
    assert len(followed) > 50


def test_every_number_of_the_caseload_opens_exactly_the_people_it_counts(
    visit: Visit, lead: User, people: None
):
    browser = visit(lead)
    page = browser.get(f"{PAGE}?status=closed")
    needs = [(need["href"], int(text(need).split()[0])) for need in page.select(".needs a")]
    options = [
        (f"{PAGE}?{box['name']}={box['value']}", int(text(box.parent.select_one(".soft"))))
        for box in page.select("#filters label:has(.soft) input")
    ]
    assert len(needs) == 4
    assert len(options) >= 20
    for address, people_counted in needs + options:
        assert counted(browser.get(address)) == people_counted, address


def test_all_pages_together_hold_everybody_once(visit: Visit, lead: User, people: None):
    browser = visit(lead)
    page = browser.get(PAGE)

    assert [text(link) for link in page.select(".pager a")] == ["1", "2", "Next"]
    assert counted(page) == 92
    for query in ("", "?sort=name", "?phase=activation&sort=phase"):
        assert len(listed(browser, f"{PAGE}{query}")) == counted(browser.get(f"{PAGE}{query}"))
    assert browser.get(f"{PAGE}?page=2").select_one(".pager [aria-current=page]").text == "2"


@pytest.mark.parametrize(("role", "own"), [(Role.CLIENT_MANAGER, 3), (Role.TEAM_LEAD, 4)])
def test_as_many_statements_for_two_thousand_people_as_for_twenty(
    visit: Visit, make: Make, team: Team, statements: list[str], role: Role, own: int
):
    somebody = make.user(role, team)
    browser = visit(somebody)
    for people in (20, 1980):
        crowd(make, somebody, people)
        for query, more in [("", 0), ("?q=tesfai&phase=matching&status=late&status=closed", 1)]:
            statements.clear()
            browser.get(f"{PAGE}{query}")
            assert len(statements) == DOOR + own + more, statements
    assert counted(browser.get(PAGE)) == 2000
