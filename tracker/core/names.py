"""Names as people type them: accents, order and spelling are forgiven."""

import re
import unicodedata
from collections.abc import Iterable

from rapidfuzz import fuzz

_LETTERS = str.maketrans({"ł": "l", "ø": "o", "đ": "d", "ð": "d", "þ": "th", "ı": "i", "æ": "ae", "œ": "oe"})
_SAME_SOUND = (
    ("kh", "k"),
    ("ch", "k"),
    ("gh", "g"),
    ("dj", "j"),
    ("dz", "z"),
    ("q", "k"),
    ("c", "k"),
    ("v", "w"),
)
ALIKE = 85
"""From this likeness (0-100, Indel ratio) two written names count as the same when searching."""


def fold(text: str) -> str:
    """Lower case, without accents and punctuation, single spaces: the form that is sorted and searched."""
    plain = unicodedata.normalize("NFKD", text.casefold().translate(_LETTERS))
    bare = "".join(letter for letter in plain if not unicodedata.combining(letter))
    return " ".join(re.sub(r"[^\w]+|_", " ", bare).split())


def sort_key(family_name: str, given_name: str) -> str:
    return f"{fold(family_name)} {fold(given_name)}".strip()


def search_key(names: Iterable[str]) -> str:
    """Every different word of somebody's names, folded, in the order of first use."""
    return " ".join(dict.fromkeys(word for name in names for word in fold(name).split()))


def skeleton(word: str) -> str:
    """The consonants that survive transliteration: Mohamed and Muhammad are both "mhmd"."""
    for written, heard in _SAME_SOUND:
        word = word.replace(written, heard)
    bones = re.sub(r"[aeiouy]", "", word)
    return re.sub(r"(.)\1+", r"\1", bones)


def matches(query: str, key: str) -> bool:
    """Whether every word of `query` is found among the words of a search key, in any order."""
    words = key.split()
    return all(any(_same(asked, word) for word in words) for asked in fold(query).split())


def likeness(one: str, other: str) -> float:
    """How alike two whole names are, 0-100, whatever the order of their words."""
    return float(fuzz.token_sort_ratio(fold(one), fold(other)))


def _same(asked: str, word: str) -> bool:
    if word.startswith(asked):
        return True
    if len(asked) < 4 or asked.isdigit():
        return False
    bones = skeleton(asked)
    return (len(bones) >= 3 and bones == skeleton(word)) or fuzz.ratio(asked, word) >= ALIKE
