"""What one cell says: a day, a phase, a name … Pure; a cell that cannot be read raises Unreadable."""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date, timedelta
from functools import lru_cache, partial
from typing import TypeVar

from tracker.core.citizen_number import holds_citizen_number
from tracker.core.days import NotADay, Unreadable, read_day
from tracker.core.names import fold
from tracker.core.sentence import Sentence
from tracker.core.term import N_, Term
from tracker.sheets.catalogue import WORDS
from tracker.sheets.terms import Item, Raw
from tracker.trajectory.terms import LifeDomain, Outcome, Phase

T = TypeVar("T")

MONTHS = {"jan": 1, "feb": 2, "maa": 3, "mrt": 3, "mar": 3, "apr": 4, "mei": 5, "may": 5, "jun": 6}
MONTHS |= {"jul": 7, "aug": 8, "sep": 9, "okt": 10, "oct": 10, "nov": 11, "dec": 12}
"""How the Dutch and English names of months begin."""

FIRST_DAY = date(1899, 12, 30)
"""Day 0 of a spreadsheet's count of days."""
SERIALS = range(20_000, 80_000)
"""The counts that are taken for a day: 1954 to 2119."""

_IN_WORDS = re.compile(r"(?<!\d)(\d{1,2})(?:e|de|ste)? ?([a-z]{3})[a-z]* ?(\d{4}|\d{2})$")
_CLOCK = re.compile(r"[ T]\d{1,2}:\d{2}(:\d{2})?(\.\d+)?$")
_YEAR = re.compile(r"\D*((?:19|20)\d\d)\D*")
_FAR_YEAR = re.compile(r"(?<!\d)((?!19|20)\d{4})(?!\d)")
_CONTROL = re.compile(r"[\x00-\x09\x0b-\x1f\x7f-\x9f\u200b\ufeff\ud800-\udfff]+")


def text_of(raw: Raw) -> str:
    """A cell as one text: no control characters, no spaces at the ends, whole numbers without a point."""
    if isinstance(raw, date):
        return f"{raw.day}-{raw.month}-{raw.year}"
    if isinstance(raw, float) and raw.is_integer():
        return str(int(raw))
    lines = (" ".join(line.split()) for line in _CONTROL.sub(" ", str(raw)).split("\n"))
    found = "\n".join(line for line in lines if line)
    return "" if fold(found) in ("", *WORDS.left_out.empty) else found


def line_of(raw: Raw, most: int) -> str:
    """A cell as one line of text."""
    return passage_of(text_of(raw).replace("\n", " "), most)


def passage_of(text: str, most: int) -> str:
    if len(text) > most:
        sentence = N_("This is too long: %(n)s characters, at most %(most)s fit")
        raise Unreadable(Sentence(sentence, {"n": len(text), "most": most}))
    return text


def day(raw: Raw) -> date:
    """The day in a real date, a spreadsheet's count of days, 3-4-2025, 03/04/25 or "3 april 2025"."""
    if isinstance(raw, date):
        return read_day(raw.isoformat()[:10])
    typed = _CLOCK.sub("", text_of(raw))
    if re.fullmatch(r"\d{5}(\.\d+)?", typed) and int(float(typed)) in SERIALS:
        return FIRST_DAY + timedelta(int(float(typed)))
    return read_day(_in_numbers(typed))


def past_day(raw: Raw, today: date) -> date:
    found = day(raw)
    if found > today:
        raise NotADay(Sentence(N_("This day is too late: %(date)s or earlier"), {"date": today}))
    return found


def _in_numbers(typed: str) -> str:
    """With the month as its number: "do 3 april 2025" becomes 3-4-2025."""
    found = _IN_WORDS.search(fold(typed))
    month = MONTHS.get(found[2]) if found else None
    return f"{found[1]}-{month}-{found[3]}" if found and month else typed


def birth_year(raw: Raw, today: date) -> int:
    """The year of a day or of a bare year; a year of two digits lies before today."""
    if isinstance(raw, date):
        year = raw.year
    elif found := _YEAR.fullmatch(typed := text_of(raw)) or _FAR_YEAR.search(typed):
        year = int(found[1])
    else:
        year = _year_of_day(typed, today)
    if not 1900 <= year <= today.year:
        raise Unreadable(Sentence(N_("Nobody was born in %(year)s"), {"year": str(year)}))
    return year


def _year_of_day(typed: str, today: date) -> int:
    try:
        year = day(typed).year
    except NotADay:
        if len(re.findall(r"\d+", typed)) > 1:
            raise
        why = Sentence(N_("Write the year in four digits, like %(year)s"), {"year": "1985"})
        raise Unreadable(why) from None
    return year - 100 if year > today.year and not re.search(r"\d{4}", typed) else year


def phone(raw: Raw) -> str:
    """A phone number; the zero that a spreadsheet drops from 0612345678 comes back."""
    number = line_of(raw, 40)
    return f"0{number}" if re.fullmatch(r"[1-9]\d{8}", number) else number


def email(raw: Raw) -> str:
    address = line_of(raw, 254)
    if not re.fullmatch(r"[^@\s]+@[^@\s]+", address):
        raise Unreadable(Sentence(N_("This is no email address")))
    return address


def yes_or_no(raw: Raw) -> bool:
    word = fold(text_of(raw))
    if word not in (*WORDS.left_out.yes, *WORDS.left_out.no):
        raise Unreadable(Sentence(N_("This says neither yes nor no")))
    return word in WORDS.left_out.yes


def _listed(terms: Sequence[Term]) -> Sentence:
    """Some terms with commas between them."""
    if len(terms) == 1:
        return Sentence("%(one)s", {"one": terms[0]})
    return Sentence("%(one)s, %(others)s", {"one": terms[0], "others": _listed(terms[1:])})


PHASE_NOT_KNOWN = Sentence(
    N_("This phase is not known here. The phases are: %(phases)s"), {"phases": _listed(list(Phase))}
)


def phase(raw: Raw) -> tuple[Phase | None, bool]:
    """The phase, and whether the cell says that the trajectory is over."""
    return _phase(text_of(raw))


@lru_cache(maxsize=1_000)
def _phase(typed: str) -> tuple[Phase | None, bool]:
    """The one phase that the words mean; else that of the number; none when it only says that it is over."""
    ended = bool(_meant(typed, {True: WORDS.ended.words}))
    meant = {} if _denied(typed) else _meant(typed, WORDS.phases)
    number = re.search(r"\d", typed)
    if len(meant) == 1:
        return next(iter(meant)), ended
    if number and int(number[0]) < len(Phase):
        return list(Phase)[int(number[0])], ended
    if ended:
        return None, True
    raise Unreadable(PHASE_NOT_KNOWN)


def outcome(raw: Raw) -> Outcome:
    typed = text_of(raw)
    meant = None if _denied(typed) else longest(typed, WORDS.outcomes)
    if meant is None:
        raise Unreadable(Sentence(N_("This outcome is not known here")))
    return meant


def _denied(typed: str) -> bool:
    return not set(fold(typed).split()).isdisjoint(WORDS.left_out.negations)


@lru_cache(maxsize=10_000)
def domain(typed: str) -> LifeDomain | None:
    return longest(typed, WORDS.domains)


def longest(typed: str, words: Mapping[T, tuple[str, ...]]) -> T | None:
    """Of all that a text can mean what its longest word says."""
    meant = _meant(typed, words)
    return max(meant, key=lambda term: meant[term]) if meant else None


def _meant(typed: str, words: Mapping[T, tuple[str, ...]]) -> dict[T, int]:
    """All that a text can mean, with the length of the longest word that says so.

    A word that stands there by itself counts before one that another word begins or ends with.
    """
    padded = f" {fold(typed)} "
    for said in (_stands, _begins_or_ends):
        found = {term: max(map(len, filter(partial(said, padded), words[term])), default=0) for term in words}
        if any(found.values()):
            return {term: length for term, length in found.items() if length}
    return {}


def _stands(padded: str, word: str) -> bool:
    return f" {word} " in padded


def _begins_or_ends(padded: str, word: str) -> bool:
    """Shorter words begin too many others: "ind" is no individual."""
    return len(word) >= 4 and (f" {word}" in padded or f"{word} " in padded)


def split_name(typed: str, *, family_first: bool) -> tuple[str, str]:
    """Given name and family name of "Fatima Al-Khatib", "Vries, Annelies de" or "Dhr. Tekle, Yonas"."""
    words = _without_title(typed.replace(",", " , ").split())
    if "," in words:
        comma = words.index(",")
        given = [word for word in words[comma + 1 :] if word != ","]
        infix = _infix_of(given)
        return " ".join(word for word in given if word not in infix), " ".join([*infix, *words[:comma]])
    if family_first:
        return " ".join(words[-1:]), " ".join(words[:-1])
    return " ".join(words[:1]) if len(words) > 1 else "", " ".join(words[1:] or words)


def _without_title(words: list[str]) -> list[str]:
    for title in sorted(WORDS.left_out.titles, key=len, reverse=True):
        length = len(title.split())
        if fold(" ".join(words[:length])) == title and len(words) > length:
            return words[length:]
    return words


def _infix_of(given: list[str]) -> list[str]:
    """The words before or after the given names that belong to the family name."""
    small = [fold(word) in WORDS.left_out.infixes for word in given]
    if all(small):
        return []
    first, last = small.index(False), len(small) - small[::-1].index(False)
    return given[:first] + given[last:]


def items(texts: Iterable[str], domains: str) -> Iterator[Item]:
    """The barriers of some cells, each once, in its own domain or else in that of the column beside it."""
    found = {fold(item): item for text in texts for item in split_items(text)}
    beside = split_items(domains)
    for place, item in enumerate(found.values()):
        other = beside[place] if len(beside) == len(found) else domains
        yield Item(item, domain(item) or domain(other))


def split_items(text: str) -> list[str]:
    """One cell as several: by line, semicolon or bullet; by comma, slash or "en" when all are short."""
    parts = [part.strip(" -–•*·") for part in re.split(r"[\n;|•·]+|\s[-–*]\s", text)]
    return [piece for part in parts if part for piece in _short_ones(part)]


def _short_ones(part: str) -> list[str]:
    """A list of a few words each is several barriers, a sentence with a comma is one."""
    pieces = [piece.strip() for piece in re.split(r"[,/+&]|\s(?:en|and)\s", part) if piece.strip()]
    short = all(len(piece.split()) <= 3 for piece in pieces)
    apart = len({domain(piece) for piece in pieces} - {None}) > 1
    return pieces if short and apart else [part]


def passages(found: Iterable[Item], most: int) -> tuple[Item, ...]:
    return tuple(Item(own_words(item.text, most), item.domain) for item in found)


def own_words(raw: Raw, most: int) -> str:
    """What somebody wrote in a cell, unless a citizen service number stands in it."""
    text = line_of(raw, most)
    if holds_citizen_number(text):
        raise Unreadable(Sentence(N_("This holds a citizen service number; Opweg never keeps one")))
    return text
