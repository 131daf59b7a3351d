"""Lists as files. To take out another one: its parts in rules.py, and a view of three lines here."""

import tempfile
from collections.abc import Iterator, Sequence
from http import HTTPStatus
from typing import IO

from flask import abort, send_file
from flask.typing import ResponseReturnValue

from tracker.accounts.terms import Can
from tracker.caseload import views as caseload
from tracker.core.sentence import Sentence
from tracker.core.spreadsheet import Cell, Table, write_csv, write_xlsx
from tracker.core.term import N_, Term
from tracker.insight import views as insight
from tracker.nightly import views as nightly
from tracker.setup import views_people
from tracker.transfer import actions, rules
from tracker.transfer.forms import ExportForm
from tracker.transfer.terms import Format, Part, Said
from tracker.web.language import say
from tracker.web.pages import Pages, current_work

pages = Pages("transfer", __name__)

WRITERS = {Format.CSV: write_csv, Format.XLSX: write_xlsx}
TYPES = {
    Format.CSV: "text/csv; charset=utf-8",
    Format.XLSX: "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}


@pages.post("/caseload/export-list", can=Can.READ_TRAJECTORIES)
def export_caseload() -> ResponseReturnValue:
    work, asked = current_work(), caseload.asked_for()
    me = work.actor.user_id
    part, rows = rules.caseload(asked.cases, asked.filters, asked.norms, work.today, me)
    return _export_list(N_("Caseload"), [part], rows)


@pages.post("/team/bottlenecks/export-list", can=Can.READ_FIGURES)
def export_figures() -> ResponseReturnValue:
    _, _, numbers = insight.asked_for()
    return _export_list(N_("Team"), rules.figures(numbers), len(numbers.phases))


@pages.post("/team/exceptions/export-list", can=Can.ASSIGN)
def export_exceptions() -> ResponseReturnValue:
    lines = nightly.asked_for()
    part = rules.exceptions(lines, current_work().today)
    return _export_list(N_("What is missing"), [part], len(lines))


@pages.post("/set-up/people/export-list", can=Can.SET_UP)
def export_people() -> ResponseReturnValue:
    _, found = views_people.asked_for()
    part = rules.people(found, current_work().today)
    return _export_list(N_("Colleagues"), [part], sum(len(one.seats) for one in found))


def _export_list(name: str, parts: Sequence[Part], rows: int) -> ResponseReturnValue:
    """The file, once its line is in the audit. It is made before it is sent, so nobody gets half of it, and
    on the disk, where it has no name."""
    work, form = current_work(), ExportForm()
    if not form.validate() or form.format.data is None:
        abort(HTTPStatus.BAD_REQUEST)
    chosen: Format = form.format.data
    file: IO[bytes] = tempfile.TemporaryFile()  # noqa: SIM115  (the answer closes it)
    WRITERS[chosen](file, [_written(part) for part in parts])
    actions.export_list(work, name=name.lower(), format=chosen, rows=rows)
    file.seek(0)
    answer = send_file(
        file,
        TYPES[chosen],
        as_attachment=True,
        download_name=f"{say(name).lower()}-{work.today}.{chosen.value}",
    )
    answer.headers["Cache-Control"] = "no-store"
    return answer


def _written(part: Part) -> Table:
    """In the reader's language."""
    rows: Iterator[list[Cell]] = ([_cell(value) for value in row] for row in part.rows)
    return Table(say(part.name), [say(head) for head in part.heads], rows)


def _cell(value: Said) -> Cell:
    if isinstance(value, tuple):
        return ", ".join(say(term) for term in value)
    return say(value) if isinstance(value, Sentence | Term) else value
