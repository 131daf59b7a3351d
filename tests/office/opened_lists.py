"""Every list, in both formats, opened by a real office program: LibreOffice Calc.

`make test-office` runs this, and nothing else collects it: its name says no test, for CI has no LibreOffice.
User text holds every payload that a spreadsheet could work out; what comes of it is counted in the summary.
"""

import shutil
import subprocess
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from itertools import cycle
from xml.etree.ElementTree import Element, parse

import pytest
from flask import Flask
from sqlalchemy.orm import Session

from tests.browser import Browser
from tests.make import NOW, Make, ago
from tests.payloads import PAYLOADS
from tests.tally import TALLIES, Tally
from tests.transfer.files import taken
from tracker.accounts.models import Team, User
from tracker.accounts.terms import Role
from tracker.accounts.work import Work, operator
from tracker.nightly.actions import check_exceptions

CSV = "CSV:59,34,76,1,,1043,false,true,false,false,false,,true"
"""Semicolon, quote, UTF-8, from line 1, Dutch; numbers and days are looked for, formulas worked out."""
PATIENCE = 120
WIDEST = 50
"""Columns; LibreOffice writes that a sheet ends in thousands of empty ones."""


@dataclass
class Office(Tally):
    """How many cells of how many files were looked at, and what was a formula or no day."""

    dates: int = 0

    def add(self, other: Tally) -> None:
        super().add(other)
        self.dates += getattr(other, "dates", 0)

    @property
    def line(self) -> str:
        return (
            f"{len(PAYLOADS)} payloads, {len(self.routes)} files, {self.cells} cells, {self.dates} days, "
            f"{len(self.unexpected)} formulas or other surprises"
        )


office = Office()
TALLIES["office"] = office


@dataclass(frozen=True)
class Cell:
    text: str
    kind: str | None
    day: str | None
    formula: str | None


@pytest.fixture(scope="session")
def calc(tmp_path_factory: pytest.TempPathFactory) -> Callable[[bytes, str], list[list[list[Cell]]]]:
    """Opens a file as somebody would, and tells the cells of its sheets."""
    program = shutil.which("soffice")
    assert program, "LibreOffice is not installed: apt-get install --no-install-recommends libreoffice-calc"
    home = tmp_path_factory.mktemp("office")

    def opened(content: bytes, end: str) -> list[list[list[Cell]]]:
        file = home / f"list.{end}"
        file.write_bytes(content)
        words = [program, f"-env:UserInstallation=file://{home}/profile", "--headless", "--norestore"]
        words += [f"--infilter={CSV}"] if end == "csv" else []
        words += ["--convert-to", "fods", "--outdir", str(home), str(file)]
        subprocess.run(words, check=True, capture_output=True, timeout=PATIENCE)
        root = parse(home / "list.fods").getroot()
        return [list(_rows(sheet)) for sheet in root.iterfind(".//{*}spreadsheet/{*}table")]

    return opened


def _rows(sheet: Element) -> Iterator[list[Cell]]:
    for row in sheet.iterfind(".//{*}table-row"):
        cells = [cell for one in row.iterfind("{*}table-cell") for cell in _cells(one)]
        if any(cell.text for cell in cells):
            yield cells


def _cells(cell: Element) -> list[Cell]:
    said = {name.rpartition("}")[2]: value for name, value in cell.attrib.items()}
    text = "\n".join("".join(line.itertext()) for line in cell.iterfind("{*}p"))
    one = Cell(text, said.get("value-type"), said.get("date-value"), said.get("formula"))
    return [one] * min(int(said.get("number-columns-repeated", 1)), WIDEST)


@pytest.fixture
def town(make: Make, session: Session, team: Team) -> tuple[User, User]:
    """A team lead and an administrator of an organisation in which everything has a payload for a name."""
    texts, lead = cycle(PAYLOADS), make.user(Role.TEAM_LEAD, team)
    team.name = next(texts)[:80]
    session.commit()
    guides = []
    for name in PAYLOADS:
        guide = make.user(team=team)
        guide.name = name
        guides.append(guide)
    session.commit()
    for number, (text, guide) in enumerate(zip(PAYLOADS, guides, strict=True)):
        newcomer = {"given_name": text, "family_name": next(texts), "native_name": text, "other_names": text}
        path = make.trajectory(guide, newcomer=newcomer, reference=f"{text}{number}"[:40], days=number)
        make.step(path, title=text, due_on=ago(-number))
        make.contact(path, text=text, days=number + 1)
        make.barrier(path, description=text)
        make.trajectory(guide, newcomer=newcomer, reference=f"{text[:30]} again {number}", days=number)
    check_exceptions(Work(session, operator(team.organisation_id, ""), NOW))
    session.commit()
    return lead, make.user(Role.ADMINISTRATOR, team)


LISTS = {
    "/caseload/export-list": (0, {"In this phase since", "Last contact", "Next step by", "Guided since"}),
    "/caseload/export-list?sort=name&q=1": (0, {"In this phase since", "Next step by"}),
    "/team/bottlenecks/export-list": (0, set()),
    "/team/exceptions/export-list": (0, {"Since"}),
    "/set-up/people/export-list": (1, {"From"}),
}
"""Every list, who of the town takes it out, and its columns in which every cell that is filled is a day."""


def test_every_list_is_in_here(app: Flask):
    known = {rule.rule for rule in app.url_map.iter_rules() if rule.endpoint.startswith("transfer.")}
    assert known == {path.partition("?")[0] for path in LISTS}


@pytest.mark.parametrize("end", ["xlsx", "csv"])
@pytest.mark.parametrize("path", LISTS)
def test_nothing_is_worked_out_and_days_are_days(
    visit: Callable[..., Browser],
    town: tuple[User, User],
    calc: Callable[[bytes, str], list[list[list[Cell]]]],
    path: str,
    end: str,
):
    who, days = LISTS[path]
    sheets = calc(taken(visit(town[who]), path, end).get_data(), end)
    before = len(office.unexpected)
    for cell in (cell for sheet in sheets for row in sheet for cell in row):
        office.check(f"{path}.{end}", repr(cell.text), expected=None, seen=cell.formula)
    for head in sorted(days):
        filled = [cell for cell in column(sheets[0], head) if cell.text]
        assert filled, head
        for cell in filled:
            office.dates += 1
            office.check(f"{path}.{end}", repr(cell.text), expected="date", seen=cell.kind)
    assert office.unexpected[before:] == []
    assert len(sheets[0]) > 1


@pytest.mark.parametrize("end", ["xlsx", "csv"])
def test_every_day_is_the_right_one(
    visit: Callable[..., Browser],
    town: tuple[User, User],
    calc: Callable[[bytes, str], list[list[list[Cell]]]],
    end: str,
):
    (sheet,) = calc(taken(visit(town[0]), "/caseload/export-list", end).get_data(), end)
    since = {cell.day for cell in column(sheet, "In this phase since")}
    assert since == {ago(number).isoformat() for number in range(len(PAYLOADS))}


def column(sheet: list[list[Cell]], head: str) -> list[Cell]:
    place = [cell.text for cell in sheet[0]].index(head)
    return [row[place] for row in sheet[1:]]


def test_the_program_would_work_out_what_is_not_defused(calc: Callable[[bytes, str], list[list[list[Cell]]]]):
    """The test itself sees a formula."""
    ((cells,),) = calc(b"\xef\xbb\xbf=1+1;'=1+1;5-9-2026\r\n", "csv")
    assert cells[0].formula
    assert [cell.formula for cell in cells[1:]] == [None, None]
    assert cells[2].day == "2026-09-05"
