"""What is filled in for an import."""

import re
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from flask_wtf.file import FileField, FileRequired
from wtforms import SelectField

from tracker.core.sentence import Sentence
from tracker.core.term import N_
from tracker.imports.rules import may_be_matched, twice
from tracker.imports.terms import APART, place_of
from tracker.sheets.rules import TITLE_ROWS
from tracker.sheets.terms import Column, Heading
from tracker.web.forms import Form, unseen, whole
from tracker.web.language import say

CELL = re.compile(r"cell-(\d{1,7})-(\d{1,3})")
TICK, QUESTION = re.compile(rf"{APART}-(\d{{1,7}})"), re.compile(r"|[0-9a-f]{16}")
TWICE = N_("Column %(column)s is about this already: choose something else, or leave one of the two out")


class BeginImportForm(Form):
    file = FileField(N_("Sheet with the caseload"), [FileRequired(Sentence(N_("Choose a file")))])


class ChooseSheetForm(Form):
    table_no = whole(N_("Sheet"), 0, 999, must=N_("Choose a sheet"))
    heading_row = whole(
        N_("Row with the headings"), 1, TITLE_ROWS, must=N_("Choose the row with the headings")
    )


class MatchColumnsForm(Form):
    """A list to choose from for every column; `of` makes the one for a sheet."""

    @classmethod
    def of(cls, headings: Iterable[Heading], matching: Mapping[str, str]) -> "MatchColumnsForm":
        choices = {"": N_("Left out"), **{column.value: column.label for column in Column}}
        fields = {
            field_of(one): SelectField(
                choices={value: say(label) for value, label in choices.items()},
                default=matching.get(str(one.place), ""),
                validate_choice=False,
                filters=[_known],
            )
            for one in headings
            if may_be_matched(one)
        }
        return type("ColumnsOfThisSheetForm", (cls,), fields)()

    def matching(self, headings: Iterable[Heading]) -> dict[str, str]:
        """By the place of a column, what it is about."""
        return {str(one.place): self[field_of(one)].data if field_of(one) in self else "" for one in headings}

    def demand_once(self, headings: Sequence[Heading]) -> bool:
        """Whether no two columns are about what can stand in one only; else it is said beside the second."""
        for one, first in twice(headings, self.matching(headings)):
            values = {"column": f"{first.letters} {first.text}".strip()}
            self[field_of(one)].errors = [Sentence(TWICE, values)]
        return not self.errors


def field_of(heading: Heading) -> str:
    return f"column-{heading.place}"


def _known(value: Any) -> str:
    return str(value) if str(value) in list(Column) else ""


class MendCellsForm(Form):
    """The cells of a page of the report; which they are stands in their names."""

    seen = unseen(str)


def mended_cells(sent: Mapping[str, str]) -> dict[str, str]:
    """What was written in cells, and which rows were ticked as somebody else."""
    found = ((CELL.fullmatch(name), text) for name, text in sent.items())
    cells = {
        place_of(int(match[1]), int(match[2])): text.replace("\0", "").strip()
        for match, text in found
        if match
    }
    ticks = ((TICK.fullmatch(name), text) for name, text in sent.items() if QUESTION.fullmatch(text))
    return cells | {place_of(int(match[1]), APART): text for match, text in ticks if match}
