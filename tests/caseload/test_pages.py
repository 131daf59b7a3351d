"""The caseload, as its visitors see it."""

from collections.abc import Callable
from http import HTTPStatus
from urllib.parse import urlencode

import pytest
from bs4 import BeautifulSoup
from uuid_utils.compat import uuid7

from tests.browser import Browser
from tests.caseload.reading import PAGE, close, names, text
from tests.make import Make
from tracker.accounts.models import Organisation, Team, User
from tracker.accounts.terms import Language, Role
from tracker.trajectory.models import Trajectory
from tracker.trajectory.terms import ContactResult, StepOwner

Visit = Callable[..., Browser]


def test_the_page_says_whose_it_is_how_many_there_are_and_on_which_day(
    browser: Browser, fatima: Trajectory, tesfay: Trajectory
):
    page = browser.get(PAGE)
    assert page.h1.text == "My caseload"
    assert text(page.select_one("#count")) == "2 trajectories on Tuesday 24 November"
    assert page.title.text == "My caseload (2) – Opweg"
    assert [text(need) for need in page.select(".needs a")] == [
        *("1 Standing still", "1 Late", "0 This week", "0 On course"),
    ]


def test_every_group_has_its_rule_and_every_line_its_reason(
    browser: Browser, fatima: Trajectory, tesfay: Trajectory
):
    page = browser.get(PAGE)
    assert text(page.select_one("#standing_still .head")) == (
        "Standing still 1 No real contact in 30 days and no step planned."
    )
    assert [text(cell) for cell in page.select("#standing_still tbody :is(th, td)")] == [
        "Fatima Al-Khatib TR-0987",
        "Orientation day 190 (norm 180)",
        "6 Oct 49 days",
        "No step yet",
        "Quiet for 49 days waits for child care",
        "Contact log with Fatima Al-Khatib",
    ]
    assert [text(cell) for cell in page.select("#late tbody :is(th, td)")] == [
        "Tesfay Habtemariam TR-1042",
        "Activation day 35",
        "12 Nov 12 days",
        "Ask for the timetable 17 Nov",
        "7 days late your step",
        "Contact log with Tesfay Habtemariam",
    ]


def test_a_line_opens_the_dossier_and_the_page_to_log_a_contact(browser: Browser, fatima: Trajectory):
    links = [link["href"] for link in browser.get(PAGE).select("#list tbody a")]
    assert links == [f"/trajectories/{fatima.id}", f"/trajectories/{fatima.id}/log-contact"]
    for link in links:
        browser.get(link)


def test_who_was_never_spoken_to_and_who_is_quiet_too_long_stand_out(
    browser: Browser, make: Make, manager: User
):
    tried = make.trajectory(manager, days=3)
    make.contact(tried, result=ContactResult.NOT_REACHED)
    quiet = make.trajectory(manager, days=60)
    make.contact(quiet, days=40)
    make.step(quiet, owner=StepOwner.PARTNER)

    cells = [text(cell) for cell in browser.get(f"{PAGE}?sort=last_contact").select("td[data-label^=Last]")]
    assert cells == ["Not spoken to yet", "15 Oct 40 days (norm 30)"]


def test_who_is_closed_is_listed_when_asked_and_needs_nothing(
    browser: Browser, make: Make, fatima: Trajectory
):
    close(make, fatima)
    assert names(browser.get(PAGE)) == []

    page = browser.get(f"{PAGE}?status=closed")
    assert names(page) == ["Fatima Al-Khatib"]
    assert [text(cell) for cell in page.select("#closed td")] == [
        *("Orientation day 189", "6 Oct", "–", "Closed on 23 November 2026: work.", ""),
    ]
    assert not page.select("a[href*='log-contact']")


def test_filters_stay_in_the_form_and_each_can_be_taken_off(
    browser: Browser, fatima: Trajectory, tesfay: Trajectory
):
    asked = {
        "q": "al-khatib",
        "phase": "orientation",
        "step": "missing",
        "waiting_on": "child_care",
        "sort": "name",
    }
    page = browser.get(f"{PAGE}?{urlencode(asked)}")

    assert names(page) == ["Fatima Al-Khatib"]
    assert text(page.select_one("#count")).startswith("1 of 2 trajectories")
    on = page.select("#filters :is([checked], [selected])")
    assert {field.get("name") or field.parent["name"]: field["value"] for field in on} == {
        name: value for name, value in asked.items() if name != "q"
    }
    assert page.select_one("#q")["value"] == "al-khatib"
    assert [text(chip) for chip in page.select(".picked")] == [
        "Search: al-khatib remove filter",
        "Phase: Orientation remove filter",
        "Next step: Missing remove filter",
        "Waits for: Child care remove filter",
    ]
    for chip in page.select(".picked"):
        assert len(browser.get(chip["href"]).select(".picked")) == 3
    assert browser.get(f"{PAGE}?sort=name").select_one("#sort [selected]")["value"] == "name"


@pytest.mark.parametrize("query", ["فاطمة", "khatib fatima", "Fatma Alkhatieb", "987"])
def test_somebody_is_found_in_their_own_script_too(
    browser: Browser, fatima: Trajectory, tesfay: Trajectory, query: str
):
    assert names(browser.get(f"{PAGE}?{urlencode({'q': query})}")) == ["Fatima Al-Khatib"]


@pytest.mark.parametrize(
    "query",
    [
        {"page": "99999999999999999999", "phase": "nonsense", "sort": "0", "step": "x"},
        {"q": "a" * 5001},
        {"q": "\0'\"<b>%"},
        {"team": "99999999999999999999", "manager": "3025-13-45"},
    ],
    ids=["wrong values", "long", "signs", "no ids"],
)
def test_a_wrong_address_is_no_trouble(browser: Browser, fatima: Trajectory, query: dict[str, str]):
    browser.get(f"{PAGE}?{urlencode(query)}")


def test_a_team_or_person_of_somebody_else_is_not_found(visit: Visit, make: Make, lead: User, guide: User):
    stranger, their_team = make.user(), make.team()
    for somebody in (lead, guide):
        for asked in (
            f"team={their_team.id}",
            f"manager={stranger.id}",
            f"team={uuid7()}",
            f"manager={uuid7()}",
        ):
            visit(somebody).get(f"{PAGE}?{asked}", HTTPStatus.NOT_FOUND)
    visit(guide).get(f"{PAGE}?manager={lead.id}", HTTPStatus.NOT_FOUND)


def test_a_team_lead_sees_all_own_teams_and_chooses_a_team_or_a_person(
    visit: Visit, make: Make, lead: User, guide: User, team: Team
):
    south = make.team(make.session.get_one(Organisation, team.organisation_id))
    make.membership(lead, Role.TEAM_LEAD, south)
    both = make.user(team=team)
    make.membership(both, Role.CLIENT_MANAGER, south)
    for manager, where, name in [
        (guide, team, "A"),
        (both, team, "B"),
        (both, south, "C"),
        (lead, team, "D"),
    ]:
        make.trajectory(manager, team_id=where.id, newcomer={"given_name": name, "family_name": ""})
    browser = visit(lead)

    def seen(query: str) -> tuple[str, str]:
        page = browser.get(f"{PAGE}?{query}")
        return page.h1.text, "".join(sorted(names(page)))

    assert seen("") == seen("team=all") == ("All my teams", "ABCD")
    assert seen(f"team={team.id}") == (team.name, "ABD")
    assert seen(f"manager={both.id}") == (both.name, "BC")
    assert seen(f"manager={both.id}&team={south.id}") == (both.name, "C")
    assert seen(f"manager={lead.id}") == ("My caseload", "D")
    page = browser.get(f"{PAGE}?manager={both.id}")
    assert [text(option) for option in page.select("#manager option")] == [
        "Everybody",
        *sorted([lead.name, guide.name, both.name]),
    ]
    assert text(page.select_one("#manager [selected]")) == both.name
    assert [text(option) for option in page.select("#team option")] == ["All my teams", team.name, south.name]


def test_the_lines_of_a_team_say_whose_they_are(visit: Visit, make: Make, lead: User, guide: User):
    make.trajectory(guide, reference="TR-0001")
    assert text(visit(lead).get(PAGE).select_one("#list th .sub")) == f"TR-0001, {guide.name}"
    assert text(visit(guide).get(PAGE).select_one("#list th .sub")) == "TR-0001"


def test_only_who_has_a_choice_is_asked_to_choose(visit: Visit, make: Make, guide: User, team: Team):
    make.trajectory(guide)
    assert not visit(guide).get(PAGE).select("#team, #manager")

    south = make.team(make.session.get_one(Organisation, team.organisation_id))
    make.membership(guide, Role.CLIENT_MANAGER, south)
    make.trajectory(guide, team_id=south.id, newcomer={"given_name": "C", "family_name": ""})
    page = visit(guide).get(f"{PAGE}?team={south.id}")
    assert (page.h1.text, names(page)) == ("My caseload", ["C"])
    assert not page.select("#manager")


def test_names_of_any_length_and_script_are_written_as_they_are(browser: Browser, make: Make, manager: User):
    long = {"given_name": "Wolfeschlegelsteinhausenbergerdorff" * 2, "family_name": "<b>Ñ</b> ሐበሻ"}
    make.trajectory(manager, newcomer=long)
    make.trajectory(manager, newcomer={"given_name": "محمد", "family_name": "الخطيب"})
    page = browser.get(f"{PAGE}?sort=name")
    assert set(names(page)) == {f"{long['given_name']} {long['family_name']}", "محمد الخطيب"}
    assert all(link.select_one("bdi") for link in page.select("#list th[scope=row] a"))


def test_it_speaks_dutch(visit: Visit, make: Make):
    manager = make.user(language=Language.DUTCH)
    make.trajectory(manager, days=49)
    page = visit(manager).get(f"{PAGE}?phase=activation")
    assert page.h1.text == "Mijn caseload"
    assert text(page.select_one("#count")) == "1 traject op dinsdag 24 november"
    assert text(page.select_one("#standing_still .head")) == (
        "Ligt stil 1 Geen echt contact in 30 dagen en geen stap gepland."
    )
    assert text(page.select_one(".picked")) == "Fase: Activering filter weghalen"


def test_htmx_gets_the_counts_and_the_list_and_a_short_address(
    browser: Browser, fatima: Trajectory, tesfay: Trajectory
):
    headers = {"HX-Request": "true", "HX-Request-Type": "partial"}
    answer = browser.client.get(f"{PAGE}?q=&phase=orientation&step=&sort=need&team=", headers=headers)
    part = BeautifulSoup(answer.text, "html.parser")

    assert answer.headers["HX-Push-Url"] == f"{PAGE}?phase=orientation"
    assert [element["id"] for element in part.find_all(id=True, recursive=False)] == ["head", "list"]
    assert part.title.text == "My caseload (1) – Opweg"
    assert part.select_one("#head")["hx-swap-oob"] == "outerMorph"
    assert not part.select("html, form#filters, script")
    assert names(part) == names(browser.get(f"{PAGE}?phase=orientation")) == ["Fatima Al-Khatib"]
