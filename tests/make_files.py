"""Small files of every kind, as other programs write them."""

from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import Any
from xml.sax.saxutils import escape
from zipfile import ZIP_DEFLATED, ZipFile

import openpyxl
import xlwt

Rows = Sequence[Sequence[Any]]


def xlsx(path: Path, **sheets: Rows) -> Path:
    """A workbook with these sheets; one whose name begins with "hidden" is not to be seen."""
    book = openpyxl.Workbook()
    book.remove(book.active)
    for name, rows in sheets.items():
        sheet = book.create_sheet(name)
        sheet.sheet_state = "hidden" if name.startswith("hidden") else "visible"
        for row in rows:
            sheet.append(row)
    book.save(path)
    return path


def xls(path: Path, rows: Rows) -> Path:
    book = xlwt.Workbook()
    sheet = book.add_sheet("Blad1")
    day = xlwt.easyxf(num_format_str="D-M-YYYY")
    for place, row in enumerate(rows):
        for column, cell in enumerate(row):
            sheet.write(place, column, cell, day if isinstance(cell, date) else xlwt.Style.default_style)
    book.save(str(path))
    return path


OFFICE = "urn:oasis:names:tc:opendocument:xmlns"
TABLE = (
    f'<office:document-content xmlns:office="{OFFICE}:office:1.0" xmlns:table="{OFFICE}:table:1.0" '
    f'xmlns:text="{OFFICE}:text:1.0"><office:body><office:spreadsheet><table:table table:name="Blad1">'
    "%s</table:table></office:spreadsheet></office:body></office:document-content>"
)
EMPTY_ROWS = (
    '<table:table-row table:number-rows-repeated="1048000">'
    '<table:table-cell table:number-columns-repeated="16384"/></table:table-row>'
)
"""LibreOffice writes all the empty rows of a sheet, in short."""


def ods(path: Path, rows: Rows) -> Path:
    body = "".join(f"<table:table-row>{''.join(map(_ods_cell, row))}</table:table-row>" for row in rows)
    with ZipFile(path, "w", ZIP_DEFLATED) as archive:
        archive.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
        archive.writestr("META-INF/manifest.xml", "<manifest/>")
        archive.writestr("content.xml", TABLE % (body + EMPTY_ROWS))
    return path


def _ods_cell(cell: Any) -> str:
    kind = f'office:value-type="float" office:value="{cell}"'
    if isinstance(cell, date):
        kind = f'office:value-type="date" office:date-value="{cell}"'
    elif isinstance(cell, str):
        kind = 'office:value-type="string"'
    return f"<table:table-cell {kind}><text:p>{escape(str(cell))}</text:p></table:table-cell>"
