"""What was written about a trajectory, and the lines of its story."""

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from tracker.core.sentence import Sentence
from tracker.core.term import Term
from tracker.history.terms import EntryChange, EntryKind
from tracker.trajectory.terms import (
    BarrierEnd,
    ContactKind,
    ContactResult,
    ElementAnswer,
    LifeDomain,
    Outcome,
    Phase,
    Severity,
    Sharing,
    StepOwner,
    StepStatus,
    View,
    WaitingOn,
)


@dataclass(frozen=True, slots=True)
class Written:
    """By whom a fact was written, of which organisation, when, and who may read it."""

    id: UUID
    author_id: UUID
    author: str
    organisation: str
    written_at: datetime
    sharing: Sharing


@dataclass(frozen=True, slots=True)
class StayRow(Written):
    seq: int
    phase: Phase
    entered_on: date
    reason: str
    left_on: date | None
    outcome: Outcome | None
    closing_note: str


@dataclass(frozen=True, slots=True)
class HoldRow(Written):
    from_on: date
    until_on: date
    reason: str
    ended_on: date | None


@dataclass(frozen=True, slots=True)
class AssignmentRow(Written):
    before: str | None
    client_manager: str | None
    returned_at: datetime | None


@dataclass(frozen=True, slots=True)
class EarlierRow(Written):
    """By whom, and when, something was corrected or withdrawn."""

    kind: EntryKind
    entry_id: UUID
    change: EntryChange
    restored_at: datetime | None


@dataclass(frozen=True, slots=True)
class ViewRow(Written):
    domain: LifeDomain
    view: View
    seen_on: date
    note: str


@dataclass(frozen=True, slots=True)
class BarrierRow(Written):
    domain: LifeDomain
    description: str
    severity: Severity
    waiting_on: WaitingOn
    opened_on: date
    looked_on: date
    review_on: date | None
    whose: str | None
    """The name of who takes the next step."""
    closed_on: date | None
    ending: BarrierEnd | None
    what_helped: str


@dataclass(frozen=True, slots=True)
class StrengthRow(Written):
    domain: LifeDomain
    description: str
    opened_on: date
    review_on: date | None
    closed_on: date | None


@dataclass(frozen=True, slots=True)
class StepRow(Written):
    domain: LifeDomain
    title: str
    owner: StepOwner
    whose: str | None
    """The name of the professional whose step it is."""
    due_on: date
    status: StepStatus
    ended_on: date | None


@dataclass(frozen=True, slots=True)
class ContactRow(Written):
    domains: frozenset[LifeDomain]
    kind: ContactKind
    result: ContactResult
    happened_at: datetime
    minutes: int | None
    present: str
    text: str


@dataclass(frozen=True, slots=True)
class AnswerRow(Written):
    domain: LifeDomain
    element: str
    answer: ElementAnswer
    answered_on: date
    reason: str
    step_id: UUID | None
    """The step that was planned with it."""


@dataclass(frozen=True, slots=True)
class Record:
    """Everything that was written about one trajectory; stays in their order, the rest by its writing."""

    stays: tuple[StayRow, ...] = ()
    holds: tuple[HoldRow, ...] = ()
    earlier: tuple[EarlierRow, ...] = ()
    assignments: tuple[AssignmentRow, ...] = ()
    views: tuple[ViewRow, ...] = ()
    barriers: tuple[BarrierRow, ...] = ()
    strengths: tuple[StrengthRow, ...] = ()
    steps: tuple[StepRow, ...] = ()
    contacts: tuple[ContactRow, ...] = ()
    answers: tuple[AnswerRow, ...] = ()


@dataclass(frozen=True, slots=True)
class Entry:
    """One line of what happened. `at` is its moment, when that is known."""

    day: date
    what: Sentence | Term | None
    text: str = ""
    at: datetime | None = None
    details: tuple[Sentence | Term, ...] = ()
    tag: Term | None = None
    author: str = ""
    organisation: str = ""
    sharing: Sharing | None = None
    domains: frozenset[LifeDomain] = frozenset()
    automatic: bool = False
    element: str = ""
    """The key of the working element that was answered."""
    kind: EntryKind | None = None
    entry_id: UUID | None = None
    """What can be corrected, and read as it was before, when it has a kind."""
    author_id: UUID | None = None
    corrected: bool = False
    withdrawn: bool = False


@dataclass(frozen=True, slots=True)
class Day:
    day: date
    entries: tuple[Entry, ...]


@dataclass(frozen=True, slots=True)
class Timeline:
    """The days that are shown, newest first; how many lines there are, and how many are automatic."""

    days: tuple[Day, ...]
    shown: int
    total: int
    automatic: int
