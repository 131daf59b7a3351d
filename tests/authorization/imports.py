"""The rows of the import page: a sheet and an import are for who sent it alone."""

from uuid import UUID

from tests.authorization.row import READERS, Row
from tests.make import NOW, Make
from tracker.accounts.models import User
from tracker.imports.models import ImportDraft, ImportRun
from tracker.sheets.queries import packed
from tracker.sheets.terms import Table

SHEET = Table("Blad1", [["Naam", "Fase"], ["Omar Saleh", "Zwemles"]])


def a_draft(make: Make, user: User) -> dict[str, UUID]:
    draft = ImportDraft(
        organisation_id=make.work(user).actor.organisation_id,
        user_id=user.id,
        file_name="caseload.xlsx",
        made_at=NOW,
        tables=packed([SHEET]),
        table_no=0,
        heading_row=1,
        matching={"0": "full_name", "1": "phase"},
        mended={},
    )
    return {"draft_id": make._keep(draft).id}


def a_run(make: Make, user: User) -> dict[str, UUID]:
    run = ImportRun(
        organisation_id=make.work(user).actor.organisation_id,
        user_id=user.id,
        file_name="caseload.xlsx",
        draft_id=user.id,
        at=NOW,
        counts={"new": 0, "changed": 0, "unchanged": 0, "refused": 0},
        changes=[],
    )
    return {"run_id": make._keep(run).id}


HEADINGS = {"table_no": "0", "heading_row": "1"}
MEANS = {"column-0": "full_name", "column-1": "phase"}
ROWS = {
    "imports.imports": Row(READERS),
    "imports.begin_import": Row(READERS, post=422),
    "imports.choose_sheet": Row(READERS, deed="choose_sheet", body=HEADINGS, about=a_draft),
    "imports.match_columns": Row(READERS, deed="match_columns", body=MEANS, about=a_draft),
    "imports.mend_cells": Row(READERS, deed="mend_cells", body={"cell-2-1": "Matching"}, about=a_draft),
    "imports.run_import": Row(READERS, post=409, about=a_draft),
    "imports.discard_import": Row(READERS, deed="discard_import", about=a_draft),
    "imports.look_at_run": Row(READERS, about=a_run),
    "imports.undo_import": Row(READERS, deed="undo_import", about=a_run),
}
