"""Who gets a client manager, who stays where they are, and who has room."""

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from tracker.core.term import N_, Term

MOST = 2000
"""Trajectories that are assigned at once."""


class Stays(Term):
    """Why somebody of the chosen ones is not assigned."""

    ALREADY = "already", N_("is guided by them already")
    CLOSED = "closed", N_("the trajectory is closed")


@dataclass(frozen=True, slots=True, kw_only=True)
class Chosen:
    """A trajectory that was chosen, and what its client manager has to do in it."""

    id: UUID
    reference: str
    name: str
    sort_key: str
    client_manager_id: UUID | None
    client_manager: str | None
    team_id: UUID | None
    closed: bool
    open_work: int
    """Live steps and open barriers whose next step is the client manager's."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Seat:
    """Somebody who guides people in a team: how many now, and how many they can."""

    id: UUID
    user_id: UUID
    team_id: UUID
    name: str
    team: str
    people: int
    capacity: int | None

    @property
    def free(self) -> int | None:
        """Below zero when there are too many; None when nobody said how many fit."""
        return None if self.capacity is None else self.capacity - self.people


@dataclass(frozen=True, slots=True)
class Plan:
    """What an assignment would do: who goes, and who stays and why."""

    to: Seat
    goes: Sequence[Chosen]
    stays: Sequence[tuple[Chosen, Stays]]
    seen: str
    """Knows again what would be done."""

    @property
    def open_work(self) -> int:
        return sum(one.open_work for one in self.goes)

    @property
    def change_team(self) -> int:
        return sum(one.team_id != self.to.team_id for one in self.goes)


@dataclass(frozen=True, slots=True)
class Assigned:
    """One trajectory of an assignment that was done."""

    trajectory_id: UUID
    reference: str
    name: str
    before: str | None
    client_manager: str
    returned: bool
    moved_on: bool
    """Somebody assigned it again since, so undoing this leaves it alone."""

    @property
    def undoable(self) -> bool:
        return not (self.returned or self.moved_on)
