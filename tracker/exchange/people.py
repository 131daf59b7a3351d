"""Who of a sheet is known here, or stands twice in it: only what is certain counts, doubt is shown. Pure."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from uuid import UUID

from tracker.core.names import fold, likeness
from tracker.core.sentence import Sentence
from tracker.core.term import N_
from tracker.exchange.terms import Known, mark
from tracker.people.rules import OURS, STRANGE, alike, number_of, sounds
from tracker.sheets.terms import Column, Line


@dataclass(frozen=True, slots=True, eq=False)
class Somebody:
    """A person who is known here, or who stands in an earlier row."""

    name: str
    birth_year: int | None
    numbered: bool
    known: Known | None = None


@dataclass(frozen=True, slots=True)
class Match:
    """Who somebody of the sheet is here, if anybody; doubts about it that `hurts` keep the row out."""

    somebody: Somebody | None = None
    doubts: tuple[Sentence, ...] = ()
    hurts: bool = False
    about: Column = Column.FULL_NAME
    """What the doubts are about."""
    hidden: tuple[UUID, ...] = ()
    """The trajectories, that the importer may not see, of which something is told."""
    question: str = ""
    """A print of whom the importer is asked, or was asked, to tell somebody apart from."""

    @property
    def known(self) -> Known | None:
        return self.somebody.known if self.somebody else None


class Register:
    """Everybody who is known here and, as their rows pass, everybody of the sheet.

    `told_apart` are the questions to which the importer said: this is somebody else.
    """

    def __init__(self, known: Iterable[Known], told_apart: Collection[str] = ()) -> None:
        self._told_apart = told_apart
        self._certain: dict[str, list[Somebody]] = defaultdict(list)
        self._by_sound: dict[str, list[Somebody]] = defaultdict(list)
        self._rows: dict[Somebody, Line] = {}
        for one in known:
            numbered = not OURS.fullmatch(one.reference) or "case_number" in one.memory
            somebody = Somebody(one.name, one.birth_year, numbered, one)
            remembered = [one.memory[key] for key in ("case_number", "person") if key in one.memory]
            self._add(somebody, number_mark(one.reference), person_mark(one), *remembered)

    def match(self, line: Line) -> Match:
        """Who this is; a later row about the same person will be seen as such."""
        match = self._certainly(line) or self._perhaps(line) or Match()
        if match.question and match.question in self._told_apart:
            match = Match(hidden=match.hidden, question=match.question)
        if not match.hurts:
            somebody = match.somebody or Somebody(line.name, line.birth_year, bool(line.case_number))
            self._rows[somebody] = line
            self._add(somebody, number_mark(line.case_number), person_mark(line))
        return match

    def _add(self, somebody: Somebody, *marks: str) -> None:
        for place, keys in ((self._certain, marks), (self._by_sound, sounds(somebody.name))):
            for key in keys:
                if key and somebody not in place[key]:
                    place[key].append(somebody)

    def _certainly(self, line: Line) -> Match | None:
        """Whoever has this case number; else whoever has this name and birth year, and no other number."""
        certain = self._certain.get(number_mark(line.case_number))
        found = _present(certain or self._namesakes(line, other_number=False))
        if not found:
            return None
        if len(found) > 1:
            why = N_("Several people here have this name and birth year: add the case number")
            return Match(doubts=(Sentence(why),), hurts=True) if certain else self._ask(line, Sentence(why))
        if found[0] in self._rows:
            return self._again(line, found[0], numbered=bool(certain))
        other = tuple(_another_name(line, found[0]))
        hidden = _hidden(found) if other or not certain else ()
        doubts = other if _shown(found[0]) else ()  # Else the answer would tell a name or a year by trying.
        return Match(found[0], doubts, hurts=bool(doubts), about=Column.CASE_NUMBER, hidden=hidden)

    def _again(self, line: Line, one: Somebody, *, numbered: bool) -> Match:
        """Who stands in an earlier row; by the case number that can be a slip, which tells a name there."""
        if not _shown(one):
            return Match(one, hidden=_hidden([one]))  # The one answer of any other row about them.
        earlier = self._rows[one]
        if numbered and fold(earlier.name) != fold(line.name):
            why = N_("This case number stands in row %(row)s already, under another name")
            slip = Sentence(why, {"row": earlier.row})
            return Match(one, (slip,), hurts=True, about=Column.CASE_NUMBER)
        same = Sentence(N_("The same person as in row %(row)s"), {"row": earlier.row})
        return Match(one, (same,), hurts=True) if numbered else self._ask(line, same)

    def _namesakes(self, line: Line, *, other_number: bool) -> list[Somebody]:
        """Who has this name and birth year, with or without a case number that is surely another one."""
        found = self._certain.get(person_mark(line), ())
        return [
            one
            for one in found
            if (one.numbered and bool(line.case_number)) is other_number and _may_be_told(line, one)
        ]

    def _perhaps(self, line: Line) -> Match | None:
        """Whoever it may be: that is asked. Two case numbers are two people, with one name worth a look."""
        if any(self._alike(line)):
            return self._ask(line)
        for one in self._namesakes(line, other_number=True):
            if _shown(one):
                why = N_("Has the name and birth year of %(who)s, but another case number: somebody else?")
                return Match(None, (Sentence(why, {"who": self._told(one)}),))
        return None

    def _alike(self, line: Line) -> Iterator[Somebody]:
        """Whoever sounds the same and has no case number that is surely another one."""
        for sound in sorted(sounds(line.name)):
            for one in self._by_sound.get(sound, ()):
                other = one.numbered and line.case_number
                if not other and _may_be_told(line, one) and alike(line, one):
                    yield one

    def _ask(self, line: Line, why: Sentence | None = None) -> Match:
        """A doubt that the importer can take away: whether it is somebody else than all whom it may be.

        Of whom the importer may not see it tells that there may be somebody, also beside others.
        """
        asked = list(dict.fromkeys((*self._namesakes(line, other_number=False), *self._alike(line))))
        doubts = [why] if why else [self._looks_like(one) for one in asked if _shown(one)][:1]
        hidden = _hidden(asked)
        if hidden:
            doubts.append(Sentence(N_("May be somebody whom a colleague guides. Ask your team lead.")))
        return Match(None, tuple(doubts), hurts=True, hidden=hidden, question=self._print(line, asked))

    def _print(self, line: Line, asked: Iterable[Somebody]) -> str:
        """The same for exactly this person of the sheet beside exactly these people."""
        whom = sorted(str(one.known.id if one.known else (self._rows[one].row, one.name)) for one in asked)
        who = line.row, fold(line.name), line.birth_year, fold(line.case_number), number_of(line.phone)
        return mark("apart", *who, *whom)

    def _looks_like(self, one: Somebody) -> Sentence:
        why = N_(
            "Looks like %(who)s. If so, give this row that case number, or the same name and birth year; "
            "if not, say that this is somebody else."
        )
        if one.known is None:
            why = N_("Looks like %(who)s. If so, this row stays out; if not, say that this is somebody else.")
        return Sentence(why, {"who": self._told(one)})

    def _told(self, one: Somebody) -> object:
        if one.known:
            return f"{one.known.name} ({one.known.reference})"
        return Sentence(N_("the person of row %(row)s"), {"row": self._rows[one].row})


def number_mark(case_number: str) -> str:
    return mark("number", fold(case_number)) if case_number else ""


def person_mark(one: Known | Line) -> str:
    return mark("person", fold(one.name), one.birth_year)


def _present(found: list[Somebody]) -> list[Somebody]:
    """Of several trajectories of one person the one that is open, or else began last."""
    newcomers = {one.known.newcomer_id if one.known else None for one in found}
    if len(found) < 2 or len(newcomers) > 1 or None in newcomers:
        return found
    order = {one: (known.closed_on is None, known.started_on) for one in found if (known := one.known)}
    return [max(order, key=lambda one: order[one])]


def _shown(one: Somebody) -> bool:
    """Whether the importer may know who this is."""
    return one.known is None or one.known.editable


def _may_be_told(line: Line, one: Somebody) -> bool:
    """Of whom the importer may not see, not the name alone must be right but the birth year or phone too."""
    if _shown(one) or one.known is None:
        return True
    same_year = line.birth_year is not None and line.birth_year == one.birth_year
    return same_year or "" != number_of(line.phone) == number_of(one.known.phone)


def _hidden(found: Iterable[Somebody]) -> tuple[UUID, ...]:
    return tuple(one.known.id for one in found if one.known and not _shown(one))


def _another_name(line: Line, one: Somebody) -> Iterator[Sentence]:
    """One case number with quite another name and birth year: a slip in the number, most likely."""
    if one.birth_year != line.birth_year and likeness(one.name, line.name) < STRANGE:
        yield Sentence(N_("This case number belongs to somebody with another name and birth year here"))
