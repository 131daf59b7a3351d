"""Two deeds about people at the same moment: the second sees what the first did."""

from sqlalchemy import Engine, update
from sqlalchemy.orm import Session

from tests.browser import Browser
from tests.make import Make
from tests.people.test_pages import FATIMA, typed
from tests.trajectory.test_at_once import while_undecided
from tracker.accounts.models import User
from tracker.accounts.work import Work
from tracker.people.actions import recognise_newcomer
from tracker.people.queries import all_trajectories, hold_numbers
from tracker.people.rules import MOST_HITS
from tracker.trajectory.models import Trajectory


def test_the_last_free_try_is_for_one(browser: Browser, make: Make, manager: User):
    def first(work: Work, trajectory: Trajectory) -> None:
        hold_numbers(work)
        for _ in range(MOST_HITS):
            recognise_newcomer(work, trajectory)

    sent = {**typed(browser.get("/add-newcomer")), **FATIMA}
    answer = while_undecided(
        make,
        make.work(manager),
        make.trajectory(manager),
        first,
        lambda: browser.open("/add-newcomer", "POST", **sent),
    )
    assert answer.status_code == 409
    assert "Ask your team lead" in answer.text


def test_held_trajectories_are_as_they_are_now_whatever_was_read_before(
    make: Make, manager: User, engine: Engine
):
    one, other = make.trajectory(manager), make.trajectory(manager)
    work = make.work(manager)
    work.session.commit()
    with Session(engine) as colleague, colleague.begin():
        moved = update(Trajectory).where(Trajectory.id == other.id)
        colleague.execute(moved.values(newcomer_id=one.newcomer_id))
    held = all_trajectories(work, one.newcomer_id)
    assert held == [one, other]
    assert other.newcomer_id == one.newcomer_id
