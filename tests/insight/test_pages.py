"""The team page, as its visitors see it."""

from collections.abc import Callable
from urllib.parse import parse_qs, urlsplit

import pytest
from bs4 import BeautifulSoup

from tests.browser import Browser
from tests.crowd import crowd
from tests.make import Make, ago
from tracker.accounts.models import Team, User
from tracker.accounts.terms import Language, Role
from tracker.trajectory.models import PhaseStay
from tracker.trajectory.terms import LifeDomain, Phase, WaitingOn

PAGE = "/team/bottlenecks"
OPENED, GUARDED = 4, 6
"""The statements of the page itself, for who may open the persons and who may not."""
DOOR = 1
"""Those of the door before it: the session with its memberships."""

Visit = Callable[..., Browser]


@pytest.fixture
def people(make: Make, guide: User) -> None:
    """Seven in activation, six of them with a barrier in language; two in matching, each with one."""
    for index in range(7):
        trajectory = make.trajectory(guide, days=50 + 10 * index)
        if index < 6:
            make.barrier(trajectory, waiting_on=WaitingOn.LANGUAGE_SCHOOL, opened_on=ago(10 + index))
    for domain in (LifeDomain.LANGUAGE, LifeDomain.HOUSING):
        trajectory = make.trajectory(guide, Phase.MATCHING, days=5)
        make.contact(trajectory)
        make.barrier(trajectory, domain=domain)


def rows(page: BeautifulSoup, place: str) -> dict[str, list[str]]:
    """The table of a part of the page: its row heads with their cells."""
    return {
        row.select_one("th").get_text(strip=True): [cell.get_text(strip=True) for cell in row.select("td")]
        for row in page.select_one(place).select("tbody tr")
    }


def asked(page: BeautifulSoup, place: str) -> list[tuple[str, dict[str, list[str]]]]:
    """The numbers of a part of the page that are links, with what their lists are asked for."""
    links = page.select(f"{place} td a[href^='/caseload']")
    return [(link.text.strip(), parse_qs(urlsplit(link["href"]).query)) for link in links]


def test_a_team_lead_sees_every_number(visit: Visit, lead: User, people: None):
    page = visit(lead).get(PAGE)

    assert rows(page, "section:has(#phases-title)")["3 Activation"] == [
        *("7", "0", "7", "80 days", "·", "540 days"),
    ]
    assert rows(page, "#cause")["Language"] == ["·", "·", "6", "1", "·"]
    assert rows(page, "#waits") == {"Language school": ["6", "12 days"]}
    assert "7 trajectories are standing still." in page.select_one(".now").text


def test_a_number_asks_for_the_list_that_it_counts(visit: Visit, lead: User, people: None):
    page = visit(lead).get(PAGE)

    everybody = {"team": ["all"]}
    assert asked(page, "#cause") == [
        ("6", {**everybody, "phase": ["activation"], "domain": ["language"]}),
        ("1", {**everybody, "phase": ["matching"], "domain": ["language"]}),
        ("1", {**everybody, "phase": ["matching"], "domain": ["housing"]}),
    ]
    assert asked(page, "#waits") == [("6", {**everybody, "waiting_on": ["language_school"]})]
    assert asked(page, "#filling") == [
        ("7", {**everybody, "phase": ["activation"]}),
        ("2", {**everybody, "phase": ["matching"]}),
    ]
    still = {**everybody, "status": ["standing_still"]}
    assert ("7", {**still, "phase": ["activation"]}) in asked(page, "section:has(#phases-title)")
    assert parse_qs(urlsplit(page.select_one("#still .head a")["href"]).query) == still


def test_a_choice_stays_in_every_link(visit: Visit, lead: User, guide: User, team: Team, people: None):
    page = visit(lead).get(f"{PAGE}?team={team.id}&manager={guide.id}")

    links = [parse_qs(urlsplit(link["href"]).query) for link in page.select("main a[href*='?']")]
    assert len(links) > 15
    assert all(link["team"] == [str(team.id)] and link["manager"] == [str(guide.id)] for link in links)
    assert [one["value"] for one in page.select("option[selected]")] == [str(team.id), str(guide.id)]


def test_the_list_of_who_stands_still_has_five_names_and_reasons(visit: Visit, lead: User, people: None):
    still = rows(visit(lead).get(PAGE), "#still")

    assert len(still) == 5
    assert [cells[1] for cells in still.values()] == ["110 days", "100 days", "90 days", "80 days", "70 days"]
    assert list(still.values())[-1] == ["Activation", "70 days", "Waits for language school"]
    assert list(still.values())[0][2] == "No next step is planned."


def test_a_phase_is_chosen_for_its_curve(visit: Visit, make: Make, lead: User, guide: User):
    for days in (10, 20, 30, 40, 50):
        trajectory = make.trajectory(guide, Phase.INTAKE, days=400)
        stay = make.session.query(PhaseStay).filter_by(trajectory_id=trajectory.id).one()
        stay.left_on = ago(400 - days)
        make.stay(trajectory, guide, seq=2, phase=Phase.MATCHING, entered_on=ago(400 - days))

    page = visit(lead).get(f"{PAGE}?phase=intake")

    assert page.select_one("#duration .finding").text == "Half has left Intake after 30 days."
    assert rows(page, "#duration")["10 days"] == ["80%", "20%–97%", "5"]
    assert "Too few" in visit(lead).get(f"{PAGE}?phase=matching").select_one("#duration .finding").text
    assert (
        visit(lead).get(f"{PAGE}?phase=nonsense").select_one("#duration-title").text.endswith("Intake take?")
    )


@pytest.mark.parametrize("role", [Role.CLIENT_MANAGER, Role.FIGURES_READER])
def test_who_may_not_open_the_persons_gets_no_names_links_dots_or_choices(
    visit: Visit, make: Make, team: Team, people: None, role: Role
):
    page = visit(make.user(role, team)).get(f"{PAGE}?team={team.id}")

    assert not page.select(
        "main a[href^='/caseload'], main a[href^='/trajectories'], main form[method=get], #still"
    )
    assert "Al-Khatib" not in page.text
    assert not page.select("#waiting circle, #waiting rect")
    assert rows(page, "#filling") == {
        **{name: ["·", "·"] for name in ("1 Intake", "2 Orientation", "4 Matching", "5 Aftercare")},
        "3 Activation": ["7", "·"],
    }
    assert rows(page, "#cause")["Language"] == ["·"] * 5  # 6 of 7 would show that one has no barrier.


@pytest.mark.parametrize("role", [Role.PARTNER, Role.ADMINISTRATOR, Role.PRIVACY_OFFICER])
def test_other_roles_do_not_open_the_page(visit: Visit, make: Make, team: Team, role: Role):
    visit(make.user(role, team)).get(PAGE, 403)


def test_a_team_or_person_of_somebody_else_is_not_found(visit: Visit, make: Make, lead: User):
    visit(lead).get(f"{PAGE}?team={make.team().id}", 404)
    visit(lead).get(f"{PAGE}?manager={make.user().id}", 404)
    visit(lead).get(f"{PAGE}?team=99999999999999999999&manager=x&phase=")


def test_a_team_without_people_says_so(visit: Visit, lead: User, reader: User):
    page = visit(lead).get(PAGE)
    assert "No trajectory is standing still." in page.select_one(".now").text
    assert page.select_one("#still .empty")
    visit(reader).get(PAGE)


def test_it_speaks_dutch(visit: Visit, make: Make, team: Team, people: None):
    page = visit(make.user(Role.TEAM_LEAD, team, language=Language.DUTCH)).get(PAGE)

    assert page.h1.text == "Waar wachten mensen?"
    assert page.select_one("#cause .finding").text == (
        "Taal houdt in Activering de meeste mensen tegen: 6 van de 7 hebben daar een open drempel."
    )


def test_every_drawing_has_its_words_and_its_table(visit: Visit, lead: User, people: None):
    page = visit(lead).get(PAGE)

    for drawing in page.select("svg[role=img]"):
        named = [page.select_one(f"#{name}").text.strip() for name in drawing["aria-labelledby"].split()]
        assert all(named)
        assert drawing.find_parent("figure").select_one("details table")


@pytest.mark.parametrize(("role", "own"), [(Role.TEAM_LEAD, OPENED), (Role.FIGURES_READER, GUARDED)])
def test_as_many_statements_for_two_thousand_people_as_for_twenty(
    visit: Visit, make: Make, guide: User, team: Team, statements: list[str], role: Role, own: int
):
    browser = visit(make.user(role, team))
    for people in (20, 1980):
        crowd(make, guide, people)
        statements.clear()
        browser.get(PAGE)
        assert len(statements) == DOOR + own, statements
