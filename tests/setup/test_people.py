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
