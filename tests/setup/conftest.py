"""An administrator at work."""

import pytest

from tracker.accounts.terms import Role


@pytest.fixture
def administrator(make, team):
    return make.user(Role.ADMINISTRATOR, team)


@pytest.fixture
def desk(visit, administrator):
    """The administrator's browser."""
    return visit(administrator)
