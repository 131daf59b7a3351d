"""The deeds about people: what they write, keep and record."""

import pytest
from sqlalchemy import select

from tests.make import TODAY, Make, ago
from tracker.accounts.models import User
from tracker.accounts.work import Work
from tracker.audit import AuditLine
from tracker.people import actions
from tracker.people.models import OldValue
from tracker.trajectory.models import Newcomer, Trajectory


@pytest.fixture
def work(make: Make, manager: User) -> Work:
    return make.work(manager)


@pytest.fixture
def trajectory(make: Make, manager: User) -> Trajectory:
    return make.trajectory(manager, newcomer={"given_name": "Fatma", "family_name": "Al-Khatib"})


def line(work: Work) -> AuditLine:
    work.session.flush()
    return work.session.scalars(select(AuditLine)).one()


def old(work: Work) -> list[tuple[str, str]]:
    rows = work.session.scalars(select(OldValue).order_by(OldValue.id))
    return [(row.field, row.value) for row in rows]


def test_a_correction_keeps_what_was_there_and_the_person_findable(work: Work, trajectory: Trajectory):
    newcomer = work.session.scalars(select(Newcomer)).one()
    values = {"languages": "", "phone": "", "email": "", "family_name": "Al-Khatib", "birth_year": 1990}
    actions.correct_newcomer(work, trajectory, newcomer, given_name="Fatima", interpreter=True, **values)
    assert (newcomer.search_key, newcomer.interpreter) == ("fatima al khatib", True)
    fields = {"fields": "given_name interpreter"}
    assert (line(work).deed, line(work).details) == ("correct_newcomer", fields)
    assert old(work) == [("given_name", "Fatma"), ("interpreter", "0")]


def test_dates_are_set_right_together(work: Work, trajectory: Trajectory):
    began = trajectory.started_on
    actions.correct_dates(
        work, trajectory, started_on=TODAY, permit_on=ago(300), settled_on=ago(200), integration_on=None
    )
    assert (trajectory.permit_on, trajectory.settled_on) == (ago(300), ago(200))
    assert line(work).details == {"fields": "started_on permit_on settled_on"}
    assert old(work) == [("started_on", began.isoformat()), ("permit_on", ""), ("settled_on", "")]
