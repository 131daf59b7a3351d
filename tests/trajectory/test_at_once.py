"""Two people, or two clicks, at the same moment: one deed is done, nothing is half-written."""

import time
from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from typing import Any

import pytest
from sqlalchemy import func, select
from uuid_utils.compat import uuid7

from tests.browser import Browser
from tests.make import NOW, Make, ago
from tracker.accounts.models import User
from tracker.accounts.work import Work
from tracker.audit import AuditLine
from tracker.trajectory import actions, queries
from tracker.trajectory.models import Contact, Hold, PhaseStay, Trajectory
from tracker.trajectory.terms import ContactKind, ContactResult, Outcome, Phase

AGAIN = {"phase": "intake", "reason": "Again"}
MOVED = {"phase": "matching", "seen": "1"}


@pytest.fixture
def trajectory(make: Make, manager: User) -> Trajectory:
    return make.trajectory(manager, days=40)


def move(work: Work, trajectory: Trajectory) -> None:
    present = queries.get_last_stay(work, trajectory.id)
    actions.move_to_phase(work, trajectory, present, phase=Phase.MATCHING)


def close(work: Work, trajectory: Trajectory) -> None:
    present = queries.get_last_stay(work, trajectory.id)
    actions.close_trajectory(work, trajectory, present, outcome=Outcome.WORK)


def hold(work: Work, trajectory: Trajectory) -> None:
    present = queries.get_last_stay(work, trajectory.id)
    actions.put_on_hold(work, trajectory, present, None, until_on=ago(-9), reason="Birth")


def while_undecided(
    make: Make, work: Work, trajectory: Trajectory, deed: Callable[..., None], second: Callable[[], Any]
) -> Any:
    """What the second gets who comes while the first has written and not yet committed."""
    deed(work, queries.get_trajectory(work, trajectory.id))
    work.session.flush()
    with ThreadPoolExecutor(1) as pool:
        answer: Future[Any] = pool.submit(second)
        time.sleep(0.3)
        assert not answer.done(), "the second did not wait for the first"
        work.session.commit()
        return answer.result(timeout=9)


@pytest.mark.parametrize("deed", [move, close])
@pytest.mark.parametrize(
    ("path", "fields"), [("move-to-phase", MOVED), ("close-trajectory", {"outcome": "moved", "seen": "1"})]
)
def test_the_second_waits_and_is_refused(
    browser: Browser,
    make: Make,
    trajectory: Trajectory,
    manager: User,
    deed: Callable[..., None],
    path: str,
    fields: dict[str, str],
):
    address = f"/trajectories/{trajectory.id}/{path}"
    answer = while_undecided(
        make, make.work(manager), trajectory, deed, lambda: browser.open(address, "POST", **fields)
    )
    assert answer.status_code == 409
    lines = list(make.session.scalars(select(AuditLine.deed)))
    assert lines == ["move_to_phase" if deed is move else "close_trajectory"]
    present = make.session.query(PhaseStay).filter_by(left_on=None).count()
    assert present == (1 if deed is move else 0)


def test_a_second_pause_waits_and_is_refused(
    browser: Browser, make: Make, trajectory: Trajectory, manager: User
):
    address = f"/trajectories/{trajectory.id}/put-on-hold"
    fields = {"until_on": "24-12-2026", "reason": "Birth"}
    answer = while_undecided(
        make, make.work(manager), trajectory, hold, lambda: browser.open(address, "POST", **fields)
    )
    assert answer.status_code == 409
    assert "This trajectory is on hold already, until 3 December 2026." in answer.text
    assert make.session.query(Hold).count() == 1


def test_the_second_click_waits_and_finds_the_contact_logged(
    browser: Browser, make: Make, trajectory: Trajectory, manager: User
):
    address, key = f"/trajectories/{trajectory.id}/log-contact", str(uuid7())
    browser.open(address, "POST", key=key, follow_up="nothing")
    logged = make.session.query(Contact).one()
    make.session.delete(logged)
    make.session.commit()

    def first(work: Work, trajectory: Trajectory) -> None:
        actions.log_contact(
            work,
            trajectory,
            contact_id=logged.id,
            kind=ContactKind.TALK,
            result=ContactResult.REACHED,
            happened_at=NOW,
        )

    answer = while_undecided(
        make,
        make.work(manager),
        trajectory,
        first,
        lambda: browser.open(address, "POST", key=key, follow_up="nothing"),
    )
    assert (answer.status_code, answer.location) == (302, f"/trajectories/{trajectory.id}")
    assert make.session.query(Contact).one().id == logged.id


@pytest.mark.parametrize(
    ("path", "fields", "table", "rows", "answers"),
    [
        ("log-contact", {"key": str(uuid7())}, Contact, 1, [302] * 6),
        ("move-to-phase", MOVED, PhaseStay, 2, [302] + [409] * 5),
        ("close-trajectory", {"outcome": "work", "seen": "1"}, PhaseStay, 1, [302] + [409] * 5),
        ("put-on-hold", {"until_on": "24-12-2026", "reason": "Birth"}, Hold, 1, [302] + [409] * 5),
    ],
)
def test_six_clicks_at_once_do_one_deed(
    visit: Callable[..., Browser],
    make: Make,
    trajectory: Trajectory,
    manager: User,
    path: str,
    fields: dict[str, str],
    table: type,
    rows: int,
    answers: list[int],
):
    browsers = [visit(manager) for _ in range(6)]
    address = f"/trajectories/{trajectory.id}/{path}"
    with ThreadPoolExecutor(6) as pool:
        seen = pool.map(lambda browser: browser.open(address, "POST", **fields).status_code, browsers)
        assert sorted(seen) == answers
    make.session.commit()
    assert make.session.scalar(select(func.count()).select_from(table)) == rows
    assert make.session.query(AuditLine).count() == 1


def test_opening_again_twice_at_once_is_done_once(
    visit: Callable[..., Browser], make: Make, trajectory: Trajectory, manager: User
):
    make.leave(trajectory, outcome=Outcome.WORK)
    browsers = [visit(manager) for _ in range(4)]
    address = f"/trajectories/{trajectory.id}/reopen-trajectory"
    with ThreadPoolExecutor(4) as pool:
        seen = pool.map(lambda browser: browser.open(address, "POST", **AGAIN).status_code, browsers)
        assert sorted(seen) == [302, 409, 409, 409]
    make.session.commit()
    assert make.session.query(PhaseStay).count() == 2
