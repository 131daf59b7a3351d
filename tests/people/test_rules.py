"""Who may be known already: what is recognised, and of whom it is told."""

from uuid import uuid4

import pytest

from tracker.people.rules import (
    Described,
    KnownPerson,
    Recognised,
    free_numbers,
    number_of,
    recognised,
    reference_taken,
)


def described(**fields: object) -> Described:
    usual = {"native_name": "", "other_names": "", "birth_year": 1990, "phone": ""}
    return Described(**{"given_name": "Fatima", "family_name": "Al-Khatib", **usual, **fields})


def known(**fields: object) -> KnownPerson:
    usual = {
        "given_name": "Fatima",
        "family_name": "Al-Khatib",
        "native_name": "",
        "other_names": "",
        "birth_year": 1990,
        "phone": "",
    }
    more = {"client_manager_id": None, "client_manager": None, "closed": False, "editable": True}
    ids = {"id": uuid4(), "newcomer_id": uuid4(), "reference": "TR-0004"}
    return KnownPerson(**{**usual, **more, **ids, **fields})


@pytest.mark.parametrize(
    "typed",
    [
        {},
        {"given_name": "Fatma", "family_name": "Alkhatib"},
        {"given_name": "Al Khatib", "family_name": "Fatima"},
        {"given_name": "FÁTIMA", "birth_year": None},
        {"given_name": "Noor", "family_name": "Haddad", "birth_year": None, "phone": "+31 6 12345678"},
        {"given_name": "Noor", "family_name": "Haddad", "other_names": "Fatima Khatib; Fatima Al Khatib"},
    ],
)
def test_whom_the_actor_sees_is_recognised_by_a_likely_name_or_the_phone_number(typed: dict[str, object]):
    one = known(phone="06-12345678")
    assert recognised(described(**typed), [one]) == Recognised((one,), ())


@pytest.mark.parametrize(
    "typed", [{"given_name": "Samira"}, {"birth_year": 1971}, {"family_name": "Haddad", "phone": "0612"}]
)
def test_who_has_another_name_or_birth_year_is_somebody_else(typed: dict[str, object]):
    assert not recognised(described(**typed), [known(phone="0612")])


def test_of_whom_the_actor_may_not_see_the_name_alone_tells_nothing():
    stranger = known(editable=False, phone="0612345678")
    assert not recognised(described(birth_year=None), [stranger])
    assert not recognised(described(birth_year=1971), [stranger])
    assert not recognised(described(given_name="Samira", phone="0612345678"), [stranger]), "nor the phone"
    assert recognised(described(), [stranger]).hidden == (stranger.id,)
    assert recognised(described(birth_year=None, phone="0031612345678"), [stranger]).hidden == (stranger.id,)
    assert not recognised(described(), [known(editable=False, birth_year=None)])


@pytest.mark.parametrize(
    ("phone", "number"),
    [
        ("06-12 34 56 78", "612345678"),
        ("+31612345678", "612345678"),
        ("0031 612345678", "612345678"),
        ("31", ""),
        ("", ""),
        ("geen", ""),
    ],
)
def test_a_phone_number_is_the_same_however_it_is_written(phone: str, number: str):
    assert number_of(phone) == number


def test_numbers_go_on_after_the_highest_and_a_case_number_is_known_however_it_is_written():
    assert next(free_numbers(["TR-0009", "Z-1", "TR-12"])) == "TR-0013"
    assert next(free_numbers(["TR-" + "9" * 37, "TR-0009"])) == "TR-0010", "a longer one would not fit"
    assert next(free_numbers(["TR-999999999", "TR-1000000000"])) == "TR-1000000001"
    one = known(reference="Z 1")
    assert reference_taken("z-1", [one]) is one
    assert reference_taken("z-2", [one]) is None
