"""Kaplan and Meier against examples worked by hand, and against what must always hold."""

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tracker.core.chart import quantile
from tracker.core.survival import Spell, survival

SPELLS = st.lists(st.builds(Spell, st.integers(0, 400), st.booleans()), min_size=1, max_size=60)


def spells(ended: list[int], going_on: list[int]) -> list[Spell]:
    return [Spell(days, True) for days in ended] + [Spell(days, False) for days in going_on]


def test_the_remission_times_of_freireich_and_gehan():
    """The 21 patients on 6-MP that textbooks work out by hand (Freireich et al., Blood 21, 1963)."""
    curve = survival(
        spells(
            [6, 6, 6, 7, 10, 13, 16, 22, 23],
            [6, 9, 10, 11, 17, 19, 20, 25, 32, 32, 34, 35],
        )
    )

    assert [step.day for step in curve.steps] == [6, 7, 10, 13, 16, 22, 23]
    assert [round(step.share, 3) for step in curve.steps] == [0.857, 0.807, 0.753, 0.690, 0.627, 0.538, 0.448]
    assert [step.in_view for step in curve.steps] == [21, 17, 15, 12, 11, 7, 6]
    assert curve.median == 23
    assert (curve.n, curve.ended, curve.going_on) == (21, 9, 12)


def test_who_still_waits_makes_the_median_longer():
    """Five stays of 10 to 50 days ended; three people have waited 45 days and are not done."""
    assert survival(spells([10, 20, 30, 40, 50], [])).median == 30
    curve = survival(spells([10, 20, 30, 40, 50], [45, 45, 45]))
    # 7/8, 6/8, 5/8, 4/8 at day 40; only then has half ended.
    assert [round(step.share, 3) for step in curve.steps] == [0.875, 0.75, 0.625, 0.5, 0.0]
    assert curve.median == 40


def test_greenwoods_band_by_hand():
    """10 spells, one ends on day 5: share 0.9, variance sum 1/(10*9), log(-log) band 0.473 to 0.985."""
    step = survival(spells([5], [9] * 9)).steps[0]

    assert step.share == pytest.approx(0.9)
    assert step.low == pytest.approx(0.473, abs=0.001)
    assert step.high == pytest.approx(0.985, abs=0.001)


def test_the_curve_between_its_steps():
    curve = survival(spells([10, 30], [20, 40]))

    assert curve.at(0).share == curve.at(9).share == 1
    assert curve.at(10).share == curve.at(29).share == 0.75
    assert [curve.in_view(day) for day in (0, 10, 11, 20, 21, 41)] == [4, 4, 3, 3, 2, 0]


def test_nothing_at_all():
    assert survival([]).median is None


@given(SPELLS)
def test_without_anybody_waiting_it_is_the_plain_share(all_spells: list[Spell]):
    ended = [Spell(spell.days, True) for spell in all_spells]
    curve = survival(ended)

    for day in range(0, 401, 7):
        longer = Fraction(sum(spell.days > day for spell in ended), len(ended))
        assert curve.at(day).share == pytest.approx(float(longer), abs=1e-9)
    assert curve.median == quantile([spell.days for spell in ended], 50)


@given(SPELLS)
def test_with_everybody_waiting_there_is_no_median(all_spells: list[Spell]):
    curve = survival(Spell(spell.days, False) for spell in all_spells)

    assert curve.median is None
    assert curve.steps == ()


@given(SPELLS, st.randoms(use_true_random=False))
def test_the_order_does_not_matter(all_spells, random):
    shuffled = list(all_spells)
    random.shuffle(shuffled)

    assert survival(shuffled) == survival(all_spells)


@given(SPELLS)
def test_the_curve_only_falls_and_stays_within_its_band(all_spells: list[Spell]):
    steps = survival(all_spells).steps

    shares = [1.0, *(step.share for step in steps)]
    assert shares == sorted(shares, reverse=True)
    assert all(0 <= step.low <= step.share + 1e-9 and step.share - 1e-9 <= step.high <= 1 for step in steps)


@given(SPELLS, st.integers(0, 400))
def test_one_more_who_waits_never_makes_it_look_faster(all_spells: list[Spell], days: int):
    before = survival(all_spells).median
    after = survival([*all_spells, Spell(days, False)]).median

    assert after is None or (before is not None and after >= before)
