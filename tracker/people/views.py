"""The pages on which people are added, corrected and linked."""

from uuid import UUID

from flask.typing import ResponseReturnValue
from uuid_utils.compat import uuid7

from tracker.accounts.terms import Can
from tracker.accounts.work import Work
from tracker.core.refusal import Refused
from tracker.core.sentence import Sentence
from tracker.core.term import N_
from tracker.people import actions, queries, rules
from tracker.people.forms import AddNewcomerForm, AddTrajectoryForm, CorrectDatesForm, CorrectNewcomerForm
from tracker.people.terms import DATES, PERSON
from tracker.trajectory.queries import get_heading, get_trajectory
from tracker.trajectory.views import BOTH, saved
from tracker.web.pages import Pages, current_work, demand_seen, form_page, keep

pages = Pages("people", __name__)
TOO_MANY = N_(
    "Today you wanted to add people several times who may be known here already. Ask your team lead; "
    "tomorrow you can go on yourself."
)
TAKEN = N_("This case number is in use already. Ask your team lead.")


@pages.route("/add-newcomer", methods=BOTH, can=Can.EDIT_TRAJECTORIES)
def add_newcomer() -> ResponseReturnValue:
    """Whoever may be known already is asked about once; the answer counts for exactly what was typed."""
    work = current_work()
    form = AddNewcomerForm(queries.seats(work), key=uuid7(), started_on=work.today)
    found = rules.Recognised()
    if form.validate_on_submit():
        if twice := queries.find_trajectory(work, form.trajectory_id):
            return saved(N_("The trajectory has begun."), trajectory_id=twice.id)
        known = _known(work)
        found = _recognised(work, form, known)
        if not form.errors and (not found or form.asked.data == form.question(found)):
            newcomer = actions.add_newcomer(work, **form.person)
            reference = form.reference.data or _next_number(known)
            trajectory = actions.add_trajectory(work, newcomer, reference=reference, **form.trajectory)
            return saved(N_("The trajectory has begun."), trajectory_id=trajectory.id)
        form.asked.data = form.question(found)
    return form_page("people/add_newcomer.html", form, found=found)


def _known(work: Work) -> list[rules.KnownPerson]:
    """Everybody of the organisation, while nobody else takes a number."""
    if queries.hits_lately(work) >= rules.MOST_HITS:
        raise Refused(TOO_MANY)
    queries.hold_numbers(work)
    return queries.known_people(work)


def _recognised(work: Work, form: AddNewcomerForm, known: list[rules.KnownPerson]) -> rules.Recognised:
    """Who it may be; that it may be somebody the actor may not see is written down, whatever is answered."""
    found = rules.recognised(form.somebody, known)
    taken = _taken(form, known)
    hidden = [*found.hidden, *([taken.id] if taken and not taken.editable else [])]
    if hidden and form.asked.data != form.question(found):
        for trajectory_id in hidden:
            actions.recognise_newcomer(work, queries.get_recognised(work, trajectory_id))
        keep()
    return found


def _taken(form: AddTrajectoryForm, known: list[rules.KnownPerson]) -> rules.KnownPerson | None:
    """Whose case number this is, told in the form."""
    taken = rules.reference_taken(form.reference.data, known) if form.reference.data else None
    if taken and taken.editable:
        text = N_("This case number is that of %(name)s already")
        form.reference.errors = [Sentence(text, {"name": taken.name})]
    elif taken:
        form.reference.errors = [Sentence(TAKEN)]
    return taken


def _next_number(known: list[rules.KnownPerson]) -> str:
    return next(rules.free_numbers([one.reference for one in known]))


@pages.route("/trajectories/<uuid:trajectory_id>/add-trajectory", methods=BOTH, can=Can.EDIT_TRAJECTORIES)
def add_trajectory(trajectory_id: UUID) -> ResponseReturnValue:
    """Another trajectory of somebody who has one; also where a new newcomer turns out to be known."""
    work = current_work()
    person = get_heading(work, trajectory_id)
    before = queries.read_trajectory(work, trajectory_id)
    days = {name: getattr(before, name) for name in DATES if name != "started_on"}
    form = AddTrajectoryForm(queries.seats(work), key=uuid7(), started_on=work.today, **days)
    if form.validate_on_submit():
        if twice := queries.find_trajectory(work, form.trajectory_id):
            return saved(N_("The trajectory has begun."), trajectory_id=twice.id)
        known = _known(work)
        taken = _taken(form, known)
        if taken and not taken.editable:
            actions.recognise_newcomer(work, queries.get_recognised(work, taken.id))
            keep()
        if not taken:
            newcomer = queries.get_newcomer(work, trajectory_id)
            reference = form.reference.data or _next_number(known)
            trajectory = actions.add_trajectory(work, newcomer, reference=reference, **form.trajectory)
            return saved(N_("The trajectory has begun."), trajectory_id=trajectory.id)
    return form_page("people/add_trajectory.html", form, person=person)


@pages.route("/trajectories/<uuid:trajectory_id>/correct-newcomer", methods=BOTH, can=Can.EDIT_TRAJECTORIES)
def correct_newcomer(trajectory_id: UUID) -> ResponseReturnValue:
    work = current_work()
    person = get_heading(work, trajectory_id)
    newcomer = queries.get_newcomer(work, trajectory_id)
    values = {name: getattr(newcomer, name) for name in PERSON}
    form = CorrectNewcomerForm(seen=newcomer.version, **values)
    demand_seen(form, newcomer.version)
    if form.validate_on_submit():
        trajectory = get_trajectory(work, trajectory_id)
        actions.correct_newcomer(work, trajectory, newcomer, **form.person)
        return saved(N_("Corrected. What it said before is kept."), trajectory_id=trajectory_id)
    return form_page("people/correct_newcomer.html", form, person=person)


@pages.route("/trajectories/<uuid:trajectory_id>/correct-dates", methods=BOTH, can=Can.EDIT_TRAJECTORIES)
def correct_dates(trajectory_id: UUID) -> ResponseReturnValue:
    work = current_work()
    person = get_heading(work, trajectory_id)
    trajectory = queries.read_trajectory(work, trajectory_id)
    values = {name: getattr(trajectory, name) for name in DATES}
    form = CorrectDatesForm(seen=trajectory.version, **values)
    demand_seen(form, trajectory.version)
    if form.validate_on_submit():
        actions.correct_dates(work, trajectory, **form.answers)
        return saved(N_("Corrected. What it said before is kept."), trajectory_id=trajectory_id)
    return form_page("people/correct_dates.html", form, person=person)
