"""The words of caseload sheets, read once when the application starts."""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from tracker.core.catalogue import load_whole
from tracker.sheets.terms import Column
from tracker.trajectory.terms import LifeDomain, Outcome, Phase

Entries = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Kind:
    """Words that mean the same, whatever stands beside them."""

    words: Entries


@dataclass(frozen=True, slots=True)
class LeftOut:
    """Words of rows and cells that say nothing about a person, and small words in those that do."""

    totals: Entries
    empty: Entries
    yes: Entries
    no: Entries
    titles: Entries
    infixes: Entries
    negations: Entries


@dataclass(frozen=True, slots=True)
class Words:
    """The whole file; every word is written as tracker.core.names.fold writes it."""

    headings: Mapping[Column, Entries]
    fillers: Kind
    never: Kind
    left_out: LeftOut
    phases: Mapping[Phase, Entries]
    ended: Kind
    outcomes: Mapping[Outcome, Entries]
    domains: Mapping[LifeDomain, Entries]


WORDS = load_whole(Path(__file__).parents[1] / "content" / "import_words.toml", Words)
