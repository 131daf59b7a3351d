"""An import in the browser: sent, matched, mended, run, and undone."""

from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

import pytest
from flask import Flask
from sqlalchemy import select
from sqlalchemy.orm import Session

from tests.browser import Browser
from tests.exchange.look import HEADINGS, OMAR, amount, person
from tests.imports.conftest import Sender
from tests.make import NOW, Make
from tests.make_files import xlsx
from tracker.accounts.models import User
from tracker.audit import AuditLine
from tracker.imports.models import ImportDraft, ImportHeading
from tracker.trajectory.models import Trajectory
from tracker.trajectory.terms import Phase

SELAM = ["Z-2", "Selam Tesfay", 1988, "Activering", "1-3-2026", "06-2"]
WRONG = ["Z-3", "Amina Noor", 1875, "Zwemles", "31-2-2026", "06-3"]


def test_a_sheet_goes_in_and_its_people_stand_in_the_caseload(
    sender: Sender, desk: Browser, session: Session
):
    found = sender.draft(OMAR, SELAM)
    assert amount(session, Trajectory) == 0
    page = desk.get(sender.run(found))
    assert [one.text for one in page.select("dl.facts dd")] == ["2", "0", "0", "0"]
    last = session.scalars(select(AuditLine).order_by(AuditLine.id.desc()).limit(1)).one()
    assert (last.deed, last.details) == (
        "run_import",
        {"new": 2, "changed": 0, "unchanged": 0, "refused": 0},
    )
    assert {person(session, "Omar").reference, person(session, "Selam").reference} == {"Z-1", "Z-2"}


def test_a_wrong_cell_is_mended_in_place_and_checked_again(sender: Sender, desk: Browser, session: Session):
    found = sender.draft(OMAR, WRONG)
    report = desk.get(f"{found}/mend-cells")
    assert "The phases are: preparation, intake, " in report.select_one("#cell-3-3-error").text
    names = {str(cell["name"]) for cell in report.select("tbody input")}
    assert names == {"cell-3-2", "cell-3-3", "cell-3-4"}
    cells = {"cell-3-2": "1985", "cell-3-3": "Intake", "cell-3-4": "30-2-2026"}
    desk.post(f"{found}/mend-cells", **cells)
    again = desk.get(f"{found}/mend-cells")
    assert [str(cell["name"]) for cell in again.select("tbody input")] == ["cell-3-4"]
    assert again.select_one("#cell-3-4")["value"] == "30-2-2026"
    desk.post(f"{found}/mend-cells", **{"cell-3-4": "28-2-2026"})
    assert not desk.get(f"{found}/mend-cells").select("tbody input")
    sender.run(found)
    assert person(session, "Amina").started_on.isoformat() == "2026-02-28"


def test_what_was_typed_is_kept_and_looked_at_before_it_goes_in(
    sender: Sender, desk: Browser, session: Session
):
    found = sender.draft(OMAR, WRONG)
    answer = desk.open(f"{found}/run", "POST", seen=sender.seen(found), **{"cell-3-2": "1985"})
    assert answer.location == f"{found}/mend-cells"
    assert amount(session, Trajectory) == 0
    page = desk.get(f"{found}/mend-cells")
    assert "You changed something" in page.select_one("[role=status]").text
    assert not page.select("#cell-3-2")


def test_going_to_other_rows_of_the_report_keeps_what_was_typed(sender: Sender, desk: Browser):
    found = sender.draft(*([f"Z-{n}", "Omar Saleh", "1875", "Intake", "", ""] for n in range(30)))
    page = desk.get(f"{found}/mend-cells")
    assert not page.select("form a")
    ways = {one["value"]: str(one["formaction"]) for one in page.select("form [name=show]")}
    assert list(ways) == ["wrong", "all", "next"]
    typed = desk.open(ways["all"], "POST", show="all", **{"cell-2-2": "1975"})
    assert typed.location == f"{found}/mend-cells?shown=all"
    assert "Checked again." in desk.get(typed.location).select_one("[role=status]").text
    assert desk.open(ways["next"], "POST", show="next").location == f"{found}/mend-cells?page=2"
    second = desk.get(f"{found}/mend-cells?page=2")
    assert len(second.select("tbody tr")) == 29 - 25
    assert "Checked again." not in second.text
    form = second.select_one("main form:has([name=seen])")
    saved = desk.open(str(form["action"]), "POST", **{"cell-31-2": "1875?"})
    assert saved.location == f"{found}/mend-cells?page=2"


def test_the_buttons_below_the_report_are_no_line_of_text_so_they_are_as_wide_as_the_page(
    sender: Sender, desk: Browser
):
    bar = desk.get(f"{sender.draft(OMAR, WRONG)}/mend-cells").select_one(".afloat")
    assert (bar.name, len(bar.select("button"))) == ("div", 2)


def test_the_good_rows_go_in_and_the_refused_ones_wait(sender: Sender, desk: Browser, session: Session):
    found = sender.draft(OMAR, WRONG)
    page = desk.get(sender.run(found))
    assert page.select_one(f"a[href='{found}/mend-cells']").text == "Mend what was refused"
    cells = {"cell-3-2": "1985", "cell-3-3": "Intake", "cell-3-4": "28-2-2026"}
    desk.post(f"{found}/mend-cells", **cells)
    page = desk.get(sender.run(found))
    assert amount(session, Trajectory) == 2
    assert not page.select("a[href$=mend-cells]")
    assert amount(session, ImportDraft) == 0


def test_what_was_decided_on_an_older_report_is_looked_at_again(
    sender: Sender, desk: Browser, session: Session, make: Make, lead: User
):
    found = sender.draft(OMAR, SELAM)
    seen = sender.seen(found)
    omar = {"given_name": "Omar", "family_name": "Saleh", "birth_year": 1990}
    make.trajectory(lead, newcomer=omar, reference="Z-1")
    page = desk.post(f"{found}/run", 409, seen=seen)
    assert "Meanwhile something changed" in page.select_one("[role=status]").text
    assert amount(session, Trajectory) == 1


def test_what_the_columns_mean_is_remembered_for_the_organisation(
    sender: Sender, visit: Callable[..., Browser], make: Make, session: Session, tmp_path: Path
):
    headings = ["Wie", "Stap in de reis", "Nationaliteit"]
    path = xlsx(tmp_path / "a.xlsx", Blad=[headings, ["Omar Saleh", "Intake", "x"]])
    sender.send(path)
    found = str(sender.desk.get("/imports").select_one(".tasks a")["href"]).removesuffix("/mend-cells")
    page = sender.desk.post(f"{found}/match-columns", 422, **{"column-0": "full_name", "column-1": ""})
    assert "Say which column holds the names" in page.select_one("[role=alert]").text
    assert page.select_one("[name=column-0] option[selected]")["value"] == "full_name"
    assert not page.select("[name=column-2]")
    sender.desk.post(f"{found}/match-columns", **{"column-0": "full_name", "column-1": "phase"})
    assert [row.means for row in session.scalars(select(ImportHeading).order_by(ImportHeading.heading))] == [
        "",
        "phase",
        "full_name",
    ]
    sender.send(path)
    again = str(sender.desk.get("/imports").select_one(".tasks a")["href"]).removesuffix("/mend-cells")
    assert again != found
    assert sender.matching(again) == {"column-0": "full_name", "column-1": "phase"}


def test_two_columns_cannot_both_be_the_name_but_phone_numbers_may_stand_in_two(
    sender: Sender, desk: Browser
):
    found = sender.draft(OMAR)
    chosen = {**sender.matching(found), "column-4": "full_name"}
    page = desk.post(f"{found}/match-columns", 422, **chosen)
    [error] = page.select("table .error")
    assert "Column B Naam is about this already" in error.text
    second = page.select_one("[name=column-4]")
    assert (second["aria-describedby"], second["aria-invalid"]) == (error["id"], "true")
    assert second.select_one("option[selected]")["value"] == "full_name"
    assert page.select_one("[role=alert] a")["href"] == "#column-4"
    desk.post(f"{found}/match-columns", **{**chosen, "column-4": "phone"})


def test_another_sheet_of_the_file_is_chosen_with_its_own_headings(
    sender: Sender, desk: Browser, tmp_path: Path
):
    other = [["Lijst"], [], ["Naam", "Fase"], ["Selam Tesfay", "Intake"]]
    sender.send(xlsx(tmp_path / "a.xlsx", Eerste=[HEADINGS, OMAR], Tweede=other))
    found = str(desk.get("/imports").select_one(".tasks a")["href"]).removesuffix("/mend-cells")
    page = desk.get(f"{found}/choose-sheet")
    chosen = [form.select_one("[name=heading_row][checked]")["value"] for form in page.select("details form")]
    assert chosen == ["1", "3"]
    wrong = desk.post(f"{found}/choose-sheet", 422, table_no="1", heading_row="1")
    assert "This row holds no headings" in wrong.select_one("[role=alert]").text
    desk.post(f"{found}/choose-sheet", table_no="1", heading_row="3")
    desk.post(f"{found}/match-columns", **sender.matching(found))
    assert "Selam Tesfay" in desk.get(f"{found}/mend-cells?shown=all").main.text


@pytest.mark.parametrize(
    ("chosen", "says"),
    [
        ({"table_no": "", "heading_row": "1"}, "Choose a sheet"),
        ({"table_no": "0"}, "Choose the row with the headings"),
        ({"table_no": "-1", "heading_row": "1"}, "Write a whole number from 0 to 999"),
        ({"table_no": "7", "heading_row": "1"}, "This row holds no headings"),
    ],
)
def test_a_sheet_or_row_that_is_not_there_is_one_sentence(
    sender: Sender, desk: Browser, chosen: dict[str, str], says: str
):
    page = desk.post(f"{sender.draft(OMAR)}/choose-sheet", 422, **chosen)
    assert says in page.select_one("[role=alert]").text


@pytest.mark.parametrize("page", ["999999999999999999999", "9" * 5000, "0", "-1", "²", "x", ""])
def test_what_is_no_page_of_the_report_is_one_that_is(sender: Sender, desk: Browser, page: str):
    report = desk.get(f"{sender.draft(OMAR, WRONG)}/mend-cells?page={page}")
    assert len(report.select("tbody tr")) == 1


WIDE = ";".join(f"kop{n}" for n in range(300)) + "\n" + ";".join("x" for _ in range(300))


@pytest.mark.parametrize(
    ("content", "says"),
    [
        (b"", "This file is empty"),
        (b"\n;;\n", "This file is empty"),
        (WIDE.encode(), "300 columns; at most 100 are read"),
        (b"Naam;Fase\n" + b"Omar Saleh;Intake\n" * 2100, "has 2,101 rows; here at most 2,000"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "EncryptedPackage".encode("utf-16-le"), "password"),
        (b"PK\x03\x04broken", "cannot be read"),
        (b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR", "cannot be read"),
    ],
    ids=["empty", "blank", "wide", "long", "password", "broken", "picture"],
)
def test_a_file_that_cannot_be_used_is_one_sentence_beside_its_field(
    sender: Sender, session: Session, tmp_path: Path, content: bytes, says: str
):
    path = tmp_path / "caseload.csv"
    path.write_bytes(content)
    page = sender.send(path, 422)
    assert says in page.select_one("#file-error").text
    assert amount(session, ImportDraft) == 0


def test_without_a_file_it_asks_for_one(desk: Browser):
    assert "Choose a file" in desk.post("/imports/begin", 422).select_one("#file-error").text


def test_more_than_fits_is_refused_before_it_is_read(desk: Browser):
    kind = "multipart/form-data; boundary=x"
    answer = desk.client.post("/imports/begin", data=b"x" * (11 * 1024 * 1024), content_type=kind)
    assert answer.status_code == 413
    assert "You sent more than we can take" in answer.text


def test_a_draft_is_for_who_sent_it_alone_and_goes_after_two_weeks(
    sender: Sender, visit: Callable[..., Browser], make: Make, session: Session, lead: User, tmp_path: Path
):
    found = sender.draft(OMAR)
    colleague = visit(make.user(team=make.team()))
    for page in ("choose-sheet", "match-columns", "mend-cells"):
        colleague.get(f"{found}/{page}", 404)
    draft = session.scalars(select(ImportDraft)).one()
    first, draft.made_at = draft.id, NOW - timedelta(days=14)
    session.commit()
    sender.desk.get(f"{found}/mend-cells", 404)
    sender.draft(SELAM)
    session.expire_all()
    assert session.scalars(select(ImportDraft.id)).one() != first


def test_a_sheet_is_removed_and_what_went_in_stays(sender: Sender, desk: Browser, session: Session):
    found = sender.draft(OMAR, WRONG)
    sender.run(found)
    desk.post(f"{found}/discard")
    assert (amount(session, ImportDraft), amount(session, Trajectory)) == (0, 1)


def test_the_report_of_many_rows_costs_as_many_statements_as_one_of_few(
    sender: Sender, desk: Browser, statements: list[str]
):
    sent = []
    for many in (3, 60):
        rows = [[f"Y-{many}-{n}", "Omar Saleh", 1900 + n, "Zwemles", "", ""] for n in range(many)]
        found = sender.draft(*rows)
        statements.clear()
        page = desk.get(f"{found}/mend-cells")
        sent.append(len(statements))
        assert len(page.select("tbody tr")) == min(many, 25)
    assert sent == [9, 9]


def test_the_words_that_are_proposed_are_understood(sender: Sender, desk: Browser, app: Flask):
    found = sender.draft(WRONG)
    page = desk.get(f"{found}/mend-cells")
    for phase in page.select("#choices-phase option"):
        desk.post(f"{found}/mend-cells", **{"cell-2-3": str(phase["value"])})
        assert not desk.get(f"{found}/mend-cells").select("#cell-2-3-error"), phase
    assert len(page.select("#choices-phase option")) == len(Phase)
