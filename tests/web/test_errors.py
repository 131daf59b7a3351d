"""A refusal leads back to where one came from, as far as that is a page of ours; it is no failure."""

import pytest
from bs4 import BeautifulSoup

from tests.make import ago
from tracker.accounts.terms import Role
from tracker.web.errors import _came_from

HERE = "http://localhost"


@pytest.fixture
def refused(visit, make, team):
    """What somebody reads who came from there and is refused: the role has ended already."""
    desk = visit(make.user(Role.ADMINISTRATOR, team))
    seat = make.membership(make.user(team=team), Role.CLIENT_MANAGER, team, until_on=ago(1))

    def ask(referrer):
        path = f"/set-up/memberships/{seat.id}/end"
        headers = {"Referer": referrer} if referrer is not None else {}
        answer = desk.client.post(path, data={"csrf_token": desk.csrf_token}, headers=headers)
        assert answer.status_code == 409
        return BeautifulSoup(answer.text, "html.parser").main

    return ask


def back_on(page):
    return [link["href"] for link in page.select("a.button") if link.text == "Back"]


def test_a_refusal_leads_back_and_has_no_code(refused):
    page = refused(f"{HERE}/set-up/people?q=zoe#main")
    assert back_on(page) == ["/set-up/people"]
    assert not page.select("code")


@pytest.mark.parametrize(
    "referrer",
    [
        None,
        "",
        "/set-up/people",
        "https://localhost/set-up/people",
        "http://localhost:81/set-up/people",
        "http://localhost.evil.example/set-up/people",
        "http://me@localhost/set-up/people",
        "http://evil.example/set-up/people",
        "http://[/set-up/people",
        f"{HERE}//evil.example/",
        f"{HERE}/\\evil.example/",
        f"{HERE}/sign-out",
        f"{HERE}/no-such-page",
        "javascript:alert(1)",
    ],
)
def test_only_to_a_page_of_ours_that_opens(refused, referrer):
    assert back_on(refused(referrer)) == []


def test_what_is_not_there_never_says_where_one_came_from(browser):
    pages = [
        browser.client.get("/no-such-page", headers=headers).text.partition("mention this code")[0]
        for headers in ({}, {"Referer": f"{HERE}/caseload"})
    ]
    assert pages[0] == pages[1]


@pytest.mark.parametrize(("method", "back"), [("GET", None), ("POST", "/set-up/people/add")])
def test_a_page_that_refuses_itself_is_no_way_back_and_its_form_is(app, method, back):
    path = "/set-up/people/add"
    with app.test_request_context(path, method=method, headers={"Referer": f"{HERE}{path}?role=partner"}):
        assert _came_from() == back
