"""Where the marks of a figure stand."""

from hypothesis import given
from hypothesis import strategies as st

from tracker.core import chart
from tracker.core.chart import Count, Group, Scale
from tracker.core.survival import Spell, survival
from tracker.core.term import Term


class Fruit(Term):
    APPLE = "apple", "Apple"
    PEAR = "pear", "Pear"


@given(st.integers(0, 100_000))
def test_an_axis_ends_round_and_has_few_ticks(most: int):
    end, step = chart.round_up(most)

    assert end >= most
    assert end - most < step or end == step
    assert 1 <= end // step <= 5
    assert str(step).rstrip("0") in {"1", "2", "5"}


def test_a_scale_runs_either_way():
    assert [Scale(200, 10, 90).place(value) for value in (0, 100, 200)] == [10, 50, 90]
    assert [tick.at for tick in chart.ticks(Scale(200, 300, 0), 100)] == [300, 150, 0]
    assert [part.start for part in Scale(1, 20, 100).parts(4)] == [20, 40, 60, 80]


def test_the_longest_bar_fills_the_width_and_the_mark_stands_where_it_was():
    first, second = chart.bars([Count(Fruit.APPLE, 31, 22), Count(Fruit.PEAR, None, None)], 30, 92)

    assert (first.y, first.width, first.mark) == (0, 62, 74)
    assert (second.y, second.width, second.mark) == (34, 0, None)


def test_a_curve_stops_where_fewer_than_five_are_in_view():
    spells = [Spell(days, True) for days in (10, 20, 30, 40, 50, 60, 70, 80)]
    drawn = chart.curve(survival(spells), left=10, right=90, top=0, bottom=100)

    assert drawn.most == 40
    assert drawn.line == (
        "0,0.00 10,0.00 10,12.50 20,12.50 20,25.00 30,25.00 30,37.50 40,37.50 40,50.00 40,50.00"
    )
    assert drawn.median == chart.Tick(40, 90)
    assert [(seen.x, seen.n) for seen in drawn.in_view] == [(10, 8), (30, 8), (50, 7), (70, 6), (90, 5)]
    assert [(row.day, row.in_view) for row in drawn.rows] == [(10, 8), (20, 7), (30, 6), (40, 5)]


def test_dots_stay_in_their_column_and_keep_their_flag():
    groups = [
        Group(Fruit.APPLE, 3, [(10, False), (10, True), (90, False)], 10, 90),
        Group(Fruit.PEAR, 0, [], None, None),
    ]
    first, second = chart.columns(groups, Scale(1, 8, 100), Scale(100, 300, 0))

    assert [(dot.y, dot.flagged) for dot in first.dots] == [(270, False), (270, True), (30, False)]
    assert all(first.left < dot.x < first.right for dot in first.dots)
    assert len({dot.x for dot in first.dots}) == 3
    assert (first.half, first.late, second.half, second.dots) == (270, 30, None, ())


def test_a_heat_map_has_five_steps():
    assert [chart.shade(value, 23) for value in (1, 5, 9, 12, 14, 18, 19, 23)] == [1, 2, 2, 3, 4, 4, 5, 5]

    line = chart.heat([Fruit.PEAR], list(Fruit), {(Fruit.PEAR, Fruit.APPLE): 7}, Scale(1, 20, 100))[0]

    assert [(square.top, square.value) for square in line.squares] == [(Fruit.APPLE, 7), (Fruit.PEAR, None)]
    assert [square.x for square in line.squares] == [20, 60]


def test_of_four_values_half_is_longer_than_the_second():
    assert chart.quantile([4, 1, 3, 2], 50) == 2
    assert chart.quantile(range(1, 21), 85) == 17
    assert chart.quantile([7], 85) == 7
