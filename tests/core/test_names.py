"""Names are found however they are typed."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tracker.core.names import closeness, fold, likeness, matches, search_key, sort_key


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


NAMES = st.lists(
    st.text(st.characters(categories=["Lu", "Ll", "Lo"]), min_size=1, max_size=12), min_size=1, max_size=4
)


@given(st.text(max_size=60))
def test_folding_twice_is_folding_once(text):
    assert fold(fold(text)) == fold(text)


@pytest.mark.parametrize("letter", ["Ǿ", "ǽ", "ᴬ", "℡", "ϓ", "İ"])
def test_letters_that_hide_a_capital_or_an_accent_fold_once_too(letter):
    assert fold(fold(letter)) == fold(letter)


@given(NAMES)
def test_whoever_types_a_whole_name_finds_it(names):
    assert matches(" ".join(names), search_key(names))


@given(NAMES, st.randoms(use_true_random=False))
def test_the_order_of_the_words_makes_no_difference(names, chance):
    shuffled = chance.sample(names, len(names))
    assert matches(" ".join(shuffled), search_key(names))


@given(
    st.text("aeiounscygzAEIOUNSC", min_size=1, max_size=12), st.text("\u0301\u0308\u0327\u0302", max_size=6)
)
def test_a_name_with_accents_is_found_without_them(bare, accents):
    accented = "".join(letter + accents[i : i + 1] for i, letter in enumerate(bare))
    assert matches(bare, search_key([unicodedata.normalize("NFC", accented)]))


@pytest.mark.parametrize("typed", ["tesfay", "Habtemariam Tesfay", "tesfai", "hab", "TESFÁY h"])
def test_order_accents_and_spelling_are_forgiven(typed):
    assert matches(typed, search_key(["Tesfay", "Habtemariam"]))


@pytest.mark.parametrize("variant", ["Mohamed", "Mohammed", "Muhammad", "Mohammad"])
def test_spelling_variants_of_one_name_find_each_other(variant):
    assert matches(variant, search_key(["Muhammed", "Al Hasan"]))


@pytest.mark.parametrize(
    "spellings",
    [
        ("Yusuf", "Joesoef", "Youssef", "Jusuf", "Joseph"),
        ("Rachid", "Rasheed", "Rashid", "Rasjid"),
        ("Achmed", "Ahmed", "Ahmad"),
        ("Aminah", "Amina"),
        ("Sarah", "Sara"),
        ("Aïcha", "Aisha", "Aischa"),
        ("Ghebrehiwet", "Gebrehiwot", "Gebrehiwet"),
        ("Oleksandr", "Aleksander", "Alexander"),
        ("Mykhailo", "Mikhail", "Michail"),
        ("Abdulrahman", "Abdul Rahman", "Abd al-Rahman"),
        ("Al-Khatib", "Alkhatib", "El Khateeb"),
        ("Djamila", "Jamila", "Yamila"),
        ("Qasim", "Kassem", "Casim"),
        ("Nguyễn", "Nguyen"),
        ("Omar", "Umar"),
        ("Moussa", "Musa"),
    ],
)
def test_a_name_is_found_in_each_of_its_spellings(spellings):
    lost = [
        (typed, name) for typed in spellings for name in spellings if not matches(typed, search_key([name]))
    ]
    assert lost == []


@pytest.mark.parametrize(
    ("typed", "name"),
    [("Rahim", "Karim"), ("Sara", "Zara"), ("Amir", "Omar"), ("Ali", "Wali"), ("Tekle", "Tesfay")],
)
def test_another_name_is_not_found(typed, name):
    assert not matches(typed, search_key([name]))


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


def test_closeness_is_measured_word_by_word():
    key = search_key(["Tesfay", "Habtemariam"])
    assert closeness("habtemaryam", key) > 80
    assert closeness("Xuan", key) < 40
    assert closeness("", key) == closeness("tesfay", "") == 0
