"""Names are found however they are typed."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tracker.core.names import fold, likeness, matches, search_key, sort_key


@pytest.mark.parametrize(
    ("typed", "folded"),
    [
        ("Rêzan Osman", "rezan osman"),
        ("  Al-Khatib ", "al khatib"),
        ("ÇELİK", "celik"),
        ("Łukasz Ørsted", "lukasz orsted"),
        ("ተስፋይ", "ተስፋይ"),
    ],
)
def test_accents_case_and_punctuation_fall_away(typed, folded):
    assert fold(typed) == folded


@given(st.text(max_size=60))
def test_folding_twice_is_folding_once(text):
    assert fold(fold(text)) == fold(text)


@pytest.mark.parametrize("typed", ["tesfay", "Habtemariam Tesfay", "tesfai", "hab", "TESFÁY h"])
def test_order_accents_and_spelling_are_forgiven(typed):
    assert matches(typed, search_key(["Tesfay", "Habtemariam"]))


@pytest.mark.parametrize("variant", ["Mohamed", "Mohammed", "Muhammad", "Mohammad"])
def test_spelling_variants_of_one_name_find_each_other(variant):
    assert matches(variant, search_key(["Muhammed", "Al Hasan"]))


def test_a_recorded_spelling_is_found_and_a_stranger_is_not():
    key = search_key(["Yonas", "Ghebrehiwet", "Gebrehiwot; Jonas"])
    assert matches("jonas gebrehiwot", key)
    assert not matches("fatima", key)
    assert not matches("yonas fatima", key)


def test_family_names_come_first_in_the_order():
    assert sort_key("Élan", "Zara") < sort_key("Emre", "Ali")


def test_likeness_does_not_mind_the_order():
    assert likeness("Khatib Fatima", "Fatima Khatib") == 100
    assert likeness("Fatima Khatib", "Yonas Tekle") < 50
