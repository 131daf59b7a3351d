"""The pages of what one wrote: correct it, withdraw it, put it back, and read what it said before."""

from http import HTTPStatus
from uuid import UUID

from flask import abort, render_template
from flask.typing import ResponseReturnValue

from tracker.accounts.terms import Can
from tracker.core.term import N_
from tracker.history import actions, queries
from tracker.history.forms import form_of
from tracker.history.rules import FIELDS, LABELS
from tracker.history.terms import EntryChange, EntryKind
from tracker.trajectory.queries import get_heading
from tracker.trajectory.views import saved
from tracker.web.forms import PressForm
from tracker.web.pages import BOTH, Pages, current_work, demand_seen, form_page, read_dossier

pages = Pages(
    "history", __name__, url_prefix="/trajectories/<uuid:trajectory_id>/entries/<kind>/<uuid:entry_id>"
)


@pages.url_value_preprocessor
def read_kind(endpoint: str | None, values: dict[str, object] | None) -> None:
    """The kind of entry in the address; another word than ours is no page."""
    if values and "kind" in values:
        values["kind"] = next((kind for kind in EntryKind if kind == values["kind"]), None)


@pages.route("/correct", methods=BOTH, can=Can.EDIT_TRAJECTORIES)
def correct_entry(trajectory_id: UUID, kind: EntryKind | None, entry_id: UUID) -> ResponseReturnValue:
    work, kind = current_work(), kind or abort(HTTPStatus.NOT_FOUND)
    person = get_heading(work, trajectory_id)
    read_dossier(trajectory_id)
    entry = queries.get_own_entry(work, trajectory_id, kind, entry_id)
    form = form_of(kind, entry)
    demand_seen(form, entry.version)
    if form.validate_on_submit():
        actions.correct_entry(work, entry, kind, form.values(entry, work.now))
        return saved(N_("Corrected. What it said before is kept."), trajectory_id=trajectory_id)
    return form_page("history/correct_entry.html", form, person=person, kind=kind, entry_id=entry_id)


@pages.post("/withdraw", can=Can.EDIT_TRAJECTORIES)
def withdraw_entry(trajectory_id: UUID, kind: EntryKind | None, entry_id: UUID) -> ResponseReturnValue:
    work, kind = current_work(), kind or abort(HTTPStatus.NOT_FOUND)
    entry = queries.get_own_entry(work, trajectory_id, kind, entry_id)
    actions.withdraw_entry(work, entry, kind)
    return saved(N_("Withdrawn. You can put it back from the story."), trajectory_id=trajectory_id)


@pages.post("/restore", can=Can.EDIT_TRAJECTORIES)
def restore_entry(trajectory_id: UUID, kind: EntryKind | None, entry_id: UUID) -> ResponseReturnValue:
    work, kind = current_work(), kind or abort(HTTPStatus.NOT_FOUND)
    actions.restore_entry(work, queries.get_withdrawn(work, trajectory_id, kind, entry_id))
    return saved(N_("Put back as it was."), trajectory_id=trajectory_id)


@pages.get("", can=Can.READ_TRAJECTORIES)
def entry_history(trajectory_id: UUID, kind: EntryKind | None, entry_id: UUID) -> ResponseReturnValue:
    """What an entry says now, and what it said before each change."""
    work, kind = current_work(), kind or abort(HTTPStatus.NOT_FOUND)
    person = get_heading(work, trajectory_id)
    read_dossier(trajectory_id)
    now = queries.find_entry(work, trajectory_id, kind, entry_id)
    versions = queries.versions(work, trajectory_id, kind, entry_id)
    if now is None and not versions:
        abort(HTTPStatus.NOT_FOUND)
    away = (one for one in versions if one.change is EntryChange.WITHDRAWN and not one.restored_at)
    return render_template(
        "history/entry_history.html",
        person=person,
        kind=kind,
        entry_id=entry_id,
        now={name: getattr(now, name) for name in FIELDS[kind]} if now else None,
        versions=versions,
        labels=LABELS,
        withdrawn=next(away, None),
        form=PressForm(),
    )
