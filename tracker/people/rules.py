"""When two files may be of one person: one way to recognise, for imports and by hand. Pure."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import count, filterfalse, islice, product
from typing import Protocol
from uuid import UUID

from tracker.core.names import fold, likeness, matches, search_key, skeletons

OURS = re.compile(r"TR-\d{1,9}")
"""The numbers that Opweg gives itself: who has only such a one has no case number yet. A longer one is a
case number that somebody typed."""

ALIKE, STRANGE = 70, 50
"""Names that sound the same may be one person's from this likeness (0-100) on; below the other one a
name is no other spelling but another name."""

MOST_HITS = 10
"""So often in 24 hours a new newcomer may look like somebody of a colleague; then no check is done."""


class Named(Protocol):
    """Somebody with one name and perhaps a birth year."""

    @property
    def name(self) -> str: ...
    @property
    def birth_year(self) -> int | None: ...


def sounds(name: str) -> set[str]:
    """How a name may sound: its consonants in order, and word by word in any order."""
    spoken = product(*(sorted(skeletons(word)) for word in fold(name).split()))
    return {"".join(words) for said in islice(spoken, 20) for words in (said, sorted(said))}


def alike(one: Named, other: Named) -> bool:
    """Of two names that sound the same: with one birth year; if a year is not known the words must be the
    same."""
    if None in (one.birth_year, other.birth_year):
        return same_words(one.name, other.name)
    return one.birth_year == other.birth_year and likeness(one.name, other.name) >= ALIKE


def latest_start(started_on: date, entered_on: date, left_on: date | None) -> date | None:
    """On which day at the latest a trajectory began: that of its first phase, or of the end of it when its
    beginning goes along with the start."""
    return left_on if entered_on == started_on else entered_on


def same_words(one: str, other: str) -> bool:
    return sorted(fold(one).split()) == sorted(fold(other).split())


def free_numbers(taken: Sequence[str]) -> Iterator[str]:
    """The numbers of Opweg after the highest that is taken, without those that somebody typed."""
    highest = max((int(number[3:]) for number in taken if OURS.fullmatch(number)), default=0)
    numbers = (f"TR-{number:04}" for number in count(highest + 1))
    return filterfalse(frozenset(taken).__contains__, numbers)


@dataclass(frozen=True, slots=True, kw_only=True)
class Described:
    """Somebody as they are known by their names, birth year and phone number."""

    given_name: str
    family_name: str
    native_name: str
    other_names: str
    birth_year: int | None
    phone: str

    @property
    def name(self) -> str:
        return f"{self.given_name} {self.family_name}".strip()

    @property
    def names(self) -> tuple[str, ...]:
        """Every way in which the whole name is written; a part that is written otherwise is no whole."""
        written = (self.name, self.native_name, *self.other_names.split(";"))
        return tuple(name.strip() for name in written if len(fold(name).split()) > 1 or name is self.name)


@dataclass(frozen=True, slots=True, kw_only=True)
class KnownPerson(Described):
    """Somebody of the organisation with one of their trajectories; who is not editable is never shown."""

    id: UUID
    reference: str
    editable: bool
    newcomer_id: UUID
    client_manager_id: UUID | None
    client_manager: str | None
    closed: bool


@dataclass(frozen=True, slots=True)
class Recognised:
    """Who somebody may be: whom the actor may see, and the trajectories of whom not."""

    shown: tuple[KnownPerson, ...] = ()
    hidden: tuple[UUID, ...] = ()

    def __bool__(self) -> bool:
        return bool(self.shown or self.hidden)


def recognised(somebody: Described, known: Iterable[KnownPerson]) -> Recognised:
    """Whoever somebody may be. Of whom the actor sees a likely name or the phone number is enough; of
    somebody else the name must be right and the birth year or the phone number too."""
    heard = {sound for name in somebody.names for sound in sounds(name)}
    shown, hidden = [], []
    for one in known:
        spelt = _spelt_alike(somebody, one, heard)
        called = bool(number_of(somebody.phone)) and number_of(somebody.phone) == number_of(one.phone)
        years = {somebody.birth_year, one.birth_year}
        if one.editable and (called or (spelt and (len(years) == 1 or None in years))):
            shown.append(one)
        elif not one.editable and spelt and (called or (len(years) == 1 and None not in years)):
            hidden.append(one.id)
    return Recognised(tuple(shown), tuple(hidden))


def _spelt_alike(somebody: Described, one: KnownPerson, heard: set[str]) -> bool:
    return any(
        likeness(mine, theirs) >= ALIKE and not heard.isdisjoint(sounds(theirs))
        for theirs in one.names
        for mine in somebody.names
    )


def number_of(phone: str) -> str:
    """A phone number by its last digits, in the Netherlands or with +31; empty when it is too short."""
    digits = re.sub(r"\D", "", phone)
    digits = re.sub(r"^(0031|31(?=\d{9}$))", "", digits).lstrip("0")
    return digits if len(digits) >= 8 else ""


def reference_taken(reference: str, known: Iterable[KnownPerson]) -> KnownPerson | None:
    """Whose case number this is already."""
    return next((one for one in known if fold(one.reference) == fold(reference)), None)


LISTED = 20
"""So many people are listed at once when somebody is looked for."""


def found_people(asked: str, people: Iterable[KnownPerson], but: frozenset[UUID]) -> list[KnownPerson]:
    """Whom the asked words find, one line for each person, without these newcomers."""
    found = {
        one.newcomer_id: one
        for one in people
        if one.newcomer_id not in but
        and (matches(asked, search_key(one.names)) or fold(asked) == fold(one.reference))
    }
    return list(found.values())[:LISTED]


def joined_names(kept: Described, merged: Described, given_name: str, family_name: str) -> str:
    """Every other spelling that either file had, with the names that were not chosen."""
    chosen = f"{given_name} {family_name}".strip()
    spelt = [kept.other_names, merged.other_names, kept.name, merged.name, merged.native_name]
    names = [name.strip() for text in spelt for name in text.split(";")]
    different = [name for name in dict.fromkeys(names) if name and fold(name) != fold(chosen)]
    return "; ".join(different)[:300]
