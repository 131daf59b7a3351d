"""`flask demo` and a database that is not its own."""

from flask import Flask
from sqlalchemy import select
from sqlalchemy.orm import Session

from tests.make import Make
from tracker.trajectory.models import Trajectory


def test_a_database_with_an_organisation_of_its_own_is_left_alone(app: Flask, session: Session, make: Make):
    make.organisation()
    refused = app.test_cli_runner().invoke(args=["demo"])
    assert refused.exit_code == 1
    assert refused.output == "Error: The demo town needs an empty database; this one holds an organisation.\n"
    assert session.scalars(select(Trajectory)).all() == []
