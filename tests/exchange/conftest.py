"""Who imports, and how."""

from pathlib import Path

import pytest
from click.testing import Result
from flask import Flask
from sqlalchemy.orm import Session

from tests.exchange.look import Import
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
def annelies(make: Make, session: Session, team: Team) -> User:
    user = make.user(team=team)
    user.name = "Annelies de Vries"
    session.commit()
    return user


@pytest.fixture
def bring(app: Flask, session: Session) -> Import:
    """Import a file as somebody; the session of the test sees what was written."""

    def run(file: Path, user: User | str, *options: str) -> Result:
        session.rollback()
        email = user if isinstance(user, str) else user.email
        done = app.test_cli_runner().invoke(args=["import-caseload", str(file), "--as", email, *options])
        session.rollback()
        session.expire_all()
        return done

    return run
