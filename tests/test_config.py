"""The settings come from the environment, and a missing secret stops the start."""

import pytest

from config import Config


@pytest.mark.parametrize("environment", [{}, {"SECRET_KEY": ""}])
def test_without_a_secret_the_start_stops_with_one_sentence(environment: dict[str, str]):
    with pytest.raises(SystemExit, match="SECRET_KEY is missing"):
        Config.from_environment(environment)


def test_the_environment_says_where_and_how():
    found = Config.from_environment({"SECRET_KEY": "k", "DEMO": "1", "DATABASE_URL": "sqlite:///x.db"})
    assert (found.secret_key, found.demo, found.database_url) == ("k", True, "sqlite:///x.db")
    assert not found.secure_cookies
    plain = Config.from_environment({"SECRET_KEY": "k", "SECURE_COOKIES": "1"})
    assert plain.secure_cookies
    assert plain.database_url.endswith("var/opweg.db")
