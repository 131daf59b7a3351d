"""What the figures of a team say: counts of facts, and one sentence for each figure.

Pure: facts in, plain values out. A number that is absent (None) was left out in the query, because the
viewer may not open the persons and the group is too small (product.md part 4).
"""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from tracker.core.chart import quantile
from tracker.core.sentence import Sentence
from tracker.core.survival import Survival
from tracker.core.term import N_
from tracker.trajectory.rules import Facts
from tracker.trajectory.terms import LifeDomain, Phase, WaitingOn

SMALLEST_GROUP = 5
"""Smaller groups are not shown to who may not open the persons, and get no statistics for anybody."""
FILLING_UP = 3
"""A phase fills up when at least so many more people are in it than half a year ago."""
HALF_A_YEAR = 182
"""Days."""
LATE_PERCENT = 85
"""Of the people in a phase one in seven has been there longer than this percentage of them."""

TOO_FEW = Sentence(N_("Too few to show."))


@dataclass(frozen=True, slots=True)
class Age:
    """How many days somebody has been in the present phase, and whether the trajectory stands still."""

    days: int
    still: bool = False


@dataclass(frozen=True, slots=True)
class Cell:
    """How many people in a phase have an open barrier in a life domain."""

    phase: Phase
    domain: LifeDomain
    people: int


@dataclass(frozen=True, slots=True)
class Wait:
    """For how many people a barrier waits for somebody; half of them longer than `days`."""

    waiting_on: WaitingOn
    people: int
    days: int


@dataclass(frozen=True, slots=True)
class PhaseNumbers:
    """One phase: how many people now and half a year ago, the days in it of who is there now, and
    the curve of every stay in it ever, in days."""

    phase: Phase
    now: int | None
    before: int | None
    ages: tuple[Age, ...]
    curve: Survival
    norm: int

    @property
    def days(self) -> int | None:
        """Half of who is here now has been here longer."""
        return self._age(50)

    @property
    def late(self) -> int | None:
        """One in seven of who is here now has been here longer."""
        return self._age(LATE_PERCENT)

    @property
    def still(self) -> int:
        """How many of who is here now stand still."""
        return sum(age.still for age in self.ages)

    @property
    def telling(self) -> bool:
        """Whether enough people have left the phase to say how long it takes."""
        return self.curve.ended >= SMALLEST_GROUP

    @property
    def growth(self) -> int:
        return (self.now or 0) - (self.before or 0) if self.before is not None else 0

    def _age(self, percent: int) -> int | None:
        if len(self.ages) < SMALLEST_GROUP:
            return None
        return quantile([age.days for age in self.ages], percent)


@dataclass(frozen=True, slots=True)
class Numbers:
    """Everything that is counted in one scope. `guarded`: small groups were left out in the query."""

    phases: tuple[PhaseNumbers, ...]
    cells: tuple[Cell, ...]
    waits: tuple[Wait, ...]
    still: int | None
    still_on_us: int | None
    guarded: bool

    def of(self, phase: Phase) -> PhaseNumbers:
        return next(numbers for numbers in self.phases if numbers.phase is phase)


@dataclass(frozen=True, slots=True)
class Finding:
    """What a figure says: the point, then its numbers, and the phase that it is about."""

    point: Sentence
    numbers: Sentence | None = None
    phase: Phase | None = None


def cells(everybody: Iterable[Facts]) -> tuple[Cell, ...]:
    """People per phase and life domain with an open barrier there; two barriers count one person once."""
    count = Counter(
        (facts.phase, domain)
        for facts in everybody
        for domain in {barrier.domain for barrier in facts.barriers}
    )
    return tuple(Cell(phase, domain, people) for (phase, domain), people in count.items())


def waits(everybody: Iterable[Facts], today: date) -> tuple[Wait, ...]:
    """For whom people wait, the most people first; of two barriers that wait for the same, the older."""
    since: dict[WaitingOn, list[date]] = {}
    for facts in everybody:
        for waiting_on in {barrier.waiting_on for barrier in facts.barriers} - {WaitingOn.NOBODY}:
            opened = min(barrier.opened_on for barrier in facts.barriers if barrier.waiting_on is waiting_on)
            since.setdefault(waiting_on, []).append(opened)
    return waits_since(since, today)


def waits_since(since: dict[WaitingOn, list[date]], today: date) -> tuple[Wait, ...]:
    """The same from the days since when people wait, one for each person."""
    found = [
        Wait(waiting_on, len(days), quantile([(today - day).days for day in days], 50))
        for waiting_on, days in since.items()
    ]
    return tuple(sorted(found, key=lambda wait: (-wait.people, list(WaitingOn).index(wait.waiting_on))))


def may_be_shown(count: int, of: int) -> bool:
    """Whether neither the group nor the rest of the whole it belongs to is too small."""
    return count >= SMALLEST_GROUP and (of == count or of - count >= SMALLEST_GROUP)


def in_focus(phases: Sequence[PhaseNumbers]) -> PhaseNumbers:
    """The phase to look at first: the one that fills up most, else the one with most people."""
    return max(phases, key=lambda numbers: (numbers.telling, _filling(numbers), numbers.now or 0))


def _filling(numbers: PhaseNumbers) -> int:
    """How many more people are in a phase that fills up; 0 for every other phase."""
    fills_up = (numbers.now or 0) >= SMALLEST_GROUP and numbers.growth >= FILLING_UP
    return numbers.growth if fills_up else 0


def filling(phases: Sequence[PhaseNumbers]) -> Finding:
    """Where it is filling up, or else where most people are."""
    fullest = max(phases, key=_filling)
    if _filling(fullest):
        return Finding(
            Sentence(N_("%(phase)s is filling up:"), {"phase": _name(fullest.phase)}),
            Sentence(
                N_("%(now)s people now, %(before)s half a year ago."),
                {"now": fullest.now, "before": fullest.before},
            ),
            fullest.phase,
        )
    largest = max(phases, key=lambda numbers: numbers.now or 0)
    if not largest.now:
        return Finding(TOO_FEW)
    most = N_("Most people are in %(phase)s: %(n)s.")
    return Finding(
        Sentence(N_("No phase is filling up.")),
        Sentence(most, {"phase": _name(largest.phase), "n": largest.now}),
        largest.phase,
    )


def duration(numbers: PhaseNumbers) -> Finding:
    """How long a phase takes, with who still waits counted up to today."""
    phase = _name(numbers.phase)
    if not numbers.telling:
        return Finding(TOO_FEW)
    median = numbers.curve.median
    if median is None:
        return Finding(Sentence(N_("Less than half has left %(phase)s so far."), {"phase": phase}))
    return Finding(
        Sentence(
            N_("Half has left %(phase)s after %(n)s day."),
            {"phase": phase, "n": median},
            many=N_("Half has left %(phase)s after %(n)s days."),
        )
    )


def waiting_long(phases: Sequence[PhaseNumbers]) -> Finding:
    """In which phase people have been longest, measured by its norm."""
    known = [(numbers.late / numbers.norm, numbers) for numbers in phases if numbers.late is not None]
    if not known:
        return Finding(TOO_FEW)
    longest = max(known, key=lambda pair: pair[0])[1]
    text = N_("In %(phase)s one in seven has been there longer than %(n)s days.")
    return Finding(Sentence(text, {"phase": _name(longest.phase), "n": longest.late}))


def cause(numbers: Numbers) -> Finding:
    """Which life domain holds back most people, and where."""
    if not numbers.cells and not numbers.guarded:
        return Finding(Sentence(N_("Nobody has an open barrier.")))
    most = max(numbers.cells, key=lambda cell: cell.people, default=None)
    if most is None or most.people < SMALLEST_GROUP:
        return Finding(TOO_FEW)
    return Finding(
        Sentence(
            N_("%(domain)s holds most people back in %(phase)s:"),
            {"domain": Sentence(most.domain.label), "phase": _name(most.phase)},
        ),
        Sentence(
            N_("%(n)s of %(of)s have an open barrier there."),
            {"n": most.people, "of": numbers.of(most.phase).now},
        ),
    )


def standing_still(numbers: Numbers) -> Finding:
    """How many trajectories stand still, and how many of those wait for us."""
    if numbers.still is None:
        return Finding(TOO_FEW)
    if numbers.still == 0:
        return Finding(Sentence(N_("No trajectory is standing still.")))
    return Finding(
        Sentence(
            N_("%(n)s trajectory is standing still."),
            {"n": numbers.still},
            many=N_("%(n)s trajectories are standing still."),
        ),
        _on_us(numbers.still_on_us),
    )


def reason(facts: Facts) -> Sentence:
    """Why somebody stands still, as far as the facts tell: whom we wait for, or that nobody was reached."""
    waiting = [barrier.waiting_on for barrier in facts.barriers if barrier.waiting_on is not WaitingOn.NOBODY]
    if waiting:
        return Sentence(N_("Waits for %(whom)s"), {"whom": waiting[0]})
    if facts.tries:
        return Sentence(
            N_("Tried %(n)s time, not reached"),
            {"n": facts.tries},
            many=N_("Tried %(n)s times, not reached"),
        )
    return Sentence(N_("No next step is planned."))


def _on_us(waiting: int | None) -> Sentence | None:
    if not waiting:
        return None
    return Sentence(N_("%(n)s of them waits for us."), {"n": waiting}, many=N_("%(n)s of them wait for us."))


def _name(phase: Phase) -> Sentence:
    """The name of a phase with its capital, also inside a sentence."""
    return Sentence(phase.label)
