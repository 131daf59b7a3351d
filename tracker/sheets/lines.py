"""One row of a sheet as a person: each cell read by its own reader, else a complaint about it. Pure."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from datetime import date
from typing import Any, NamedTuple

from tracker.core.days import Unreadable
from tracker.core.names import fold
from tracker.core.sentence import Sentence
from tracker.core.term import N_
from tracker.sheets import cells
from tracker.sheets.terms import NAMES, Column, Heading, Line, Raw

LONGEST_NAME, LONGEST_BARRIER = 80, 5000
"""In characters, as the tables of a trajectory have them."""

Found = Mapping[Column, Sequence[tuple[Heading, Raw]]]
"""The filled cells of a row by what they are about."""


class Reader(NamedTuple):
    """How what stands in a column is read into fields of Line."""

    about: Column
    fields: Callable[[Found, date], dict[str, Any]]
    hurts: bool = False
    """Whether the row cannot go in when that fails."""


def line(number: int, headings: Sequence[Heading], found: Found, today: date) -> Line:
    """The person of a row."""
    blank = {h.means: (h, "") for h in headings if isinstance(h.means, Column)}
    filled = {column: (heading, cells.text_of(raw)) for column, [(heading, raw), *_] in found.items()}
    empty = Line(row=number, cells=blank | filled)
    values: dict[str, Any] = {}
    complaints = []
    for reader in READERS:
        try:
            values |= reader.fields(found, today)
        except Unreadable as no:
            complaints.append(empty.complain(no.sentence, reader.about, hurts=reader.hurts))
    if found.keys() <= {*NAMES, Column.INFIX} and len(blank) > 2:
        why = Sentence(N_("Nothing but a name stands here: too little to know that this is somebody"))
        complaints.append(empty.complain(why, hurts=True))
    return replace(empty, complaints=tuple(complaints), **values)


def _one(column: Column, read: Callable[[Raw, date], Any], *, hurts: bool = False) -> Reader:
    """A column that stands for itself, and bears the name of its field; the first filled one counts."""

    def fields(found: Found, today: date) -> dict[str, Any]:
        return {column.value: read(found[column][0][1], today)} if column in found else {}

    return Reader(column, fields, hurts)


def _text(found: Found, column: Column) -> str:
    return cells.text_of(found[column][0][1]).replace("\n", " ") if column in found else ""


def _name(found: Found, today: date) -> dict[str, Any]:
    """The names, from their own columns or from the one that holds the whole name."""
    given, infix, family = (_text(found, c) for c in (Column.GIVEN_NAME, Column.INFIX, Column.FAMILY_NAME))
    whole = _text(found, Column.FULL_NAME)
    if whole and not family:
        given, family = _split(found, whole, given)
    family = f"{infix} {family}".strip()
    if not given and not family:
        raise Unreadable(Sentence(N_("There is no name")))
    if any(map(str.isdigit, given + family)):
        raise Unreadable(Sentence(N_("A name holds no digits")))
    parts = {"given_name": given, "family_name": family}
    return {name: cells.passage_of(text, LONGEST_NAME) for name, text in parts.items()}


FAMILY_FIRST = (["achternaam", "voornaam"], ["naam", "voornaam"])


def _split(found: Found, whole: str, given: str) -> tuple[str, str]:
    """A whole name in two; beside a column with the given name it may be the family name alone."""
    if given and fold(given) not in fold(whole):
        return given, whole
    heading = fold(found[Column.FULL_NAME][0][0].text)
    order = [word for word in heading.split() if word in ("naam", "achternaam", "voornaam")]
    return cells.split_name(whole, family_first=order[-2:] in FAMILY_FIRST)


def _phase(found: Found, today: date) -> dict[str, Any]:
    if Column.PHASE not in found:
        return {}
    phase, ended = cells.phase(found[Column.PHASE][0][1])
    return {"phase": phase, "ended": ended}


def _barriers(found: Found, today: date) -> dict[str, Any]:
    """The barriers of all their columns, with the life domains that stand beside them."""
    texts = [cells.text_of(raw) for _, raw in found.get(Column.BARRIERS, ())]
    domains = [cells.text_of(raw) for _, raw in found.get(Column.BARRIER_DOMAIN, ())]
    return {"barriers": cells.passages(cells.items(texts, "\n".join(domains)), LONGEST_BARRIER)}


READERS = (
    Reader(Column.FULL_NAME, _name, hurts=True),
    _one(Column.CASE_NUMBER, lambda raw, today: cells.line_of(raw, 40), hurts=True),
    _one(Column.BIRTH_YEAR, cells.birth_year, hurts=True),
    _one(Column.PHONE, lambda raw, today: cells.phone(raw)),
    _one(Column.EMAIL, lambda raw, today: cells.email(raw)),
    _one(Column.LANGUAGES, lambda raw, today: cells.line_of(raw, 200)),
    _one(Column.INTERPRETER, lambda raw, today: cells.yes_or_no(raw)),
    _one(Column.CLIENT_MANAGER, lambda raw, today: cells.line_of(raw, 254)),
    _one(Column.TEAM, lambda raw, today: cells.line_of(raw, 80)),
    Reader(Column.PHASE, _phase, hurts=True),
    _one(Column.PHASE_SINCE, cells.past_day),
    _one(Column.STARTED_ON, cells.past_day, hurts=True),
    _one(Column.PERMIT_ON, cells.past_day),
    _one(Column.SETTLED_ON, cells.past_day),
    _one(Column.INTEGRATION_ON, lambda raw, today: cells.day(raw)),
    _one(Column.LAST_CONTACT_ON, cells.past_day),
    Reader(Column.BARRIERS, _barriers),
    _one(Column.NEXT_STEP, lambda raw, today: cells.own_words(raw, 200)),
    _one(Column.NEXT_STEP_DUE, lambda raw, today: cells.day(raw)),
    _one(Column.OUTCOME, lambda raw, today: cells.outcome(raw)),
    _one(Column.CLOSED_ON, lambda raw, today: cells.day(raw), hurts=True),
)
"""What hurts is never guessed: who it is, in which phase, since when, and whether it is over."""
