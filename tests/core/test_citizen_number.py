"""Citizen service numbers are recognised; other rows of digits are not. The numbers here are invented."""

import pytest

from tracker.core.citizen_number import holds_citizen_number, is_citizen_number


@pytest.mark.parametrize("text", ["123456782", "1234.56.782", "1234 56 782", "10000008", "111222333"])
def test_nine_digits_that_pass_the_eleven_test_are_one(text: str):
    assert is_citizen_number(text)


@pytest.mark.parametrize(
    "text", ["123456789", "000000000", "12345678", "0612345678", "", "1234567٨2", "abcdefghi"]
)
def test_other_digits_are_none(text: str):
    assert not is_citizen_number(text)


@pytest.mark.parametrize(
    ("text", "holds"),
    [
        ("De aanvraag loopt onder 123456782.", True),
        ("bsn:1234.56.782, belt morgen", True),
        ("Bel 06-12345678 of +31612345678", False),
        ("NL91ABNA0417164300", False),
        ("Op 22-9-2026 om 14:02 gesproken over 1200 euro", False),
    ],
)
def test_one_is_found_within_a_sentence(text: str, holds: bool):
    assert holds_citizen_number(text) is holds
