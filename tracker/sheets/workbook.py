"""Reads the sheets of a workbook; runs as a program of its own (tracker.sheets.queries starts it).

A damaged file, or one that is made to do harm, can take all memory or end the process in which it is
read: this one. What it found goes out as JSON, a day as {"day": "2025-04-03"}.
"""

import json
import resource
import sys
from datetime import date, time, timedelta
from pathlib import Path
from typing import Any

from python_calamine import CalamineWorkbook, PasswordError, SheetTypeEnum, SheetVisibleEnum

MEMORY = 3 << 30
"""Bytes of address space: room for some five million cells."""

LOCKED = 3
"""The exit code for a file with a password."""


def main(path: str) -> int:
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    try:
        with Path(path).open("rb") as file, CalamineWorkbook.from_filelike(file) as book:
            json.dump([[name, _rows(book, name)] for name in _names(book)], sys.stdout, default=plain)
    except PasswordError:
        return LOCKED
    return 0


def _names(book: CalamineWorkbook) -> list[str]:
    """The sheets that somebody sees: no charts, nothing hidden."""
    return [
        sheet.name
        for sheet in book.sheets_metadata
        if sheet.typ == SheetTypeEnum.WorkSheet and sheet.visible == SheetVisibleEnum.Visible
    ]


def _rows(book: CalamineWorkbook, name: str) -> Any:
    """All rows from the first, so that their numbers are those that people see."""
    return book.get_sheet_by_name(name).to_python(skip_empty_area=False)


def plain(cell: object) -> object:
    if isinstance(cell, date):
        return {"day": cell.isoformat()[:10]}
    if isinstance(cell, time | timedelta):
        return str(cell)
    raise TypeError(f"{type(cell)} in a cell")


if __name__ == "__main__":
    sys.exit(main(sys.argv[1]))
