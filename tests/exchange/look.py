"""Looking at what an import told and wrote."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

from click.testing import Result
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from tests.make_files import xlsx
from tracker.core.model import Base
from tracker.trajectory.models import Newcomer, Trajectory

Import = Callable[..., Result]
"""`bring(file, user, "--dry-run")`"""

HEADINGS = ["Dossiernr", "Naam", "Geboortejaar", "Fase", "Datum instroom", "Telefoon"]
OMAR = ["Z-1", "Omar Saleh", 1990, "Intake", "1-9-2026", "06-1"]


def last(result: Result) -> str:
    assert result.exit_code == 0, result.output
    return result.stdout.splitlines()[-1]


def everything(session: Session) -> dict[str, list[Any]]:
    """All rows of all tables."""
    return {
        table.name: sorted(map(repr, session.execute(select(table)).all()))
        for table in Base.metadata.sorted_tables
    }


def amount(session: Session, table: type) -> int:
    return session.scalar(select(func.count()).select_from(table)) or 0


def person(session: Session, name: str) -> Trajectory:
    statement = select(Trajectory).join(
        Newcomer,
        (Newcomer.id == Trajectory.newcomer_id) & (Newcomer.organisation_id == Trajectory.organisation_id),
    )
    return session.scalars(statement.where(Newcomer.given_name == name)).one()


def facts(session: Session, table: type[Any], trajectory: Trajectory) -> list[Any]:
    return list(session.scalars(select(table).where(table.trajectory_id == trajectory.id).order_by(table.id)))


def sheet(path: Path, *rows: list[Any], headings: list[str] = HEADINGS) -> Path:
    return xlsx(path / "caseload.xlsx", Caseload=[headings, *rows])
