"""`flask demo` on both databases."""

from flask import Flask
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from tests.make import Make
from tracker.trajectory.models import Trajectory


def trajectories(session: Session) -> int:
    session.rollback()
    return session.scalar(select(func.count()).select_from(Trajectory))


def test_the_town_is_filled_once_and_then_left_alone(app: Flask, session: Session):
    first, second = (app.test_cli_runner().invoke(args=["demo"]) for _ in range(2))
    assert (first.exit_code, first.output) == (0, "The demo town is filled: 742 trajectories.\n")
    assert (second.exit_code, second.output) == (0, "The demo town stands already; nothing was changed.\n")
    assert trajectories(session) == 742


def test_a_database_with_an_organisation_of_its_own_is_left_alone(app: Flask, session: Session, make: Make):
    make.organisation()
    refused = app.test_cli_runner().invoke(args=["demo"])
    assert refused.exit_code == 1
    assert refused.output == "Error: The demo town needs an empty database; this one holds an organisation.\n"
    assert trajectories(session) == 0
