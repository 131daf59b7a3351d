"""What single cells of a caseload sheet say."""

from contextlib import suppress
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.make import TODAY
from tracker.core.days import Unreadable
from tracker.sheets import cells

DAYS = st.dates(min_value=date(1960, 1, 1), max_value=date(2099, 12, 31))
DUTCH = [
    "januari",
    "februari",
    "maart",
    "april",
    "mei",
    "juni",
    "juli",
    "augustus",
    "september",
    "oktober",
    "november",
    "december",
]
SHORT = ["jan.", "feb.", "mrt.", "apr.", "mei", "jun.", "jul.", "aug.", "sept.", "okt.", "nov.", "dec."]
ENGLISH = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
]


@pytest.mark.parametrize(
    "typed",
    [
        *("3-4-2025", "03/04/25", "3.4.2025", "2025-04-03", "2025-04-03 00:00:00", "2025-04-03T09:30"),
        *("3 april 2025", "do 3 april 2025", "3 apr. '25", "3-apr-2025", "3e april 2025", "3 APRIL 2025"),
        *(45750, 45750.0, 45750.6, "45750", date(2025, 4, 3)),
    ],
)
def test_a_day_is_read_as_people_and_spreadsheets_write_it(typed):
    assert cells.day(typed) == date(2025, 4, 3)


@given(DAYS, st.sampled_from([DUTCH, SHORT, ENGLISH]), st.sampled_from(["-", "/", ".", " "]))
def test_every_day_is_the_same_in_numbers_in_words_and_as_a_count(day, months, between):
    assert cells.day(f"{day.day}{between}{day.month}{between}{day.year}") == day
    assert cells.day(f"{day.day} {months[day.month - 1]} {day.year}") == day
    assert cells.day((day - date(1899, 12, 30)).days) == day


@given(
    st.text(max_size=30) | st.integers() | st.floats(allow_nan=False, allow_infinity=False) | st.booleans()
)
def test_whatever_stands_in_a_cell_is_a_day_or_a_sentence(raw):
    with suppress(Unreadable):
        assert 1900 <= cells.day(raw).year <= 2119


@pytest.mark.parametrize(
    "typed",
    ["31-2-2025", "gisteren", "3 april", "april 2025", 3, True, "1-1-3025", date(3025, 1, 1), "4/13/2025"],
)
def test_what_is_no_day_is_told(typed):
    with pytest.raises(Unreadable):
        cells.day(typed)


def test_what_has_happened_did_not_happen_tomorrow():
    assert cells.past_day("24-11-2026", TODAY) == TODAY
    with pytest.raises(Unreadable, match="too late"):
        cells.past_day("25-11-2026", TODAY)


@pytest.mark.parametrize(
    ("typed", "year"),
    [
        (1985, 1985),
        ("1985", 1985),
        ("ca. 1985", 1985),
        ("12-05-1985", 1985),
        ("12-05-85", 1985),
        ("1-1-03", 2003),
        ("12 mei 1985", 1985),
        (date(1985, 5, 12), 1985),
        (31179, 1985),
    ],
)
def test_a_birth_year_comes_from_a_day_or_a_year(typed, year):
    assert cells.birth_year(typed, TODAY) == year


@pytest.mark.parametrize(
    "typed", ["1850", 2090, "1-1-3025", "34 jaar", date(2027, 1, 1), "12345678901234567890"]
)
def test_a_birth_year_that_cannot_be_is_told(typed):
    with pytest.raises(Unreadable):
        cells.birth_year(typed, TODAY)


@pytest.mark.parametrize("typed", ["85", "'85", 85, "circa 85", "34 jaar", "weet niet"])
def test_a_birth_year_that_is_no_year_asks_for_four_digits(typed):
    with pytest.raises(Unreadable, match="Write the year in four digits"):
        cells.birth_year(typed, TODAY)


@pytest.mark.parametrize(
    ("typed", "read"),
    [
        (" Fatima\x00  Al \x1b[31m", "Fatima Al [31m"),
        (20240010.0, "20240010"),
        (1.5, "1.5"),
        ("=1+1", "=1+1"),
        ("een\r\n\r\n twee ", "een\ntwee"),
        (date(2025, 4, 3), "3-4-2025"),
        ("n.v.t.", ""),
        ("-", ""),
        ("?", ""),
        ("Geen", ""),
        ("onbekend", ""),
        ("\ufeffzaak", "zaak"),
    ],
)
def test_a_text_is_kept_as_it_is_typed_save_what_nobody_sees(typed, read):
    assert cells.text_of(typed) == read


def test_a_text_that_does_not_fit_is_told():
    assert cells.line_of("x" * 40, 40) == "x" * 40
    with pytest.raises(Unreadable, match="too long"):
        cells.line_of("x" * 41, 40)


@pytest.mark.parametrize(
    ("typed", "number"),
    [(612345678.0, "0612345678"), ("06-12345678", "06-12345678"), ("+31 6 12345678", "+31 6 12345678")],
)
def test_a_phone_number_gets_back_the_zero_that_a_spreadsheet_dropped(typed, number):
    assert cells.phone(typed) == number


@pytest.mark.parametrize("typed", ["geen", "a@b@c", "bij zus: a@b.nl"])
def test_what_is_no_address_is_told(typed):
    with pytest.raises(Unreadable):
        cells.email(typed)


@pytest.mark.parametrize(
    ("typed", "read"), [("Ja", True), ("x", True), (True, True), ("nee", False), (0.0, False)]
)
def test_yes_and_no_are_read_as_people_write_them(typed, read):
    assert cells.yes_or_no(typed) is read


def test_what_is_neither_yes_nor_no_is_told():
    with pytest.raises(Unreadable):
        cells.yes_or_no("soms")


def test_words_with_a_citizen_service_number_in_them_are_left_out():
    assert cells.own_words("Belt 06-12345678 terug", 200) == "Belt 06-12345678 terug"
    for typed in (123456782.0, "BSN 123456782 taal", "bel over 1234.56.782"):
        with pytest.raises(Unreadable, match="citizen service number"):
            cells.own_words(typed, 200)
    with pytest.raises(Unreadable):
        cells.passages(cells.items(["taal; 123456782"], ""), 200)
