"""Who may see and edit which trajectory; every test holds a stranger's row."""

import pytest
from sqlalchemy import select
from sqlalchemy.exc import IntegrityError

from tests.make import Make
from tracker.accounts.models import Organisation, Team
from tracker.accounts.terms import Role
from tracker.trajectory.access import (
    counted_trajectories,
    editable_facts,
    editable_trajectories,
    recognised_trajectories,
    visible_facts,
    visible_trajectories,
)
from tracker.trajectory.models import Barrier


@pytest.fixture
def somebody_elses(make: Make):
    """A trajectory in another municipality, with a barrier."""
    trajectory = make.trajectory()
    make.barrier(trajectory)
    return trajectory


def found(work, statement):
    return set(work.session.scalars(statement))


def test_a_client_manager_sees_and_edits_the_own_caseload_only(make, manager, somebody_elses):
    own = make.trajectory(manager)
    team = make.work(manager).actor.team_ids
    colleague = make.user(team=_team(make, own))
    of_colleague = make.trajectory(colleague)
    work = make.work(manager)

    assert found(work, visible_trajectories(work)) == {own}
    assert found(work, editable_trajectories(work)) == {own}
    assert found(work, counted_trajectories(work)) == {own, of_colleague}
    assert of_colleague.team_id in team


def test_a_team_lead_sees_the_own_teams_in_every_row(make, somebody_elses):
    lead = make.user(Role.TEAM_LEAD)
    own_team = next(iter(make.work(lead).actor.team_ids))
    second = make.team(_organisation(make, lead))
    make.membership(lead, Role.TEAM_LEAD, second)
    third = make.team(_organisation(make, lead))
    rows = {make.trajectory(make.user(team=team)) for team in (_team_row(make, own_team), second)}
    make.trajectory(make.user(team=third))
    work = make.work(lead)

    assert found(work, visible_trajectories(work)) == rows
    assert found(work, editable_trajectories(work)) == rows


@pytest.mark.parametrize(
    "role", [Role.PARTNER, Role.ADMINISTRATOR, Role.PRIVACY_OFFICER, Role.FIGURES_READER]
)
def test_other_roles_see_nobody(make, role, somebody_elses):
    user = make.user(role)
    manager = make.user(team=make.team(_organisation(make, user)))
    make.trajectory(manager)
    work = make.work(user)

    assert found(work, visible_trajectories(work)) == set()
    assert found(work, editable_trajectories(work)) == set()
    assert len(found(work, counted_trajectories(work))) == (role is Role.FIGURES_READER)


@pytest.mark.parametrize(
    "role", [Role.PARTNER, Role.ADMINISTRATOR, Role.PRIVACY_OFFICER, Role.FIGURES_READER]
)
def test_who_guides_somebody_does_not_see_them_while_working_in_another_role(make, role):
    user = make.user(role)
    make.barrier(make.trajectory(user))
    work = make.work(user)

    assert found(work, visible_trajectories(work)) == set()
    assert found(work, editable_trajectories(work)) == set()
    assert found(work, recognised_trajectories(work)) == set()
    assert found(work, visible_facts(work, Barrier)) == set()


def test_facts_follow_their_trajectory(make, manager, somebody_elses):
    barrier = make.barrier(make.trajectory(manager))
    work = make.work(manager)
    assert found(work, visible_facts(work, Barrier)) == {barrier}
    assert found(work, editable_facts(work, Barrier)) == {barrier}


def test_the_database_refuses_a_child_in_another_organisation(make, manager, somebody_elses):
    own = make.trajectory(manager)
    with pytest.raises(IntegrityError):
        make.barrier(somebody_elses, manager, organisation_id=own.organisation_id)
    make.session.rollback()


def _organisation(make, user):
    return make.session.get_one(Organisation, make.work(user).actor.organisation_id)


def _team(make, trajectory):
    return _team_row(make, trajectory.team_id)


def _team_row(make, team_id):
    return make.session.scalars(select(Team).where(Team.id == team_id)).one()
