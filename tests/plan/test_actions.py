"""The deeds of the plan, apart from any page: what they change, what they refuse, what they record."""

from collections.abc import Callable
from typing import Any

import pytest
from sqlalchemy import select

from tests.make import NOW, TODAY, Make, ago
from tracker.accounts.models import User
from tracker.accounts.work import Work
from tracker.audit import AuditLine
from tracker.core.refusal import Refused
from tracker.plan import actions
from tracker.trajectory.models import Barrier, PhaseStay, Step, Strength, Trajectory
from tracker.trajectory.queries import get_last_stay
from tracker.trajectory.terms import (
    BarrierEnd,
    CauseSide,
    LifeDomain,
    Outcome,
    Severity,
    Sharing,
    StepOwner,
    StepStatus,
    View,
    WaitingOn,
)

BARRIER: dict[str, Any] = {
    "domain": LifeDomain.FAMILY,
    "description": "No child care on Friday",
    "severity": Severity.BLOCKS,
    "cause_side": CauseSide.CHAIN,
    "waiting_on": WaitingOn.CHILD_CARE,
    "opened_on": ago(9),
    "review_on": ago(-30),
    "sharing": Sharing.NEWCOMER,
}
REVIEW: dict[str, Any] = {
    "severity": Severity.HINDERS,
    "waiting_on": WaitingOn.EMPLOYER,
    "review_on": ago(-40),
}
STEP: dict[str, Any] = {"title": "Visit the kitchen", "due_on": ago(-3), "domain": LifeDomain.WORK}

Deed = Callable[[Work, Any], Any]


def present(work: Work, about: Any) -> PhaseStay:
    """The last stay of a trajectory, or of that of a fact."""
    return get_last_stay(work, about.id if isinstance(about, Trajectory) else about.trajectory_id)


AHEAD: dict[str, tuple[str, Deed]] = {
    "open_barrier": (
        "trajectory",
        lambda work, trajectory: actions.open_barrier(
            work, trajectory, present(work, trajectory), owner_id=work.actor.user_id, **BARRIER
        ),
    ),
    "review_barrier": (
        "barrier",
        lambda work, barrier: actions.review_barrier(work, barrier, present(work, barrier), **REVIEW),
    ),
    "add_strength": (
        "trajectory",
        lambda work, trajectory: actions.add_strength(
            work, trajectory, present(work, trajectory), domain=LifeDomain.WORK, description="Cooks"
        ),
    ),
    "note_view": (
        "trajectory",
        lambda work, trajectory: actions.note_view(
            work, trajectory, present(work, trajectory), domain=LifeDomain.HOUSING, view=View.NO_ISSUE
        ),
    ),
    "plan_step": (
        "trajectory",
        lambda work, trajectory: actions.plan_step(
            work, trajectory, present(work, trajectory), owner=StepOwner.NEWCOMER, **STEP
        ),
    ),
    "start_step": ("step", lambda work, step: actions.start_step(work, step, present(work, step))),
    "move_step": (
        "step",
        lambda work, step: actions.move_step(work, step, present(work, step), due_on=ago(-9)),
    ),
}
"""The deeds that look ahead, each with what it is about."""

ENDING: dict[str, tuple[str, Deed]] = {
    "close_barrier": (
        "barrier",
        lambda work, barrier: actions.close_barrier(
            work, barrier, ending=BarrierEnd.SOLVED, what_helped="A neighbour"
        ),
    ),
    "end_strength": ("strength", actions.end_strength),
    "finish_step": ("step", actions.finish_step),
    "stop_step": ("step", actions.stop_step),
}
"""The deeds that end something."""

DEEDS = {**AHEAD, **ENDING}
ENDED: dict[str, dict[str, Any]] = {
    "barrier": {"closed_on": ago(1), "ending": BarrierEnd.SOLVED},
    "strength": {"closed_on": ago(1)},
    "step": {"ended_on": ago(1), "status": StepStatus.DONE},
}


@pytest.fixture
def work(make: Make, manager: User) -> Work:
    return make.work(manager)


@pytest.fixture
def trajectory(make: Make, manager: User) -> Trajectory:
    return make.trajectory(manager)


def subject(make: Make, trajectory: Trajectory, about: str, **fields: Any) -> Any:
    """The trajectory itself, or a barrier, strength or step of it."""
    return trajectory if about == "trajectory" else getattr(make, about)(trajectory, **fields)


def lines(work: Work) -> list[AuditLine]:
    work.session.flush()
    return list(work.session.scalars(select(AuditLine)))


@pytest.mark.parametrize("deed", DEEDS)
def test_every_deed_leaves_one_line_without_a_word_of_what_was_written(
    work: Work, make: Make, trajectory: Trajectory, deed: str
):
    about, do = DEEDS[deed]
    do(work, subject(make, trajectory, about))
    [line] = lines(work)
    assert (line.deed, line.user_id, line.at) == (deed, work.actor.user_id, NOW)
    written = ("No child care", "Cooks", "Visit", "neighbour", "Speaking", "Knows", "Ask for")
    assert not [text for text in written if text in str(line.details)]


@pytest.mark.parametrize("deed", AHEAD)
def test_a_closed_trajectory_makes_no_new_plans(work: Work, make: Make, trajectory: Trajectory, deed: str):
    about, do = DEEDS[deed]
    fact = subject(make, trajectory, about)
    make.leave(trajectory, outcome=Outcome.WORK)
    with pytest.raises(Refused, match="This trajectory is closed. Open it again first"):
        do(work, fact)
    assert lines(work) == []


@pytest.mark.parametrize("deed", ENDING)
def test_what_was_left_open_in_a_closed_trajectory_can_still_be_ended(
    work: Work, make: Make, trajectory: Trajectory, deed: str
):
    about, do = DEEDS[deed]
    fact = subject(make, trajectory, about)
    make.leave(trajectory, outcome=Outcome.WORK)
    do(work, fact)
    assert [line.deed for line in lines(work)] == [deed]
    assert TODAY in (getattr(fact, "closed_on", None), getattr(fact, "ended_on", None))


@pytest.mark.parametrize("deed", [name for name, (about, _) in DEEDS.items() if about != "trajectory"])
def test_what_has_ended_stays_as_it_is(work: Work, make: Make, trajectory: Trajectory, deed: str):
    about, do = DEEDS[deed]
    with pytest.raises(Refused, match=rf"This {about} (has ended|is over) already\."):
        do(work, subject(make, trajectory, about, **ENDED[about]))
    assert lines(work) == []


def test_a_barrier_has_an_owner_and_was_looked_at_today(work: Work, make: Make, trajectory: Trajectory):
    colleague = make.user()
    barrier = actions.open_barrier(
        work, trajectory, present(work, trajectory), owner_id=colleague.id, **BARRIER
    )
    work.session.flush()
    assert {name: getattr(barrier, name) for name in BARRIER} == BARRIER
    assert (barrier.owner_id, barrier.author_id) == (colleague.id, work.actor.user_id)
    assert (barrier.looked_on, barrier.closed_on, barrier.ending) == (TODAY, None, None)


def test_looking_again_says_how_it_is_now_and_when_to_look_next(
    work: Work, make: Make, trajectory: Trajectory
):
    barrier: Barrier = make.barrier(trajectory, severity=Severity.BLOCKS, opened_on=ago(62))
    actions.review_barrier(work, barrier, present(work, barrier), **REVIEW)
    assert {name: getattr(barrier, name) for name in REVIEW} == REVIEW
    assert (barrier.looked_on, barrier.opened_on) == (TODAY, ago(62))


def test_a_barrier_ends_with_what_helped(work: Work, make: Make, trajectory: Trajectory):
    barrier: Barrier = make.barrier(trajectory)
    actions.close_barrier(work, barrier, ending=BarrierEnd.LIVEABLE, what_helped="Working in the morning")
    assert (barrier.closed_on, barrier.ending) == (TODAY, BarrierEnd.LIVEABLE)
    assert barrier.what_helped == "Working in the morning"
    assert lines(work)[0].details == {"domain": "language", "ending": "liveable"}


def test_a_strength_begins_today_and_ends_without_being_forgotten(
    work: Work, make: Make, trajectory: Trajectory
):
    strength: Strength = actions.add_strength(
        work,
        trajectory,
        present(work, trajectory),
        domain=LifeDomain.NETWORK,
        description="A cousin who drives",
        review_on=ago(-9),
    )
    assert (strength.opened_on, strength.review_on, strength.closed_on) == (TODAY, ago(-9), None)
    actions.end_strength(work, strength)
    assert (strength.closed_on, strength.description) == (TODAY, "A cousin who drives")


def test_a_life_domain_with_an_open_barrier_has_an_issue(work: Work, make: Make, trajectory: Trajectory):
    make.barrier(trajectory, domain=LifeDomain.MONEY)
    make.barrier(trajectory, domain=LifeDomain.HOUSING, **ENDED["barrier"])
    make.barrier(make.trajectory(), domain=LifeDomain.FAMILY)
    with pytest.raises(Refused, match=r"A barrier is open in %\(domain\)s"):
        actions.note_view(
            work, trajectory, present(work, trajectory), domain=LifeDomain.MONEY, view=View.NO_ISSUE
        )
    assert lines(work) == []
    actions.note_view(
        work,
        trajectory,
        present(work, trajectory),
        domain=LifeDomain.MONEY,
        view=View.ATTENTION,
        note="Letters",
    )
    for domain in (LifeDomain.HOUSING, LifeDomain.FAMILY):
        seen = actions.note_view(
            work, trajectory, present(work, trajectory), domain=domain, view=View.NO_ISSUE
        )
        assert (seen.domain, seen.view, seen.seen_on) == (domain, View.NO_ISSUE, TODAY)
    assert len(lines(work)) == 3


@pytest.mark.parametrize("owner", StepOwner)
def test_a_step_of_the_client_manager_has_their_name_on_it(
    work: Work, trajectory: Trajectory, manager: User, owner: StepOwner
):
    step = actions.plan_step(
        work, trajectory, present(work, trajectory), owner=owner, sharing=Sharing.INTERNAL, **STEP
    )
    assert step.owner_id == (manager.id if owner is StepOwner.PROFESSIONAL else None)
    assert (step.title, step.due_on, step.domain) == ("Visit the kitchen", ago(-3), LifeDomain.WORK)
    assert (step.status, step.sharing, step.ended_on) == (StepStatus.PLANNED, Sharing.INTERNAL, None)


def test_a_step_is_begun_once_moved_and_done(work: Work, make: Make, trajectory: Trajectory):
    step: Step = make.step(trajectory, status=StepStatus.PROPOSED, due_on=ago(2))
    actions.start_step(work, step, present(work, step))
    assert step.status is StepStatus.DOING
    with pytest.raises(Refused, match=r"This step was started already\."):
        actions.start_step(work, step, present(work, step))
    actions.move_step(work, step, present(work, step), due_on=ago(-9))
    assert (step.due_on, step.status) == (ago(-9), StepStatus.DOING)
    actions.finish_step(work, step)
    assert (step.status, step.ended_on) == (StepStatus.DONE, TODAY)
    assert [line.deed for line in lines(work)] == ["start_step", "move_step", "finish_step"]


def test_a_stopped_step_stays_on_record(work: Work, make: Make, trajectory: Trajectory):
    step: Step = make.step(trajectory, status=StepStatus.DOING)
    actions.stop_step(work, step)
    assert (step.status, step.ended_on, step.title) == (StepStatus.STOPPED, TODAY, "Ask for the timetable")
