"""What happened in one trajectory, day by day.

Pure: rows in, lines out, `today` as an argument.
"""

from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import UTC, date, datetime, time
from itertools import chain, groupby
from typing import Any

from tracker.accounts.work import HOME
from tracker.core.sentence import Sentence
from tracker.core.term import N_, Term
from tracker.history.terms import EntryChange, EntryKind
from tracker.story.terms import (
    AnswerRow,
    AssignmentRow,
    BarrierRow,
    ContactRow,
    Day,
    EarlierRow,
    Entry,
    HoldRow,
    Record,
    StayRow,
    StepRow,
    StrengthRow,
    Timeline,
    ViewRow,
    Written,
)
from tracker.trajectory.terms import ContactResult, LifeDomain, StepStatus

FIRST_LINES = 30

KINDS: Mapping[type[Written], EntryKind] = {
    ContactRow: EntryKind.CONTACT,
    BarrierRow: EntryKind.BARRIER,
    StrengthRow: EntryKind.STRENGTH,
    StepRow: EntryKind.STEP,
    ViewRow: EntryKind.VIEW,
}
"""The rows that who wrote them can correct."""


def timeline(
    record: Record, today: date, *, domain: LifeDomain | None, automatic: bool, everything: bool
) -> Timeline:
    """What happened, newest day first: all lines, or the first thirty. With a domain only its own lines."""
    mine = [line for line in entries(record, today) if domain is None or domain in line.domains]
    lines = sorted((line for line in mine if automatic or not line.automatic), key=_newest, reverse=True)
    shown = lines if everything else lines[:FIRST_LINES]
    days = tuple(Day(day, tuple(group)) for day, group in groupby(shown, key=lambda line: line.day))
    return Timeline(days, len(shown), len(lines), sum(line.automatic for line in mine))


def _newest(line: Entry) -> tuple[date, datetime]:
    return line.day, line.at or datetime.min.replace(tzinfo=UTC)


def entries(record: Record, today: date) -> Iterator[Entry]:
    """Every line of the story, in no order."""
    corrected = frozenset(row.entry_id for row in record.earlier if row.change is EntryChange.CORRECTED)
    for line in _lines(record, today):
        yield replace(line, corrected=True) if line.entry_id in corrected else line


def _lines(record: Record, today: date) -> Iterator[Entry]:
    yield from map(_contact, record.contacts)
    yield from map(_view, record.views)
    yield from map(_withdrawn, (row for row in record.earlier if _is_away(row)))
    yield from map(_answer, record.answers)
    yield from chain.from_iterable(map(_stay, (None, *record.stays), record.stays))
    yield from chain.from_iterable(_hold(hold, today) for hold in record.holds)
    yield from chain.from_iterable(map(_assignment, record.assignments))
    yield from chain.from_iterable(map(_barrier, record.barriers))
    yield from chain.from_iterable(map(_strength, record.strengths))
    yield from chain.from_iterable(map(_step, record.steps))


def _is_away(row: EarlierRow) -> bool:
    return row.change is EntryChange.WITHDRAWN and row.restored_at is None


def _withdrawn(row: EarlierRow) -> Entry:
    """One line for what was withdrawn, with the way to read it."""
    day = row.written_at.astimezone(HOME).date()
    line = _entry(row, day, Sentence(N_("%(kind)s withdrawn"), {"kind": row.kind}), automatic=True)
    return replace(line, kind=row.kind, entry_id=row.entry_id, withdrawn=True)


def _entry(row: Written, day: date, what: Sentence | Term | None, **more: Any) -> Entry:
    """A line with who wrote it; its moment is known when it was written on the day itself."""
    at = more.pop("at", row.written_at if row.written_at.astimezone(HOME).date() == day else None)
    domain = getattr(row, "domain", None)
    more.setdefault("domains", frozenset({domain}) if domain else frozenset())
    kind = KINDS.get(type(row))
    entry: dict[str, Any] = {"kind": kind, "entry_id": row.id, "author_id": row.author_id} if kind else {}
    return Entry(day=day, what=what, at=at, author=row.author, organisation=row.organisation, **entry, **more)


def _contact(contact: ContactRow) -> Entry:
    reached = contact.result is ContactResult.REACHED
    minutes = Sentence(N_("%(n)s minute"), {"n": contact.minutes}, many=N_("%(n)s minutes"))
    present = Sentence(N_("with %(names)s"), {"names": contact.present})
    return _entry(
        contact,
        contact.happened_at.astimezone(HOME).date(),
        None,
        text=contact.text,
        at=_moment(contact),
        details=(
            contact.kind,
            *([contact.result] if reached else []),
            *([minutes] if contact.minutes else []),
            *([present] if contact.present else []),
        ),
        tag=None if reached else contact.result,
        sharing=contact.sharing,
        domains=contact.domains,
    )


def _moment(contact: ContactRow) -> datetime | None:
    """When it was; midnight stands for a day of which no more is known."""
    at_midnight = contact.happened_at.astimezone(HOME).time() == time()
    return None if at_midnight else contact.happened_at


def _stay(before: StayRow | None, stay: StayRow) -> Iterator[Entry]:
    yield _entry(stay, stay.entered_on, _moved(before, stay), text=stay.reason)
    if stay.left_on and stay.outcome:
        closed = Sentence(N_("Closed: %(outcome)s"), {"outcome": stay.outcome})
        yield Entry(day=stay.left_on, what=closed, text=stay.closing_note)


def _moved(before: StayRow | None, stay: StayRow) -> Sentence:
    if before is None:
        return Sentence(N_("Started in %(phase)s"), {"phase": stay.phase})
    if before.outcome:
        return Sentence(N_("Opened again in %(phase)s"), {"phase": stay.phase})
    text = (
        N_("Back from %(before)s to %(phase)s")
        if went_back(before, stay)
        else N_("From %(before)s to %(phase)s")
    )
    return Sentence(text, {"before": before.phase, "phase": stay.phase})


def _hold(hold: HoldRow, today: date) -> Iterator[Entry]:
    paused = Sentence(N_("On hold until %(date)s"), {"date": hold.until_on})
    yield _entry(hold, hold.from_on, paused, text=hold.reason)
    if hold.ended_on:
        yield Entry(day=hold.ended_on, what=Sentence(N_("Hold ended early")), automatic=True)
    elif hold.until_on <= today:
        yield Entry(day=hold.until_on, what=Sentence(N_("Awake again")), automatic=True)


def _assignment(assignment: AssignmentRow) -> Iterator[Entry]:
    names = {"before": assignment.before, "after": assignment.client_manager}
    text = (
        N_("%(after)s guides instead of %(before)s")
        if assignment.before
        else N_("%(after)s guides from now on")
    )
    yield _entry(assignment, assignment.written_at.astimezone(HOME).date(), Sentence(text, names))
    if assignment.returned_at:
        back = Sentence(N_("%(before)s guides again: the assignment was undone"), names)
        yield Entry(day=assignment.returned_at.astimezone(HOME).date(), what=back, at=assignment.returned_at)


def _barrier(barrier: BarrierRow) -> Iterator[Entry]:
    domain = {"domain": barrier.domain}
    opened = Sentence(N_("Barrier in %(domain)s"), domain)
    yield _entry(barrier, barrier.opened_on, opened, text=barrier.description, details=(barrier.severity,))
    if barrier.closed_on and barrier.ending:
        yield Entry(
            day=barrier.closed_on,
            what=Sentence(N_("Barrier in %(domain)s ended"), domain),
            text=barrier.what_helped or barrier.description,
            details=(barrier.ending,),
            domains=frozenset({barrier.domain}),
        )


def _strength(strength: StrengthRow) -> Iterator[Entry]:
    domain = {"domain": strength.domain}
    yield _entry(
        strength,
        strength.opened_on,
        Sentence(N_("Strength in %(domain)s"), domain),
        text=strength.description,
    )
    if strength.closed_on:
        yield Entry(
            day=strength.closed_on,
            what=Sentence(N_("Strength in %(domain)s is no longer there"), domain),
            text=strength.description,
            domains=frozenset({strength.domain}),
            automatic=True,
        )


def _step(step: StepRow) -> Iterator[Entry]:
    due = Sentence(N_("for %(date)s"), {"date": step.due_on})
    planned = step.written_at.astimezone(HOME).date()
    what = N_("Step proposed") if step.status is StepStatus.PROPOSED else N_("Step planned")
    yield _entry(step, planned, Sentence(what), text=step.title, details=(due,), automatic=True)
    if step.ended_on:
        what = N_("Step done") if step.status is StepStatus.DONE else N_("Step stopped")
        yield Entry(
            day=step.ended_on,
            what=Sentence(what),
            text=step.title,
            domains=frozenset({step.domain}),
            automatic=True,
        )


def _view(view: ViewRow) -> Entry:
    return _entry(
        view, view.seen_on, view.domain, text=view.note, details=(view.view,), automatic=not view.note
    )


def _answer(answer: AnswerRow) -> Entry:
    what = Sentence(N_("Answered"))
    return _entry(
        answer,
        answer.answered_on,
        what,
        text=answer.reason,
        details=(answer.answer,),
        element=answer.element,
        automatic=True,
    )


def went_back(before: StayRow | None, stay: StayRow) -> bool:
    """Opening again after closing is no going back: it begins where it makes sense."""
    return bool(before and not before.outcome and stay.phase.number < before.phase.number)
