"""The values of which a demo town is made.

Frozen and plain: no database, no ids. People are named by their email address, organisations by the key
of tracker/content/demo/town.toml. The fields of a fact are the columns of the table with that name.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from typing import TypeAlias

from tracker.accounts.terms import OrganisationKind, Role
from tracker.trajectory.terms import (
    BarrierEnd,
    CauseSide,
    ContactKind,
    ContactResult,
    ElementAnswer,
    LifeDomain,
    Outcome,
    Phase,
    Severity,
    Sharing,
    Status,
    StepOwner,
    StepStatus,
    View,
    WaitingOn,
)


@dataclass(frozen=True, slots=True)
class House:
    """A municipality or a partner organisation; only municipalities have teams and trajectories.

    A partner `helps` a municipality, by its key; its people have their role there.
    """

    key: str
    name: str
    kind: OrganisationKind
    teams: tuple[str, ...] = ()
    closed: int = 0
    helps: str | None = None
    contact: str = ""


@dataclass(frozen=True, slots=True)
class Seat:
    """A role at an organisation, in one team or in none."""

    at: str
    role: Role
    team: str | None = None
    capacity: int | None = None


@dataclass(frozen=True, slots=True)
class Colleague:
    """Somebody who can sign in; `caseload` is how many open trajectories are theirs."""

    email: str
    name: str
    works: tuple[Seat, ...]
    caseload: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Newcomer:
    given_name: str
    family_name: str
    native_name: str
    other_names: str
    birth_year: int
    languages: str
    interpreter: bool
    phone: str
    email: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Dates:
    """The start of a trajectory and the three dates that are kept apart from it."""

    started_on: date
    permit_on: date
    settled_on: date
    integration_on: date | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Written:
    """A text about somebody: by whom, when, shared how far."""

    author: str
    written_at: datetime
    sharing: Sharing = Sharing.CARE_TEAM


@dataclass(frozen=True, slots=True, kw_only=True)
class Fact(Written):
    domain: LifeDomain = LifeDomain.WORK


@dataclass(frozen=True, slots=True, kw_only=True)
class PhaseStay(Fact):
    seq: int
    phase: Phase
    entered_on: date
    reason: str = ""
    left_on: date | None = None
    outcome: Outcome | None = None
    closing_note: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Hold(Fact):
    from_on: date
    until_on: date
    reason: str
    ended_on: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class DomainView(Fact):
    view: View
    seen_on: date
    note: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Barrier(Fact):
    description: str
    severity: Severity
    cause_side: CauseSide
    waiting_on: WaitingOn
    opened_on: date
    looked_on: date
    review_on: date | None = None
    closed_on: date | None = None
    ending: BarrierEnd | None = None
    what_helped: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Strength(Fact):
    description: str
    opened_on: date
    review_on: date | None = None
    closed_on: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Step(Fact):
    title: str
    owner: StepOwner
    due_on: date
    status: StepStatus
    ended_on: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ElementUse(Fact):
    element: str
    answer: ElementAnswer
    answered_on: date
    reason: str = ""
    step: Step | None = None
    """The step that was planned with it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Contact(Written):
    domains: tuple[LifeDomain, ...]
    kind: ContactKind
    result: ContactResult
    happened_at: datetime
    minutes: int | None = None
    present: str = ""
    text: str = ""


AnyFact: TypeAlias = Fact | Contact


@dataclass(frozen=True, slots=True, kw_only=True)
class Path:
    """One trajectory with everything on it; `intended` is the status it was made to have today."""

    reference: str
    team: str
    client_manager: str
    newcomer: Newcomer
    dates: Dates
    stays: tuple[PhaseStay, ...]
    facts: tuple[AnyFact, ...]
    """Everything else: holds, views, barriers, strengths, steps, answers to elements, contacts."""
    intended: Status

    @property
    def is_open(self) -> bool:
        return self.stays[-1].left_on is None

    def every_fact(self) -> Iterator[AnyFact]:
        """The stays and all other facts; a step that came with an answer goes before it."""
        for fact in (*self.stays, *self.facts):
            if isinstance(fact, ElementUse) and fact.step:
                yield fact.step
            yield fact


@dataclass(frozen=True, slots=True)
class Municipality:
    house: House
    paths: tuple[Path, ...]


@dataclass(frozen=True, slots=True)
class Town:
    """Everything the demo shows, made for one day."""

    today: date
    houses: tuple[House, ...]
    colleagues: tuple[Colleague, ...]
    municipalities: tuple[Municipality, ...]
