"""A sheet with thirty wrong cells, mended in a real browser where they stand, run, and undone."""

from collections.abc import Callable
from hashlib import sha256
from pathlib import Path

from flask import Flask
from playwright.sync_api import Page, expect
from sqlalchemy import select

from tests.imports.conftest import OWN
from tests.make_files import xlsx
from tests.screens.conftest import SHOTS
from tracker.core.model import Base
from tracker.web.pages import db

LEAD = "teamleider@opweg.example"
HEADINGS = ["Dossiernr", "Naam klant", "Geb. jaar", "Fase", "Datum instroom", "Laatste contact"]
SLIPS = {
    2: ("in 1875", "1975"),
    3: ("Zwemles", "Activering"),
    4: ("31-2-2026", "28-2-2026"),
    5: ("gisteren", "2-3-2026"),
}
"""Per column what is wrong in it, and what it should be."""
RIGHT = {2: "1980", 3: "Intake", 4: "1-3-2026", 5: "2-3-2026"}
PEOPLE = 30


def rows() -> list[list[str]]:
    """Thirty people, each with one wrong cell."""
    letters = "abcdefghijklmnopqrstuvwxyz"
    found = []
    for n in range(PEOPLE):
        slip = sorted(SLIPS)[n % len(SLIPS)]
        name = f"{letters[n % 26].upper()}ela{letters[n // 26]} Proefpersoon-Ëlk"
        cells = {**RIGHT, slip: SLIPS[slip][0]}
        found.append([f"PROEF-{n:02}", name, *(cells[place] for place in sorted(RIGHT))])
    return found


def everything(town: Flask) -> dict[str, str]:
    """Per table a hash of all its rows, but for what an import leaves behind even when it is undone."""
    with town.app_context():
        return {
            table.name: sha256(
                "\n".join(sorted(map(repr, db.session.execute(select(table))))).encode()
            ).hexdigest()
            for table in Base.metadata.sorted_tables
            if table.name not in OWN
        }


def send(page: Page, path: Path) -> None:
    page.get_by_role("link", name="Importeren").first.click()
    page.get_by_role("link", name="Lijst importeren").click()
    page.get_by_label("Lijst met de caseload").set_input_files(path)
    page.get_by_role("button", name="Versturen").click()
    page.get_by_role("button", name="Verder met dit blad").click()
    page.get_by_role("button", name="Bekijk wat er gebeurt").click()


def mend(page: Page) -> int:
    """Every wrong cell of this page of the report; how many they were."""
    wrong = page.locator("tbody .field.bad input")
    amount = wrong.count()
    right = dict(SLIPS.values())
    for n in range(amount):
        wrong.nth(n).fill(right[wrong.nth(n).input_value()])
    page.get_by_role("button", name="Opslaan en opnieuw nakijken").click()
    return amount


def test_thirty_wrong_cells_are_mended_in_place_and_the_import_is_undone(
    town: Flask, open_page: Callable[..., Page], tmp_path: Path
):
    before = everything(town)
    page = open_page(LEAD)
    send(page, xlsx(tmp_path / "proef.xlsx", Caseload=[HEADINGS, *rows()]))
    page.screenshot(path=SHOTS / "import-1-wrong.png", full_page=True)
    mended = 0
    while page.locator("tbody .field.bad").count():
        mended += mend(page)
        expect(page.get_by_role("status").first).to_have_text("Opnieuw nagekeken.")
    assert mended == PEOPLE
    page.screenshot(path=SHOTS / "import-2-mended.png", full_page=True)
    assert everything(town) == before

    page.get_by_role("button", name=f"Importeer {PEOPLE} mensen").click()
    page.screenshot(path=SHOTS / "import-3-run.png", full_page=True)
    after = everything(town)
    assert {"newcomer", "trajectory", "phase_stay", "contact"} <= {
        name for name in before if after[name] != before[name]
    }
    page.get_by_role("button", name="Maak deze import ongedaan").click()
    expect(page.get_by_role("status").first).to_contain_text("Ongedaan gemaakt")
    assert everything(town) == before
