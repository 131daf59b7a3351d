"""What a reader of the guide is told: how accessible Opweg was found to be."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from tracker.core.term import N_, Term


class Status(Term):
    """The statuses of the Dutch accessibility statement that follow from a test by a machine alone."""

    FIRST_MEASURES = "first_measures", N_("First measures taken (status C)")
    FALLS_SHORT = "falls_short", N_("Does not comply yet (status D)")


@dataclass(frozen=True, slots=True)
class Measured:
    """What axe found on every screen, in every width and colour."""

    day: date
    axe: str
    widths: tuple[int, ...]
    colours: tuple[str, ...]
    screens: tuple[str, ...]
    violations: Mapping[str, str] = field(default_factory=dict)
    """A screen, and what is wrong on it."""
