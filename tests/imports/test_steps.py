"""The steps of an import in the browser, and how its first page names the sheet."""

from pathlib import Path

from tests.browser import Browser
from tests.exchange.look import OMAR, sheet
from tests.imports.conftest import Sender


def test_the_only_sheet_of_a_file_needs_no_name(sender: Sender, desk: Browser, tmp_path: Path):
    path = tmp_path / "caseload.csv"
    path.write_text("Naam;Fase\nOmar Saleh;Intake\n")
    sender.send(path)
    found = str(desk.get("/imports").select_one(".tasks a")["href"]).removesuffix("/mend-cells")
    form = desk.get(f"{found}/choose-sheet").select_one("main details")
    assert form.select_one("summary").text == "The first rows of the sheet"
    assert form.select_one("button").text == "Go on with this sheet"


def test_the_steps_tell_where_one_is_and_lead_only_where_one_can_go(sender: Sender, desk: Browser):
    sender.send(sheet(sender.folder, OMAR))
    found = str(desk.get("/imports").select_one(".tasks a")["href"]).removesuffix("/mend-cells")
    steps = {}
    for page in ("choose-sheet", "match-columns"):
        [nav] = desk.get(f"{found}/{page}").select("main nav")
        steps[page] = nav.select_one("[aria-current=step]").text, [one.text for one in nav.select("a")]
    assert steps["choose-sheet"] == ("1. Sheet", ["2. Columns"])
    assert steps["match-columns"] == ("2. Columns", ["1. Sheet"])
    done = sender.draft(OMAR)
    [nav] = desk.post(f"{done}/run", 409, seen="older").select("main nav")
    assert nav.select_one("[aria-current=step]").text == "3. Look and mend"
    assert len(nav.select("a")) == 2
