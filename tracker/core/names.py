"""Names as people type them: accents, order and spelling are forgiven."""

import re
import unicodedata
from collections.abc import Iterable
from functools import lru_cache

from rapidfuzz import fuzz

_LETTERS = str.maketrans({"ł": "l", "ø": "o", "đ": "d", "ð": "d", "þ": "th", "ı": "i", "æ": "ae", "œ": "oe"})
_NO_WORD = re.compile(r"[^\w]+|_")
_SAME_SOUND = (
    ("sch", "sh"),
    ("sj", "sh"),
    ("kh", "k"),
    ("gh", "g"),
    ("ph", "f"),
    ("th", "t"),
    ("dj", "y"),
    ("j", "y"),
    ("dz", "z"),
    ("x", "ks"),
    ("q", "k"),
    ("c", "k"),
    ("v", "w"),
)
"""Spellings of one sound in Dutch, English, French and German writing of names from other scripts."""

ALIKE = 85
"""From this likeness (0-100, Indel ratio) two written names count as the same when searching."""


def fold(text: str) -> str:
    """Lower case, without accents and punctuation, single spaces: the form that is sorted and searched."""
    return " ".join(_NO_WORD.sub(" ", text.lower() if text.isascii() else _bare(text)).split())


def _bare(text: str) -> str:
    plain = unicodedata.normalize("NFKD", unicodedata.normalize("NFKD", text).casefold())
    return "".join(letter for letter in plain if not unicodedata.combining(letter)).translate(_LETTERS)


def sort_key(family_name: str, given_name: str) -> str:
    return f"{fold(family_name)} {fold(given_name)}".strip()


def search_key(names: Iterable[str]) -> str:
    """Every different word of somebody's names, folded, in the order of first use."""
    return " ".join(dict.fromkeys(word for name in names for word in fold(name).split()))


@lru_cache(maxsize=20_000)
def skeletons(word: str) -> frozenset[str]:
    """The consonants that survive transliteration: Mohamed and Muhammad are both "mhmd".

    Several when it has a "ch": that is said as in Michail, Achmed or Rachid.
    """
    return frozenset(_bones(word.replace("sch", "sh").replace("ch", said)) for said in ("k", "h", "sh"))


def matches(query: str, key: str) -> bool:
    """Whether every word of `query` is found among the words of a search key, in any order.

    Words may be written as one or apart: Alkhatib and Al Khatib find each other.
    """
    asked, words = fold(query).split(), _written(key)
    apart = all(any(_same(one, word) for word in words) for one in asked)
    return apart or any(_same("".join(asked), word) for word in words)


def closeness(query: str, key: str) -> float:
    """How near the words of `query` come to words of a search key, 0-100: for "did you mean"."""
    asked, words = fold(query).split(), key.split()
    if not asked or not words:
        return 0.0
    return sum(max(fuzz.ratio(one, word) for word in words) for one in asked) / len(asked)


def likeness(one: str, other: str) -> float:
    """How alike two whole names are, 0-100, whatever the order of their words and the spaces between."""
    one, other = fold(one), fold(other)
    glued = fuzz.ratio(one.replace(" ", ""), other.replace(" ", ""))
    return float(max(fuzz.token_sort_ratio(one, other), glued))


@lru_cache(maxsize=5_000)
def _written(key: str) -> tuple[str, ...]:
    """The words of a key, and every two or three of them in a row as one."""
    words = key.split()
    return tuple("".join(words[i : i + n]) for n in (1, 2, 3) for i in range(len(words) - n + 1))


def _same(asked: str, word: str) -> bool:
    if word.startswith(asked):
        return True
    if len(asked) < 4 or asked.isdigit():
        return False
    likeness = fuzz.ratio(asked, word)
    return asked in word or likeness >= ALIKE or _sounds_like(asked, word, likeness)


def _sounds_like(asked: str, word: str, likeness: float) -> bool:
    """Three shared consonants tell enough; two do when the letters are alike too, as in Omar and Umar."""
    shared = skeletons(asked) & skeletons(word)
    return any(len(bones) >= 3 or (len(bones) == 2 and likeness >= 70) for bones in shared)


def _bones(word: str) -> str:
    word = re.sub(r"(?<=a)h$", "", word)  # Nobody hears it: Fatimah is Fatima, Sarah is Sara.
    for written, heard in _SAME_SOUND:
        word = word.replace(written, heard)
    bones = word[:1].replace("y", "j") + word[1:]  # A name that begins with a y begins with a consonant.
    return re.sub(r"(.)\1+", r"\1", re.sub(r"[aeiouy]", "", bones))
