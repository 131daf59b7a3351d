"""Lines of a sheet and trajectories that are known, for tests of the rules."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import date
from typing import Any
from uuid import uuid4

from tests.make import TODAY
from tracker.accounts.terms import Language, Role
from tracker.accounts.work import Actor
from tracker.exchange.changes import memory_of
from tracker.exchange.rules import end_of, planned
from tracker.exchange.terms import Here, Known, Plan, Row, Worker
from tracker.sheets.terms import Column, Heading, Line, Sheet
from tracker.trajectory.terms import Phase

ME, COLLEAGUE = uuid4(), uuid4()
NOORD, ZUID = uuid4(), uuid4()
ACTOR = Actor(ME, uuid4(), Role.TEAM_LEAD, frozenset({NOORD}), "Mirjam", "Lindewaard", Language.ENGLISH)
WORKERS = (
    Worker(ME, "Mirjam Hofstede", "mirjam@opweg.example", (NOORD,)),
    Worker(COLLEAGUE, "Annelies de Vries", "annelies@opweg.example", (ZUID, NOORD)),
)


def line(row: int = 5, **fields: Any) -> Line:
    """Fatima Al-Khatib of 1990, in activation; every field has its cell."""
    values = {
        "given_name": "Fatima",
        "family_name": "Al-Khatib",
        "birth_year": 1990,
        "phase": Phase.ACTIVATION,
        "started_on": date(2025, 1, 6),
        **fields,
    }
    cells = {column: (Heading(place, column.label, column), "typed") for place, column in enumerate(Column)}
    return Line(row=row, cells=cells, **values)


def known(of: Line | None = None, **fields: Any) -> Known:
    """A trajectory as the import of a line left it; other fields are what changed here since."""
    of = of or line()
    end = end_of(of, TODAY)
    as_imported = Known(
        id=uuid4(),
        reference=of.case_number or "TR-0007",
        editable=True,
        given_name=of.given_name,
        family_name=of.family_name,
        birth_year=of.birth_year,
        languages=of.languages,
        interpreter=bool(of.interpreter),
        phone=of.phone,
        email=of.email,
        client_manager_id=ME,
        started_on=of.started_on or TODAY,
        permit_on=of.permit_on,
        settled_on=of.settled_on,
        integration_on=of.integration_on,
        phase=of.phase or Phase.INTAKE,
        entered_on=of.phase_since or TODAY,
        closed_on=end and end.on,
        outcome=end and end.outcome,
        last_contact_on=of.last_contact_on,
        barriers=frozenset(item.text.lower() for item in of.barriers),
        memory=memory_of(of, end),
    )
    return replace(as_imported, **fields)


def plan(*lines: Line, here: tuple[Known, ...] = (), apart: Iterable[Row] = ()) -> Plan:
    """`apart` are rows of an earlier plan of which the importer said: this is somebody else."""
    sheet = Sheet("Blad1", 1, (), lines, 0)
    told_apart = {row.question for row in apart}
    return planned(sheet, Here(here, WORKERS, {"noord": NOORD, "zuid": ZUID}), ACTOR, TODAY, told_apart)


def row(of: Line, *here: Known) -> Row:
    [only] = plan(of, here=here).rows
    return only


def whys(of: Row) -> list[str]:
    """The complaints in English, with their values."""
    return [complaint.why.text % complaint.why.values for complaint in of.complaints]
