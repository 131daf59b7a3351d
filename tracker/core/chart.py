"""The geometry of figures: numbers in, places on the drawing out. Knows no word of the domain.

Across, places are percents of the drawing's width; down, they are pixels. So a drawing stretches
and its text keeps its size.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from tracker.core.survival import Step, Survival
from tracker.core.term import Term

ROW = 34
"""The height of a row of bars or of a heat map, in pixels."""
SHADES = 5
"""The steps of a heat map, from few to many."""
IN_VIEW = 5
"""A survival curve stops where fewer than so many are in view."""
GOLDEN = 0.618034
"""Multiples of the golden section never fall together: neighbours in order stand apart."""


@dataclass(frozen=True, slots=True)
class Scale:
    """Values from 0 to `most`, laid between two places on the drawing."""

    most: int
    start: float
    end: float

    def place(self, value: float) -> float:
        return round(self.start + (self.end - self.start) * value / self.most, 2)

    def parts(self, count: int) -> list["Scale"]:
        """The scale cut into equal columns, each with values from 0 to 1."""
        width = (self.end - self.start) / count
        starts = [self.start + width * index for index in range(count)]
        return [Scale(1, start, start + width) for start in starts]


@dataclass(frozen=True, slots=True)
class Tick:
    value: int
    at: float


@dataclass(frozen=True, slots=True)
class Count:
    """How many there are now and were before, under a label; None is not shown."""

    label: Term
    now: int | None
    before: int | None


@dataclass(frozen=True, slots=True)
class Bar:
    """A bar for the present, and the place of the mark for what was before."""

    count: Count
    y: int
    width: float
    mark: float | None


@dataclass(frozen=True, slots=True)
class InView:
    """How many are in view at a place; None where too few are."""

    x: float
    n: int | None


@dataclass(frozen=True, slots=True)
class Curve:
    """A survival curve: `line` and `area` are points in a box of `most` by 100, y downwards."""

    most: int
    line: str
    area: str
    across: tuple[Tick, ...]
    down: tuple[Tick, ...]
    in_view: tuple[InView, ...]
    median: Tick | None
    rows: tuple[Step, ...]
    """The curve at the ticks, for the table."""


@dataclass(frozen=True, slots=True)
class Group:
    """Values with a flag each, under a label; where the half and the late point lie."""

    label: Term
    n: int | None
    values: Sequence[tuple[int, bool]]
    half: int | None
    late: int | None


@dataclass(frozen=True, slots=True)
class Dot:
    x: float
    y: float
    flagged: bool


@dataclass(frozen=True, slots=True)
class Column:
    """A group as a column of dots, with two lines across."""

    group: Group
    left: float
    middle: float
    right: float
    half: float | None
    late: float | None
    dots: tuple[Dot, ...]


@dataclass(frozen=True, slots=True)
class Square:
    """A cell of a heat map; without a value it was left out or is empty."""

    top: Term
    value: int | None
    x: float
    middle: float
    width: float
    shade: int


@dataclass(frozen=True, slots=True)
class Line:
    label: Term
    y: int
    squares: tuple[Square, ...]


def round_up(most: float, wanted: int = 5) -> tuple[int, int]:
    """A round end for an axis, and the round distance between its ticks, at most `wanted` of them."""
    size = 1
    while size * 5 * wanted < most:
        size *= 10
    step = next(factor * size for factor in (1, 2, 5) if factor * size * wanted >= most)
    return max(1, -int(-most // step)) * step, step


def ticks(scale: Scale, step: int) -> tuple[Tick, ...]:
    return tuple(Tick(value, scale.place(value)) for value in range(0, scale.most + 1, step))


def bars(counts: Sequence[Count], start: float, end: float) -> tuple[Bar, ...]:
    """A bar for every count, the longest of them up to `end`."""
    most = max((number for count in counts for number in (count.now, count.before) if number), default=1)
    across = Scale(most, start, end)
    return tuple(
        Bar(
            count=count,
            y=index * ROW,
            width=round(across.place(count.now or 0) - start, 2),
            mark=None if count.before is None else across.place(count.before),
        )
        for index, count in enumerate(counts)
    )


def curve(survival: Survival, *, left: float, right: float, top: float, bottom: float) -> Curve:
    """The part of a survival curve that has enough in view; needs at least that many spells."""
    last = survival.days[-IN_VIEW]
    most, step = round_up(last or 1)
    across, share = Scale(most, left, right), Scale(100, bottom, top)
    days = ticks(across, step)
    steps = [survival.at(0), *(step for step in survival.steps if step.day <= last)]
    median = survival.median
    return Curve(
        most=most,
        line=_falling(((step.day, step.share) for step in steps), last),
        area=_band(
            _falling(((step.day, step.high) for step in steps), last),
            _falling(((step.day, step.low) for step in steps), last),
        ),
        across=days,
        down=ticks(share, 25),
        in_view=tuple(InView(tick.at, _enough(survival.in_view(tick.value))) for tick in days),
        median=None if median is None or median > last else Tick(median, across.place(median)),
        rows=tuple(survival.at(tick.value) for tick in days[1:] if tick.value <= last),
    )


def columns(groups: Sequence[Group], across: Scale, down: Scale) -> tuple[Column, ...]:
    return tuple(
        Column(
            group=group,
            left=part.place(0.08),
            middle=part.place(0.5),
            right=part.place(0.92),
            half=None if group.half is None else down.place(group.half),
            late=None if group.late is None else down.place(group.late),
            dots=swarm(group.values, Scale(1, part.place(0.12), part.place(0.88)), down),
        )
        for group, part in zip(groups, across.parts(len(groups)), strict=True)
    )


def swarm(values: Sequence[tuple[int, bool]], across: Scale, down: Scale) -> tuple[Dot, ...]:
    """A dot for every value, spread over its column so that equal ones do not cover each other."""
    return tuple(
        Dot(across.place((index + 1) * GOLDEN % 1), down.place(value), flagged)
        for index, (value, flagged) in enumerate(sorted(values))
    )


def heat(
    labels: Sequence[Term], tops: Sequence[Term], values: Mapping[tuple[Term, Term], int], across: Scale
) -> tuple[Line, ...]:
    """A heat map of the values by (label, top)."""
    most = max(values.values(), default=1)
    parts = across.parts(len(tops))
    return tuple(
        Line(
            label,
            index * ROW,
            tuple(
                _square(top, values.get((label, top)), most, part)
                for top, part in zip(tops, parts, strict=True)
            ),
        )
        for index, label in enumerate(labels)
    )


def shade(value: int, most: int) -> int:
    """The step of a heat map, 1 to 5, in equal parts of the largest value."""
    return max(1, -(-value * SHADES // most))


def quantile(values: Sequence[int], percent: int) -> int:
    """The smallest value that at least this percentage of the values does not exceed."""
    return sorted(values)[max(0, -(-len(values) * percent // 100) - 1)]


def _square(top: Term, value: int | None, most: int, part: Scale) -> Square:
    width = round(part.end - part.start - 0.3, 2)
    return Square(top, value, part.place(0), part.place(0.5), width, shade(value or 0, most))


def _falling(heights: Iterable[tuple[int, float]], until: int) -> str:
    """A line that keeps each height until the next day, for a polyline; 100 down is a share of 0."""
    corners: list[str] = []
    before = 1.0
    for day, share in heights:
        corners += [_corner(day, before), _corner(day, share)]
        before = share
    return " ".join([*dict.fromkeys(corners), _corner(until, before)])


def _band(upper: str, lower: str) -> str:
    return " ".join([upper, *reversed(lower.split())])


def _corner(day: int, share: float) -> str:
    return f"{day},{100 - 100 * share:.2f}"


def _enough(n: int) -> int | None:
    return n if n >= IN_VIEW else None
