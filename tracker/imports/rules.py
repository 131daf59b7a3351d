"""A sheet that is matched and mended, and what the report of it shows. Pure."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date
from hashlib import blake2b
from typing import Any

from tracker.core.names import fold
from tracker.core.sentence import Sentence
from tracker.core.term import N_
from tracker.exchange.terms import Plan, Row
from tracker.imports.terms import (
    APART,
    MOST_COLUMNS,
    MOST_ROWS,
    ON_A_PAGE,
    Cell,
    Mended,
    Preview,
    Report,
    Reported,
    Shown,
)
from tracker.sheets.cells import text_of
from tracker.sheets.rules import TITLE_ROWS, best_place, headings_of, read_table, score
from tracker.sheets.terms import IN_SEVERAL, NAMES, Column, Complaint, Heading, NoSheet, NotUsed, Sheet, Table

PREVIEW_ROWS = 12
WHO = (Column.CASE_NUMBER, *NAMES, Column.BIRTH_YEAR)
"""The cells that tell who it is."""


def fitting(tables: Sequence[Table]) -> list[Table]:
    """The sheets that can be shown in a browser; NoSheet when there is none."""
    found = [Table(table.name, _filled(table.rows)) for table in tables]
    sheets = [table for table in found if table.rows]
    if not sheets:
        raise NoSheet(Sentence(N_("This file is empty.")))
    fits = [table for table in sheets if not _too_large(table)]
    if not fits:
        raise NoSheet(next(why for table in sheets if (why := _too_large(table))))
    return fits


def _filled(rows: Sequence[list]) -> list[list]:  # type: ignore[type-arg]
    """Without the blank cells and rows after the last that holds something."""
    cut = [row[: 1 + max((n for n, raw in enumerate(row) if raw != ""), default=-1)] for row in rows]
    return cut[: 1 + max((n for n, row in enumerate(cut) if row), default=-1)]


def _too_large(table: Table) -> Sentence | None:
    columns, rows = max(map(len, table.rows)), len(table.rows)
    if columns > MOST_COLUMNS:
        why = N_("This sheet has %(n)s columns; at most %(most)s are read. Remove what is no caseload.")
        return Sentence(why, {"n": columns, "most": MOST_COLUMNS})
    return _too_many(rows) if rows > MOST_ROWS + TITLE_ROWS else None


def _too_many(rows: int) -> Sentence:
    why = N_("This sheet has %(n)s rows; here at most %(most)s go in at once. Cut it in parts.")
    return Sentence(why, {"n": rows, "most": MOST_ROWS})


def start(tables: Sequence[Table]) -> tuple[int, int]:
    """Which sheet (from 0) and which row (from 1) look most like a caseload and its headings."""
    table, place = best_place(tables)
    return list(tables).index(table), place + 1


def preview(table: Table) -> Preview:
    _, place = best_place([table])
    rows = table.rows[: max(PREVIEW_ROWS, place + 4)]
    wide = max(map(len, rows))
    return Preview(table.name, [[*map(text_of, row), *[""] * (wide - len(row))] for row in rows], place)


def demand_headings(table: Table, row: int) -> None:
    """NoSheet when the row holds no two headings, or too many people stand below it."""
    place = row - 1
    if place >= len(table.rows) or len(headings_of(table.rows[place])) < 2:
        why = N_("This row holds no headings: a caseload has a column with names and one more.")
        raise NoSheet(Sentence(why))
    if len(table.rows) - row > MOST_ROWS:
        raise NoSheet(_too_many(len(table.rows) - row))


def proposed(headings: Iterable[Heading], remembered: Mapping[str, str]) -> dict[str, str]:
    """What every column is about: as it was said before, else as its heading says."""
    return {str(one.place): remembered.get(fold(one.text), _value(one)) for one in headings}


def _value(heading: Heading) -> str:
    return heading.means.value if isinstance(heading.means, Column) else ""


def may_be_matched(heading: Heading) -> bool:
    return heading.means not in (NotUsed.NEVER, NotUsed.CITIZEN_NUMBERS)


def tells_enough(headings: Iterable[Heading], matching: Mapping[str, str]) -> bool:
    """Whether there is a column with names and one more."""
    said = ((one, matching.get(str(one.place))) for one in headings)
    return bool(score([replace(one, means=Column(means)) for one, means in said if means]))


def twice(headings: Iterable[Heading], matching: Mapping[str, str]) -> Iterator[tuple[Heading, Heading]]:
    """The columns that are about the same as an earlier one, with that one, where only one can be."""
    first: dict[str, Heading] = {}
    for one in headings:
        means = matching.get(str(one.place), "")
        if means and means not in IN_SEVERAL and first.setdefault(means, one) is not one:
            yield one, first[means]


def samples(table: Table, row: int, place: int) -> list[str]:
    """What stands in a column, three different things at most."""
    below = (text_of(cells[place]) for cells in table.rows[row:] if place < len(cells))
    return list(dict.fromkeys(text for text in below if text))[:3]


def read(table: Table, row: int, matching: Mapping[str, str] | None, mended: Mended, today: date) -> Sheet:
    """The people of a sheet with its cells as they were mended."""
    meant = {int(place): Column(means) if means else None for place, means in (matching or {}).items()}
    return read_table(_with(table, mended), row - 1, today, meant=meant)


def _with(table: Table, mended: Mended) -> Table:
    rows = [*table.rows]
    for key, text in mended.items():
        if key.endswith(APART):
            continue
        row, place = map(int, key.split(":"))
        cells = [*rows[row - 1]]
        cells += [""] * (place + 1 - len(cells))
        cells[place] = text
        rows[row - 1] = cells
    return Table(table.name, rows)


def told_apart(mended: Mended) -> frozenset[str]:
    """The questions to which was said: this is somebody else."""
    return frozenset(text for key, text in mended.items() if key.endswith(APART) and text)


def is_new(table: Table, heading_row: int, mended: Mended, cell: str, text: str) -> bool:
    """Whether this is written in a cell below the headings, or ticked, and does not stand there already."""
    row, place = cell.split(":")
    if not heading_row < int(row) <= len(table.rows):
        return False
    if place == APART:
        return text != mended.get(cell, "")
    cells, at = table.rows[int(row) - 1], int(place)
    there = mended[cell] if cell in mended else text_of(cells[at]) if at < len(cells) else ""
    return at < MOST_COLUMNS and text.replace("\r\n", "\n") != there


def report(plan: Plan, shown: Shown, page: int) -> Report:
    """A page of the rows, in the order of the sheet."""
    wrong = [row for row in plan.rows if any(map(_asks, row.complaints))]
    rows = wrong if shown is Shown.WRONG else plan.rows
    pages = max(1, -(-len(rows) // ON_A_PAGE))
    page = min(max(page, 1), pages)
    chosen = rows[(page - 1) * ON_A_PAGE : page * ON_A_PAGE]
    return Report(
        [_reported(row) for row in chosen], len(wrong), len(plan.rows), page, pages, plan.counts, seen(plan)
    )


def address(shown: Shown, page: int) -> dict[str, Any]:
    """What stands in the address of a page of the report; nothing for the first one."""
    found: dict[str, Any] = {} if shown is Shown.WRONG else {"shown": shown.value}
    return found if page <= 1 else {**found, "page": page}


def seen(plan: Plan) -> str:
    """The same for the same deeds."""
    deeds = [(row.line.row, row.verdict, sorted(row.deeds.changes) if row.deeds else []) for row in plan.rows]
    return blake2b(repr(deeds).encode(), digest_size=16).hexdigest()


def _asks(complaint: Complaint) -> bool:
    """Whether somebody must look: the row stays out, or a cell of it."""
    return complaint.hurts or bool(complaint.value)


def _reported(row: Row) -> Reported:
    known = row.deeds.known if row.deeds else None
    cells = {cell.heading.place: cell for cell in _cells(row)}
    told = [cell.why for cell in cells.values()]
    notes = [one.why for one in row.complaints if one.why not in told]
    reference = known.reference if known else row.line.case_number
    in_order = [cell for _, cell in sorted(cells.items())]
    who = row.line.row, row.line.name, reference
    return Reported(*who, row.verdict, in_order, notes, row.question, row.told_apart)


def _cells(row: Row) -> Iterator[Cell]:
    """The cells about which something is told, the first thing of each; who it is can be told by several."""
    about = [one for one in row.complaints if one.heading]
    if any(one.heading and one.heading.means in (*NAMES, Column.CASE_NUMBER) for one in about):
        for column in WHO:
            if column in row.line.cells:
                yield Cell(row.line.row, *row.line.cells[column])
    for one in reversed(about):
        if one.heading:
            yield Cell(row.line.row, one.heading, one.value, one.why)
