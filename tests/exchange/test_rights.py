"""Who may import, whom they may change, and what is one sentence instead of an error."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import create_engine, event, select
from sqlalchemy.exc import OperationalError
from sqlalchemy.orm import Session

from tests.exchange.look import OMAR, Import, amount, everything, last, person, sheet
from tests.make import Make, ago
from tracker.accounts.models import Organisation, Team, User
from tracker.accounts.terms import Language, OrganisationKind, Role
from tracker.trajectory.models import Trajectory
from tracker.web.pages import db


@pytest.mark.parametrize("role", [role for role in Role if role not in (Role.CLIENT_MANAGER, Role.TEAM_LEAD)])
def test_only_who_guides_people_imports(
    role: Role, bring: Import, make: Make, tmp_path: Path, session: Session
):
    user = make.user(role)
    result = bring(sheet(tmp_path, OMAR), user)
    assert (result.exit_code, amount(session, Trajectory)) == (1, 0)
    assert result.output == (
        f"Error: {user.email} is geen klantmanager of teamleider van een gemeente: alleen zij importeren.\n"
    )


def test_somebody_who_is_not_known_gets_the_same_answer(bring: Import, tmp_path: Path):
    result = bring(sheet(tmp_path, OMAR), "nobody@opweg.example")
    assert result.output.startswith("Error: nobody@opweg.example is geen klantmanager")


def test_a_membership_that_has_ended_gives_no_rights(bring: Import, make: Make, tmp_path: Path, team: Team):
    user = make.user(Role.PARTNER)
    make.membership(user, Role.CLIENT_MANAGER, team, from_on=ago(90), until_on=ago(1))
    assert bring(sheet(tmp_path, OMAR), user).exit_code == 1


def test_who_works_for_two_municipalities_must_choose_an_account(
    bring: Import, make: Make, tmp_path: Path, lead: User
):
    make.membership(lead, Role.CLIENT_MANAGER, make.team())
    result = bring(sheet(tmp_path, OMAR), lead)
    assert (result.exit_code, "meer gemeenten" in result.output) == (1, True)


def test_who_is_both_imports_as_a_team_lead(
    bring: Import, make: Make, tmp_path: Path, team: Team, lead: User, annelies: User
):
    make.membership(lead, Role.CLIENT_MANAGER, team)
    make.trajectory(annelies, reference="Z-1", newcomer={"given_name": "Omar", "family_name": "Saleh"})
    assert "changed: 1" in last(bring(sheet(tmp_path, OMAR), lead))


def test_of_a_colleagues_people_nothing_is_changed_or_told(
    bring: Import, make: Make, tmp_path: Path, team: Team, annelies: User, session: Session
):
    colleague = make.user(team=team)
    secret = {"given_name": "Omar", "family_name": "Saleh-Secret", "birth_year": 1990, "phone": "06-999"}
    make.trajectory(annelies, reference="Z-1", newcomer=secret)
    before = everything(session)
    result = bring(sheet(tmp_path, OMAR), colleague)
    assert last(result) == "new: 0 changed: 0 unchanged: 1 refused: 0"
    assert "A colleague guides this person: nothing is changed. Ask your team lead." in result.output
    assert "Secret" not in result.output
    assert "999" not in result.output
    assert everything(session) == before


def test_who_brings_people_in_for_a_colleague_may_do_so_again_and_changes_nothing(
    bring: Import, make: Make, tmp_path: Path, team: Team, annelies: User, session: Session
):
    path = sheet(
        tmp_path,
        [*OMAR, annelies.name],
        headings=["Dossiernr", "Naam", "Geboortejaar", "Fase", "Start", "Tel", "Klantmanager"],
    )
    colleague = make.user(team=team)
    assert last(bring(path, colleague)) == "new: 1 changed: 0 unchanged: 0 refused: 0"
    assert person(session, "Omar").client_manager_id == annelies.id
    assert last(bring(path, colleague)) == "new: 0 changed: 0 unchanged: 1 refused: 0"


def test_another_municipality_has_its_own_people_and_numbers(
    bring: Import, make: Make, tmp_path: Path, lead: User, session: Session
):
    path = sheet(tmp_path, OMAR)
    stranger = make.user(team=make.team())
    assert (
        last(bring(path, lead)) == last(bring(path, stranger)) == "new: 1 changed: 0 unchanged: 0 refused: 0"
    )
    assert [path.reference for path in session.scalars(select(Trajectory))] == ["Z-1", "Z-1"]


def test_nobody_and_no_team_of_another_municipality_is_known_here(
    bring: Import, make: Make, tmp_path: Path, lead: User, session: Session
):
    elsewhere = make.team()
    stranger = make.user(team=elsewhere)
    path = sheet(
        tmp_path,
        ["Z-1", "Omar Saleh", 1990, "Intake", "1-9-2026", stranger.name, elsewhere.name],
        headings=["Dossiernr", "Naam", "Geboortejaar", "Fase", "Start", "Klantmanager", "Team"],
    )
    result = bring(path, lead)
    assert last(result) == "new: 1 changed: 0 unchanged: 0 refused: 0"
    assert "Nobody here has this name or address: you become the client manager" in result.output
    assert "You have no such team: the client manager's team is taken" in result.output
    assert person(session, "Omar").client_manager_id == lead.id


def test_nobody_is_brought_in_for_a_colleague_of_another_team(
    bring: Import, make: Make, tmp_path: Path, team: Team, session: Session
):
    there = make.team(session.get_one(Organisation, team.organisation_id))
    colleague = make.user(team=there)
    headings = ["Dossiernr", "Naam", "Geboortejaar", "Fase", "Start", "Klantmanager", "Team"]
    rows = [
        ["Z-1", "Omar Saleh", 1990, "Intake", "1-9-2026", colleague.name, there.name],
        ["Z-2", "Selam Tesfay", 1988, "Intake", "1-9-2026", "", there.name],
    ]
    manager = make.user(team=team)
    result = bring(sheet(tmp_path, *rows, headings=headings), manager)
    assert last(result) == "new: 1 changed: 0 unchanged: 0 refused: 1"
    assert "This colleague is in none of your teams" in result.output
    brought = person(session, "Selam")
    assert (brought.client_manager_id, brought.team_id) == (manager.id, team.id)


def test_a_file_that_is_no_sheet_is_one_sentence_and_a_failure(
    bring: Import, lead: User, tmp_path: Path, session: Session
):
    lead.language = Language.DUTCH
    session.commit()
    result = bring(tmp_path / "nothing.xlsx", lead)
    assert (result.exit_code, result.output) == (
        1,
        f"Error: Er is geen bestand {tmp_path / 'nothing.xlsx'}.\n",
    )


@contextmanager
def at_the_first(statement: str, app: Flask, deed: Any) -> Iterator[list[Exception]]:
    """Do something from elsewhere just before the app sends such a statement for the first time."""
    failures: list[Exception] = []
    waiting = [deed]

    def interrupt(conn: object, cursor: object, sent: str, *_: object) -> None:
        if sent.startswith(statement) and waiting:
            try:
                waiting.pop()()
            except OperationalError as error:
                failures.append(error)

    with app.app_context():
        engine = db.engine
    event.listen(engine, "before_cursor_execute", interrupt)
    yield failures
    event.remove(engine, "before_cursor_execute", interrupt)


def test_two_people_who_bring_in_the_same_person_at_once(
    app: Flask, bring: Import, database: str, lead: User, annelies: User, tmp_path: Path, session: Session
):
    """SQLite lets the second wait; PostgreSQL lets the first come through and the other try again."""
    short = {"timeout": 0} if database.startswith("sqlite") else {}
    other = create_engine(database, connect_args=short)

    def meanwhile() -> None:
        with Session(other, expire_on_commit=False) as elsewhere:
            Make(elsewhere).trajectory(elsewhere.merge(annelies), reference="Z-1")

    path = sheet(tmp_path, OMAR)
    session.rollback()
    with at_the_first("INSERT INTO newcomer", app, meanwhile) as failures:
        result = bring(path, lead)
    other.dispose()
    assert amount(session, Trajectory) == 1
    if failures:
        assert last(result).startswith("new: 1")
    else:
        assert result.exit_code == 1
        assert result.stderr.startswith("Error: Somebody else changed something at the same moment")


def test_organisations_that_are_partners_have_nobody_who_imports(bring: Import, make: Make, tmp_path: Path):
    partner = make.team(make.organisation(OrganisationKind.PARTNER))
    assert bring(sheet(tmp_path, OMAR), make.user(Role.PARTNER, partner)).exit_code == 1
