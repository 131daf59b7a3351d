"""What fits what somebody typed. Pure."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from tracker.accounts.work import Actor
from tracker.caseload.rules import is_meant
from tracker.core.names import fold
from tracker.find.terms import PLACES, Place
from tracker.trajectory.queries import Heading
from tracker.trajectory.terms import Phase

PEOPLE = 8
"""Somebody further down than this is found by typing more."""


@dataclass(frozen=True, slots=True)
class Somebody(Heading):
    """A trajectory that may be found; without a phase it is closed."""

    search_key: str
    phase: Phase | None


def people_named(everybody: Iterable[Somebody], asked: str) -> list[Somebody]:
    """Who is meant: by number, or by any spelling of a name; those written as asked come first,
    and of these who is still on the way."""
    words = fold(asked).split()
    found = [one for one in everybody if is_meant(asked, one.reference, one.search_key)]
    return sorted(found, key=lambda one: (not _written_so(one, words), one.phase is None))


def _written_so(one: Somebody, words: Sequence[str]) -> bool:
    names = fold(one.reference).split() + one.search_key.split()
    return all(any(name.startswith(word) for name in names) for word in words)


def places_for(actor: Actor, asked: str, say: Callable[[str], str]) -> list[Place]:
    """The pages that the actor's role opens, of which every word typed begins a word; `say` translates."""
    asked_words = fold(asked).split()
    if asked and not asked_words:
        return []
    return [
        place
        for place in PLACES
        if actor.can(place.can)
        and _about(fold(f"{say(place.label)} {say(place.words)}").split(), asked_words)
    ]


def _about(words: Sequence[str], asked: Sequence[str]) -> bool:
    return all(any(word.startswith(one) for word in words) for one in asked)
