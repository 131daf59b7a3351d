"""Who is added and who is not: oneself, who is here already; and who leaves."""

from datetime import timedelta

import pytest
from sqlalchemy import select

from tests.make import TODAY
from tracker.accounts.models import Membership, User
from tracker.accounts.terms import Role

PERSON = {"name": "Somebody Else", "role": "client_manager"}


@pytest.fixture
def seats(session):
    """The memberships of somebody."""
    return lambda user: session.scalars(select(Membership).where(Membership.user_id == user.id)).all()


def test_nobody_gives_themselves_a_role(desk, administrator, seats):
    page = desk.post("/set-up/people/add", status=422, **PERSON, email=administrator.email.upper())
    assert "Nobody gives themselves a role" in page.select_one("#email-error").text
    page = desk.post(f"/set-up/people/{administrator.id}/add-role", status=422, role="client_manager")
    assert "Nobody gives themselves a role" in page.select_one("#role-error").text
    assert [seat.role for seat in seats(administrator)] == [Role.ADMINISTRATOR]
    page = desk.get(f"/set-up/people/{administrator.id}")
    assert not page.select("a[href$=add-role]")
    assert "Another administrator gives it" in page.main.text


def test_ones_own_role_becomes_shorter_and_never_longer(desk, make, session, administrator, team, seats):
    make.user(Role.ADMINISTRATOR, team)
    own = make.membership(administrator, Role.CLIENT_MANAGER, team, until_on=TODAY - timedelta(days=1))
    path = f"/set-up/memberships/{own.id}/change"
    for until_on in ("", "1-12-2026"):
        page = desk.post(path, status=422, until_on=until_on)
        assert "Nobody gives themselves a role" in page.select_one("#until_on-error").text
    present = next(seat for seat in seats(administrator) if seat.role is Role.ADMINISTRATOR)
    desk.post(f"/set-up/memberships/{present.id}/change", until_on="1-12-2026")


def test_who_is_here_already_is_found_on_their_own_page(desk, make, session, team, seats):
    user = make.user(team=team)
    page = desk.post(
        "/set-up/people/add", status=422, **{**PERSON, "role": "privacy_officer"}, email=user.email
    )
    assert "is here already" in page.select_one("#email-error").text
    assert page.select_one(f"form a[href='/set-up/people/{user.id}']").text.endswith(user.name)
    assert len(seats(user)) == 1
    assert session.scalars(select(User.id).where(User.name == PERSON["name"])).all() == []


def test_how_many_people_lose_their_client_manager_is_said_before_and_after(desk, make, team, seats):
    user = make.user(team=team)
    first, other = make.trajectory(user), make.trajectory(user)
    make.leave(make.trajectory(user))
    page = desk.get(f"/set-up/people/{user.id}").main.text
    assert "Guides 2 open trajectories here" in page
    assert "What is missing" in page
    assert first.reference not in page
    assert other.reference not in page
    seat = seats(user)[0]
    assert "Guides 2 open" in desk.get(f"/set-up/memberships/{seat.id}/change").main.text
    lead = make.membership(user, Role.TEAM_LEAD, team)
    desk.post(f"/set-up/memberships/{lead.id}/end")
    assert "no client manager any more" not in desk.get("/set-up/people").text
    desk.post(f"/set-up/memberships/{seat.id}/end")
    assert "2 open trajectories have no client manager any more" in desk.get("/set-up/people").text
    assert "2 open trajectories still have" in desk.get(f"/set-up/people/{user.id}").main.text


def test_what_somebody_guides_elsewhere_is_not_counted(desk, make, team):
    user = make.user()
    make.trajectory(user)
    make.membership(user, Role.CLIENT_MANAGER, team)
    assert "open trajector" not in desk.get(f"/set-up/people/{user.id}").main.text


def test_whose_role_of_today_ended_is_still_found_and_can_come_back(desk, session, team, seats):
    sent = {**PERSON, "email": "else@noord.example", "team_id": str(team.id)}
    desk.post("/set-up/people/add", status=200, **sent)
    user = session.scalars(select(User).where(User.name == PERSON["name"])).one()
    desk.post(f"/set-up/memberships/{seats(user)[0].id}/end")
    page = desk.get("/set-up/people")
    assert "1 person who has no role here any more" in page.select_one("details summary").text
    assert desk.get("/set-up/people?q=somebody").select_one("details[open]").a.text == user.name
    assert "No role here any more" in desk.get(f"/set-up/people/{user.id}").main.text
    assert desk.post("/set-up/people/add", status=422, **sent).select_one("#email-error")
    desk.post(f"/set-up/people/{user.id}/invite", status=409)
    desk.post(f"/set-up/people/{user.id}/add-role", role="client_manager", team_id=str(team.id))
    assert not desk.get("/set-up/people").select("details")


def test_who_was_added_elsewhere_is_not_there(desk, visit, make, session, seats):
    house = make.team()
    elsewhere = visit(make.user(Role.ADMINISTRATOR, house))
    sent = {**PERSON, "email": "else@zuid.example", "team_id": str(house.id)}
    elsewhere.post("/set-up/people/add", status=200, **sent)
    user = session.scalars(select(User).where(User.name == PERSON["name"])).one()
    elsewhere.post(f"/set-up/memberships/{seats(user)[0].id}/end")
    assert user.name not in desk.get("/set-up/people?q=somebody").text
    desk.get(f"/set-up/people/{user.id}", status=404)
    desk.post(f"/set-up/people/{user.id}/add-role", status=404, role="privacy_officer")


def test_a_link_says_what_it_does_to_a_password(desk, make, team):
    user = make.user(team=team)
    again = desk.post(f"/set-up/people/{user.id}/invite", status=200).main.text
    assert "chooses a new password" in again
    assert "keeps it" not in again
    first = desk.post("/set-up/people/add", status=200, **PERSON, email="else@noord.example").main.text
    assert "keeps it" in first
    assert "chooses a new password" not in first
