"""Undoing an assignment gives nobody's people to a team that is not one's own."""

from sqlalchemy.orm import Session

from tests.assignment.test_pages import Visit, confirm, fields
from tests.make import Make
from tracker.accounts.models import Organisation, User
from tracker.accounts.terms import Role


def test_another_lead_sends_nobody_out_of_their_own_teams(visit: Visit, make: Make, session: Session):
    here = make.team()
    there = make.team(session.get_one(Organisation, here.organisation_id))
    of_both: User = make.user(Role.TEAM_LEAD, here)
    make.membership(of_both, Role.TEAM_LEAD, there)
    trajectory = make.trajectory(make.user(team=there))
    before = trajectory.client_manager_id
    done = confirm(visit(of_both), fields(session, make.user(team=here), trajectory))
    of_here = visit(make.user(Role.TEAM_LEAD, here))
    assert not of_here.get(done).select("form[action$=return-trajectory]")
    of_here.post(f"{done}/return-trajectory", 409)
    visit(of_both).post(f"{done}/return-trajectory")
    session.refresh(trajectory)
    assert (trajectory.client_manager_id, trajectory.team_id) == (before, there.id)
