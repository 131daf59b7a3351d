"""The lists of pages as files: the very list, in the reader's language, with a line in the audit."""

from collections.abc import Callable

import pytest
from sqlalchemy import select

from tests.browser import Browser
from tests.caseload.reading import close, listed, names, text
from tests.crowd import crowd
from tests.make import Make, ago
from tests.transfer.files import csv_rows, sheets, taken
from tracker.accounts.models import Team, User
from tracker.accounts.terms import Language
from tracker.audit import AuditLine
from tracker.trajectory.terms import LifeDomain, Phase, WaitingOn

FILE = "/caseload/export-list"
FIGURES = "/team/bottlenecks/export-list"


def full_names(rows: list[list[str]]) -> list[str]:
    head = rows[0]
    given, family = head.index("Given name"), head.index("Family name")
    return [f"{row[given]} {row[family]}".strip() for row in rows[1:]]


@pytest.fixture
def many(make: Make, lead: User, team: Team) -> list[User]:
    """Two client managers of the team with more people than fit on a page, and somebody of another team."""
    guides = [make.user(team=team), make.user(team=team)]
    for guide in guides:
        crowd(make, guide, 35)
    close(make, make.trajectory(guides[0], newcomer={"given_name": "Closed"}))
    crowd(make, make.user(), 3)
    return guides


@pytest.mark.parametrize(
    "asked",
    ["", "?sort=name", "?phase=intake&phase=matching&page=1", "?status=late", "?status=closed", "?q=a",
     "?step=missing&sort=phase", "?domain=language&waiting_on=us", "?status=on_course&sort=last_contact"],
)  # fmt: skip
def test_a_file_has_the_people_of_every_page_in_its_order(
    visit: Callable[..., Browser], lead: User, many: list[User], asked: str
):
    browser = visit(lead)
    page, found = browser.get(f"/caseload{asked}"), []
    while page:
        found += names(page)
        following = page.select_one("a[rel=next]")
        page = browser.get(following["href"]) if following else None

    assert full_names(csv_rows(browser, FILE + asked)) == found
    sheet = sheets(browser, FILE + asked)["Caseload"]
    assert full_names(sheet) == found
    assert found or asked == "?domain=language&waiting_on=us"


def test_each_person_finds_the_own_list(visit: Callable[..., Browser], lead: User, many: list[User]):
    first, second = (visit(guide) for guide in many)
    assert len(csv_rows(first, FILE)) == 1 + 35 == 1 + len(listed(first, "/caseload"))
    assert not {row[0] for row in csv_rows(first, FILE)[1:]} & {row[0] for row in csv_rows(second, FILE)[1:]}
    assert len(csv_rows(visit(lead), FILE)) == 1 + 70
    one = csv_rows(visit(lead), f"{FILE}?manager={many[1].id}")
    assert one[1:]
    assert {row[3] for row in one[1:]} == {many[1].name}


def test_whom_one_may_not_choose_is_not_found(
    visit: Callable[..., Browser], make: Make, lead: User, guide: User
):
    other = make.user()
    assert visit(guide).open(f"{FILE}?manager={lead.id}", "POST", format="csv").status_code == 404
    assert visit(lead).open(f"{FILE}?manager={other.id}", "POST", format="csv").status_code == 404
    assert visit(lead).open(f"{FIGURES}?manager={other.id}", "POST", format="csv").status_code == 404


@pytest.mark.parametrize("format", ["", "ods", "../../x"])
def test_another_kind_of_file_is_not_made(make: Make, browser: Browser, format: str):
    browser.post(FILE, 400, format=format)
    assert not make.session.scalars(select(AuditLine)).all()


def test_the_button_asks_for_the_list_of_the_page(
    visit: Callable[..., Browser], lead: User, many: list[User]
):
    page = visit(lead).get("/caseload?q=a&sort=name")
    (form,) = page.select("form[action*=export-list]")
    assert form["action"] == f"{FILE}?q=a&sort=name"
    assert [(button["name"], button["value"]) for button in form.select("[name=format]")] == [
        ("format", "xlsx"),
        ("format", "csv"),
    ]
    assert not visit(lead).get("/caseload?q=nobody").select("form[action*=export-list]")


def test_the_audit_tells_how_much_was_taken_out_and_nothing_about_people(
    make: Make, visit: Callable[..., Browser], lead: User, many: list[User]
):
    taken(visit(lead), f"{FILE}?q=a", "xlsx")
    (line,) = make.session.scalars(select(AuditLine))
    assert (line.deed, line.user_id, line.subject_id) == ("export_list", lead.id, line.organisation_id)
    found = len(listed(visit(lead), "/caseload?q=a"))
    assert line.details == {"list": "caseload", "format": "xlsx", "rows": found}
    assert found > 20


def test_the_cells_are_typed_and_say_what_the_page_says(make: Make, browser: Browser, manager: User):
    newcomer = {"given_name": "=Şirin", "family_name": "Yıldız"}
    trajectory = make.trajectory(manager, phase=Phase.INTAKE, days=9, reference="0042", newcomer=newcomer)
    make.contact(trajectory, days=3)
    make.step(trajectory, title="+ Ask; the school", due_on=ago(-4))
    make.barrier(trajectory, domain=LifeDomain.HOUSING, waiting_on=WaitingOn.CHILD_CARE)
    make.barrier(trajectory, domain=LifeDomain.LANGUAGE)
    page = browser.get("/caseload")

    head, row = sheets(browser, FILE)["Caseload"]
    cells = dict(zip(head, row, strict=True))
    assert cells == {
        "Case number": "0042",
        "Given name": "=Şirin",
        "Family name": "Yıldız",
        "Client manager": manager.name,
        "Team": cells["Team"],
        "Phase": "Intake",
        "In this phase since": ago(9),
        "Days in this phase": 9.0,
        "Status": "This week",
        "Why here": cells["Why here"],
        "More about it": "your step",
        "Last contact": ago(3),
        "Next step": "+ Ask; the school",
        "Next step by": ago(-4),
        "Whose step": "Client manager",
        "Barriers": "Language, Housing",
        "Waits for": "Child care",
        "Guided since": ago(9),
    }
    assert cells["Why here"] in text(page.select_one("#list"))

    plain = dict(zip(*csv_rows(browser, FILE), strict=True))
    assert plain["Given name"] == "'=Şirin"
    assert plain["Next step"] == "'+ Ask; the school"
    assert plain["Next step by"] == "28-11-2026"
    assert plain["Days in this phase"] == "9"


def test_the_file_speaks_the_language_of_its_reader(make: Make, visit: Callable[..., Browser], team: Team):
    guide = make.user(team=team, language=Language.DUTCH)
    make.trajectory(guide, phase=Phase.ORIENTATION)
    head, row = csv_rows(visit(guide), FILE)
    assert head[:7] == [
        "Dossiernummer", "Voornaam", "Achternaam", "Klantmanager", "Team", "Fase", "In deze fase sinds",
    ]  # fmt: skip
    assert row[5] == "Oriëntatie"
    answer = taken(visit(guide), FILE)
    assert answer.headers["Content-Disposition"] == "attachment; filename=caseload-2026-11-24.csv"


def test_the_end_is_told_where_closed_ones_are_asked_for(make: Make, browser: Browser, manager: User):
    close(make, make.trajectory(manager))
    (head,) = csv_rows(browser, FILE)
    assert "Outcome" not in head
    head, row = csv_rows(browser, f"{FILE}?status=closed")
    assert dict(zip(head, row, strict=True))["Closed on"] == "23-11-2026"
    assert row[-1] == "Work"


def test_a_file_of_many_takes_as_many_statements_as_one_of_a_few(
    make: Make, browser: Browser, manager: User, statements: list[str]
):
    counts = []
    for people in (3, 60):
        crowd(make, manager, people)
        statements.clear()
        taken(browser, FILE)
        counts.append(len(statements))
    assert counts[0] == counts[1] <= 8


def page_table(page, caption: str) -> list[list[str]]:
    found = [table for table in page.select("table") if table.caption and text(table.caption) == caption]
    return [
        [text(cell) for cell in row.select("th, td")] for table in found for row in table.select("tbody tr")
    ]


def digits(cell: object) -> str:
    """A cell as a number on the page is read: without the word for days."""
    return str(int(cell)) if isinstance(cell, float) else str(cell).removesuffix(" days").removesuffix(" day")


HEAT = "People with an open barrier, by life domain and phase"


def assert_as_on_the_page(browser: Browser, *, nobody: str) -> None:
    page, book = browser.get("/team/bottlenecks"), sheets(browser, FIGURES)
    assert list(book) == ["Phase by phase", "Open barriers", "For whom people wait"]
    phases = [[digits(cell) for cell in row] for row in page_table(page, "People and days for each phase")]
    ages = {row[0]: digits(row[3]) for row in page_table(page, "Days in the present phase")}
    ours = [[digits(cell) for cell in row] for row in book["Phase by phase"][1:]]
    late = book["Phase by phase"][0].index("One in seven longer than")
    assert [row[1:late] + row[late + 1 :] for row in ours] == [row[1:] for row in phases]
    assert [row[late] for row in ours] == list(ages.values())
    heat = [[digits(cell) for cell in row[1:]] for row in book["Open barriers"][1:]]
    assert [["·" if cell == nobody else cell for cell in row] for row in heat] == [
        row[1:] for row in page_table(page, HEAT)
    ]
    waits = [[digits(cell) for cell in row] for row in book["For whom people wait"][1:]]
    assert waits == [[digits(cell) for cell in row] for row in page_table(page, "For whom people wait")]


def test_the_figures_are_those_of_the_page(visit: Callable[..., Browser], lead: User, many: list[User]):
    assert_as_on_the_page(visit(lead), nobody="0")


def test_who_may_not_open_persons_finds_no_small_group_in_the_file(
    make: Make, visit: Callable[..., Browser], team: Team, reader: User, guide: User
):
    crowd(make, guide, 23)
    browser = visit(reader)
    assert_as_on_the_page(browser, nobody="·")
    book = sheets(browser, FIGURES)
    assert "Standing still" not in book["Phase by phase"][0]
    counts = [cell for row in book["Open barriers"][1:] for cell in row[1:]]
    assert "·" in counts
    assert not [cell for cell in counts if isinstance(cell, float) and cell < 5]


def test_figures_of_one_person_are_those_of_the_page_too(
    visit: Callable[..., Browser], lead: User, many: list[User]
):
    rows = csv_rows(visit(lead), f"{FIGURES}?manager={many[0].id}")
    everybody = csv_rows(visit(lead), FIGURES)
    assert rows[0] == ["Phase by phase"]
    assert sum(int(row[1]) for row in rows[2:7]) == 35
    assert sum(int(row[1]) for row in everybody[2:7]) == 70
