"""What an import in the browser holds on to, and for how long."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from tracker.core.sentence import Sentence
from tracker.core.term import N_, Term
from tracker.exchange.terms import Verdict
from tracker.sheets.terms import Heading

LARGEST_FILE = 10 * 1024 * 1024
"""Bytes of a file that is sent."""
MOST_ROWS, MOST_COLUMNS = 2000, 100
"""Of a sheet in the browser; a terminal takes more (docs/import.md)."""
DRAFT_STAYS = timedelta(days=14)
UNDO_WITHIN = timedelta(days=30)
ON_A_PAGE = 25
"""Rows of the report on one page."""

Mended = Mapping[str, str]
"""What was written over cells of a sheet, by "row:place": the row counts from 1, the place from 0.

By "row:apart" stands the question of a row to which was said: this is somebody else.
"""
APART = "apart"


def place_of(row: int, place: int | str) -> str:
    return f"{row}:{place}"


class Shown(Term):
    """Which rows of the report are shown."""

    WRONG = "wrong", N_("To look at")
    ALL = "all", N_("All rows")


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell that can be mended, and what is wrong with it, if anything."""

    row: int
    heading: Heading
    text: str
    why: Sentence | None = None

    @property
    def name(self) -> str:
        return f"cell-{self.row}-{self.heading.place}"


@dataclass(frozen=True, slots=True)
class Reported:
    """A row of the report: what happens with it, the cells to mend, and what else is to be known."""

    number: int
    name: str
    reference: str
    verdict: Verdict
    cells: Sequence[Cell]
    notes: Sequence[Sentence]
    question: str = ""
    """A print of whom it may be: that it is somebody else can be said, or was."""
    told_apart: bool = False

    @property
    def apart(self) -> str:
        """The name of the tick for that."""
        return f"{APART}-{self.number}"


@dataclass(frozen=True, slots=True)
class Report:
    """One page of the report."""

    rows: Sequence[Reported]
    wrong: int
    total: int
    page: int
    pages: int
    counts: Mapping[Verdict, int]
    seen: str
    """Knows again what would be done."""

    @property
    def writes(self) -> int:
        """How many people are added or changed."""
        return self.counts.get(Verdict.NEW, 0) + self.counts.get(Verdict.CHANGED, 0)


@dataclass(frozen=True, slots=True)
class Preview:
    """The first rows of a sheet, and in which of them (0 is the first) the headings seem to stand."""

    name: str
    rows: Sequence[Sequence[str]]
    guess: int


@dataclass(frozen=True, slots=True)
class Draft:
    """A draft in a list."""

    id: UUID
    file_name: str
    made_at: datetime


@dataclass(frozen=True, slots=True)
class Run:
    """An import that was done; it can be undone until `undo_until`, if that is not None."""

    id: UUID
    draft_id: UUID
    file_name: str
    at: datetime
    counts: Mapping[str, int]
    undo_until: datetime | None
    undone_at: datetime | None
