"""Reading files of every kind, and files that are none."""

import random
from collections.abc import Callable
from datetime import date
from io import BytesIO
from pathlib import Path
from zipfile import ZIP_DEFLATED, ZipFile

import openpyxl
import pytest
from xlwt.CompoundDoc import XlsDoc

from tests.make import TODAY
from tests.make_files import ods, xls, xlsx
from tracker.sheets import queries
from tracker.sheets.queries import read_file, read_sheet
from tracker.sheets.terms import NoSheet
from tracker.trajectory.terms import Phase

ROWS = [
    ["Caseload"],
    ["Dossiernr", "Naam klant", "Geboortejaar", "Fase", "Datum instroom", "Opmerking"],
    [2024001, "José Núñez-Łukasz", 1990, "Oriëntatie", date(2025, 4, 3), "“=1+1” €"],
]
CSV = [[*map(str, row)] for row in ROWS[:2]] + [["2024001", *map(str, ROWS[2][1:4]), "3-4-2025", "“=1+1” €"]]


def csv(delimiter: str, encoding: str, ending: str = "\r\n") -> Callable[[Path], Path]:
    def write(path: Path) -> Path:
        plain = [[cell.replace("Ł", "L") if encoding == "cp1252" else cell for cell in row] for row in CSV]
        path.write_bytes(ending.join(delimiter.join(row) for row in plain).encode(encoding))
        return path

    return write


KINDS: dict[str, Callable[[Path], Path]] = {
    "xlsx": lambda path: xlsx(path, Caseload=ROWS),
    "xls": lambda path: xls(path, ROWS),
    "ods": lambda path: ods(path, ROWS),
    "semicolons": csv(";", "utf-8"),
    "commas": csv(",", "utf-8-sig"),
    "tabs": csv("\t", "utf-16"),
    "windows": csv(";", "cp1252"),
    "old mac": csv(";", "utf-8", "\r"),
}


@pytest.mark.parametrize("kind", KINDS)
def test_every_kind_of_file_is_read_whatever_its_name(kind: str, tmp_path: Path):
    sheet = read_sheet(KINDS[kind](tmp_path / "caseload.xlsx"), TODAY)
    [line] = sheet.lines
    assert (sheet.heading_row, line.row, line.case_number, line.given_name) == (2, 3, "2024001", "José")
    assert line.family_name in ("Núñez-Łukasz", "Núñez-Lukasz")
    assert (line.phase, line.started_on, line.birth_year) == (Phase.ORIENTATION, date(2025, 4, 3), 1990)


def test_one_stray_nul_is_passed_over_and_more_are_no_text(tmp_path: Path):
    path, lines = tmp_path / "a.csv", "".join(f"Omar Saleh {chr(97 + n % 26)}x;Intake\n" for n in range(60))
    path.write_bytes(f"Naam;Fase\nSa\0lim Noor;Intake\n{lines}".encode())
    assert [line.name for line in read_sheet(path, TODAY).lines][:2] == ["Salim Noor", "Omar Saleh ax"]
    path.write_bytes(b"Naam;Fase\nSa\0lim Noor;Intake\n")
    with pytest.raises(NoSheet):
        read_sheet(path, TODAY)


def test_text_in_quotes_may_hold_delimiters_and_line_breaks(tmp_path: Path):
    path = tmp_path / "a.csv"
    path.write_text('sep=;\nNaam;Fase;Belemmeringen\n"Saleh, Omar";Intake;"taal\nwonen; en ""meer"""\n')
    [line] = read_sheet(path, TODAY).lines
    assert (line.row, line.name) == (3, "Omar Saleh")
    assert [item.text for item in line.barriers] == ["taal", "wonen", 'en "meer"']


def test_of_several_sheets_the_best_that_can_be_seen_is_read(tmp_path: Path):
    path = xlsx(
        tmp_path / "a.xlsx",
        Legenda=[["Naam", "Fase"], ["x", "y"]],
        hidden=[[*ROWS[1], "Team"], [*ROWS[2], "Noord"]],
        Nu=ROWS,
    )
    sheet = read_sheet(path, TODAY)
    assert (sheet.name, sheet.other_sheets) == ("Nu", ("Legenda",))


def with_password(path: Path) -> None:
    """An .xlsx with a password is a container of another kind, which has a stream of this name."""
    book = XlsDoc()
    book.save(str(path), b"x" * 5000)
    path.write_bytes(
        path.read_bytes().replace("Workbook".encode("utf-16-le"), "EncryptedPackage".encode("utf-16-le"))
    )


def cut_off(path: Path) -> None:
    xlsx(path, Caseload=ROWS)
    path.write_bytes(path.read_bytes()[:-300])


def sheet_missing(path: Path) -> None:
    xlsx(path, Caseload=ROWS)
    whole = ZipFile(path)
    parts = {name: whole.read(name) for name in whole.namelist() if "worksheets" not in name}
    with ZipFile(path, "w") as archive:
        for name, content in parts.items():
            archive.writestr(name, content)


def bomb(path: Path) -> None:
    with ZipFile(path, "w", ZIP_DEFLATED) as archive:
        archive.writestr("xl/worksheets/sheet1.xml", bytes(queries.LARGEST_UNPACKED + 1))


def stray_cell(path: Path) -> None:
    """What somebody types far outside the table makes a sheet of 17 billion cells."""
    book = openpyxl.Workbook()
    book.active["A1"], book.active["XFD1048576"] = "Naam", "x"
    book.save(path)


def far_too_large(path: Path) -> None:
    with path.open("wb") as file:
        file.truncate(100 * 1024 * 1024)


def text(content: str | bytes) -> Callable[[Path], None]:
    return lambda path: path.write_bytes(content if isinstance(content, bytes) else content.encode()) and None


NO_SHEETS: dict[str, tuple[Callable[[Path], object], str]] = {
    "nothing": (lambda path: None, "There is no file"),
    "a folder": (lambda path: path.mkdir(), "There is no file"),
    "an empty file": (text(""), "empty"),
    "only blank lines": (text("\n;;\n  \n"), "empty"),
    "only headings": (text("Naam;Fase\n"), "stands nobody"),
    "a letter": (text("Beste collega,\nzie bijlage.\n"), "No row with headings"),
    "a web page": (text("<html><table><tr><td>Naam</td></tr></table></html>"), "No row with headings"),
    "a picture": (text(b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR"), "cannot be read"),
    "zeros": (text(bytes(1000)), "cannot be read"),
    "odd utf-16": (text(b"\xff\xfeN\x00a"), "cannot be read"),
    "a text far too long in quotes": (text('Naam;Fase\n"' + "x" * 200_000), "empty"),
    "an archive of something else": (
        lambda path: ZipFile(path, "w").writestr("a.txt", "a"),
        "cannot be read",
    ),
    "an xlsx cut off": (cut_off, "cannot be read"),
    "an xlsx without its sheet": (sheet_missing, "cannot be read"),
    "an xls that is none": (text(queries.OLE + bytes(3000)), "cannot be read"),
    "an xlsx with a password": (with_password, "has a password"),
    "a bomb": (bomb, "Unpacked"),
    "a stray cell": (stray_cell, "far outside its table"),
    "100 MB": (far_too_large, "too large"),
}


@pytest.mark.parametrize("kind", NO_SHEETS)
def test_what_is_no_sheet_is_one_sentence(kind: str, tmp_path: Path):
    make, why = NO_SHEETS[kind]
    make(tmp_path / "a.xlsx")
    with pytest.raises(NoSheet, match=why):
        read_sheet(tmp_path / "a.xlsx", TODAY)


@pytest.mark.parametrize("kind", ["xlsx", "xls", "ods"])
def test_a_damaged_workbook_is_read_or_refused_but_never_an_error(kind: str, tmp_path: Path):
    whole = KINDS[kind](tmp_path / "whole").read_bytes()
    chance = random.Random(kind)
    seen = set()
    for places in (0, 1, 1, 1, 20, 20, 200, 200):
        damaged = bytearray(whole)
        for _ in range(places):
            damaged[chance.randrange(len(damaged))] = chance.randrange(256)
        seen.add(told(tmp_path / "a", damaged))
    seen.add(told(tmp_path / "a", whole[:100]))
    assert {2, queries.DAMAGED} <= seen


def told(path: Path, content: bytes) -> int | str:
    """In which row its headings were found, or why they were not."""
    path.write_bytes(content)
    try:
        return read_sheet(path, TODAY).heading_row
    except NoSheet as no:
        return no.sentence.text


def test_a_file_that_may_not_be_opened_says_why(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    path = xlsx(tmp_path / "a.xlsx", Caseload=ROWS)

    def closed(_: Path) -> bytes:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(Path, "read_bytes", closed)
    with pytest.raises(NoSheet) as no:
        read_sheet(path, TODAY)
    assert no.value.sentence.values["reason"] == "Permission denied"


def test_a_workbook_that_takes_too_long_is_given_up(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(queries, "PATIENCE", 0.001)
    with pytest.raises(NoSheet, match="cannot be read"):
        read_sheet(xlsx(tmp_path / "a.xlsx", Caseload=ROWS), TODAY)


def test_a_text_of_a_million_columns_and_a_zip_of_tomorrow_are_soon_refused(tmp_path: Path):
    path = tmp_path / "wide.csv"
    path.write_text("Naam;Geboortejaar" + ";x" * 450_000 + "\nOmar Saleh;1990\n")
    assert max(len(row) for row in read_file(path)[0].rows) == 1000
    coming = bytearray(empty_zip())
    coming[4] = coming[coming.rindex(b"PK\x01\x02") + 6] = 99  # The version that is needed to unpack it.
    (tmp_path / "coming.xlsx").write_bytes(coming)
    with pytest.raises(NoSheet):
        read_file(tmp_path / "coming.xlsx")


def empty_zip() -> bytes:
    content = BytesIO()
    with ZipFile(content, "w") as archive:
        archive.writestr("a", "b")
    return content.getvalue()
