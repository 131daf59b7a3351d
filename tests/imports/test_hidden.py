"""What the report of a sheet tells of people whom the importer may not see, and what that leaves behind."""

from collections.abc import Callable
from pathlib import Path

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from tests.browser import Browser
from tests.imports.conftest import Sender
from tests.make import Make
from tracker.accounts.models import Team, User
from tracker.audit import AuditLine
from tracker.people.rules import MOST_HITS
from tracker.trajectory.models import Trajectory

TOLD = "May be somebody whom a colleague guides. Ask your team lead."


@pytest.fixture
def strangers(make: Make, team: Team) -> list[Trajectory]:
    """More people of a colleague than may be told about in one day."""
    colleague = make.user(team=team)
    names = [f"Ab{chr(97 + n)}d" for n in range(MOST_HITS + 2)]
    persons = [{"given_name": name, "family_name": "Habtemariam", "birth_year": 1990} for name in names]
    return [make.trajectory(colleague, newcomer=person, reference=f"Z-{person}"[:40]) for person in persons]


@pytest.fixture
def manager_sender(visit: Callable[..., Browser], make: Make, team: Team, tmp_path: Path) -> Sender:
    manager: User = make.user(team=team)
    return Sender(visit(manager), tmp_path)


def row(number: int, year: str = "1990") -> list[str]:
    return ["", f"Ab{chr(97 + number)}d Habtemariam", year, "Intake", "1-3-2026", ""]


def lines(session: Session) -> list[AuditLine]:
    session.rollback()
    return list(session.scalars(select(AuditLine).where(AuditLine.deed == "recognise_newcomer")))


def test_whom_one_may_not_see_is_told_about_once_and_written_down(
    manager_sender: Sender, session: Session, strangers: list[Trajectory]
):
    found = manager_sender.draft(row(0), row(1, year=""), row(2, year="1971"))
    pages = [manager_sender.desk.get(f"{found}/mend-cells?shown=all") for _ in range(2)]
    assert [page.main.text.count("A colleague guides this person") for page in pages] == [1, 1]
    assert [page.main.text.count(TOLD) for page in pages] == [0, 0]
    assert [line.subject_id for line in lines(session)] == [strangers[0].id]


def test_after_too_many_nothing_is_told_that_day_of_any_sheet(
    manager_sender: Sender, session: Session, strangers: list[Trajectory]
):
    desk = manager_sender.desk
    many = manager_sender.draft(*(row(number) for number in range(MOST_HITS)))
    assert desk.get(f"{many}/mend-cells?shown=all").select("tbody tr")
    desk.get(f"{many}/mend-cells")
    one_more = manager_sender.draft(row(MOST_HITS))
    pages = [desk.get(f"{one_more}/mend-cells", 409).main.text]
    harmless = manager_sender.draft(["", "Yonas Tekle", "1971", "Intake", "1-3-2026", ""])
    pages += [desk.get(f"{draft}/mend-cells", 409).main.text for draft in (harmless, many)]
    pages += [desk.post(f"{harmless}/run", 409, seen="guessed").main.text]
    assert len({page.partition("mention this code")[0] for page in pages}) == 1
    assert "tomorrow you can look again" in pages[0]
    assert len(lines(session)) == MOST_HITS + 1
