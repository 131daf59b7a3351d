"""Tables as files for a spreadsheet: CSV as a Dutch Excel opens it, and XLSX."""

import csv
import re
import tempfile
import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from io import TextIOWrapper
from typing import IO, Any

from xlsxwriter import Workbook

Cell = str | int | float | date | None
"""A moment is written as it stands: first bring it to the clock of the reader."""

LONGEST = 32_767
"""Characters in a cell; Excel calls a file with a longer one damaged."""

_NARROWEST, _WIDEST, _MEASURED = 8, 60, 200
"""Widths in characters; a column is as wide as what stands in its first rows asks."""

_OF_A_FORMULA = "=+-@\t\r\n\0"
_UNSEEN = {"Cc", "Cf", "Zs", "Zl", "Zp"}
_NO_SHEET_NAME = re.compile(r"[\[\]:*?/\\]")


@dataclass(frozen=True, slots=True)
class Table:
    """A table with its name; every row has a cell for every head."""

    name: str
    heads: Sequence[str]
    rows: Iterable[Sequence[Cell]]


def write_csv(file: IO[bytes], tables: Sequence[Table]) -> None:
    """Semicolons, UTF-8 with a mark that says so, days as 22-9-2026, a decimal comma (RFC 4180).

    Several tables stand below each other, each under its name. The file stays open.
    """
    text = TextIOWrapper(file, encoding="utf-8-sig", newline="")
    writer = csv.writer(text, delimiter=";", lineterminator="\r\n")
    for place, table in enumerate(tables):
        if place:
            writer.writerow([])
        if len(tables) > 1:
            writer.writerow([_in_csv(table.name)])
        writer.writerow(map(_in_csv, table.heads))
        writer.writerows(map(_in_csv, row) for row in table.rows)
    text.detach()


def _in_csv(cell: Cell) -> str:
    if cell is None:
        return ""
    if isinstance(cell, str):
        return f"'{cell}" if is_like_a_formula(cell) else cell
    if isinstance(cell, date):
        clock = f" {cell:%H:%M}" if isinstance(cell, datetime) else ""
        return f"{cell.day}-{cell.month}-{cell.year}{clock}"
    return str(cell).replace(".", ",")


def is_like_a_formula(text: str) -> bool:
    """Whether a spreadsheet may take it for more than text: by its first sign, or by the first one that is
    seen, in any width (security.md R44)."""
    if text[:1] in tuple(_OF_A_FORMULA):
        return True
    first = next((sign for sign in text if unicodedata.category(sign) not in _UNSEEN), "")
    return bool(first) and unicodedata.normalize("NFKC", first)[:1] in _OF_A_FORMULA


def write_xlsx(file: IO[bytes], tables: Sequence[Table]) -> None:
    """One sheet for each table; text is text, a day is a day, a number is a number.

    Rows go to the disk as they come, so memory does not grow with them.
    """
    with tempfile.TemporaryDirectory() as folder:
        settings = {"constant_memory": True, "tmpdir": folder, "strings_to_formulas": False}
        book = Workbook(file, {**settings, "strings_to_urls": False, "strings_to_numbers": False})
        looks = {kind: book.add_format(look) for kind, look in _LOOKS.items()}
        for table in tables:
            _write_sheet(book.add_worksheet(_sheet_name(table.name)), table, looks)
        book.close()


_LOOKS = {
    "head": {"bold": True, "bottom": 1, "text_wrap": True, "valign": "top"},
    date: {"num_format": "d-m-yyyy", "align": "left"},
    datetime: {"num_format": "d-m-yyyy hh:mm", "align": "left"},
}


def _write_sheet(sheet: Any, table: Table, looks: dict[object, Any]) -> None:
    rows = iter(table.rows)
    first = [row for row, _ in zip(rows, range(_MEASURED), strict=False)]
    for column, head in enumerate(table.heads):
        sheet.set_column(column, column, _width([head, *(row[column] for row in first)]))
        sheet.write_string(0, column, head[:LONGEST], looks["head"])
    last = 0
    for last, row in enumerate(_one_after_another(first, rows), start=1):
        for column, cell in enumerate(row):
            _write_cell(sheet, last, column, cell, looks)
    sheet.freeze_panes(1, 0)
    sheet.autofilter(0, 0, last, len(table.heads) - 1)


def _one_after_another(first: list[Any], rows: Iterable[Any]) -> Iterable[Any]:
    yield from first
    yield from rows


def _write_cell(sheet: Any, row: int, column: int, cell: Cell, looks: dict[object, Any]) -> None:
    if isinstance(cell, str):
        sheet.write_string(row, column, cell[:LONGEST])
    elif isinstance(cell, date):
        sheet.write_datetime(row, column, cell, looks[type(cell)])
    elif cell is not None:
        sheet.write_number(row, column, cell)


def _width(cells: Sequence[Cell]) -> int:
    return min(_WIDEST, max(_NARROWEST, *(len(_in_csv(cell)) + 2 for cell in cells)))


def _sheet_name(name: str) -> str:
    """31 characters at most, without the signs of an address, and no quote at its ends."""
    return _NO_SHEET_NAME.sub(" ", name)[:31].strip(" '")
