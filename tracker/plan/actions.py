"""The deeds of the plan: barriers, strengths, views of a life domain, and steps."""

from collections.abc import Mapping
from datetime import date
from uuid import UUID

from tracker.accounts.work import Work
from tracker.audit import record
from tracker.core.refusal import Refused
from tracker.core.term import N_
from tracker.plan.queries import has_open_barrier
from tracker.trajectory.actions import new_step, written_by
from tracker.trajectory.models import Barrier, DomainView, PhaseStay, Step, Strength, Trajectory
from tracker.trajectory.terms import (
    BarrierEnd,
    CauseSide,
    LifeDomain,
    Severity,
    Sharing,
    StepOwner,
    StepStatus,
    View,
    WaitingOn,
)

CLOSED = N_("This trajectory is closed. Open it again first, then you can go on with its plan.")
BARRIER_OPEN = N_(
    "A barrier is open in %(domain)s. Look at it again or close it, then note that there is no issue."
)
OVER: Mapping[type, str] = {
    Barrier: N_("This barrier has ended already. If it came back, add it as a new one."),
    Strength: N_("This strength has ended already."),
    Step: N_("This step is over already."),
}


def demand_open(present: PhaseStay) -> None:
    """What looks ahead is for a trajectory that is open; what is left in a closed one can still be ended."""
    if present.left_on:
        raise Refused(CLOSED)


def demand_going_on(fact: Barrier | Strength | Step) -> None:
    """What has ended stays as it is."""
    if fact.ended_on if isinstance(fact, Step) else fact.closed_on:
        raise Refused(OVER[type(fact)])


def open_barrier(
    work: Work,
    trajectory: Trajectory,
    present: PhaseStay,
    *,
    domain: LifeDomain,
    description: str,
    severity: Severity,
    cause_side: CauseSide,
    waiting_on: WaitingOn,
    owner_id: UUID,
    opened_on: date,
    review_on: date | None = None,
    sharing: Sharing = Sharing.CARE_TEAM,
) -> Barrier:
    """Something is in the way; its owner takes the next step."""
    demand_open(present)
    barrier = Barrier(
        **written_by(work, trajectory),
        domain=domain,
        description=description,
        severity=severity,
        cause_side=cause_side,
        waiting_on=waiting_on,
        owner_id=owner_id,
        opened_on=opened_on,
        looked_on=work.today,
        review_on=review_on,
        sharing=sharing,
    )
    work.session.add(barrier)
    record(work, "open_barrier", on=barrier, domain=domain)
    return barrier


def review_barrier(
    work: Work,
    barrier: Barrier,
    present: PhaseStay,
    *,
    severity: Severity,
    waiting_on: WaitingOn,
    review_on: date,
) -> None:
    """Look at a barrier again: how heavy it is now, whom it waits for, and when to look next."""
    demand_going_on(barrier)
    demand_open(present)
    barrier.severity = severity
    barrier.waiting_on = waiting_on
    barrier.looked_on = work.today
    barrier.review_on = review_on
    record(work, "review_barrier", on=barrier, domain=barrier.domain)


def close_barrier(work: Work, barrier: Barrier, *, ending: BarrierEnd, what_helped: str = "") -> None:
    demand_going_on(barrier)
    barrier.closed_on = max(work.today, barrier.opened_on)
    barrier.ending = ending
    barrier.what_helped = what_helped
    record(work, "close_barrier", on=barrier, domain=barrier.domain, ending=ending)


def add_strength(
    work: Work,
    trajectory: Trajectory,
    present: PhaseStay,
    *,
    domain: LifeDomain,
    description: str,
    review_on: date | None = None,
    sharing: Sharing = Sharing.CARE_TEAM,
) -> Strength:
    demand_open(present)
    strength = Strength(
        **written_by(work, trajectory),
        domain=domain,
        description=description,
        opened_on=work.today,
        review_on=review_on,
        sharing=sharing,
    )
    work.session.add(strength)
    record(work, "add_strength", on=strength, domain=domain)
    return strength


def end_strength(work: Work, strength: Strength) -> None:
    """It is no longer there; what was known of it stays on record."""
    demand_going_on(strength)
    strength.closed_on = max(work.today, strength.opened_on)
    record(work, "end_strength", on=strength, domain=strength.domain)


def note_view(
    work: Work,
    trajectory: Trajectory,
    present: PhaseStay,
    *,
    domain: LifeDomain,
    view: View,
    note: str = "",
    sharing: Sharing = Sharing.CARE_TEAM,
) -> DomainView:
    """How a life domain looks today; what helps or is in the way has deeds of its own."""
    demand_open(present)
    if view is View.NO_ISSUE and has_open_barrier(work, trajectory.id, domain):
        raise Refused(BARRIER_OPEN, domain=domain)
    seen = DomainView(
        **written_by(work, trajectory),
        domain=domain,
        view=view,
        note=note,
        seen_on=work.today,
        sharing=sharing,
    )
    work.session.add(seen)
    record(work, "note_view", on=seen, domain=domain, view=view)
    return seen


def plan_step(
    work: Work,
    trajectory: Trajectory,
    present: PhaseStay,
    *,
    title: str,
    owner: StepOwner,
    due_on: date,
    domain: LifeDomain,
    sharing: Sharing = Sharing.CARE_TEAM,
) -> Step:
    demand_open(present)
    step = new_step(work, trajectory, title=title, due_on=due_on, owner=owner, domain=domain, sharing=sharing)
    work.session.add(step)
    record(work, "plan_step", on=step, domain=domain, owner=owner)
    return step


def start_step(work: Work, step: Step, present: PhaseStay) -> None:
    demand_going_on(step)
    demand_open(present)
    if step.status is StepStatus.DOING:
        raise Refused(N_("This step was started already."))
    step.status = StepStatus.DOING
    record(work, "start_step", on=step)


def move_step(work: Work, step: Step, present: PhaseStay, *, due_on: date) -> None:
    """Agree on another day."""
    demand_going_on(step)
    demand_open(present)
    step.due_on = due_on
    record(work, "move_step", on=step, due_on=due_on.isoformat())


def finish_step(work: Work, step: Step) -> None:
    _end(work, step, StepStatus.DONE)
    record(work, "finish_step", on=step)


def stop_step(work: Work, step: Step) -> None:
    """It will not be done; the step stays on record."""
    _end(work, step, StepStatus.STOPPED)
    record(work, "stop_step", on=step)


def _end(work: Work, step: Step, status: StepStatus) -> None:
    demand_going_on(step)
    step.status = status
    step.ended_on = work.today
