"""How long something lasts when part of it still goes on (Kaplan and Meier, JASA 53, 1958)."""

from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from math import exp, log, sqrt

NORMAL_95 = 1.96
"""The normal quantile of a two-sided 95% band."""
ROUNDING = 1e-9
"""Products of fractions miss exactly one half by less than this."""


@dataclass(frozen=True, slots=True)
class Spell:
    """How many days something has lasted, and whether it has ended; if not, it lasts at least so long."""

    days: int
    ended: bool


@dataclass(frozen=True, slots=True)
class Step:
    """What the curve falls to on a day: the share that goes on longer, its 95% band, and
    how many were in view just before."""

    day: int
    share: float
    low: float
    high: float
    in_view: int


@dataclass(frozen=True, slots=True)
class Survival:
    """The curve of a set of spells: all their days in order, and a step on each day that one ended."""

    days: tuple[int, ...]
    ended: int
    steps: tuple[Step, ...]

    @property
    def n(self) -> int:
        return len(self.days)

    @property
    def going_on(self) -> int:
        return self.n - self.ended

    @property
    def median(self) -> int | None:
        """The first day by which at least half has ended; None when it never comes so far."""
        return next((step.day for step in self.steps if step.share <= 0.5 + ROUNDING), None)

    def in_view(self, day: int) -> int:
        """How many lasted at least so long."""
        return self.n - bisect_left(self.days, day)

    def at(self, day: int) -> Step:
        """The curve on any day: the last step up to then."""
        passed = bisect_right([step.day for step in self.steps], day)
        last = self.steps[passed - 1] if passed else Step(0, 1.0, 1.0, 1.0, self.n)
        return Step(day, last.share, last.low, last.high, self.in_view(day))


def survival(spells: Iterable[Spell]) -> Survival:
    """The Kaplan-Meier curve: who still goes on counts up to the last day seen."""
    spells = tuple(spells)
    days = tuple(sorted(spell.days for spell in spells))
    ends = Counter(spell.days for spell in spells if spell.ended)
    return Survival(days, sum(ends.values()), tuple(_steps(days, ends)))


def _steps(days: tuple[int, ...], ends: Counter[int]) -> Iterator[Step]:
    share, spread = 1.0, 0.0
    for day in sorted(ends):
        in_view = len(days) - bisect_left(days, day)
        stay = in_view - ends[day]
        share *= stay / in_view
        spread += ends[day] / (in_view * stay) if stay else 0.0
        low, high = _band(share, spread)
        yield Step(day, share, low, high, in_view)


def _band(share: float, spread: float) -> tuple[float, float]:
    """Greenwood's 95% band on the log(-log) scale, which keeps it between 0 and 1
    (Kalbfleisch and Prentice). `spread` is Greenwood's sum of d / (n (n - d))."""
    if share <= 0:
        return 0.0, 0.0
    width = exp(NORMAL_95 * sqrt(spread) / -log(share))
    return float(share**width), float(share ** (1 / width))
