"""Every page that tells what is known of somebody leaves a line of who read it."""

from collections.abc import Callable

import pytest
from sqlalchemy import func, select

from tests.browser import Browser
from tests.make import Make
from tracker.accounts.models import User
from tracker.audit import Reading


@pytest.mark.parametrize(
    "page",
    ["", "/correct-newcomer", "/correct-dates", "/entries/contact/{0}", "/entries/contact/{0}/correct"],
)
def test_who_reads_what_is_known_of_somebody_leaves_a_line(
    visit: Callable[..., Browser], make: Make, manager: User, page: str
):
    trajectory = make.trajectory(manager)
    contact = make.contact(trajectory)
    hidden = make.trajectory(make.user())
    browser = visit(manager)
    browser.get(f"/trajectories/{trajectory.id}{page.format(contact.id)}")
    browser.get(f"/trajectories/{hidden.id}{page.format(contact.id)}", 404)
    make.session.rollback()
    assert make.session.scalars(select(Reading.trajectory_id)).all() == [trajectory.id]


def test_merging_reads_two(visit: Callable[..., Browser], make: Make, manager: User):
    one, other = make.trajectory(manager), make.trajectory(manager)
    visit(manager).get(f"/trajectories/{one.id}/merge-newcomers/{other.id}")
    make.session.rollback()
    assert make.session.scalar(select(func.count()).select_from(Reading)) == 2
