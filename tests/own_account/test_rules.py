"""What a password must be."""

import pytest

from tracker.own_account.rules import weakness

GOOD = ["paard batterij nietje", "8271-4490-1365-7752", "ñandú wolk trompet", "пароль облако лампа"]
OWN = ("Fatima de Vries", "f.devries@noord.example", "Gemeente Noord")


@pytest.mark.parametrize("password", GOOD)
def test_a_few_words_that_do_not_belong_together_are_good(password):
    assert weakness(password, OWN) is None


@pytest.mark.parametrize(
    ("password", "says"),
    [
        ("korter dan 15", "too short"),
        ("aaaaaaaabbbbbbbb", "same few characters"),
        ("Fatima de Vries 2026!", "who you are"),
        ("Gemeente Noord 1234", "who you are"),
        ("welkom wachtwoord 12", "who you are"),
        ("password123456789", "who you are"),
    ],
)
def test_what_others_try_first_is_refused(password, says):
    weak = weakness(password, OWN)
    assert weak
    assert says in weak.text
