"""Search or do, and the line that every opened dossier leaves."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from bs4 import BeautifulSoup
from flask import Flask, url_for
from sqlalchemy import Engine, event, select
from uuid_utils.compat import uuid7

from tests.browser import Browser
from tests.crowd import crowd
from tests.make import NOW, Make
from tracker.accounts.models import Team, User
from tracker.accounts.terms import GRANTS, Language, Role
from tracker.audit import Reading
from tracker.find.terms import PLACES
from tracker.trajectory.models import Trajectory
from tracker.trajectory.terms import Outcome

Visit = Callable[..., Browser]
DOOR = 1


def named(make: Make, manager: User, given_name: str, family_name: str, **fields: object) -> Trajectory:
    newcomer = {"given_name": given_name, "family_name": family_name}
    return make.trajectory(manager, newcomer=newcomer, **fields)


def people(page: BeautifulSoup) -> list[str]:
    return [name.get_text() for name in page.select("section[aria-labelledby=find-people] bdi")]


def places(page: BeautifulSoup) -> set[str]:
    return {link["href"] for link in page.select("section[aria-labelledby=find-places] a")}


def readings(make: Make) -> list[Reading]:
    make.session.rollback()
    return list(make.session.scalars(select(Reading).order_by(Reading.id)))


@pytest.mark.parametrize("asked", ["yilmaz", "Yılm", "YILMAZ Muhammad", "muh", "42", "TR-0042"])
def test_somebody_is_found_by_any_spelling_by_a_beginning_and_by_number(
    browser: Browser, make: Make, manager: User, asked: str
):
    named(make, manager, "Mohamed", "Yılmaz", reference="TR-0042")
    named(make, manager, "Selam", "Tesfay", reference="TR-0043")
    if asked != "muh":
        assert people(browser.get(f"/find?q={asked}")) == ["Mohamed Yılmaz"]
    else:
        assert people(browser.get(f"/find?q={asked}")) == []
        assert people(browser.get("/find?q=moh")) == ["Mohamed Yılmaz"]


def test_who_is_written_as_asked_comes_first_and_many_lead_to_the_caseload(
    browser: Browser, make: Make, manager: User
):
    for number in range(9):
        named(make, manager, "Achmed", f"Aba{number}")
    named(make, manager, "Ahmed", "Zaki")
    page = browser.get("/find?q=ahmed")
    assert people(page)[0] == "Ahmed Zaki"
    assert len(people(page)) == 8
    assert "And 2 more." in page.get_text()
    assert page.select_one("a[href='/caseload?q=ahmed']")


def test_only_whom_one_may_see_is_found_and_no_number_tells_of_others(
    visit: Visit, make: Make, team: Team, guide: User, lead: User
):
    trajectory = named(make, guide, "Selam", "Tesfay")
    for user in (make.user(team=team), make.user(Role.TEAM_LEAD), make.user(team=make.team())):
        page = visit(user).get("/find?q=selam")
        absent = visit(user).get("/find?q=nobody")
        assert page.main.get_text().replace("selam", "nobody") == absent.main.get_text()
        assert str(trajectory.id) not in str(page)
    assert people(visit(lead).get("/find?q=selam")) == ["Selam Tesfay"]


@pytest.mark.parametrize("role", [role for role in Role if "read_trajectories" not in GRANTS[role]])
def test_a_role_without_people_gets_pages_only_and_no_question_about_people_is_asked(
    visit: Visit, make: Make, guide: User, team: Team, role: Role, statements: list[str]
):
    named(make, guide, "Selam", "Tesfay")
    user = make.user(role, team)
    browser = visit(user)
    statements.clear()
    page = browser.get("/find?q=selam")
    assert len(statements) == DOOR
    assert not people(page)
    assert "Only people whom you guide" not in page.get_text()
    assert "/account" in places(browser.get("/find"))


@pytest.mark.parametrize("role", list(Role))
def test_the_pages_that_are_shown_open_and_the_others_do_not(
    app: Flask, visit: Visit, make: Make, team: Team, role: Role
):
    browser = visit(make.user(role, team))
    shown = places(browser.get("/find"))
    with app.test_request_context():
        addresses = [url_for(place.endpoint) for place in PLACES]
    assert len(set(addresses)) == len(PLACES)
    for address in addresses:
        assert browser.open(address).status_code == (200 if address in shown else 403), address


def test_pages_are_found_in_ones_own_language_by_other_words_too(visit: Visit, make: Make, team: Team):
    admin = make.user(Role.ADMINISTRATOR, team, language=Language.DUTCH)
    assert places(visit(admin).get("/find?q=uitnod")) == {"/set-up/people/add"}
    assert places(visit(admin).get("/find?q=vakantie")) == {"/set-up/standing-in"}


@pytest.mark.parametrize("asked", ["%20", "%00", "!?", "x" * 5000, "%F0%9F%92%A9", "%27%22%3Cb%3E"])
def test_strange_questions_find_nothing_and_break_nothing(
    browser: Browser, make: Make, manager: User, asked: str
):
    named(make, manager, "Selam", "Tesfay")
    assert people(browser.get(f"/find?q={asked}")) == []


def test_the_dialog_gets_a_fragment_and_a_stranger_the_way_to_the_door(browser: Browser, visit: Visit):
    partial = {"HX-Request-Type": "partial"}
    answer = browser.client.get("/find?q=account", headers=partial)
    assert "<html" not in answer.text
    assert "/account" in answer.text
    stranger = visit().client.get("/find?q=account", headers=partial)
    assert (stranger.status_code, stranger.headers["HX-Redirect"]) == (204, "/sign-in")


def test_two_thousand_people_cost_as_many_statements_as_twenty(
    browser: Browser, make: Make, manager: User, statements: list[str]
):
    for more in (20, 1980):
        crowd(make, manager, more)
        for address in ("/find", "/find?q=a"):
            statements.clear()
            browser.get(address)
            assert len(statements) == DOOR + 1


def test_every_dossier_that_opens_leaves_one_line_and_one_that_does_not_leaves_none(
    browser: Browser, visit: Visit, make: Make, manager: User, guide: User
):
    trajectory = make.trajectory(manager)
    make.session.commit()
    browser.get(f"/trajectories/{trajectory.id}")
    browser.get(f"/trajectories/{trajectory.id}")
    browser.get(f"/trajectories/{uuid7()}", status=404)
    visit(guide).get(f"/trajectories/{trajectory.id}", status=404)
    lines = readings(make)
    assert len(lines) == 2
    for line in lines:
        assert (line.user_id, line.trajectory_id, line.role, line.at, line.organisation_id) == (
            manager.id,
            trajectory.id,
            Role.CLIENT_MANAGER,
            NOW,
            trajectory.organisation_id,
        )


def test_a_dossier_stays_closed_when_who_opens_it_cannot_be_written_down(
    browser: Browser, make: Make, manager: User, app_engine: Engine
):
    trajectory = named(make, manager, "Selam", "Tesfay")
    make.session.commit()

    def refuse(conn: object, cursor: object, statement: str, *_: object) -> tuple[str, tuple[()]]:
        return (
            ("SELECT no_such_column", ())
            if statement.startswith("INSERT INTO reading")
            else (statement, _[0])
        )

    event.listen(app_engine, "before_cursor_execute", refuse, retval=True)
    try:
        page = browser.get(f"/trajectories/{trajectory.id}", status=503)
    finally:
        event.remove(app_engine, "before_cursor_execute", refuse)
    assert "This dossier stays closed for a moment" in page.h1.get_text()
    assert "Selam" not in page.get_text()
    assert readings(make) == []
    browser.get(f"/trajectories/{trajectory.id}")


def test_the_last_five_opened_are_shown_latest_first_as_long_as_they_are_ones_own(
    browser: Browser, make: Make, manager: User, guide: User
):
    opened = [named(make, manager, "Person", f"Number{n}") for n in range(7)]
    for number, trajectory in enumerate([*opened, opened[3]]):
        line = {
            "user_id": manager.id,
            "role": Role.CLIENT_MANAGER,
            "at": NOW - timedelta(minutes=60 - number),
        }
        make.session.add(
            Reading(**line, trajectory_id=trajectory.id, organisation_id=trajectory.organisation_id)
        )
    opened[6].client_manager_id = guide.id
    make.leave(opened[5], outcome=Outcome.OTHER)
    make.session.commit()
    page = browser.get("/find")
    assert people(page) == [f"Person Number{n}" for n in (3, 5, 4, 2, 1)]
    assert len(page.select("section[aria-labelledby=find-people] a.button")) == 4
    assert "Closed" in page.select("section[aria-labelledby=find-people] li")[1].get_text()
