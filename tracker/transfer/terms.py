"""The words of taking data out."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

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


FORMAT, VERSION = "opweg-export", 1
"""Raised when a file of before can no longer be read the same way (docs/export.md)."""

MANIFEST = "manifest.json"

SHARED = frozenset({"organisation", "user_account"})
"""Tables of which an export takes along what its other rows point at."""

LEFT_OUT: Mapping[str, str] = {
    "sign_in": "A session is good in the system where it began.",
    "password_link": "A link to choose a password is good in the system that made it, for 30 minutes.",
    "import_draft": "A sheet on its way in is for who sent it, in the system to which it was sent.",
    "import_run": "An import is undone in the system that did it.",
    "wrong_try": "The door counts wrong passwords of this system.",
}
"""Tables that stay where they are, and why. Every other table goes along by itself."""

LEFT_OUT_COLUMNS: Mapping[str, Mapping[str, str]] = {
    "user_account": {
        "password_hash": "A hash can be guessed at at leisure; people choose a new password by a link.",
        "password_since": "It belongs to the password.",
    },
}

LEFT_OUT_DEEDS = ("export_organisation", "import_organisation")
"""Audit lines of these stay too: they tell of this copy, and would make every copy differ from its file."""


class NoExport(Exception):
    """A file that is not taken in, or not here; the text is the sentence for who asked."""


@dataclass(frozen=True, slots=True)
class Entry:
    """One table in the file."""

    file: str
    records: int
    sha256: str


@dataclass(frozen=True, slots=True)
class Manifest:
    """What is in the file, of whom, made when and by which version."""

    migration: str
    made_at: datetime
    organisation_id: UUID
    organisation: str
    tables: Mapping[str, Entry]

    @property
    def records(self) -> int:
        return sum(entry.records for entry in self.tables.values())
