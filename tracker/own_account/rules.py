"""What a password must be (security.md R33), and how long a link to choose one is good (R36). Pure."""

from collections.abc import Iterable
from datetime import timedelta
from typing import Any

from tracker.core.names import fold
from tracker.core.sentence import Sentence
from tracker.core.term import N_

SHORTEST = 15
"""Characters; length is what makes a password hard to guess, so nothing is asked of their kind."""

DIFFERENT = 6
"""Fewer different characters are a pattern, not a password."""

LINK_IS_GOOD_FOR = timedelta(minutes=30)

SO_COMMON = (
    *("password", "wachtwoord", "welkom", "welcome", "qwerty", "azerty", "letmein", "geheim", "opweg"),
    *("123456789", "12345678", "1234567", "123456", "12345", "1234", "9876543210", "87654321", "abcdef"),
)
"""What people try first, in either language of this application."""


def seat_details(seat: Any) -> dict[str, str]:
    """What the audit trail tells of a role: whose, which, and for which team or partner."""
    details = {"user": str(seat.user_id), "role": seat.role}
    places = {"team": seat.team_id, "partner": seat.partner_id}
    return details | {name: str(place) for name, place in places.items() if place}


def weakness(password: str, own_words: Iterable[str]) -> Sentence | None:
    """What is wrong with a password of somebody to whom these words belong (name, address, organisation)."""
    if len(password) < SHORTEST:
        text = N_("This password is too short: %(n)s characters, at least %(least)s are needed")
        return Sentence(text, {"n": len(password), "least": SHORTEST})
    if len(set(password)) < DIFFERENT:
        return Sentence(N_("This password repeats the same few characters. Take other words"))
    if len(_without(password, own_words)) < SHORTEST // 2:
        return Sentence(N_("This password is too easy to guess from who you are. Take other words"))
    return None


def _without(password: str, own_words: Iterable[str]) -> str:
    """What is left of a password without the words that others would try first."""
    left = fold(password)
    words = {word for text in own_words for word in fold(text).split() if len(word) > 2}
    for word in sorted(words | set(SO_COMMON), key=len, reverse=True):
        left = left.replace(word, "")
    return "".join(filter(str.isalnum, left))
