"""The parts of a dossier: its route, what it needs now, and how its life domains look."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from uuid import UUID

from tracker.core.sentence import Sentence
from tracker.core.term import N_
from tracker.story.terms import BarrierRow, StrengthRow, ViewRow
from tracker.trajectory.terms import LifeDomain, Outcome, Phase, SignalCode, View


class JunctionState(StrEnum):
    """How a junction of the route looks: passed, present, been there and gone back, or not yet."""

    DONE = "done"
    HERE = "here"
    SEEN = "seen"
    AHEAD = "ahead"


@dataclass(frozen=True, slots=True)
class Stretch:
    """One stay at a junction. `days` are calendar days, none while it lasts."""

    from_on: date
    until_on: date | None
    days: int | None
    reopened: bool
    back_because: str
    """Why it ended, when the route went back from here."""
    outcome: Outcome | None


@dataclass(frozen=True, slots=True)
class Junction:
    """A phase on the route; `back_on` is when the route last came back to it from a later phase."""

    phase: Phase
    state: JunctionState
    stretches: tuple[Stretch, ...]
    back_on: date | None
    skipped: bool


@dataclass(frozen=True, slots=True)
class Need:
    """One line of what is needed now. `subject` is typed text: the step, or the barrier."""

    code: SignalCode
    title: str
    """A msgid; a step speaks for itself."""
    why: Sentence
    subject: str = ""
    due_on: date | None = None
    when: Sentence | None = None
    """How late, or how soon."""
    late: bool = False
    id: UUID | None = None
    """Of the step or the barrier."""


@dataclass(frozen=True, slots=True)
class DomainLine:
    """How one life domain looks now: what is open in it, and what somebody last saw in it."""

    domain: LifeDomain
    view: View
    barriers: tuple[BarrierRow, ...]
    strengths: tuple[StrengthRow, ...]
    seen: ViewRow | None


ASKS: Mapping[SignalCode, str] = {
    SignalCode.NO_REAL_CONTACT: N_("Get in touch"),
    SignalCode.ON_HOLD_DATE_REACHED: N_("Talk again after the pause"),
    SignalCode.NO_NEXT_STEP: N_("Plan a next step"),
    SignalCode.BARRIER_WITHOUT_REVIEW: N_("Look again at the barrier"),
    SignalCode.PHASE_LONGER_THAN_NORM: N_("Think about the next phase"),
}
"""What a signal asks for, as the head of its line."""
