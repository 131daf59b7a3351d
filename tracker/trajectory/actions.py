"""The deeds of a trajectory: opening, phases, pausing, closing and contacts."""

from collections.abc import Iterable
from datetime import date, datetime
from typing import Any
from uuid import UUID

from tracker.accounts.work import Work
from tracker.audit import record
from tracker.core.names import search_key, sort_key
from tracker.core.refusal import Refused
from tracker.core.term import N_
from tracker.trajectory.models import Contact, Hold, Newcomer, PhaseStay, Step, Trajectory
from tracker.trajectory.terms import (
    ContactKind,
    ContactResult,
    LifeDomain,
    Outcome,
    Phase,
    Sharing,
    StepOwner,
    StepStatus,
)

CLOSED = N_("This trajectory is closed already.")
SAME_PHASE = N_("This trajectory is in that phase already.")
AWAKE = N_("This trajectory is awake already.")
WHY_BACK = N_("Going back needs a reason.")
FUTURE = N_("A contact cannot lie in the future. Plan a step instead.")


def written_by(work: Work, trajectory: Trajectory) -> dict[str, Any]:
    """The columns of every fact that say where it belongs and who wrote it."""
    return {
        "organisation_id": trajectory.organisation_id,
        "trajectory_id": trajectory.id,
        "author_id": work.actor.user_id,
        "author_organisation_id": work.actor.organisation_id,
        "written_at": work.now,
    }


def name_newcomer(newcomer: Newcomer) -> Newcomer:
    """Bring the columns by which somebody is sorted and found in line with their names."""
    newcomer.sort_key = sort_key(newcomer.family_name, newcomer.given_name)
    names = [newcomer.given_name, newcomer.family_name, newcomer.native_name, newcomer.other_names]
    newcomer.search_key = search_key(names)[:600]
    return newcomer


def open_trajectory(work: Work, trajectory: Trajectory, *, phase: Phase, entered_on: date) -> PhaseStay:
    """Begin the guidance in its first phase. The newcomer and the trajectory are written already: in one
    flush with them the stay, which hangs on them, would be written in no particular order."""
    stay = PhaseStay(**written_by(work, trajectory), seq=1, phase=phase, entered_on=entered_on, reason="")
    work.session.add(stay)
    record(work, "open_trajectory", on=trajectory, phase=phase)
    return stay


def demand_open(present: PhaseStay) -> None:
    if present.left_on:
        raise Refused(CLOSED)


def demand_closed(last: PhaseStay) -> None:
    if not last.left_on:
        raise Refused(N_("This trajectory is open."))


def demand_awake(present: PhaseStay, running: Hold | None) -> None:
    """Open, and not on hold."""
    demand_open(present)
    if running:
        raise Refused(N_("This trajectory is on hold already, until %(date)s."), date=running.until_on)


def move_to_phase(
    work: Work,
    trajectory: Trajectory,
    present: PhaseStay,
    *,
    phase: Phase,
    reason: str = "",
    on: date | None = None,
) -> PhaseStay:
    """Go on to a later phase, or back to an earlier one with a reason; both stays keep their dates.

    `on` is the day, when that was not today.
    """
    demand_open(present)
    if phase is present.phase:
        raise Refused(SAME_PHASE)
    if phase.number < present.phase.number and not reason:
        raise Refused(WHY_BACK)
    present.left_on = max(on or work.today, present.entered_on)
    stay = _next_stay(work, trajectory, present, phase, reason, present.left_on)
    record(work, "move_to_phase", on=trajectory, phase=phase, before=present.phase)
    return stay


def close_trajectory(
    work: Work,
    trajectory: Trajectory,
    present: PhaseStay,
    *,
    outcome: Outcome,
    note: str = "",
    on: date | None = None,
) -> None:
    """End the guidance with its outcome; `on` is the day, when that was not today."""
    demand_open(present)
    present.left_on = max(on or work.today, present.entered_on)
    present.outcome = outcome
    present.closing_note = note
    record(work, "close_trajectory", on=trajectory, outcome=outcome)


def reopen_trajectory(
    work: Work, trajectory: Trajectory, last: PhaseStay, *, phase: Phase, reason: str
) -> PhaseStay:
    """Begin again after closing; the earlier outcome stays on record."""
    if not last.left_on:
        raise Refused(N_("This trajectory is open."))
    stay = _next_stay(work, trajectory, last, phase, reason, max(work.today, last.left_on))
    record(work, "reopen_trajectory", on=trajectory, phase=phase)
    return stay


def put_on_hold(
    work: Work,
    trajectory: Trajectory,
    present: PhaseStay,
    running: Hold | None,
    *,
    until_on: date,
    reason: str,
) -> Hold:
    """Pause with a reason until a date, when no pause is running; that day it wakes by itself."""
    demand_awake(present, running)
    if until_on <= work.today:
        raise Refused(N_("The date on which this wakes must lie in the future."))
    hold = Hold(**written_by(work, trajectory), from_on=work.today, until_on=until_on, reason=reason)
    work.session.add(hold)
    record(work, "put_on_hold", on=trajectory)
    return hold


def end_hold(work: Work, trajectory: Trajectory, hold: Hold) -> None:
    """Wake before the date."""
    if hold.ended_on or hold.until_on <= work.today:
        raise Refused(AWAKE)
    hold.ended_on = work.today
    record(work, "end_hold", on=trajectory)


def log_contact(
    work: Work,
    trajectory: Trajectory,
    *,
    contact_id: UUID | None = None,
    kind: ContactKind,
    result: ContactResult,
    happened_at: datetime,
    text: str = "",
    domains: Iterable[LifeDomain] = (),
    sharing: Sharing = Sharing.CARE_TEAM,
    minutes: int | None = None,
    present: str = "",
    next_step: tuple[str, date] | None = None,
) -> Contact:
    """Write down a conversation or an attempt, and if wanted the next step (title and day) with it.

    A contact about no domain in particular is about work: that is what guidance is for.
    """
    if happened_at > work.now:
        raise Refused(FUTURE)
    contact = Contact(
        **written_by(work, trajectory),
        id=contact_id,
        kind=kind,
        result=result,
        happened_at=happened_at,
        text=text,
        domains=frozenset(domains) or frozenset({LifeDomain.WORK}),
        sharing=sharing,
        minutes=minutes,
        present=present,
    )
    work.session.add(contact)
    if next_step:
        work.session.add(new_step(work, trajectory, title=next_step[0], due_on=next_step[1]))
    record(work, "log_contact", on=contact, trajectory=str(trajectory.id), result=result)
    return contact


def new_step(
    work: Work,
    trajectory: Trajectory,
    *,
    title: str,
    due_on: date,
    owner: StepOwner = StepOwner.PROFESSIONAL,
    domain: LifeDomain = LifeDomain.WORK,
    sharing: Sharing = Sharing.CARE_TEAM,
) -> Step:
    """A planned step; a professional's step is for the client manager. Part of the deed that plans it."""
    return Step(
        **written_by(work, trajectory),
        title=title,
        due_on=due_on,
        owner=owner,
        owner_id=trajectory.client_manager_id if owner is StepOwner.PROFESSIONAL else None,
        status=StepStatus.PLANNED,
        domain=domain,
        sharing=sharing,
    )


def _next_stay(
    work: Work, trajectory: Trajectory, before: PhaseStay, phase: Phase, reason: str, entered_on: date
) -> PhaseStay:
    """The stay after `before`. The earlier one is written first: only one stay may be the present one."""
    work.session.flush()
    stay = PhaseStay(
        **written_by(work, trajectory),
        seq=before.seq + 1,
        phase=phase,
        entered_on=entered_on,
        reason=reason,
    )
    work.session.add(stay)
    return stay
