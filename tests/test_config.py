"""The settings come from the environment, and a missing secret stops the start."""

import pytest

from config import Config, Serving

KEY = "k" * 32


@pytest.mark.parametrize("environment", [{}, {"SECRET_KEY": ""}])
def test_without_a_secret_the_start_stops_with_one_sentence(environment: dict[str, str]):
    with pytest.raises(SystemExit, match="SECRET_KEY is missing"):
        Config.from_environment(environment)


def test_a_key_that_can_be_guessed_is_for_the_demo_only():
    with pytest.raises(SystemExit, match="SECRET_KEY is too short: 32 random characters or more"):
        Config.from_environment({"SECRET_KEY": "k" * 31})
    assert Config.from_environment({"SECRET_KEY": "k", "DEMO": "1"}).secret_key == "k"


def test_the_environment_says_where_and_how():
    found = Config.from_environment({"SECRET_KEY": KEY, "DATABASE_URL": "sqlite:///x.db"})
    assert (found.secret_key, found.demo, found.database_url) == (KEY, False, "sqlite:///x.db")
    assert (found.names, found.proxy) == (None, None)
    assert Config.from_environment({"SECRET_KEY": KEY}).database_url.endswith("var/opweg.db")


@pytest.mark.parametrize(
    "address",
    [
        "foo:bar",
        "opweg",
        "mysql://u:secret@h/db",
        "postgresql://u:secret@h/db",
        "postgresql+psycopg://h:secret/x",
    ],
)
def test_an_address_of_no_database_is_one_sentence_without_the_address(address: str):
    with pytest.raises(SystemExit, match="DATABASE_URL is no address of a database") as stop:
        Config.from_environment({"SECRET_KEY": KEY, "DATABASE_URL": address})
    assert "secret" not in str(stop.value)


@pytest.mark.parametrize(
    "address", ["sqlite:///x.db", "postgresql+psycopg://opweg@/opweg?host=/var/run/postgresql"]
)
def test_the_address_of_a_database_is_taken_as_it_is(address: str):
    found = Config.from_environment({"SECRET_KEY": KEY, "DATABASE_URL": address})
    assert found.database_url == address


def test_cookies_travel_over_tls_unless_it_is_the_demo_or_somebody_says_no():
    assert Config.from_environment({"SECRET_KEY": KEY}).secure_cookies
    assert not Config.from_environment({"SECRET_KEY": KEY, "DEMO": "1"}).secure_cookies
    assert not Config.from_environment({"SECRET_KEY": KEY, "SECURE_COOKIES": "0"}).secure_cookies
    assert Config.from_environment({"SECRET_KEY": KEY, "SECURE_COOKIES": "1", "DEMO": "1"}).secure_cookies


def test_the_address_says_under_which_name_it_answers():
    found = Config.from_environment(
        {"SECRET_KEY": KEY, "ADDRESS": "https://opweg.town.example/", "PROXY": "unix"}
    )
    assert (found.address, found.names, found.proxy) == (
        "https://opweg.town.example",
        ["opweg.town.example"],
        "unix",
    )
    assert Config.from_environment({"SECRET_KEY": KEY, "ADDRESS": "http://a:8", "DEMO": "1"}).names is None


def test_serving_has_its_own_defaults():
    found = Serving.from_environment({})
    assert found.bind == "127.0.0.1:8000"
    assert found.workers >= 1
    assert found.talkative
    assert not Serving.from_environment({"DEMO": "1", "WORKERS": "3"}).talkative


@pytest.mark.parametrize("workers", ["0", "-1", "two", "1.5"])
def test_a_number_of_processes_that_is_none_is_one_sentence(workers: str):
    with pytest.raises(SystemExit, match="is no number of processes"):
        Serving.from_environment({"WORKERS": workers})
