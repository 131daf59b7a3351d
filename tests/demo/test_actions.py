"""What `flask demo` writes into both databases."""

from collections import Counter
from collections.abc import Iterator

import pytest
from flask import Flask
from sqlalchemy import Engine, func, select
from sqlalchemy.orm import Session

from tests.databases import passing_session
from tests.make import NOW, TODAY
from tools.bootstrap import SIGN_INS
from tracker.accounts.models import User
from tracker.accounts.terms import Role
from tracker.accounts.work import Work
from tracker.core.passwords import is_right
from tracker.demo.actions import PASSWORD
from tracker.demo.rules import SEED, simulate
from tracker.sign_in.queries import actor_on, chairs_of, find_user
from tracker.trajectory.access import visible_trajectories
from tracker.trajectory.models import ElementUse, Step, Trajectory
from tracker.trajectory.queries import Case, cases, norms
from tracker.trajectory.terms import Status


@pytest.fixture(scope="module")
def filled(engine: Engine) -> Iterator[Session]:
    """A session in the town, which is filled once for all tests of this file."""
    with passing_session(engine) as session:
        yield session


@pytest.fixture(scope="module", autouse=True)
def said(app: Flask, filled: Session) -> list[str]:
    """What `flask demo` said the first and the second time."""
    answers = [app.test_cli_runner().invoke(args=["demo"]) for _ in range(2)]
    assert [answer.exit_code for answer in answers] == [0, 0]
    return [answer.output for answer in answers]


def work_of(session: Session, email: str) -> Work:
    user = find_user(session, email)
    return Work(session, actor_on(chairs_of(session, user.id, TODAY)[0]), NOW)


def seen_by(session: Session, email: str, *, closed: bool = False) -> list[Case]:
    work = work_of(session, email)
    return cases(work, visible_trajectories(work), norms(work), closed=closed)


def test_the_town_is_filled_once_and_then_left_alone(filled: Session, said: list[str]):
    assert said[0] == "The demo town is filled: 742 trajectories.\n"
    assert said[1] == "The demo town stands already; nothing was changed.\n"
    assert filled.scalar(select(func.count()).select_from(Trajectory)) == 742


def test_everybody_stands_in_the_database_as_was_meant(filled: Session):
    town = simulate(SEED, TODAY)
    intended = {path.reference: path.intended for path in town.municipalities[0].paths}
    lead = "teamleider@opweg.example"
    found = [*seen_by(filled, lead), *seen_by(filled, lead, closed=True)]
    assert {case.reference: case.standing.status for case in found} == intended
    assert Counter(intended.values())[Status.CLOSED] == 600


def test_each_sees_their_own(filled: Session):
    assert len(seen_by(filled, "klantmanager@opweg.example")) == 24
    assert len(seen_by(filled, "klantmanager2@opweg.example")) == 9
    teams = Counter(case.team for case in seen_by(filled, "teamleider@opweg.example"))
    assert teams == {"Team Noord": 63, "Team Zuid": 67}


def test_every_account_of_the_demo_signs_in_with_its_role(filled: Session):
    roles = {
        email: [seat.role for seat in chairs_of(filled, find_user(filled, email).id, TODAY)]
        for email in SIGN_INS
    }
    assert roles == {
        "klantmanager@opweg.example": [Role.CLIENT_MANAGER],
        "teamleider@opweg.example": [Role.TEAM_LEAD],
        "partner@opweg.example": [Role.PARTNER],
        "beheerder@opweg.example": [Role.ADMINISTRATOR],
        "privacy@opweg.example": [Role.PRIVACY_OFFICER],
        "cijferlezer@opweg.example": [Role.FIGURES_READER],
        "klantmanager2@opweg.example": [Role.CLIENT_MANAGER],
        "tweerollen@opweg.example": [Role.CLIENT_MANAGER, Role.TEAM_LEAD],
    }
    hashes = set(filled.scalars(select(User.password_hash)))
    assert all(is_right(PASSWORD, password_hash) for password_hash in hashes)


def test_what_was_planned_with_an_element_is_its_step(filled: Session):
    pairs = filled.execute(select(ElementUse, Step).join(Step, Step.id == ElementUse.step_id)).all()
    assert len(pairs) > 5
    for use, step in pairs:
        assert (use.trajectory_id, use.domain, use.answer) == (step.trajectory_id, step.domain, step.status)
