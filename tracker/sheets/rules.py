"""Which row of a sheet holds the headings, what each of them means, and whom the rows below are about.

Pure: tables in, a sheet out, `today` as an argument.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from tracker.core.citizen_number import is_citizen_number
from tracker.core.names import fold
from tracker.core.sentence import Sentence
from tracker.core.term import N_
from tracker.sheets.catalogue import WORDS
from tracker.sheets.cells import text_of
from tracker.sheets.lines import Found, line
from tracker.sheets.terms import BELONGS_TO, NAMES, Column, Heading, NoSheet, NotUsed, Raw, Sheet, Table

TITLE_ROWS = 50
"""The headings stand in one of these first rows."""

ENTRIES = sorted(
    ((frozenset(entry.split()), column) for column, entries in WORDS.headings.items() for entry in entries),
    key=lambda entry: (len(entry[0]), sum(map(len, entry[0]))),
    reverse=True,
)
"""What means a column, the longest first."""

FILLERS = frozenset(WORDS.fillers.words)


@dataclass(frozen=True, slots=True)
class Row:
    """A row with its number, which counts from 1: its cells, and how they read."""

    number: int
    cells: Sequence[Raw]
    texts: Sequence[str]


def read_tables(tables: Sequence[Table], today: date) -> Sheet:
    """The table with the best headings, read row by row; NoSheet when there is nobody in it."""
    table, place = best_place(tables)
    if not score(headings_of(table.rows[place])):
        why = N_("No row with headings was found: a caseload has a column with names and at least one more.")
        raise NoSheet(Sentence(why))
    others = tuple(other.name for other in tables if other.name != table.name)
    return read_table(table, place, today, others=others)


def best_place(tables: Sequence[Table]) -> tuple[Table, int]:
    """The table and the place of its row (0 is the first) that look most like headings; NoSheet when all is
    empty."""
    if not any(text_of(raw) for table in tables for row in table.rows for raw in row):
        raise NoSheet(Sentence(N_("This file is empty.")))
    return max(
        ((table, place) for table in tables for place in range(min(len(table.rows), TITLE_ROWS))),
        key=lambda top: (score(headings_of(top[0].rows[top[1]])), len(headings_of(top[0].rows[top[1]]))),
    )


def headings_of(row: Sequence[Raw]) -> list[Heading]:
    """What every filled cell of a row would mean as a heading."""
    texts = ((place, text_of(raw).replace("\n", " ")) for place, raw in enumerate(row))
    return [Heading(place, text, meaning(text)) for place, text in texts if text]


def meaning(heading: str) -> Column | NotUsed:
    """The column whose longest entry stands in a heading, with nothing but filler words beside it."""
    words = frozenset(fold(heading).split())
    for entry, column in ENTRIES:
        if entry <= words and words - entry <= FILLERS:
            return column
    never = any(_holds(words, entry.split()) for entry in WORDS.never.words)
    return NotUsed.NEVER if never else NotUsed.UNKNOWN


def _holds(words: frozenset[str], entry: Sequence[str]) -> bool:
    """Whether all words of an entry are there; a long one may go on, as in "bsnnummer"."""
    return all(any(word == one or (len(one) > 2 and word.startswith(one)) for word in words) for one in entry)


def score(headings: Sequence[Heading]) -> int:
    """How many things a row of headings tells; nothing unless it tells the name and something else."""
    told = {heading.means for heading in headings if isinstance(heading.means, Column)}
    return len(told) if len(told) > 1 and not told.isdisjoint(NAMES) else 0


def read_table(
    table: Table,
    place: int,
    today: date,
    *,
    meant: Mapping[int, Column | None] | None = None,
    others: tuple[str, ...] = (),
) -> Sheet:
    """The people below the headings in the row at `place`; NoSheet when there are none.

    `meant` says for columns, by their place, what they are about; None leaves one out. What is never taken
    over stays so.
    """
    below = enumerate(table.rows[place + 1 :], start=place + 2)
    rows = (Row(number, cells, list(map(text_of, cells))) for number, cells in below)
    filled = [row for row in rows if any(row.texts)]
    people = [row for row in filled if not is_total(row) and row.cells != table.rows[place]]
    if not people:
        why = N_("Below the headings, which stand in row %(row)s, stands nobody.")
        raise NoSheet(Sentence(why, {"row": place + 1}))
    headings = tuple(_all_headings(table.rows[place], people, meant or {}))
    return Sheet(
        name=table.name,
        heading_row=place + 1,
        headings=headings,
        lines=tuple(line(row.number, headings, _found(headings, row), today) for row in people),
        left_out=len(filled) - len(people),
        other_sheets=others,
    )


def is_total(row: Row) -> bool:
    """Whether a row begins with a word like "Totaal", and holds nothing but numbers beside it."""
    first, *others = filter(None, row.texts)
    begins = fold(first).split()[:1]
    return begins[0] in WORDS.left_out.totals and not any(map(str.isalpha, "".join(others)))


def _all_headings(
    row: Sequence[Raw], people: Sequence[Row], meant: Mapping[int, Column | None]
) -> Iterator[Heading]:
    """The headings, and the columns that are filled below nothing."""
    by_place = {heading.place: heading for heading in headings_of(row)}
    used = {place for row in people for place, text in enumerate(row.texts) if text}
    places = sorted(used | set(by_place))
    headings = [_meant(by_place.get(place, Heading(place, "", NotUsed.UNKNOWN)), meant) for place in places]
    told = {heading.means for heading in headings}
    for heading in headings:
        if heading.means in BELONGS_TO and BELONGS_TO[heading.means] not in told:
            heading = replace(heading, means=NotUsed.ALONE)
        if heading.means is Column.CASE_NUMBER and _mostly_citizen_numbers(heading.place, people):
            heading = replace(heading, means=NotUsed.CITIZEN_NUMBERS)
        yield heading


def _meant(heading: Heading, meant: Mapping[int, Column | None]) -> Heading:
    if heading.means is NotUsed.NEVER or heading.place not in meant:
        return heading
    return replace(heading, means=meant[heading.place] or NotUsed.CHOSEN)


def _mostly_citizen_numbers(place: int, people: Sequence[Row]) -> bool:
    numbers = [row.texts[place] for row in people if len(row.texts) > place and row.texts[place]]
    return sum(map(is_citizen_number, numbers)) * 2 > len(numbers)


def _found(headings: Sequence[Heading], row: Row) -> Found:
    """The filled cells of a row by what they are about; several columns may be about the same."""
    found: dict[Column, list[tuple[Heading, Raw]]] = {}
    for heading in headings:
        filled = heading.place < len(row.texts) and row.texts[heading.place]
        if filled and isinstance(heading.means, Column):
            found.setdefault(heading.means, []).append((heading, row.cells[heading.place]))
    return found
