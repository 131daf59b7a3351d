"""The words of the working elements and of the situations in which they fit."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from tracker.core.sentence import Sentence
from tracker.core.term import N_, Term
from tracker.trajectory.rules import OpenBarrier
from tracker.trajectory.terms import ElementAnswer, LifeDomain, Phase


class Point(Term):
    """The four points of attention that hold in every phase (domain.md 9.3)."""

    HEALTH = "health", N_("Health")
    ORGANISATION = "organisation", N_("How guidance is organised")
    REFLECTING = "reflecting", N_("Reflecting")
    PRECONDITIONS = "preconditions", N_("Preconditions")


class Grade(Term):
    """How firmly an element rests on research."""

    A = "A", N_("Basis A: the source says so.")
    B = "B", N_("Basis B: the source treats the subject; the content is ours.")
    C = "C", N_("Basis C: knowledge of the trade, not checked in a source.")


SIGNALS = (
    "handover_without_introduction",
    "no_real_contact",
    "on_hold_date_reached",
    "contract_ends",
    "aftercare_due",
    "pip_decision_due",
    "pip_progress_talk_due",
    "course_absence",
    "no_next_step",
    "step_overdue",
    "barrier_without_review",
    "phase_longer_than_norm",
    "term_ends",
    "term_extension_check",
    "membership_ending",
)
"""Every signal of the method in the order in which they count (knowledge.md 4.2).

Those that fire in this release are the members of SignalCode.
"""

MOMENTS = ("week_1", "week_2", "week_4", "month_2", "month_3", "month_6", "month_9", "month_12")
"""The moments of aftercare, counted from the start of the work."""


@dataclass(frozen=True, slots=True)
class Fired:
    """A signal as the rules of the prompts see it; `detail` is its life domain or its moment."""

    code: str
    why: Sentence
    detail: str = ""


@dataclass(frozen=True, slots=True)
class Answer:
    """What was last answered to an element; `over` when the step that came with it has ended."""

    answer: ElementAnswer
    on: date
    reason: str = ""
    over: bool = False


@dataclass(frozen=True, slots=True)
class Situation:
    """All that decides which elements fit. `days` is the day of this stay, `quiet` is on hold or closed."""

    phase: Phase
    days: int
    today: date
    signals: tuple[Fired, ...] = ()
    barriers: tuple[OpenBarrier, ...] = ()
    strengths: frozenset[LifeDomain] = frozenset()
    answers: Mapping[str, Answer] = field(default_factory=dict)
    quiet: bool = False
