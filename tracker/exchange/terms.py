"""What an import would do with every row of a sheet, and what it must know for that."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from hashlib import blake2b
from typing import Any
from uuid import UUID

from tracker.core.term import N_, Term
from tracker.sheets.terms import Column, Complaint, Item, Line, Sheet
from tracker.trajectory.terms import Outcome, Phase

Memory = Mapping[str, Any]
"""The marks of what the last import found in each column; a list of them for the barriers."""


def mark(*parts: object) -> str:
    """A short print of a value: enough to see that it changed, and nothing of it can be read back."""
    return blake2b("|".join(map(str, parts)).encode(), digest_size=8).hexdigest()


class Verdict(Term):
    """What happens with a row."""

    NEW = "new", N_("new")
    CHANGED = "changed", N_("changed")
    UNCHANGED = "unchanged", N_("unchanged")
    REFUSED = "refused", N_("refused")


@dataclass(frozen=True, slots=True)
class LiveStep:
    id: UUID
    title: str
    due_on: date


@dataclass(frozen=True, slots=True, kw_only=True)
class Known:
    """A trajectory as it stands here; its names are those of Line. What is not `editable` is never shown."""

    id: UUID
    reference: str
    editable: bool
    given_name: str
    family_name: str
    birth_year: int | None
    languages: str
    interpreter: bool
    phone: str
    email: str
    client_manager_id: UUID | None
    started_on: date
    permit_on: date | None
    settled_on: date | None
    integration_on: date | None
    phase: Phase
    entered_on: date
    closed_on: date | None
    outcome: Outcome | None
    newcomer_id: UUID | None = None
    last_contact_on: date | None = None
    barriers: frozenset[str] = frozenset()
    """The open ones, as tracker.core.names.fold writes them."""
    steps: tuple[LiveStep, ...] = ()
    memory: Memory = field(default_factory=dict)

    @property
    def name(self) -> str:
        return f"{self.given_name} {self.family_name}".strip()


@dataclass(frozen=True, slots=True)
class Worker:
    """Somebody who guides people in this organisation today, with the teams they sit in, by name."""

    id: UUID
    name: str
    email: str
    team_ids: tuple[UUID, ...]


@dataclass(frozen=True, slots=True)
class Here:
    """All that is known here before the import."""

    known: tuple[Known, ...]
    workers: tuple[Worker, ...]
    teams: Mapping[str, UUID]
    """By their names, as tracker.core.names.fold writes them."""


@dataclass(frozen=True, slots=True)
class Opening:
    """What only a new trajectory has of the sheet."""

    reference: str
    client_manager_id: UUID
    team_id: UUID | None
    started_on: date


@dataclass(frozen=True, slots=True)
class End:
    """How a trajectory ended, by the sheet."""

    on: date
    outcome: Outcome


@dataclass(frozen=True, slots=True)
class Place:
    """The phase in which a trajectory is by the sheet, and since when."""

    phase: Phase
    since: date


@dataclass(frozen=True, slots=True, kw_only=True)
class Deeds:
    """What is written about somebody: a new trajectory is opened, or one that is known changes."""

    opening: Opening | None = None
    known: Known | None = None
    changes: frozenset[Column]
    """What is written besides what a new trajectory opens with."""
    place: Place
    """Where somebody begins, or goes when the phase is among the changes."""
    barriers: tuple[Item, ...] = ()
    step_due_on: date | None = None
    moved_step: UUID | None = None
    """The step that gets this day; without it a next step is a new one."""
    end: End | None = None
    memory: Memory

    @property
    def anything(self) -> bool:
        """Whether there is anything to write, be it only to remember."""
        return self.known is None or bool(self.changes) or self.memory != self.known.memory


@dataclass(frozen=True, slots=True)
class Row:
    """One person of the sheet and what the import does with them."""

    line: Line
    verdict: Verdict
    complaints: tuple[Complaint, ...] = ()
    deeds: Deeds | None = None
    hidden: tuple[UUID, ...] = ()
    """The trajectories, that the importer may not see, of which this row tells something."""
    question: str = ""
    """A print of whom this may be: the importer can say, or said, that it is somebody else."""

    @property
    def told_apart(self) -> bool:
        """Whether the importer said that this is somebody else."""
        return bool(self.question) and self.verdict is Verdict.NEW


@dataclass(frozen=True, slots=True)
class Plan:
    """What an import would do."""

    sheet: Sheet
    rows: tuple[Row, ...]

    @property
    def counts(self) -> Mapping[Verdict, int]:
        return Counter(row.verdict for row in self.rows)

    @property
    def hidden(self) -> frozenset[UUID]:
        return frozenset(hidden for row in self.rows for hidden in row.hidden)
