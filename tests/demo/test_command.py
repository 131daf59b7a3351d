"""`flask demo` and a database that is not its own."""

from flask import Flask
from sqlalchemy import select
from sqlalchemy.orm import Session

from config import testing
from tests.make import NOW, Make
from tracker import create_app
from tracker.trajectory.models import Trajectory
from tracker.web.pages import db


def test_a_database_with_an_organisation_of_its_own_is_left_alone(app: Flask, session: Session, make: Make):
    make.organisation()
    refused = app.test_cli_runner().invoke(args=["demo"])
    assert refused.exit_code == 1
    assert refused.output == "Error: The demo town needs an empty database; this one holds an organisation.\n"
    assert session.scalars(select(Trajectory)).all() == []


def test_a_database_without_tables_is_one_sentence(tmp_path):
    app = create_app(testing(f"sqlite:///{tmp_path / 'bare.db'}", clock=lambda: NOW))
    for words in (["demo"], ["import-caseload", "caseload.csv", "--as", "you@opweg.example"]):
        result = app.test_cli_runner().invoke(args=words)
        assert result.exit_code == 1
        assert "run flask --app tracker migrate first" in result.output
    with app.app_context():
        db.engine.dispose()
