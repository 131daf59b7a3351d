"""The way of a simulated life through the phases: durations of domain.md 5.5, going back included. Pure."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from itertools import pairwise
from random import Random
from typing import Final

from tracker.demo.lives import MONTH, Arrival, months_after
from tracker.trajectory.terms import Outcome, Phase

LONGEST: Final = 44 * MONTH
"""Days: guidance ends after that, working or not."""
TERM: Final = 36
"""Months after the permit. Whoever begins to work within them is guided until then: so the dossiers
tell the same share in work at three years as the lives behind them."""
FAILING: Final = 1 / 3
"""Part of the first placements that ends within six months; with the second ones, which hold, that is
one placement in four (domain.md 5.8)."""


@dataclass(frozen=True, slots=True)
class Leg:
    """A stay in one phase, from-until; of the present one `until` is None."""

    phase: Phase
    from_on: date
    until: date | None


@dataclass(frozen=True, slots=True)
class Route:
    """The legs up to today; `outcome` when it has ended by then."""

    legs: tuple[Leg, ...]
    outcome: Outcome | None

    @property
    def phase(self) -> Phase:
        return self.legs[-1].phase

    @property
    def from_on(self) -> date:
        return self.legs[0].from_on

    @property
    def present_from(self) -> date:
        """When the last leg began."""
        return self.legs[-1].from_on

    @property
    def closed_on(self) -> date | None:
        return self.legs[-1].until

    def phase_on(self, day: date) -> Phase:
        """The phase of a day; the last one also after closing."""
        return next((leg.phase for leg in reversed(self.legs) if leg.from_on <= day), self.legs[0].phase)


def route(random: Random, who: Arrival, today: date) -> Route:
    """Everything that happened on the way, as it stands today."""
    start, works = who.dates.started_on, who.works_on
    leaves = start + timedelta(days=min(110 + random.expovariate(1 / 400), LONGEST))
    if works and works < max(leaves, months_after(who.dates.permit_on, TERM)):
        outcome, phases = Outcome.WORK, list(_to_work(random, who, (works - start).days))
    else:
        outcome = random.choices([Outcome.EDUCATION, Outcome.MOVED, Outcome.OTHER], [30, 25, 45])[0]
        phases = list(_without_work(random, who, (leaves - start).days))
    return _until(_laid_out(start, phases), outcome, today)


def closed_by(found: Route, day: date) -> Route:
    """The same route, ended on a day after its last leg began: in aftercare with work, else otherwise."""
    if found.outcome:
        return found
    *legs, last = found.legs
    outcome = Outcome.WORK if last.phase is Phase.AFTERCARE else Outcome.OTHER
    return Route((*legs, replace(last, until=max(day, last.from_on))), outcome)


def _to_work(random: Random, who: Arrival, days: int) -> Iterator[tuple[Phase, int]]:
    """Phases with their days for who starts work after so many days, aftercare included."""
    if days < 60:
        yield Phase.INTAKE, random.randint(21, 40)
    else:
        yield from _before_work(random, who, days)
    if random.random() < FAILING:
        yield Phase.AFTERCARE, random.randint(30, 150)
        yield Phase.MATCHING, random.randint(30, 120)
    yield Phase.AFTERCARE, random.randint(185, 365)


def _before_work(random: Random, who: Arrival, days: int) -> Iterator[tuple[Phase, int]]:
    wanted = [*_beginning(random, who), (Phase.MATCHING, random.randint(30, 170))]
    shrink = min(1.0, 0.8 * days / sum(length for _, length in wanted))
    *first, matching = [(phase, max(5, int(length * shrink))) for phase, length in wanted]
    yield from first
    yield from _activation(random, days - sum(length for _, length in (*first, matching)))
    yield matching


def _without_work(random: Random, who: Arrival, days: int) -> Iterator[tuple[Phase, int]]:
    """Phases with their days, cut off when somebody leaves."""
    tries = [
        (phase, random.randint(low, high))
        for _ in range(4)
        for phase, low, high in ((Phase.ACTIVATION, 210, 480), (Phase.MATCHING, 60, 180))
    ]
    for phase, length in (*_beginning(random, who), *tries):
        if days < 5:
            return
        yield phase, min(length, days)
        days -= length


def _beginning(random: Random, who: Arrival) -> Iterator[tuple[Phase, int]]:
    if who.prepares:
        yield Phase.PREPARATION, who.prepares
    yield Phase.INTAKE, random.randint(35, 84) + (40 if random.random() < 0.1 else 0)
    yield Phase.ORIENTATION, random.randint(60, 180)


def _activation(random: Random, days: int) -> Iterator[tuple[Phase, int]]:
    """Activation, now and then interrupted by a match that came too early or by choosing again."""
    if days < 240 or random.random() < 0.4:
        yield Phase.ACTIVATION, days
        return
    other = random.choices([Phase.MATCHING, Phase.ORIENTATION], [4, 1])[0]
    before, away = random.randint(90, days // 2), random.randint(45, 90)
    yield Phase.ACTIVATION, before
    yield other, away
    yield Phase.ACTIVATION, days - before - away


def _laid_out(start: date, phases: Sequence[tuple[Phase, int]]) -> tuple[Leg, ...]:
    days = [start]
    for _, length in phases:
        days.append(days[-1] + timedelta(days=length))
    edges = pairwise(map(working_day, days))
    return tuple(Leg(phase, one, other) for (phase, _), (one, other) in zip(phases, edges, strict=True))


def _until(legs: tuple[Leg, ...], outcome: Outcome, today: date) -> Route:
    past = [leg for leg in legs if leg.from_on < today]
    last = past[-1]
    if last.until is None or last.until >= today:
        return Route((*past[:-1], replace(last, until=None)), None)
    return Route(tuple(past), outcome)


def working_day(day: date) -> date:
    """That day, or the Monday after it."""
    return day + timedelta(days=7 - day.weekday() if day.weekday() >= 5 else 0)


def working_day_before(day: date) -> date:
    """That day, or the Friday before it."""
    return day - timedelta(days=max(0, day.weekday() - 4))
