"""The import page: send a sheet, say what its columns mean, mend what is wrong, run it, and undo it."""

from collections.abc import Mapping
from http import HTTPStatus
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any
from uuid import UUID

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from tracker.accounts.terms import Can
from tracker.accounts.work import Work
from tracker.core.refusal import Refused
from tracker.core.sentence import Sentence
from tracker.core.term import N_
from tracker.exchange.queries import all_that_is_known
from tracker.exchange.rules import planned
from tracker.exchange.terms import Here, Plan
from tracker.exchange.views import NOTE
from tracker.imports import actions, queries, rules
from tracker.imports.forms import (
    BeginImportForm,
    ChooseSheetForm,
    MatchColumnsForm,
    MendCellsForm,
    field_of,
    mended_cells,
)
from tracker.imports.models import ImportDraft
from tracker.imports.terms import LARGEST_FILE, Shown
from tracker.people.queries import recognised_lately
from tracker.people.rules import MOST_HITS
from tracker.sheets.queries import read_file, unpacked
from tracker.sheets.terms import Column, NoSheet, Sheet, Table
from tracker.trajectory.terms import LifeDomain, Outcome, Phase
from tracker.web.forms import page_number, trimmed
from tracker.web.language import gettext, say
from tracker.web.pages import BOTH, Pages, all_at_once, current_work, form_page, written_down

TOO_MANY = N_(
    "Today too many people of your sheets may be known here with a colleague whose people you do not see. "
    "Ask your team lead, or put the case numbers in the sheet; tomorrow you can look again."
)
pages = Pages("imports", __name__, url_prefix="/imports")


@pages.get("", can=Can.EDIT_TRAJECTORIES)
def imports() -> ResponseReturnValue:
    """One's own drafts and imports."""
    work = current_work()
    return render_template("imports/imports.html", drafts=queries.drafts(work), runs=queries.runs(work))


@pages.route("/begin", methods=BOTH, can=Can.EDIT_TRAJECTORIES, room=LARGEST_FILE)
def begin_import() -> ResponseReturnValue:
    form = BeginImportForm()
    if form.validate_on_submit():
        try:
            tables = rules.fitting(_tables(form.file.data))
            table_no, row = rules.start(tables)
        except NoSheet as no:
            form.file.errors = [no.sentence]
        else:
            draft = actions.begin_import(
                current_work(),
                file_name=trimmed(form.file.data.filename),
                tables=tables,
                table_no=table_no,
                heading_row=row,
            )
            return redirect(url_for("imports.choose_sheet", draft_id=draft.id))
    return form_page("imports/begin_import.html", form)


def _tables(sent: Any) -> list[Table]:
    with TemporaryDirectory() as folder:
        path = Path(folder) / "sheet"
        sent.save(path)
        return read_file(path)


@pages.route("/<uuid:draft_id>/choose-sheet", methods=BOTH, can=Can.EDIT_TRAJECTORIES)
def choose_sheet(draft_id: UUID) -> ResponseReturnValue:
    """Which sheet of the file, and which row holds the headings; both are proposed."""
    work = current_work()
    draft = queries.get_draft(work, draft_id)
    tables = unpacked(draft.tables)
    form = ChooseSheetForm(table_no=draft.table_no, heading_row=draft.heading_row)
    if form.validate_on_submit():
        try:
            table = tables[form.table_no.data] if form.table_no.data < len(tables) else Table("", [])
            rules.demand_headings(table, form.heading_row.data)
        except NoSheet as no:
            form.heading_row.errors = [no.sentence]
        else:
            actions.choose_sheet(work, draft, **form.answers)
            return redirect(url_for("imports.match_columns", draft_id=draft_id))
    previews = [rules.preview(table) for table in tables]
    return form_page("imports/choose_sheet.html", form, draft=draft, previews=previews)


@pages.route("/<uuid:draft_id>/match-columns", methods=BOTH, can=Can.EDIT_TRAJECTORIES)
def match_columns(draft_id: UUID) -> ResponseReturnValue:
    """What every column is about: as it was said the last time, or as its heading says."""
    work = current_work()
    draft = queries.get_draft(work, draft_id)
    table = unpacked(draft.tables)[draft.table_no]
    try:
        headings = rules.read(table, draft.heading_row, None, {}, work.today).headings
    except NoSheet as no:
        flash(say(no.sentence))
        return redirect(url_for("imports.choose_sheet", draft_id=draft_id))
    matching = draft.matching or rules.proposed(headings, queries.remembered(work))
    form = MatchColumnsForm.of(headings, matching)
    wrong = None
    if form.validate_on_submit() and form.demand_once(headings):
        if rules.tells_enough(headings, form.matching(headings)):
            actions.match_columns(work, draft, headings, matching=form.matching(headings))
            return redirect(url_for("imports.mend_cells", draft_id=draft_id))
        wrong = Sentence(N_("Say which column holds the names, and what at least one more is about"))
    samples = {one.place: rules.samples(table, draft.heading_row, one.place) for one in headings}
    context = {"draft": draft, "headings": headings, "samples": samples, "field_of": field_of, "wrong": wrong}
    return form_page("imports/match_columns.html", form, **context)


@pages.route("/<uuid:draft_id>/mend-cells", methods=BOTH, can=Can.EDIT_TRAJECTORIES)
def mend_cells(draft_id: UUID) -> ResponseReturnValue:
    """The report: what would happen with every row. A wrong cell is mended in it, and checked again.

    The buttons to other rows of the report are `show`: what was typed is saved before those are shown.
    """
    work = current_work()
    draft = queries.get_draft(work, draft_id)
    if draft.matching is None:
        return redirect(url_for("imports.match_columns", draft_id=draft_id))
    form = MendCellsForm()
    if form.validate_on_submit():
        cells = _newly_mended(draft)
        if cells:
            actions.mend_cells(work, draft, cells=cells)
        if cells or "show" not in request.form:
            flash(gettext("Checked again."))
        shown, page = _asked_for()
        return redirect(url_for("imports.mend_cells", draft_id=draft_id, **rules.address(shown, page)))
    return _report(draft)


def _asked_for() -> tuple[Shown, int]:
    """Which rows of the report, and which page of them."""
    shown = Shown.ALL if request.args.get("shown") == Shown.ALL else Shown.WRONG
    return shown, page_number(request.args.get("page", ""))


def _report(draft: ImportDraft) -> tuple[str, int]:
    work, (shown, page) = current_work(), _asked_for()
    here = all_that_is_known(work)
    plan = _plan(draft, here)
    _demand_few_hidden(work, draft, plan)
    report = rules.report(plan, shown, page)
    context = {
        "draft": draft,
        "report": report,
        "shown": shown,
        "views": [(Shown.WRONG, report.wrong), (Shown.ALL, report.total)],
        "address": rules.address,
        "choices": _choices(here),
    }
    return form_page("imports/mend_cells.html", MendCellsForm(), **context)


def _demand_few_hidden(work: Work, draft: ImportDraft, plan: Plan) -> None:
    """That something is told of whom one may not see is written down; after many nothing is told that day."""
    lately = set(recognised_lately(work))
    if plan.hidden - lately and len(lately) <= MOST_HITS:
        with written_down():
            actions.recognise_newcomers(work, plan.hidden - lately)
        work.session.refresh(draft)
    if len(plan.hidden | lately) > MOST_HITS:
        raise Refused(TOO_MANY)


def _plan(draft: ImportDraft, here: Here) -> Plan:
    work = current_work()
    return planned(_sheet(draft), here, work.actor, work.today, rules.told_apart(draft.mended))


def _sheet(draft: ImportDraft) -> Sheet:
    table = unpacked(draft.tables)[draft.table_no]
    try:
        return rules.read(table, draft.heading_row, draft.matching, draft.mended, current_work().today)
    except NoSheet as no:
        raise Refused(no.sentence.text, **no.sentence.values) from no


def _newly_mended(draft: ImportDraft) -> dict[str, str]:
    """The cells that were written over now, of those that are there."""
    table = unpacked(draft.tables)[draft.table_no]
    row, mended = draft.heading_row, draft.mended
    sent = mended_cells(request.form).items()
    return {cell: text for cell, text in sent if rules.is_new(table, row, mended, cell, text)}


def _choices(here: Here) -> Mapping[Column, list[str]]:
    """What fits in a cell of some columns, in the reader's words."""
    return {
        Column.PHASE: [say(phase) for phase in Phase],
        Column.OUTCOME: [say(outcome) for outcome in Outcome],
        Column.BARRIER_DOMAIN: [say(domain) for domain in LifeDomain],
        Column.INTERPRETER: [gettext("yes"), gettext("no")],
        Column.CLIENT_MANAGER: sorted({worker.name for worker in here.workers}),
        Column.TEAM: sorted(here.teams),
    }


@pages.post("/<uuid:draft_id>/run", can=Can.EDIT_TRAJECTORIES)
def run_import(draft_id: UUID) -> ResponseReturnValue:
    """Write the good rows; what was typed at the same moment, or is no longer so, is looked at first."""
    work, form = current_work(), MendCellsForm()
    draft = queries.get_draft(work, draft_id)
    cells = _newly_mended(draft)
    if draft.matching is None:
        return redirect(url_for("imports.match_columns", draft_id=draft_id))
    if cells:
        actions.mend_cells(work, draft, cells=cells)
        flash(gettext("You changed something: look at what happens with it, then import."))
        return redirect(url_for("imports.mend_cells", draft_id=draft_id))
    with all_at_once():
        draft = queries.get_draft(work, draft_id)
        plan = _plan(draft, all_that_is_known(work))
        seen = rules.seen(plan) == form.seen.data
        run = actions.run_import(work, draft, plan, note=say(NOTE)) if seen else None
    if run:
        return redirect(url_for("imports.look_at_run", run_id=run.id))
    flash(gettext("Meanwhile something changed here, so nothing was written yet. Look at this, then import."))
    return _report(draft)[0], HTTPStatus.CONFLICT


@pages.post("/<uuid:draft_id>/discard", can=Can.EDIT_TRAJECTORIES)
def discard_import(draft_id: UUID) -> ResponseReturnValue:
    work = current_work()
    actions.discard_import(work, queries.get_draft(work, draft_id))
    flash(gettext("The sheet was removed. What was imported stays."))
    return redirect(url_for("imports.imports"))


@pages.get("/runs/<uuid:run_id>", can=Can.EDIT_TRAJECTORIES)
def look_at_run(run_id: UUID) -> ResponseReturnValue:
    work = current_work()
    run = queries.run_of(work, queries.get_run(work, run_id))
    return render_template("imports/look_at_run.html", run=run, drafts=queries.drafts(work))


@pages.post("/runs/<uuid:run_id>/undo", can=Can.EDIT_TRAJECTORIES)
def undo_import(run_id: UUID) -> ResponseReturnValue:
    work = current_work()
    with all_at_once():
        actions.undo_import(work, queries.get_run(work, run_id))
    flash(gettext("Undone: everything is as it was before this import."))
    return redirect(url_for("imports.look_at_run", run_id=run_id))
