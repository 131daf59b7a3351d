"""The pages on which people are added, corrected and linked."""

from typing import Any
from uuid import UUID

from flask import render_template, request
from flask.typing import ResponseReturnValue
from uuid_utils.compat import uuid7

from tracker.accounts.terms import Can
from tracker.accounts.work import Work
from tracker.core.refusal import Refused
from tracker.core.sentence import Sentence
from tracker.core.term import N_
from tracker.people import actions, queries, rules
from tracker.people.forms import (
    AddNewcomerForm,
    AddTrajectoryForm,
    CorrectDatesForm,
    CorrectNewcomerForm,
    MergeNewcomersForm,
    WithForm,
)
from tracker.people.terms import CHOSEN, DATES, PERSON, File
from tracker.trajectory.models import Newcomer
from tracker.trajectory.queries import get_heading, get_trajectory
from tracker.trajectory.views import saved
from tracker.web.forms import PressForm
from tracker.web.pages import BOTH, CHANGED, Pages, current_work, demand_seen, form_page, keep, read_dossier

pages = Pages("people", __name__)
TOO_MANY = N_(
    "Today you wanted to add people several times who may be known here already. Ask your team lead; "
    "tomorrow you can go on yourself."
)
PARTLY = N_(
    "A colleague guides one of these people too. Only who may edit everything of both can do this: "
    "ask your team lead."
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
    queries.hold_numbers(work)
    if len(queries.recognised_lately(work)) >= rules.MOST_HITS:
        raise Refused(TOO_MANY)
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
    read_dossier(trajectory_id)
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
    read_dossier(trajectory_id)
    trajectory = queries.read_trajectory(work, trajectory_id)
    first = queries.read_first_stay(work, trajectory_id)
    values = {name: getattr(trajectory, name) for name in DATES}
    latest = rules.latest_start(trajectory.started_on, first.entered_on, first.left_on)
    form = CorrectDatesForm(latest, seen=trajectory.version, **values)
    demand_seen(form, trajectory.version)
    if form.validate_on_submit():
        actions.correct_dates(work, trajectory, first=first, **form.answers)
        return saved(N_("Corrected. What it said before is kept."), trajectory_id=trajectory_id)
    return form_page("people/correct_dates.html", form, person=person)


@pages.route("/trajectories/<uuid:trajectory_id>/add-to-household", methods=BOTH, can=Can.EDIT_TRAJECTORIES)
def add_to_household(trajectory_id: UUID) -> ResponseReturnValue:
    """Whoever has the same family name is proposed; others are found by their name."""
    work = current_work()
    person = get_heading(work, trajectory_id)
    form = WithForm()
    if form.validate_on_submit():
        other = queries.get_newcomer(work, form.other_id.data)
        trajectory = get_trajectory(work, trajectory_id)
        mine, theirs = (queries.members(work, key) for key in (trajectory.newcomer_id, other.id))
        actions.add_to_household(work, trajectory, other, mine, theirs)
        return saved(N_("They are one household now."), trajectory_id=trajectory_id)
    asked = request.args.get("q", "").strip()
    newcomer = queries.get_newcomer(work, trajectory_id)
    known = frozenset(row.newcomer_id for row in queries.members(work, newcomer.id)) | {newcomer.id}
    found = rules.found_people(asked or newcomer.family_name, queries.editable_people(work), known)
    return form_page("people/add_to_household.html", form, person=person, asked=asked, found=found)


@pages.post(
    "/trajectories/<uuid:trajectory_id>/remove-from-household/<uuid:member_id>", can=Can.EDIT_TRAJECTORIES
)
def remove_from_household(trajectory_id: UUID, member_id: UUID) -> ResponseReturnValue:
    work = current_work()
    member = queries.get_member(work, trajectory_id, member_id)
    actions.remove_from_household(work, get_trajectory(work, trajectory_id), member)
    return saved(N_("Removed from the household. You can add them again."), trajectory_id=trajectory_id)


@pages.get("/trajectories/<uuid:trajectory_id>/find-other-file", can=Can.EDIT_TRAJECTORIES)
def find_other_file(trajectory_id: UUID) -> ResponseReturnValue:
    """The file with which that of a person is to be merged; whoever looks like them is proposed."""
    work = current_work()
    person = get_heading(work, trajectory_id)
    asked = request.args.get("q", "").strip()
    newcomer, people = queries.get_newcomer(work, trajectory_id), queries.editable_people(work)
    but = frozenset({newcomer.id})
    if asked:
        found = rules.found_people(asked, people, but)
    else:
        mine = next(one for one in people if one.newcomer_id == newcomer.id)
        alike = {one.newcomer_id: one for one in rules.recognised(mine, people).shown}
        found = [one for key, one in alike.items() if key not in but]
    return render_template("people/find_other_file.html", person=person, asked=asked, found=found)


@pages.route(
    "/trajectories/<uuid:trajectory_id>/merge-newcomers/<uuid:other_id>",
    methods=BOTH,
    can=Can.EDIT_TRAJECTORIES,
)
def merge_newcomers(trajectory_id: UUID, other_id: UUID) -> ResponseReturnValue:
    """Both files side by side; per column is chosen what stays. `other_id` is a trajectory of the other."""
    work = current_work()
    person, other = get_heading(work, trajectory_id), get_heading(work, other_id)
    for one in (trajectory_id, other_id):
        read_dossier(one)
    kept, merged = (queries.get_newcomer(work, key) for key in (trajectory_id, other_id))
    if kept.id == merged.id:
        raise Refused(actions.ONE)
    different = [name for name in CHOSEN if getattr(kept, name) != getattr(merged, name)]
    seen = f"{kept.id} {kept.version} {merged.id} {merged.version}"
    usual = {
        name: File.KEPT if getattr(kept, name) or name not in different else File.MERGED for name in CHOSEN
    }
    form = MergeNewcomersForm(seen=seen, **usual)
    if form.is_submitted() and form.seen.data != seen:
        raise Refused(CHANGED)
    if form.validate_on_submit():
        values = {
            name: getattr(merged if form[name].data is File.MERGED else kept, name) for name in different
        }
        actions.merge_newcomers(
            work, kept, merged, *_of_both(work, kept, merged), values=_named(kept, merged, values)
        )
        return saved(N_("Two files became one. You can undo it here."), trajectory_id=trajectory_id)
    return form_page(
        "people/merge_newcomers.html",
        form,
        person=person,
        other=other,
        kept=kept,
        merged=merged,
        different=different,
    )


def _of_both(work: Work, kept: Newcomer, merged: Newcomer) -> tuple[Any, Any]:
    """All trajectories of both people, and the rows of their households; refused if some are not editable."""
    trajectories = queries.all_trajectories(work, kept.id, merged.id)
    if trajectories is None:
        raise Refused(PARTLY)
    return trajectories, (queries.members(work, kept.id), queries.members(work, merged.id))


def _named(kept: Newcomer, merged: Newcomer, values: dict[str, Any]) -> dict[str, Any]:
    """With the other spellings of both."""
    given, family = (values.get(name, getattr(kept, name)) for name in ("given_name", "family_name"))
    one, other = (_described(newcomer) for newcomer in (kept, merged))
    return {**values, "other_names": rules.joined_names(one, other, given, family)}


def _described(newcomer: Newcomer) -> rules.Described:
    names = ("given_name", "family_name", "native_name", "other_names", "birth_year", "phone")
    return rules.Described(**{name: getattr(newcomer, name) for name in names})


@pages.route(
    "/trajectories/<uuid:trajectory_id>/unmerge-newcomers/<uuid:merge_id>",
    methods=BOTH,
    can=Can.EDIT_TRAJECTORIES,
)
def unmerge_newcomers(trajectory_id: UUID, merge_id: UUID) -> ResponseReturnValue:
    work = current_work()
    person = get_heading(work, trajectory_id)
    merge = queries.get_merge(work, trajectory_id, merge_id)
    last = queries.last_merge(work, trajectory_id)
    if last is None or last.id != merge.id:
        raise Refused(actions.UNDONE)
    form = PressForm()
    if form.validate_on_submit():
        if queries.all_trajectories(work, merge.kept_id) is None:
            raise Refused(PARTLY)
        kept = queries.get_newcomer(work, trajectory_id)
        household = queries.members(work, kept.id)
        actions.unmerge_newcomers(work, merge, kept, household)
        return saved(N_("They are two files again."), trajectory_id=trajectory_id)
    return form_page("people/unmerge_newcomers.html", form, person=person, last=last)
