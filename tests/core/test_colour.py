"""Colours: as they are typed, and how well they are read."""

import pytest

from tracker.core.colour import contrast, mixed, read_colour
from tracker.core.days import Unreadable


@pytest.mark.parametrize("typed", ["#0B5567", "0b5567", " #0b5567 "])
def test_a_colour_is_read_as_style_guides_write_it(typed: str):
    assert read_colour(typed) == "#0b5567"


def test_three_digits_are_six():
    assert read_colour("#abc") == "#aabbcc"


@pytest.mark.parametrize("typed", ["red", "#12", "#1234", "#gggggg", "#0b5567;}", "rgb(1,2,3)", "٣٣٣"])
def test_what_is_no_colour_is_told(typed: str):
    with pytest.raises(Unreadable, match="like #0b5567"):
        read_colour(typed)


@pytest.mark.parametrize(
    ("one", "other", "ratio"),
    [("#000000", "#ffffff", 21), ("#777777", "#ffffff", 4.48), ("#767676", "#ffffff", 4.54)],
)
def test_contrast_is_that_of_the_wcag(one: str, other: str, ratio: float):
    assert contrast(one, other) == pytest.approx(contrast(other, one)) == pytest.approx(ratio, abs=0.005)


def test_mixing_goes_from_the_ground_to_the_colour():
    assert [mixed("#ff0000", "#ffffff", share) for share in (0, 0.5, 1)] == ["#ffffff", "#ff8080", "#ff0000"]
