"""The pages of the deeds of a trajectory."""

from typing import Any
from uuid import UUID

from flask import flash, redirect, request, url_for
from flask.typing import ResponseReturnValue
from uuid_utils.compat import uuid7

from tracker.accounts.terms import Can
from tracker.accounts.work import Work
from tracker.core.refusal import Refused
from tracker.core.sentence import Sentence
from tracker.core.term import N_
from tracker.trajectory import actions, queries
from tracker.trajectory.forms import (
    ASKED,
    CloseTrajectoryForm,
    EndHoldForm,
    LogContactForm,
    MoveToPhaseForm,
    PutOnHoldForm,
    ReopenTrajectoryForm,
)
from tracker.trajectory.models import Hold, PhaseStay
from tracker.trajectory.terms import LifeDomain, Phase
from tracker.web.language import say
from tracker.web.pages import BOTH, Pages, current_work, demand_seen, form_page

pages = Pages("trajectory", __name__, url_prefix="/trajectories/<uuid:trajectory_id>")


@pages.route("/log-contact", methods=BOTH, can=Can.EDIT_TRAJECTORIES)
def log_contact(trajectory_id: UUID) -> ResponseReturnValue:
    """Sent twice, it is logged once; with something else in it, it is another contact."""
    work = current_work()
    person = queries.get_heading(work, trajectory_id)
    closed = queries.get_last_stay(work, trajectory_id).left_on is not None
    steps = [end for end in queries.open_ends(work, trajectory_id) if end.due_on]
    form = LogContactForm(work.now, next(iter(steps), None), closed=closed, key=uuid7())
    if not form.validate_on_submit():
        return form_page("trajectory/log_contact.html", form, person=person, closed=closed)
    trajectory = queries.get_trajectory(work, trajectory_id)
    if not queries.find_contact(work, trajectory_id, form.contact_id):
        actions.log_contact(work, trajectory, **form.answers)
    logged = N_("Contact logged.")
    if "another" in request.form:
        return saved(logged, "caseload.caseload")
    return saved(logged, trajectory_id=trajectory_id)


@pages.route("/move-to-phase", methods=BOTH, can=Can.EDIT_TRAJECTORIES)
def move_to_phase(trajectory_id: UUID) -> ResponseReturnValue:
    """Going on asks once about what is still open; it never stands in the way."""
    work = current_work()
    person = queries.get_heading(work, trajectory_id)
    present = queries.get_last_stay(work, trajectory_id)
    ends = queries.open_ends(work, trajectory_id)
    form = MoveToPhaseForm(present.phase, seen=present.seq)
    demand_seen(form, present.seq)
    if form.validate_on_submit():
        if form.goes_back or form.asked.data or not ends:
            trajectory = queries.get_trajectory(work, trajectory_id)
            actions.move_to_phase(work, trajectory, present, **form.answers)
            now_in = N_("The trajectory is in %(phase)s now.")
            return saved(Sentence(now_in, {"phase": form.phase.data}), trajectory_id=trajectory_id)
        form.asked.data = ASKED
    actions.demand_open(present)
    return form_page(
        "trajectory/move_to_phase.html",
        form,
        person=person,
        phases=list(Phase),
        now_in=present.phase,
        since=present.entered_on,
        ends=ends,
    )


@pages.route("/close-trajectory", methods=BOTH, can=Can.EDIT_TRAJECTORIES)
def close_trajectory(trajectory_id: UUID) -> ResponseReturnValue:
    work = current_work()
    person = queries.get_heading(work, trajectory_id)
    present = queries.get_last_stay(work, trajectory_id)
    ends = queries.open_ends(work, trajectory_id)
    form = CloseTrajectoryForm(seen=present.seq)
    demand_seen(form, present.seq)
    if form.validate_on_submit():
        trajectory = queries.get_trajectory(work, trajectory_id)
        actions.close_trajectory(work, trajectory, present, **form.answers)
        return saved(N_("The trajectory is closed."), trajectory_id=trajectory_id)
    actions.demand_open(present)
    return form_page("trajectory/close_trajectory.html", form, person=person, ends=ends)


@pages.route("/reopen-trajectory", methods=BOTH, can=Can.EDIT_TRAJECTORIES)
def reopen_trajectory(trajectory_id: UUID) -> ResponseReturnValue:
    work = current_work()
    person = queries.get_heading(work, trajectory_id)
    last = queries.get_last_stay(work, trajectory_id)
    form = ReopenTrajectoryForm(seen=last.seq, phase=last.phase)
    demand_seen(form, last.seq)
    if form.validate_on_submit():
        trajectory = queries.get_trajectory(work, trajectory_id)
        actions.reopen_trajectory(work, trajectory, last, **form.answers)
        return saved(N_("The trajectory is open again."), trajectory_id=trajectory_id)
    actions.demand_closed(last)
    return form_page("trajectory/reopen_trajectory.html", form, person=person)


@pages.route("/put-on-hold", methods=BOTH, can=Can.EDIT_TRAJECTORIES)
def put_on_hold(trajectory_id: UUID) -> ResponseReturnValue:
    work = current_work()
    person = queries.get_heading(work, trajectory_id)
    form = PutOnHoldForm()
    if form.validate_on_submit():
        trajectory = queries.get_trajectory(work, trajectory_id)
        actions.put_on_hold(work, trajectory, *_standing(work, trajectory_id), **form.answers)
        until = N_("On hold until %(date)s.")
        return saved(Sentence(until, {"date": form.until_on.data}), trajectory_id=trajectory_id)
    actions.demand_awake(*_standing(work, trajectory_id))
    return form_page("trajectory/put_on_hold.html", form, person=person)


@pages.route("/end-hold", methods=BOTH, can=Can.EDIT_TRAJECTORIES)
def end_hold(trajectory_id: UUID) -> ResponseReturnValue:
    work = current_work()
    person = queries.get_heading(work, trajectory_id)
    hold = queries.find_hold(work, trajectory_id)
    if hold is None:
        raise Refused(actions.AWAKE)
    form = EndHoldForm()
    if form.validate_on_submit():
        actions.end_hold(work, queries.get_trajectory(work, trajectory_id), hold)
        return saved(N_("The hold has ended."), trajectory_id=trajectory_id)
    return form_page(
        "trajectory/end_hold.html", form, person=person, until_on=hold.until_on, reason=hold.reason
    )


def _standing(work: Work, trajectory_id: UUID) -> tuple[PhaseStay, Hold | None]:
    """The last stay, and the pause that lasts today."""
    return queries.get_last_stay(work, trajectory_id), queries.find_hold(work, trajectory_id)


def saved(said: Sentence | str, page: str = "dossier.dossier", **where: Any) -> ResponseReturnValue:
    """To a page that says what was done."""
    flash(say(said))
    return redirect(url_for(page, **where))


def asked_domain() -> LifeDomain | None:
    """The life domain to which the dossier is narrowed down, in the address."""
    asked = request.args.get("domain")
    return LifeDomain(asked) if asked in list(LifeDomain) else None
