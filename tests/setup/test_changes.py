"""The list of changes says whom or which each was about, and what it became."""

import pytest
from sqlalchemy import select

from tests.make import TODAY
from tracker.accounts.models import Deputy, Membership, Norm, Partner, Team
from tracker.accounts.terms import Role
from tracker.audit import record


@pytest.fixture
def changes(desk):
    """The lines, the newest first, as they read."""

    def read():
        return [" ".join(line.text.split()) for line in desk.get("/set-up/changes").select(".tasks li")]

    return read


@pytest.fixture
def one(session):
    """The only row of a table."""
    return lambda table: session.scalars(select(table)).one()


def test_a_role_says_whose_which_and_where(desk, changes, make, session, team):
    user = make.user(team=team)
    desk.post(f"/set-up/people/{user.id}/add-role", role="team_lead", team_id=str(team.id))
    assert changes()[0].startswith(f"Role given to somebody: {user.name}, Team lead, {team.name}User")
    seats = select(Membership).where(Membership.user_id == user.id, Membership.role == Role.TEAM_LEAD)
    seat = session.scalars(seats).one()
    desk.post(f"/set-up/memberships/{seat.id}/change", until_on="1-12-2026")
    told = f"End of a role changed: {user.name}, Team lead, {team.name}, up to and including 1 Dec"
    assert changes()[0].startswith(told)
    desk.post(f"/set-up/memberships/{seat.id}/end")
    assert changes()[0].startswith(f"Role ended: {user.name}, Team lead, {team.name}User")
    desk.post(f"/set-up/people/{user.id}/invite", status=200)
    assert changes()[0].startswith(f"Link to choose a password made: {user.name}User")


def test_a_line_from_before_that_names_nobody_finds_them_by_their_role(changes, make, administrator, team):
    user = make.user(team=team)
    seat = make.session.scalars(select(Membership).where(Membership.user_id == user.id)).one()
    record(make.work(administrator), "change_membership", on=seat, until_on=None)
    make.session.commit()
    assert changes()[0].startswith(f"End of a role changed: {user.name}, no end")


def test_a_norm_says_which_how_many_days_and_from_when(desk, changes, one):
    desk.post("/set-up/norms/contact_days/set", value="21", holds_from="1-12-2026")
    assert changes()[0].startswith("Norm set: No real contact for 21 days, from 1 December 2026")
    desk.post(f"/set-up/norms/{one(Norm).id}/withdraw")
    assert changes()[0].startswith("Norm taken back: No real contact for 21 days, from 1 December 2026")


def test_a_team_and_a_partner_have_their_present_name(desk, changes, session, one, team):
    desk.post(f"/set-up/teams/{team.id}/rename", name="Oost")
    desk.post("/set-up/partners/add", name="GGD")
    desk.post(f"/set-up/partners/{one(Partner).id}/end")
    ended, added, renamed = changes()
    assert ended.startswith("Partner ended: GGD")
    assert added.startswith("Partner added: GGD")
    assert renamed.startswith("Team renamed: Oost")
    desk.post("/set-up/teams/add", name="West")
    west = session.scalars(select(Team).where(Team.name == "West")).one()
    desk.post(f"/set-up/teams/{west.id}/remove")
    assert changes()[0].startswith("Team removedUser")


def test_standing_in_says_who_for_whom_and_until_when(desk, changes, make, one, team):
    away, standin = make.user(team=team), make.user(team=team)
    sent = {"absent_id": str(away.id), "deputy_id": str(standin.id), "until_on": f"{TODAY:%d-%m-%Y}"}
    desk.post("/set-up/standing-in/add", **sent)
    assert changes()[0].startswith(
        f"Standing in arranged: {standin.name} for {away.name}, up to and including"
    )
    desk.post(f"/set-up/standing-in/{one(Deputy).id}/end")
    assert changes()[0].startswith(f"Standing in ended: {standin.name} for {away.name}")
