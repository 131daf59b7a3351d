"""Two people in the caseload of one client manager."""

import pytest

from tests.make import Make, ago
from tracker.accounts.models import User
from tracker.trajectory.models import Trajectory
from tracker.trajectory.terms import Phase, WaitingOn


@pytest.fixture
def fatima(make: Make, manager: User) -> Trajectory:
    """Stands still for 49 days, waits for child care, too long in her phase."""
    person = {"given_name": "Fatima", "family_name": "Al-Khatib", "native_name": "فاطمة الخطيب"}
    fatima = make.trajectory(manager, Phase.ORIENTATION, 190, newcomer=person, reference="TR-0987")
    make.contact(fatima, days=49)
    make.barrier(fatima, waiting_on=WaitingOn.CHILD_CARE)
    return fatima


@pytest.fixture
def tesfay(make: Make, manager: User) -> Trajectory:
    """A week late."""
    person = {"given_name": "Tesfay", "family_name": "Habtemariam", "native_name": "ተስፋይ"}
    tesfay = make.trajectory(manager, days=35, newcomer=person, reference="TR-1042")
    make.contact(tesfay, days=12)
    make.step(tesfay, title="Ask for the timetable", due_on=ago(7))
    return tesfay
