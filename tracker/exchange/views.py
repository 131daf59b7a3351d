"""What somebody at a terminal reads about an import, in their own language."""

from collections.abc import Iterator
from itertools import chain

from tracker.core.sentence import Sentence
from tracker.core.term import N_
from tracker.exchange.terms import Plan, Row, Verdict
from tracker.sheets.terms import Column, Complaint, Heading, Sheet
from tracker.web.language import say, written

LONGEST_VALUE = 60

WITHOUT = {
    Column.PHASE: N_("There is no column with phases: everybody who is new begins in the intake."),
    Column.STARTED_ON: N_("There is no column with starts: the first day that is known is taken."),
    Column.BIRTH_YEAR: N_("There is no column with birth years: without a case number only the name counts."),
}
"""What is worth knowing of a sheet that lacks such a column."""

DRY_RUN = N_("This was a dry run: nothing was written.")
NOTE = N_("Taken over from the caseload sheet.")
"""The text of what an import writes when the sheet has no words for it."""


def report(plan: Plan) -> Iterator[str]:
    """What would happen: how the sheet is understood, then every row with its complaints."""
    yield from map(say, _about(plan.sheet))
    for heading in plan.sheet.headings:
        yield f"  {_place(heading)}: {written(heading.means)}"
    yield ""
    yield from chain.from_iterable(map(_row, plan.rows))


def progress(done: int) -> str:
    return say(Sentence(N_("%(n)s row written"), {"n": done}, many=N_("%(n)s rows written")))


def counts(plan: Plan) -> str:
    """The last line; programs read it, so it is the same in every language."""
    return " ".join(f"{verdict.value}: {plan.counts[verdict]}" for verdict in Verdict)


def _about(sheet: Sheet) -> Iterator[Sentence]:
    values = {"sheet": sheet.name, "row": sheet.heading_row}
    yield Sentence(N_("Sheet “%(sheet)s”, with its headings in row %(row)s."), values)
    if sheet.other_sheets:
        others = ", ".join(sheet.other_sheets)
        yield Sentence(N_("Not read, with fewer headings that are known: %(others)s."), {"others": others})
    if sheet.left_out:
        yield Sentence(
            N_("%(n)s row holds no person: a total, or the headings again."),
            {"n": sheet.left_out},
            many=N_("%(n)s rows hold no person: totals, or the headings again."),
        )
    told = {heading.means for heading in sheet.headings}
    yield from (Sentence(why) for column, why in WITHOUT.items() if column not in told)


def _place(heading: Heading) -> str:
    values = {"letters": heading.letters, "text": heading.text}
    if heading.text:
        return say(Sentence(N_("column %(letters)s “%(text)s”"), values))
    return say(Sentence(N_("column %(letters)s, without a heading"), values))


def _row(row: Row) -> Iterator[str]:
    """A row, what is written of somebody who is known, and what is wrong or doubtful."""
    line = say(Sentence(N_("row %(row)s: %(verdict)s"), {"row": str(row.line.row), "verdict": row.verdict}))
    known = row.deeds.known if row.deeds else None
    changes = sorted(row.deeds.changes, key=list(Column).index) if row.deeds and known else []
    who = [row.line.name, f"({known.reference})" if known else ""]
    parts = [line, " ".join(filter(None, who)), *map(written, changes)]
    yield ", ".join(filter(None, parts))
    yield from map(_complaint, row.complaints)


def _complaint(complaint: Complaint) -> str:
    parts = [say(Sentence(N_("row %(row)s"), {"row": str(complaint.row)}))]
    if complaint.heading:
        parts.append(_place(complaint.heading))
    if complaint.value:
        parts.append(say(Sentence(N_("value “%(value)s”"), {"value": _short(complaint.value)})))
    return f"  {', '.join(parts)}: {say(complaint.why)}"


def _short(value: str) -> str:
    line = value.replace("\n", " / ")
    return line if len(line) <= LONGEST_VALUE else f"{line[:LONGEST_VALUE]}…"
