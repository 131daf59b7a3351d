"""Who takes data out, and where to."""

from collections.abc import Callable
from pathlib import Path

import pytest

from tests.databases import fresh_database
from tests.make import Make
from tracker.accounts.models import Team, User
from tracker.accounts.terms import Role


@pytest.fixture
def reader(make: Make, team: Team) -> User:
    """A figures reader of the team's municipality."""
    return make.user(Role.FIGURES_READER, team)


@pytest.fixture
def addresses(request: pytest.FixtureRequest, tmp_path: Path) -> dict[str, Callable[[], str]]:
    """Makers of an empty database, by its kind."""
    numbers = iter(range(9))
    server = request.getfixturevalue("postgresql")
    return {
        "sqlite": lambda: f"sqlite:///{tmp_path / f'{next(numbers)}.db'}",
        "postgresql": lambda: fresh_database(server),
    }
