"""Days as people type them."""

from datetime import date, time

import pytest

from tracker.core.days import NotADay, NotATime, read_day, read_time


@pytest.mark.parametrize("typed", ["22-9-2026", "22/09/26", "22.9.2026", "2026-09-22", " 22 9 2026 "])
def test_a_day_is_read_in_every_usual_form(typed):
    assert read_day(typed) == date(2026, 9, 22)


@pytest.mark.parametrize(
    "typed",
    ["31-11-2026", "29-2-2027", "1-13-2026", "0-1-2026", "1-1-3025", "gisteren", "", "12345678901234567890"],
)
def test_what_is_no_day_is_refused_with_a_sentence(typed):
    with pytest.raises(NotADay) as problem:
        read_day(typed)
    assert problem.value.sentence.text


@pytest.mark.parametrize(
    ("typed", "read"), [("9:30", time(9, 30)), ("09.30", time(9, 30)), (" 23:59 ", time(23, 59))]
)
def test_a_time_is_read_with_a_colon_or_a_point(typed, read):
    assert read_time(typed) == read


@pytest.mark.parametrize("typed", ["24:00", "12:60", "half tien", "", "930", "9:3"])
def test_what_is_no_time_is_refused_with_a_sentence(typed):
    with pytest.raises(NotATime) as problem:
        read_time(typed)
    assert problem.value.sentence.text
