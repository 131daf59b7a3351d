"""The words of taking data out."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from tracker.core.sentence import Sentence
from tracker.core.spreadsheet import Cell
from tracker.core.term import N_, Term


class Format(Term):
    """A kind of file, by the end of its name."""

    XLSX = "xlsx", N_("Excel")
    CSV = "csv", N_("CSV")


Said = Sentence | Term | Cell | tuple[Term, ...]
"""A cell before it is put in the reader's language; several words become one cell."""


@dataclass(frozen=True, slots=True)
class Part:
    """A table of a list, not yet in the reader's language: its name and heads are msgids or terms."""

    name: str
    heads: Sequence[Sentence | Term | str]
    rows: Iterable[Sequence[Said]]
