"""The people of the set-up as a file."""

from collections.abc import Callable

import pytest

from tests.browser import Browser
from tests.caseload.reading import text
from tests.make import Make, ago
from tests.transfer.files import csv_rows, sheets
from tracker.accounts.models import Team, User
from tracker.accounts.terms import Role

FILE = "/set-up/people/export-list"


@pytest.fixture
def desk(make: Make, team: Team, visit: Callable[..., Browser]) -> Browser:
    """The administrator's browser."""
    return visit(make.user(Role.ADMINISTRATOR, team))


def test_everybody_of_the_page_is_in_the_file_with_every_role(
    make: Make, desk: Browser, guide: User, team: Team
):
    make.membership(guide, Role.TEAM_LEAD, team, from_on=ago(9), until_on=ago(2))
    make.user()
    rows = sheets(desk, FILE)["Colleagues"]
    page = desk.get("/set-up/people")
    assert {row[0] for row in rows[1:]} == {text(name) for name in page.select("th[scope=row] a")}
    mine = [row for row in rows if row[1] == guide.email]
    assert sorted(row[2:8] for row in mine) == [
        ["Client manager", team.name, "", ago(400), "", "runs"],
        ["Team lead", team.name, "", ago(9), ago(2), "ended"],
    ]


def test_what_is_searched_on_the_page_is_in_the_file(desk: Browser, guide: User, lead: User):
    page = desk.get(f"/set-up/people?q={guide.email}")
    (form,) = page.select("form[action*=export-list]")
    head, row = csv_rows(desk, form["action"])
    seat = ["Role", "Team", "Partner organisation", "From", "Until", "Status"]
    assert head == ["Name", "E-mail address", *seat, "Last signed in"]
    assert row[1] == guide.email
