"""How many people each colleague can guide, when two set it or somebody joins meanwhile."""

from collections.abc import Callable

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from tests.browser import Browser
from tests.make import Make
from tracker.accounts.models import Membership, Team, User

PATH = "/set-capacity"


@pytest.fixture
def desk(visit: Callable[..., Browser], lead: User) -> Browser:
    return visit(lead)


@pytest.fixture
def seat(session: Session, guide: User) -> Membership:
    return seat_of(session, guide)


def seat_of(session: Session, user: User) -> Membership:
    return session.scalars(select(Membership).where(Membership.user_id == user.id)).one()


def as_shown(desk: Browser, **changed: str) -> dict[str, str]:
    """What the page would send with something else in it."""
    boxes = desk.get(PATH).select("main form input:not([name=csrf_token])")
    return {**{str(box["name"]): str(box["value"]) for box in boxes}, **changed}


def test_a_page_of_before_another_change_sets_nothing_back(desk: Browser, session: Session, seat: Membership):
    old = as_shown(desk)
    desk.post(PATH, **as_shown(desk, **{f"capacity-{seat.id}": "25"}))
    page = desk.post(PATH, 409, **old)
    assert "Somebody else changed this a moment ago" in page.main.text
    session.refresh(seat)
    assert seat.capacity == 25


def test_who_joined_after_the_page_was_opened_keeps_their_room(
    desk: Browser, session: Session, make: Make, team: Team, seat: Membership
):
    old = as_shown(desk, **{f"capacity-{seat.id}": "25"})
    joined = seat_of(session, make.user(team=team))
    joined.capacity = 10
    session.commit()
    desk.post(PATH, **old)
    session.refresh(joined)
    session.refresh(seat)
    assert (seat.capacity, joined.capacity) == (25, 10)
