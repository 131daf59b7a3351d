"""The rows of dividing the work. Whom `assign_trajectory` is about stands in its fields: tests/assignment."""

from uuid import UUID

from tests.authorization.row import Row
from tests.authorization.world import OWN, TEAM
from tests.make import Make
from tracker.accounts.models import User
from tracker.accounts.terms import Role
from tracker.assignment.actions import assign_trajectory
from tracker.assignment.rules import room_shown


def an_assignment(make: Make, user: User) -> dict[str, UUID]:
    trajectory = make.trajectory(user)
    to = {"client_manager_id": user.id, "team_id": trajectory.team_id, "together_id": trajectory.id}
    assign_trajectory(make.work(user), trajectory, **to)
    make.session.commit()
    return {"together_id": trajectory.id}


LEADS = {Role.TEAM_LEAD: (OWN,)}
OF_TEAM = {Role.TEAM_LEAD: (OWN, TEAM)}
ROWS = {
    "assignment.assign_trajectory": Row(LEADS, get=409, post=409),
    "assignment.look_at_assignment": Row(OF_TEAM, about=an_assignment),
    "assignment.return_trajectory": Row(OF_TEAM, deed="return_trajectory", about=an_assignment),
    "assignment.set_capacity": Row(LEADS, body={"seen": room_shown([])}),
    "nightly.exceptions": Row(LEADS),
    "transfer.export_exceptions": Row(LEADS, post=200, body={"format": "csv"}, deed="export_list"),
}
