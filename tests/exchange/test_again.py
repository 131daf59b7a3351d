"""A sheet that comes back changed: which deeds follow, and what people did here stays."""

from pathlib import Path

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from tests.exchange.look import HEADINGS, OMAR, Import, amount, everything, facts, last, person, sheet
from tests.make import TODAY, Make, ago
from tracker.accounts.models import User
from tracker.audit import AuditLine
from tracker.exchange import actions
from tracker.exchange.models import ImportedRow
from tracker.trajectory.models import Barrier, Contact, Newcomer, PhaseStay, Step, Trajectory
from tracker.trajectory.terms import Outcome, Phase

WIDE = [
    *HEADINGS,
    "Fase sinds",
    "Laatste contact",
    "Drempels",
    "Volgende stap",
    "Deadline",
    "Datum uitstroom",
    "Uitkomst",
]
FIRST = [*OMAR, "", "1-11-2026", "taal", "Bellen", "1-12-2026", "", ""]


def deeds(session: Session) -> list[str]:
    return [line.deed for line in session.scalars(select(AuditLine).order_by(AuditLine.id))]


@pytest.fixture
def imported(bring: Import, lead: User, tmp_path: Path, session: Session) -> Trajectory:
    """Omar, as the first sheet told about him."""
    assert last(bring(sheet(tmp_path, FIRST, headings=WIDE), lead)).startswith("new: 1 ")
    session.execute(AuditLine.__table__.delete())
    session.commit()
    return person(session, "Omar")


def changed(bring: Import, lead: User, folder: Path, *cells: object) -> str:
    """Import the same sheet with other cells; what is told of the only row."""
    result = bring(sheet(folder, list(cells), headings=WIDE), lead)
    assert result.exit_code == 0, result.output
    return result.output


def test_a_sheet_that_changed_makes_the_deeds_that_people_would_do(
    bring: Import, lead: User, imported: Trajectory, tmp_path: Path, session: Session
):
    cells = [
        "Z-1",
        "Omar Salehi",
        1990,
        "Oriëntatie",
        "2-9-2026",
        "06-2",
        "10-11-2026",
        "20-11-2026",
        "taal; wonen",
    ]
    output = changed(bring, lead, tmp_path, *cells, "Bellen", "8-12-2026", "", "")
    assert "new: 0 changed: 1 unchanged: 0 refused: 0" in output
    assert (
        "row 2: changed, Omar Salehi (Z-1), family name, phone number, phase, start of the trajectory, "
        "last contact, barriers, next step by" in output
    )
    assert deeds(session) == [
        "correct_newcomer",
        "correct_dates",
        "move_to_phase",
        "log_contact",
        "open_barrier",
        "move_step",
    ]
    newcomer = session.scalars(select(Newcomer)).one()
    assert (newcomer.family_name, newcomer.phone, newcomer.search_key) == ("Salehi", "06-2", "omar salehi")
    first, second = facts(session, PhaseStay, imported)
    assert (str(first.left_on), second.phase, str(second.entered_on)) == (
        "2026-11-10",
        Phase.ORIENTATION,
        "2026-11-10",
    )
    assert [barrier.description for barrier in facts(session, Barrier, imported)] == ["taal", "wonen"]
    assert [str(step.due_on) for step in facts(session, Step, imported)] == ["2026-12-08"]
    assert len(facts(session, Contact, imported)) == 2

    after = everything(session)
    assert "unchanged: 1" in changed(bring, lead, tmp_path, *cells, "Bellen", "8-12-2026", "", "")
    assert everything(session) == after


def test_going_back_and_closing_come_from_a_sheet_too(
    bring: Import, lead: User, imported: Trajectory, tmp_path: Path, session: Session
):
    changed(bring, lead, tmp_path, *FIRST[:3], "Matching", *FIRST[4:])
    changed(bring, lead, tmp_path, *FIRST[:3], "Activering", *FIRST[4:-2], "20-11-2026", "werk")
    _, matching, back = facts(session, PhaseStay, imported)
    assert (matching.phase, back.phase, back.reason) == (
        Phase.MATCHING,
        Phase.ACTIVATION,
        "Taken over from the caseload sheet.",
    )
    assert (back.outcome, back.left_on) == (Outcome.WORK, TODAY)
    assert deeds(session) == ["move_to_phase", "move_to_phase", "close_trajectory"]


def test_a_cell_that_somebody_changed_here_is_told_and_left_alone(
    bring: Import, lead: User, imported: Trajectory, tmp_path: Path, session: Session
):
    stay = facts(session, PhaseStay, imported)[0]
    stay.phase = Phase.MATCHING
    session.scalars(select(Newcomer)).one().phone = "06-3"
    session.commit()
    before = everything(session)
    output = changed(bring, lead, tmp_path, *FIRST[:5], "06-2", *FIRST[6:])
    assert "unchanged: 1" in output
    assert "row 2, column D “Fase”, value “Intake”: Here it says “matching”, and not by an import" in output
    assert "row 2, column F “Telefoon”, value “06-2”: Here it says “06-3”, and not by an import" in output
    assert everything(session) == before


def test_somebody_who_was_entered_by_hand_is_recognised_and_remembered_without_a_deed(
    bring: Import, make: Make, lead: User, tmp_path: Path, session: Session
):
    newcomer = {"given_name": "Omar", "family_name": "Saleh", "birth_year": 1990, "phone": "06-1"}
    make.trajectory(lead, Phase.INTAKE, newcomer=newcomer, reference="TR-0004", started_on=ago(84))
    first = changed(bring, lead, tmp_path, *OMAR, *[""] * 7)
    assert "row 2: unchanged, Omar Saleh (TR-0004)" in first
    assert (deeds(session), amount(session, ImportedRow)) == ([], 1)
    changed(bring, lead, tmp_path, *OMAR[:5], "06-2", *[""] * 7)
    assert deeds(session) == ["correct_newcomer"]


def test_many_rows_are_written_in_parts_and_told_so(
    bring: Import, lead: User, tmp_path: Path, session: Session, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setattr(actions, "TOGETHER", 2)
    people = [[f"Z-{n}", f"Omar {name}", 1990, "Intake", "1-9-2026", ""] for n, name in enumerate("ABCDE")]
    result = bring(sheet(tmp_path, *people), lead)
    assert result.stderr.splitlines() == ["2 rows written", "4 rows written", "5 rows written"]
    assert amount(session, Trajectory) == 5


def test_planning_asks_as_many_questions_for_many_people_as_for_few(
    bring: Import, lead: User, tmp_path: Path, statements: list[str]
):
    sent = []
    for people in (5, 50):
        rows = [[f"Z-{n}", "Omar Saleh", 1900 + n, "Intake", "1-9-2026", ""] for n in range(people)]
        path = sheet(tmp_path, *rows)
        bring(path, lead)
        statements.clear()
        bring(path, lead, "--dry-run")
        sent.append(len(statements))
    assert sent == [10, 10]
