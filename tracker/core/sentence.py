"""A sentence that is translated only when it is shown."""

from collections.abc import Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Month:
    """A month of the year, written by its name."""

    number: int


@dataclass(frozen=True, slots=True)
class Sentence:
    """A msgid (marked with N_) and what fills its %(named)s places.

    With `many`, `text` is the singular form and `values["n"]` decides which of the two is used.
    Values may be dates, months, terms and numbers: they are written in the reader's language.
    """

    text: str
    values: Mapping[str, object] = field(default_factory=dict)
    many: str | None = None
