"""Several small rows in one column, so that a list stays one statement.

Only ids, terms and days are packed: words of the method, which hold no separator.
"""

from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, String, cast, func

NEVER = "-"
"""How an absent value is written."""


def packed(*columns: Any) -> Any:
    """These columns of all the rows that a select finds, as one text."""
    written = [func.coalesce(cast(column, String), NEVER) for column in columns]
    line: ColumnElement[str] = written[0]
    for column in written[1:]:
        line = line.concat("|").concat(column)
    return func.aggregate_strings(line, " ")


def unpacked(text: str | None) -> list[list[str]]:
    """The rows of a packed column, in no order."""
    return [line.split("|") for line in (text or "").split()]


def day_or_none(value: str) -> date | None:
    return None if value == NEVER else date.fromisoformat(value)
