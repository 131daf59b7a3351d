"""The deeds, apart from any page: what they change, what they refuse, what they record."""

from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import select

from tests.make import NOW, TODAY, Make, ago
from tracker.accounts.models import User
from tracker.accounts.work import Work
from tracker.audit import AuditLine
from tracker.core.refusal import Refused
from tracker.trajectory import actions
from tracker.trajectory.models import Newcomer, PhaseStay, Trajectory
from tracker.trajectory.queries import find_hold, get_last_stay, open_ends
from tracker.trajectory.terms import (
    ContactKind,
    ContactResult,
    LifeDomain,
    Outcome,
    Phase,
    StepOwner,
    StepStatus,
)


@pytest.fixture
def work(make: Make, manager: User) -> Work:
    return make.work(manager)


@pytest.fixture
def trajectory(make: Make, manager: User) -> Trajectory:
    return make.trajectory(manager, Phase.ACTIVATION, days=40)


def line(work: Work) -> AuditLine:
    """The only audit line."""
    work.session.flush()
    return work.session.scalars(select(AuditLine)).one()


def test_opening_begins_a_first_stay_and_makes_names_findable(work: Work):
    newcomer = Newcomer(
        organisation_id=work.actor.organisation_id,
        given_name="José",
        family_name="Núñez",
        native_name="",
        other_names="Nunes; Pepe",
    )
    opened = Trajectory(
        organisation_id=work.actor.organisation_id,
        newcomer_id=newcomer.id,
        reference="TR-9",
        client_manager_id=work.actor.user_id,
        started_on=ago(90),
    )
    work.session.add_all([actions.name_newcomer(newcomer), opened])
    work.session.flush()
    stay = actions.open_trajectory(work, opened, phase=Phase.INTAKE, entered_on=ago(90))
    assert (stay.seq, stay.phase, stay.entered_on, stay.left_on) == (1, Phase.INTAKE, ago(90), None)
    assert (newcomer.sort_key, newcomer.search_key) == ("nunez jose", "jose nunez nunes pepe")
    assert (line(work).deed, line(work).details) == ("open_trajectory", {"phase": "intake"})


def test_moving_keeps_both_stays_with_their_dates(work: Work, trajectory: Trajectory):
    present = get_last_stay(work, trajectory.id)
    after = actions.move_to_phase(work, trajectory, present, phase=Phase.INTAKE, reason="First the language")
    assert (present.left_on, after.seq, after.entered_on, after.reason) == (
        TODAY,
        2,
        TODAY,
        "First the language",
    )
    assert line(work).details == {"phase": "intake", "before": "activation"}


def test_a_stay_that_begins_tomorrow_does_not_end_before_it_began(work: Work, make: Make, manager: User):
    early = make.trajectory(manager, days=-1)
    after = actions.move_to_phase(work, early, get_last_stay(work, early.id), phase=Phase.MATCHING)
    work.session.flush()
    assert after.entered_on == ago(-1)


def test_a_contact_takes_its_next_step_along(work: Work, trajectory: Trajectory, manager: User):
    contact = actions.log_contact(
        work,
        trajectory,
        kind=ContactKind.TALK,
        result=ContactResult.REACHED,
        happened_at=NOW,
        next_step=("Visit the kitchen", ago(-3)),
    )
    work.session.flush()
    (end,) = open_ends(work, trajectory.id)
    assert (end.text, end.due_on, end.domain) == ("Visit the kitchen", ago(-3), LifeDomain.WORK)
    assert contact.domains == {LifeDomain.WORK}
    assert line(work).deed == "log_contact"
    assert "Visit" not in str(line(work).details)


def test_open_ends_are_barriers_and_then_live_steps_by_their_day(
    work: Work, make: Make, trajectory: Trajectory
):
    make.step(trajectory, title="Later", due_on=ago(-9))
    make.step(trajectory, title="First", due_on=ago(2), status=StepStatus.DOING)
    make.step(trajectory, title="Only an idea", status=StepStatus.PROPOSED, owner=StepOwner.NEWCOMER)
    make.step(trajectory, title="Done", status=StepStatus.DONE, ended_on=ago(1))
    make.barrier(trajectory, description="In the way")
    make.barrier(trajectory, description="Over", closed_on=ago(1), ending="solved")
    make.barrier(make.trajectory(), description="Somebody else's")
    assert [end.text for end in open_ends(work, trajectory.id)] == ["In the way", "First", "Later"]


def test_the_running_pause_is_the_one_of_today(work: Work, make: Make, trajectory: Trajectory):
    make.hold(trajectory, from_on=ago(30), until_on=TODAY)
    make.hold(trajectory, from_on=ago(3), until_on=ago(-3), ended_on=ago(1))
    make.hold(trajectory, from_on=ago(-1), until_on=ago(-9))
    assert find_hold(work, trajectory.id) is None
    running = make.hold(trajectory, until_on=ago(-1))
    assert find_hold(work, trajectory.id) == running


def test_a_move_and_an_end_that_were_earlier_have_their_own_days(work: Work, trajectory: Trajectory):
    present = get_last_stay(work, trajectory.id)
    after = actions.move_to_phase(work, trajectory, present, phase=Phase.MATCHING, on=ago(9))
    actions.close_trajectory(work, trajectory, after, outcome=Outcome.WORK, on=ago(3))
    assert (present.left_on, after.entered_on, after.left_on) == (ago(9), ago(9), ago(3))


def test_no_stay_ends_before_it_began(work: Work, trajectory: Trajectory):
    present = get_last_stay(work, trajectory.id)
    actions.close_trajectory(work, trajectory, present, outcome=Outcome.WORK, on=ago(400))
    assert present.left_on == present.entered_on == ago(40)


def refusals(trajectory: Trajectory) -> dict[str, Any]:
    """Deeds that rules forbid, each with the state in which they do."""
    contact = {"kind": ContactKind.TALK, "result": ContactResult.REACHED}
    tomorrow = NOW + timedelta(days=1)
    return {
        "the same phase": lambda work, stay: actions.move_to_phase(
            work, trajectory, stay, phase=Phase.ACTIVATION
        ),
        "back without a reason": lambda work, stay: actions.move_to_phase(
            work, trajectory, stay, phase=Phase.INTAKE
        ),
        "opening what is open": lambda work, stay: actions.reopen_trajectory(
            work, trajectory, stay, phase=Phase.INTAKE, reason="Again"
        ),
        "a pause until today": lambda work, stay: actions.put_on_hold(
            work, trajectory, stay, None, until_on=TODAY, reason="Birth"
        ),
        "a contact tomorrow": lambda work, stay: actions.log_contact(
            work, trajectory, happened_at=tomorrow, **contact
        ),
    }


@pytest.mark.parametrize("deed", sorted(refusals(Trajectory())))
def test_what_is_refused_changes_and_records_nothing(work: Work, trajectory: Trajectory, deed: str):
    with pytest.raises(Refused):
        refusals(trajectory)[deed](work, get_last_stay(work, trajectory.id))
    assert not work.session.new
    assert not work.session.dirty


def closed_stay(work: Work, make: Make, trajectory: Trajectory) -> PhaseStay:
    make.leave(trajectory, outcome=Outcome.MOVED)
    return get_last_stay(work, trajectory.id)


def test_on_what_is_closed_nothing_goes_on_but_contact(work: Work, make: Make, trajectory: Trajectory):
    stay = closed_stay(work, make, trajectory)
    with pytest.raises(Refused):
        actions.move_to_phase(work, trajectory, stay, phase=Phase.MATCHING)
    with pytest.raises(Refused):
        actions.close_trajectory(work, trajectory, stay, outcome=Outcome.WORK)
    with pytest.raises(Refused):
        actions.put_on_hold(work, trajectory, stay, None, until_on=ago(-9), reason="Birth")
    kind, result = ContactKind.PHONE, ContactResult.NOT_REACHED
    actions.log_contact(work, trajectory, kind=kind, result=result, happened_at=NOW)
    assert line(work).deed == "log_contact"


def test_a_pause_ends_once(work: Work, make: Make, trajectory: Trajectory):
    hold = make.hold(trajectory)
    actions.end_hold(work, trajectory, hold)
    assert hold.ended_on == TODAY
    with pytest.raises(Refused):
        actions.end_hold(work, trajectory, hold)
