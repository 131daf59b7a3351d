"""Who takes data out."""

import pytest

from tests.make import Make
from tracker.accounts.models import Team, User
from tracker.accounts.terms import Role


@pytest.fixture
def reader(make: Make, team: Team) -> User:
    """A figures reader of the team's municipality."""
    return make.user(Role.FIGURES_READER, team)
