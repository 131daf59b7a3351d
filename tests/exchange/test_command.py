"""`flask import-caseload` on both databases: what it tells, what it writes, what it leaves alone."""

import filecmp
from collections.abc import Callable
from pathlib import Path

import pytest
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from tests.browser import Browser
from tests.data.make_caseloads import make as make_caseloads
from tests.exchange.look import HEADINGS, Import, everything, facts, last, person, sheet
from tracker.accounts.models import Team, User
from tracker.accounts.terms import Language
from tracker.audit import AuditLine
from tracker.trajectory.models import (
    Barrier,
    Contact,
    Newcomer,
    PhaseStay,
    Step,
)
from tracker.trajectory.terms import (
    ContactResult,
    LifeDomain,
    Outcome,
    Phase,
    Sharing,
    StepStatus,
)

COUNTS = {
    "noord.xlsx": "new: 3 changed: 0 unchanged: 0 refused: 4",
    "zuid.csv": "new: 4 changed: 0 unchanged: 0 refused: 2",
    "participatie.ods": "new: 3 changed: 0 unchanged: 0 refused: 2",
}


@pytest.mark.parametrize("name", COUNTS)
def test_dry_run_run_and_run_again(
    name: str, bring: Import, data: Path, lead: User, annelies: User, session: Session
):
    """Must show 3: the counts are right, and the third run changes nothing."""
    before = everything(session)
    assert last(bring(data / name, lead, "--dry-run")) == COUNTS[name]
    assert everything(session) == before
    assert last(bring(data / name, lead)) == COUNTS[name]
    after = everything(session)
    new, refused = COUNTS[name].split()[1], COUNTS[name].split()[-1]
    assert len(after["trajectory"]) == int(new)
    assert last(bring(data / name, lead)) == f"new: 0 changed: 0 unchanged: {new} refused: {refused}"
    assert everything(session) == after


@pytest.mark.parametrize("name", COUNTS)
def test_the_sheets_of_the_tests_are_what_their_maker_makes(name: str, data: Path, tmp_path: Path):
    make_caseloads(tmp_path)
    if name.endswith("csv"):
        assert filecmp.cmp(tmp_path / name, data / name, shallow=False)
    assert (tmp_path / name).stat().st_size == pytest.approx((data / name).stat().st_size, rel=0.05)


def test_a_new_row_becomes_a_person_with_all_that_the_sheet_tells(
    bring: Import, data: Path, lead: User, annelies: User, team: Team, session: Session
):
    bring(data / "noord.xlsx", lead)
    fatima = person(session, "Fatima")
    newcomer = session.scalars(select(Newcomer).where(Newcomer.id == fatima.newcomer_id)).one()
    assert (newcomer.family_name, newcomer.birth_year, newcomer.phone) == ("Al-Khatib", 1988, "0612345678")
    assert newcomer.search_key == "fatima al khatib"
    assert (fatima.reference, fatima.client_manager_id, fatima.team_id) == ("2024-001", annelies.id, team.id)
    assert (str(fatima.started_on), str(fatima.permit_on)) == ("2025-04-03", "2024-06-01")
    [stay] = facts(session, PhaseStay, fatima)
    assert (stay.phase, str(stay.entered_on), stay.left_on) == (Phase.ACTIVATION, "2026-02-09", None)
    [contact] = facts(session, Contact, fatima)
    assert (contact.result, contact.text) == (ContactResult.REACHED, "Taken over from the caseload sheet.")
    assert contact.happened_at.isoformat() == "2026-11-01T23:00:00+00:00"  # midnight of 2 November at home
    barriers = facts(session, Barrier, fatima)
    assert [(barrier.description, barrier.domain) for barrier in barriers] == [
        ("Taal", LifeDomain.LANGUAGE),
        ("kinderopvang op vrijdag", LifeDomain.FAMILY),
        ("wachtlijst", LifeDomain.WORK),
    ]
    [step] = facts(session, Step, fatima)
    assert (step.title, str(step.due_on), step.status) == ("Bellen met DUO", "2026-12-03", StepStatus.PLANNED)
    assert step.owner_id == annelies.id
    assert {fact.sharing for fact in (*barriers, contact, step)} == {Sharing.INTERNAL}


def test_who_came_in_stands_in_the_caseload_and_has_a_dossier(
    bring: Import, data: Path, visit: Callable[..., Browser], lead: User, annelies: User, session: Session
):
    bring(data / "noord.xlsx", lead)
    browser = visit(annelies)
    assert "Fatima Al-Khatib" in browser.get("/caseload").text
    dossier = browser.get(f"/trajectories/{person(session, 'Fatima').id}").text
    assert "Bellen met DUO" in dossier
    assert "kinderopvang op vrijdag" in dossier


def test_every_deed_of_an_import_leaves_its_line(
    bring: Import, data: Path, lead: User, annelies: User, session: Session
):
    bring(data / "noord.xlsx", lead)
    lines = session.execute(select(AuditLine.deed, func.count()).group_by(AuditLine.deed)).all()
    assert dict(lines) == {
        "add_newcomer": 3,
        "add_trajectory": 3,
        "open_trajectory": 3,
        "log_contact": 1,
        "open_barrier": 3,
        "plan_step": 1,
        "close_trajectory": 1,
    }
    assert {line.user_id for line in session.scalars(select(AuditLine))} == {lead.id}


def test_somebody_who_left_is_closed_on_the_day_of_the_sheet(
    bring: Import, data: Path, lead: User, session: Session
):
    bring(data / "participatie.ods", lead)
    [stay] = facts(session, PhaseStay, person(session, "Lina"))
    assert (stay.phase, str(stay.entered_on), str(stay.left_on)) == (
        Phase.AFTERCARE,
        "2021-03-01",
        "2025-05-30",
    )
    assert stay.outcome is Outcome.WORK


def test_what_looks_like_a_formula_is_text(bring: Import, data: Path, lead: User, session: Session):
    bring(data / "zuid.csv", lead)
    [step] = facts(session, Step, person(session, "Mohamed"))
    assert step.title == "=2+3 gesprekken"


def test_citizen_service_numbers_are_stored_nowhere(
    bring: Import, lead: User, session: Session, tmp_path: Path
):
    path = sheet(
        tmp_path, ["123456782", "Omar Saleh", 1990, "Intake", "123456782"], headings=[*HEADINGS[:4], "BSN"]
    )
    result = bring(path, lead)
    assert last(result) == "new: 1 changed: 0 unchanged: 0 refused: 0"
    assert "column A “Dossiernr”: never taken over: these look like citizen service numbers" in result.output
    assert "column E “BSN”: never taken over" in result.output
    assert "123456782" not in str(everything(session))


def test_the_report_names_row_column_and_value_in_the_importers_language(
    bring: Import, data: Path, lead: User, session: Session
):
    lead.language = Language.DUTCH
    session.commit()
    output = bring(data / "noord.xlsx", lead, "--dry-run").output
    assert "Blad “Caseload”, met de koppen in rij 4." in output
    assert "  kolom O “Kleur”: onbekende kop" in output
    assert "rij 10: geweigerd, Omar Saleh" in output
    assert "  rij 10, kolom I “Datum instroom”, waarde “31-2-2025”: 31 februari bestaat niet;" in output
    assert "Dit was een proef: er is niets opgeslagen." in output
