"""The pages of who divides the work."""

from http import HTTPStatus
from uuid import UUID

from flask import abort, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from uuid_utils.compat import uuid7

from tracker.accounts.terms import Can
from tracker.accounts.work import Work
from tracker.assignment import actions, queries, rules
from tracker.assignment.forms import AssignTrajectoryForm, SetCapacityForm, field_of
from tracker.assignment.terms import MOST, Plan, Seat
from tracker.caseload import views as caseload
from tracker.caseload.rules import fits
from tracker.core.refusal import Refused
from tracker.core.term import N_
from tracker.nightly import views as nightly
from tracker.nightly.terms import ExceptionKind
from tracker.web.forms import PressForm
from tracker.web.language import gettext
from tracker.web.pages import BOTH, CHANGED, Pages, current_work, demand_seen, form_page

TOO_MANY = N_("At most %(most)s trajectories are assigned at once. Narrow the list down first.")
NOBODY = N_("Choose who is to be assigned: tick them in the caseload.")

pages = Pages("assignment", __name__)


@pages.route("/assign-trajectory", methods=BOTH, can=Can.ASSIGN)
def assign_trajectory() -> ResponseReturnValue:
    """One trajectory or many: first to whom, then what happens, and then it is done."""
    work, form = current_work(), AssignTrajectoryForm(handover=True)
    ids = _asked_for(form)
    chosen, seats = queries.chosen_ones(work, ids), queries.seats(work)
    form.seat_id.choices = {str(one.id): one.name for one in seats}
    seat = form.seat(seats) if form.validate_on_submit() else None
    if seat is None:
        shown = sorted(chosen, key=lambda one: (one.sort_key, one.reference))
        return form_page("assignment/assign_trajectory.html", form, chosen=shown, seats=seats)
    plan = rules.planned(chosen, seat)
    if form.seen.data != plan.seen:
        status = HTTPStatus.CONFLICT if form.seen.data else HTTPStatus.OK
        context = {"form": form, "plan": plan, "ids": ids, "changed": form.seen.data}
        return render_template("assignment/confirm.html", **context), status
    return redirect(url_for("assignment.look_at_assignment", together_id=_assign(plan, form)))


def _asked_for(form: AssignTrajectoryForm) -> list[UUID]:
    """Whom the address asks for, ticked or all of a list; or whom the page carries along."""
    if form.is_submitted():
        ids = form.chosen.data or []
    elif request.args.get("all") == "yes":
        asked, today = caseload.asked_for(), current_work().today
        ids = [case.id for case in asked.cases if fits(case, asked.filters, today)]
    elif request.args.get("all") == ExceptionKind.NO_OWNER:
        ids = [one.case.id for one in nightly.asked_for() if one.kind is ExceptionKind.NO_OWNER]
    else:
        ids = list(map(_id, request.args.getlist("trajectory_id")))
    if not ids:
        raise Refused(NOBODY)
    if len(ids) > MOST:
        raise Refused(TOO_MANY, most=MOST)
    return ids


def _id(text: str) -> UUID:
    try:
        return UUID(text)
    except ValueError:
        abort(HTTPStatus.NOT_FOUND)


def _assign(plan: Plan, form: AssignTrajectoryForm) -> UUID:
    work, together_id = current_work(), uuid7()
    goes = {one.id: one.client_manager_id for one in plan.goes}
    held = queries.held_trajectories(work, goes)
    if any(one.client_manager_id != goes[one.id] for one in held) or len(held) != len(goes):
        raise Refused(CHANGED)
    open_work = queries.open_work_of(work, goes) if form.handover.data else {}
    to = {"client_manager_id": plan.to.user_id, "team_id": plan.to.team_id, "together_id": together_id}
    for trajectory in held:
        along = open_work.get(trajectory.id, ())
        actions.assign_trajectory(work, trajectory, **to, open_work=along)
    return together_id


@pages.get("/assigned/<uuid:together_id>", can=Can.ASSIGN)
def look_at_assignment(together_id: UUID) -> ResponseReturnValue:
    """What was done at once, and the way back."""
    done = queries.assigned_together(current_work(), together_id)
    context = {"done": done, "together_id": together_id, "form": PressForm()}
    return render_template("assignment/look_at_assignment.html", **context)


@pages.post("/assigned/<uuid:together_id>/return-trajectory", can=Can.ASSIGN)
def return_trajectory(together_id: UUID) -> ResponseReturnValue:
    """Undo: back to who guided them before, but for whoever was assigned again since."""
    work = current_work()
    done = queries.assigned_together(work, together_id)
    if not any(one.undoable for one in done):
        raise Refused(actions.MEANWHILE)
    rows = {row.trajectory_id: row for row in queries.assignments_together(work, together_id)}
    open_work = queries.open_work_of(work, rows)
    for trajectory in queries.held_trajectories(work, rows):
        actions.return_trajectory(work, rows[trajectory.id], trajectory, open_work[trajectory.id])
    if any(one.moved_on for one in done):
        flash(gettext("Undone, but for whoever was assigned again meanwhile."))
    else:
        flash(gettext("Undone: everybody is with who guided them before."))
    return redirect(url_for("assignment.look_at_assignment", together_id=together_id))


@pages.route("/set-capacity", methods=BOTH, can=Can.ASSIGN)
def set_capacity() -> ResponseReturnValue:
    """How many people each colleague of the own teams can guide."""
    work = current_work()
    seats = _on_the_page(work)
    form = SetCapacityForm.of(seats)
    demand_seen(form, rules.room_shown(seats))
    if form.validate_on_submit():
        for one in seats:
            capacity = form[field_of(one)].data
            if capacity != one.capacity:
                actions.set_capacity(work, queries.get_membership(work, one.id), capacity=capacity)
        flash(gettext("Saved."))
        return redirect(url_for("assignment.set_capacity"))
    return form_page("assignment/set_capacity.html", form, seats=seats, field_of=field_of)


def _on_the_page(work: Work) -> list[Seat]:
    """Everybody; of a page that is sent whom it showed, so that who joined since stays as they are."""
    if request.method != "POST":
        return queries.seats(work)
    return [one for one in queries.seats(work, held=True) if field_of(one) in request.form]
