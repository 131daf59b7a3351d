"""Words of the domain: stored by value, shown by label."""

from enum import StrEnum
from typing import Self


def N_(text: str) -> str:  # noqa: N802  (the field's name for "translate this later")
    """Mark a text for translation without translating it yet."""
    return text


class Term(StrEnum):
    """An enum whose members also carry an English label, which is a msgid for gettext."""

    label: str

    def __new__(cls, value: str, label: str = "") -> Self:
        term = str.__new__(cls, value)
        term._value_ = value
        term.label = label
        return term

    @classmethod
    def choices(cls) -> dict[str, str]:
        """The label of every value, as a form field wants them."""
        return {term.value: term.label for term in cls}
