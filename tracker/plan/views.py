"""The pages of the deeds of the plan."""

from collections.abc import Callable
from typing import Any
from uuid import UUID

from flask.typing import ResponseReturnValue

from tracker.accounts.queries import colleagues_of
from tracker.accounts.terms import Can
from tracker.core.term import N_
from tracker.plan import actions
from tracker.plan.forms import (
    AddStrengthForm,
    CloseBarrierForm,
    MoveStepForm,
    NoteViewForm,
    OpenBarrierForm,
    PlanStepForm,
    ReviewBarrierForm,
)
from tracker.plan.queries import was_sent_already
from tracker.trajectory.models import AboutPerson, Barrier, DomainView, Step, Strength
from tracker.trajectory.queries import get_fact, get_heading, get_last_stay, get_trajectory
from tracker.trajectory.terms import LifeDomain
from tracker.trajectory.views import asked_domain, saved
from tracker.web.forms import Form, offer
from tracker.web.pages import BOTH, Pages, current_work, demand_seen, form_page

pages = Pages("plan", __name__, url_prefix="/trajectories/<uuid:trajectory_id>")


@pages.route("/open-barrier", methods=BOTH, can=Can.EDIT_TRAJECTORIES)
def open_barrier(trajectory_id: UUID) -> ResponseReturnValue:
    work = current_work()
    form = OpenBarrierForm(domain=asked_domain(), opened_on=work.today, owner_id=work.actor.user_id)
    offer(form.owner_id, {person.id: person.name for person in colleagues_of(work)})
    return _add(trajectory_id, form, Barrier, actions.open_barrier, N_("Barrier added."))


@pages.route("/barriers/<uuid:barrier_id>/review", methods=BOTH, can=Can.EDIT_TRAJECTORIES)
def review_barrier(trajectory_id: UUID, barrier_id: UUID) -> ResponseReturnValue:
    work = current_work()
    person = get_heading(work, trajectory_id)
    barrier = get_fact(work, Barrier, trajectory_id, barrier_id)
    actions.demand_going_on(barrier)
    form = ReviewBarrierForm(seen=barrier.version, severity=barrier.severity, waiting_on=barrier.waiting_on)
    demand_seen(form, barrier.version)
    if form.validate_on_submit():
        actions.review_barrier(work, barrier, get_last_stay(work, trajectory_id), **form.answers)
        return _saved(trajectory_id, barrier.domain, "domains", N_("The barrier was looked at again."))
    actions.demand_open(get_last_stay(work, trajectory_id))
    return form_page("plan/review_barrier.html", form, person=person, **_shown(barrier))


@pages.route("/barriers/<uuid:barrier_id>/close", methods=BOTH, can=Can.EDIT_TRAJECTORIES)
def close_barrier(trajectory_id: UUID, barrier_id: UUID) -> ResponseReturnValue:
    work = current_work()
    person = get_heading(work, trajectory_id)
    barrier = get_fact(work, Barrier, trajectory_id, barrier_id)
    actions.demand_going_on(barrier)
    form = CloseBarrierForm()
    if form.validate_on_submit():
        actions.close_barrier(work, barrier, **form.answers)
        return _saved(trajectory_id, barrier.domain, "domains", N_("The barrier has ended."))
    return form_page("plan/close_barrier.html", form, person=person, **_shown(barrier))


@pages.route("/add-strength", methods=BOTH, can=Can.EDIT_TRAJECTORIES)
def add_strength(trajectory_id: UUID) -> ResponseReturnValue:
    form = AddStrengthForm(domain=asked_domain())
    return _add(trajectory_id, form, Strength, actions.add_strength, N_("Strength added."))


@pages.post("/strengths/<uuid:strength_id>/end", can=Can.EDIT_TRAJECTORIES)
def end_strength(trajectory_id: UUID, strength_id: UUID) -> ResponseReturnValue:
    work = current_work()
    strength = get_fact(work, Strength, trajectory_id, strength_id)
    actions.end_strength(work, strength)
    return _saved(trajectory_id, strength.domain, "domains", N_("The strength is no longer there."))


@pages.route("/note-view", methods=BOTH, can=Can.EDIT_TRAJECTORIES)
def note_view(trajectory_id: UUID) -> ResponseReturnValue:
    form = NoteViewForm(domain=asked_domain())
    return _add(trajectory_id, form, DomainView, actions.note_view, N_("Life domain noted."))


@pages.route("/plan-step", methods=BOTH, can=Can.EDIT_TRAJECTORIES)
def plan_step(trajectory_id: UUID) -> ResponseReturnValue:
    form = PlanStepForm(domain=asked_domain())
    return _add(trajectory_id, form, Step, actions.plan_step, N_("Step planned."))


@pages.post("/steps/<uuid:step_id>/start", can=Can.EDIT_TRAJECTORIES)
def start_step(trajectory_id: UUID, step_id: UUID) -> ResponseReturnValue:
    work = current_work()
    step = get_fact(work, Step, trajectory_id, step_id)
    actions.start_step(work, step, get_last_stay(work, trajectory_id))
    return _saved(trajectory_id, step.domain, "steps", N_("Step started."))


@pages.route("/steps/<uuid:step_id>/move", methods=BOTH, can=Can.EDIT_TRAJECTORIES)
def move_step(trajectory_id: UUID, step_id: UUID) -> ResponseReturnValue:
    work = current_work()
    person = get_heading(work, trajectory_id)
    step = get_fact(work, Step, trajectory_id, step_id)
    actions.demand_going_on(step)
    form = MoveStepForm(seen=step.version)
    demand_seen(form, step.version)
    if form.validate_on_submit():
        actions.move_step(work, step, get_last_stay(work, trajectory_id), **form.answers)
        return _saved(trajectory_id, step.domain, "steps", N_("The step has another day."))
    actions.demand_open(get_last_stay(work, trajectory_id))
    return form_page("plan/move_step.html", form, person=person, title=step.title, due_on=step.due_on)


@pages.post("/steps/<uuid:step_id>/finish", can=Can.EDIT_TRAJECTORIES)
def finish_step(trajectory_id: UUID, step_id: UUID) -> ResponseReturnValue:
    work = current_work()
    step = get_fact(work, Step, trajectory_id, step_id)
    actions.finish_step(work, step)
    return _saved(trajectory_id, step.domain, "steps", N_("Step done."))


@pages.post("/steps/<uuid:step_id>/stop", can=Can.EDIT_TRAJECTORIES)
def stop_step(trajectory_id: UUID, step_id: UUID) -> ResponseReturnValue:
    work = current_work()
    step = get_fact(work, Step, trajectory_id, step_id)
    actions.stop_step(work, step)
    return _saved(trajectory_id, step.domain, "steps", N_("Step stopped."))


def _add(
    trajectory_id: UUID, form: Form, table: type[AboutPerson], deed: Callable[..., object], said: str
) -> ResponseReturnValue:
    """The page on which something is added; sent twice, it is added once."""
    work = current_work()
    person = get_heading(work, trajectory_id)
    if form.validate_on_submit():
        trajectory = get_trajectory(work, trajectory_id)
        if not was_sent_already(work, table, trajectory_id, form.answers):
            deed(work, trajectory, get_last_stay(work, trajectory_id), **form.answers)
        return _saved(trajectory_id, form.domain.data, "steps" if table is Step else "domains", said)
    actions.demand_open(get_last_stay(work, trajectory_id))
    return form_page(f"plan/{deed.__name__}.html", form, person=person)


def _shown(barrier: Barrier) -> dict[str, Any]:
    """What a page tells of the barrier it is about."""
    return {name: getattr(barrier, name) for name in ("domain", "description", "opened_on", "looked_on")}


def _saved(trajectory_id: UUID, domain: LifeDomain, part: str, said: str) -> ResponseReturnValue:
    """Back to the part of the dossier that changed, narrowed down as it was when that shows it."""
    narrow = domain if domain is asked_domain() else None
    return saved(said, trajectory_id=trajectory_id, domain=narrow, _anchor=part)
