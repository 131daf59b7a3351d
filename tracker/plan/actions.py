"""The deeds of the plan: barriers, strengths, views of a life domain, and steps."""

from datetime import date

from tracker.accounts.work import Work
from tracker.audit import record
from tracker.core.refusal import Refused
from tracker.core.term import N_
from tracker.trajectory.actions import new_step, written_by
from tracker.trajectory.models import Barrier, DomainView, Step, Strength, Trajectory
from tracker.trajectory.terms import (
    LIVE_STEPS,
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

OVER = N_("This barrier has ended already. If it came back, add it as a new one.")


def open_barrier(
    work: Work,
    trajectory: Trajectory,
    *,
    domain: LifeDomain,
    description: str,
    severity: Severity,
    cause_side: CauseSide,
    opened_on: date | None = None,
    waiting_on: WaitingOn = WaitingOn.NOBODY,
    review_on: date | None = None,
    sharing: Sharing = Sharing.CARE_TEAM,
) -> Barrier:
    barrier = Barrier(
        **written_by(work, trajectory),
        domain=domain,
        description=description,
        severity=severity,
        cause_side=cause_side,
        waiting_on=waiting_on,
        owner_id=work.actor.user_id,
        opened_on=opened_on or work.today,
        looked_on=work.today,
        review_on=review_on,
        sharing=sharing,
    )
    work.session.add(barrier)
    record(work, "open_barrier", on=barrier, domain=domain)
    return barrier


def review_barrier(
    work: Work, barrier: Barrier, *, severity: Severity, waiting_on: WaitingOn, review_on: date
) -> None:
    """Look at a barrier again: how heavy it is now, whom it waits for, and when to look next."""
    if barrier.closed_on:
        raise Refused(OVER)
    barrier.severity = severity
    barrier.waiting_on = waiting_on
    barrier.looked_on = work.today
    barrier.review_on = review_on
    record(work, "review_barrier", on=barrier, domain=barrier.domain)


def close_barrier(work: Work, barrier: Barrier, *, ending: BarrierEnd, what_helped: str = "") -> None:
    if barrier.closed_on:
        raise Refused(OVER)
    barrier.closed_on = max(work.today, barrier.opened_on)
    barrier.ending = ending
    barrier.what_helped = what_helped
    record(work, "close_barrier", on=barrier, domain=barrier.domain, ending=ending)


def add_strength(
    work: Work,
    trajectory: Trajectory,
    *,
    domain: LifeDomain,
    description: str,
    review_on: date | None = None,
    sharing: Sharing = Sharing.CARE_TEAM,
) -> Strength:
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
    if strength.closed_on:
        raise Refused(N_("This strength has ended already."))
    strength.closed_on = max(work.today, strength.opened_on)
    record(work, "end_strength", on=strength, domain=strength.domain)


def note_view(
    work: Work, trajectory: Trajectory, *, domain: LifeDomain, view: View, note: str = ""
) -> DomainView:
    """How a life domain looks today, when it holds neither a barrier nor a strength."""
    seen = DomainView(**written_by(work, trajectory), domain=domain, view=view, note=note, seen_on=work.today)
    work.session.add(seen)
    record(work, "note_view", on=seen, domain=domain, view=view)
    return seen


def plan_step(
    work: Work,
    trajectory: Trajectory,
    *,
    title: str,
    owner: StepOwner,
    due_on: date,
    domain: LifeDomain,
    sharing: Sharing = Sharing.CARE_TEAM,
) -> Step:
    step = new_step(work, trajectory, title=title, due_on=due_on, owner=owner, domain=domain, sharing=sharing)
    work.session.add(step)
    record(work, "plan_step", on=step, domain=domain, owner=owner)
    return step


def start_step(work: Work, step: Step) -> None:
    _demand_live(step)
    step.status = StepStatus.DOING
    record(work, "start_step", on=step)


def move_step(work: Work, step: Step, *, due_on: date) -> None:
    """Agree on another day."""
    _demand_live(step)
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
    _demand_live(step)
    step.status = status
    step.ended_on = work.today


def _demand_live(step: Step) -> None:
    if step.status not in (StepStatus.PROPOSED, *LIVE_STEPS):
        raise Refused(N_("This step is over already."))
