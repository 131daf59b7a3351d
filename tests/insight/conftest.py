"""A team with its people."""

import pytest

from tests.make import Make
from tracker.accounts.models import Team, User
from tracker.accounts.terms import Role


@pytest.fixture
def team(make: Make) -> Team:
    return make.team()


@pytest.fixture
def lead(make: Make, team: Team) -> User:
    return make.user(Role.TEAM_LEAD, team)


@pytest.fixture
def guide(make: Make, team: Team) -> User:
    """A client manager of the team."""
    return make.user(team=team)


@pytest.fixture
def reader(make: Make, team: Team) -> User:
    """A figures reader of the team's municipality."""
    return make.user(Role.FIGURES_READER, team)
