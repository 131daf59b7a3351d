"""What the tests read in a file that they took out."""

import csv
from io import BytesIO, StringIO
from typing import Any

from python_calamine import CalamineWorkbook
from werkzeug.test import TestResponse

from tests.browser import Browser


def taken(browser: Browser, path: str, format: str = "csv") -> TestResponse:
    """The answer with the file, read."""
    answer = browser.open(path, "POST", format=format)
    assert answer.status_code == 200, answer.text
    assert answer.headers["Content-Disposition"].startswith("attachment; filename=")
    assert answer.headers["Cache-Control"] == "no-store"
    answer.get_data()
    answer.close()
    return answer


def csv_rows(browser: Browser, path: str) -> list[list[str]]:
    content = taken(browser, path).get_data().decode("utf-8-sig")
    return list(csv.reader(StringIO(content, newline=""), delimiter=";"))


def sheets(browser: Browser, path: str) -> dict[str, list[list[Any]]]:
    """The rows of every sheet of the XLSX file, by its name."""
    book = CalamineWorkbook.from_filelike(BytesIO(taken(browser, path, "xlsx").get_data()))
    return {name: book.get_sheet_by_name(name).to_python() for name in book.sheet_names}
