"""What a reader of the guide is told: how a screen is used, and how accessible Opweg was found to be."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from tracker.accounts.terms import Language
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


class Group(Term):
    """What somebody has to do with; the help index is in this order."""

    BEGIN = "begin", N_("To begin with")
    PEOPLE = "people", N_("Working with people")
    TEAM = "team", N_("For the team lead")
    SET_UP = "set_up", N_("For the functional administrator")


@dataclass(frozen=True, slots=True)
class HelpText:
    """A help page in one language: what a screen is for, how it is used, and what is good to know."""

    title: str
    about: str
    steps: tuple[str, ...]
    notes: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Topic:
    """A help page, and the screens (endpoints) that it explains."""

    key: str
    group: Group
    screens: tuple[str, ...]
    picture: str
    """The screen whose picture stands in it."""
    texts: Mapping[Language, HelpText]


@dataclass(frozen=True, slots=True)
class Help:
    """The whole file."""

    topics: Mapping[str, Topic]
