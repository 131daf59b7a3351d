"""What the functional administrator sees of the own organisation: never anything about newcomers."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from tracker.accounts.terms import Role
from tracker.accounts.work import HOME
from tracker.core.sentence import Sentence
from tracker.core.term import N_, Term

IN_A_TEAM = (Role.CLIENT_MANAGER, Role.TEAM_LEAD)
"""The roles that sit in a team; a team lead sees nobody without one."""


DEEDS: Mapping[str, str] = {
    "add_organisation": N_("Organisation begun"),
    "add_team": N_("Team added"),
    "rename_team": N_("Team renamed"),
    "remove_team": N_("Team removed"),
    "add_user": N_("Role given to somebody"),
    "invite_user": N_("Link to choose a password made"),
    "choose_password": N_("Password chosen"),
    "change_membership": N_("End of a role changed"),
    "end_membership": N_("Role ended"),
    "deputise": N_("Standing in arranged"),
    "end_deputy": N_("Standing in ended"),
    "set_norm": N_("Norm set"),
    "withdraw_norm": N_("Norm taken back"),
}
"""The deeds of a set-up by their names in the audit trail, and how they read."""


class Standing(Term):
    """How it is with a membership."""

    RUNS = "runs", N_("runs")
    AHEAD = "ahead", N_("begins later")
    ENDED = "ended", N_("ended")


@dataclass(frozen=True, slots=True)
class TeamRow:
    """A team, and how many people work in it today."""

    id: UUID
    name: str
    people: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Seat:
    """One membership of somebody."""

    id: UUID
    user_id: UUID
    name: str
    email: str
    role: Role
    team: str | None
    from_on: date
    until_on: date | None
    has_password: bool

    def standing(self, today: date) -> Standing:
        if self.until_on and self.until_on < today:
            return Standing.ENDED
        return Standing.AHEAD if self.from_on > today else Standing.RUNS


@dataclass(frozen=True, slots=True)
class Colleague:
    """Somebody with their memberships, and when they last signed in for this organisation."""

    id: UUID
    name: str
    email: str
    has_password: bool
    seats: tuple[Seat, ...]
    last_sign_in: date | None

    def works(self, today: date) -> bool:
        return any(seat.standing(today) is not Standing.ENDED for seat in self.seats)


@dataclass(frozen=True, slots=True, kw_only=True)
class Standin:
    """Who stands in for whom, both days included."""

    id: UUID
    absent: str
    deputy: str
    from_on: date
    until_on: date


@dataclass(frozen=True, slots=True)
class NormValue:
    """A value that was set, and since or from when it holds."""

    id: UUID
    key: str
    value: int
    holds_from: date


@dataclass(frozen=True, slots=True)
class NormRow:
    """A number of the method: what holds today, since when, what comes, and what Opweg begins with."""

    key: str
    standard: int
    present: int
    since: date | None
    coming: tuple[NormValue, ...]


@dataclass(frozen=True, slots=True)
class Change:
    """One line of what was changed in the set-up."""

    at: datetime
    who: str | None
    """None when it was done at a terminal of the server."""
    deed: str

    @property
    def label(self) -> Sentence:
        return Sentence(DEEDS[self.deed])

    @property
    def on(self) -> date:
        return self.at.astimezone(HOME).date()


@dataclass(frozen=True, slots=True)
class Progress:
    """How far the set-up is, in numbers that run today."""

    teams: int
    people: int
    without_password: int
    norms: int
    deputies: int
