"""What the functional administrator sees of the own organisation: never anything about newcomers."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, ClassVar
from uuid import UUID

from tracker.accounts.terms import Role
from tracker.accounts.work import HOME
from tracker.core.sentence import Sentence
from tracker.core.term import N_, Term

DEEDS: Mapping[str, str] = {
    "add_organisation": N_("Organisation begun"),
    "add_team": N_("Team added"),
    "rename_team": N_("Team renamed"),
    "remove_team": N_("Team removed"),
    "add_user": N_("Somebody added"),
    "add_role": N_("Role given to somebody"),
    "invite_user": N_("Link to choose a password made"),
    "choose_password": N_("Password chosen"),
    "change_membership": N_("End of a role changed"),
    "end_membership": N_("Role ended"),
    "deputise": N_("Standing in arranged"),
    "end_deputy": N_("Standing in ended"),
    "set_norm": N_("Norm set"),
    "withdraw_norm": N_("Norm taken back"),
    "add_partner": N_("Partner added"),
    "change_partner": N_("Partner changed"),
    "end_partner": N_("Partner ended"),
    "set_looks": N_("Looks set"),
    "reset_looks": N_("Looks of Opweg again"),
}
"""The deeds of a set-up by their names in the audit trail, and how they read."""


NORMS: Mapping[str, str] = {
    "contact_days": N_("No real contact for"),
    "barrier_review_days": N_("A barrier not looked at for"),
    "preparation_days": N_("In the preparation for"),
    "intake_days": N_("In the intake for"),
    "orientation_days": N_("In the orientation for"),
    "activation_days": N_("In the activation for"),
    "matching_days": N_("In the matching for"),
    "aftercare_days": N_("In the aftercare for"),
}
"""How each number of the method reads: longer than so many days asks for attention."""


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


@dataclass(frozen=True, slots=True)
class PartnerRow:
    """A partner organisation, and how many people have a role for it today."""

    id: UUID
    name: str
    contact: str
    until_on: date | None
    people: int

    def works(self, today: date) -> bool:
        return self.until_on is None or self.until_on >= today


@dataclass(frozen=True, slots=True, kw_only=True)
class Seat:
    """One membership of somebody; that for a partner ends with the partner."""

    id: UUID
    user_id: UUID
    name: str
    email: str
    role: Role
    team: str | None
    partner: str | None
    from_on: date
    until_on: date | None
    has_password: bool

    def standing(self, today: date) -> Standing:
        if self.until_on and self.until_on < today:
            return Standing.ENDED
        return Standing.AHEAD if self.from_on > today else Standing.RUNS


@dataclass(frozen=True, slots=True)
class Unseated:
    """Somebody who was added here and has no membership, not even one that ended."""

    id: UUID
    name: str
    email: str
    has_password: bool


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
    whom: str
    """Who or what it was about, by the present name; empty when that is gone or has none."""
    where: str
    """The team or partner of a role."""
    absent: str
    """For whom somebody stands in."""
    details: Mapping[str, Any]

    @property
    def label(self) -> Sentence:
        return Sentence(DEEDS[self.deed])

    @property
    def what(self) -> Term | str:
        """Which role, or which number of the method."""
        role, key = self.details.get("role"), self.details.get("key")
        return Role(role) if role else NORMS.get(str(key), "")

    @property
    def days(self) -> Sentence | None:
        """How many days a number became, and from when."""
        if "value" not in self.details:
            return None
        values = {"n": self.details["value"], "date": self._day("holds_from")}
        return Sentence(N_("%(n)s day, from %(date)s"), values, many=N_("%(n)s days, from %(date)s"))

    @property
    def until(self) -> Sentence | None:
        """Its last day, as far as the line tells."""
        if "until_on" not in self.details:
            return None
        last = self._day("until_on")
        return (
            Sentence(N_("up to and including %(date)s"), {"date": last}) if last else Sentence(N_("no end"))
        )

    def _day(self, key: str) -> date | None:
        return date.fromisoformat(self.details[key]) if self.details.get(key) else None

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
    partners: int
    looks: int


@dataclass(frozen=True, slots=True)
class Looks:
    """The own colours, as #0b5567; an empty one is Opweg's or follows from the others."""

    action: str = ""
    hover: str = ""
    highlight: str = ""
    dark_action: str = ""
    dark_hover: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Scheme:
    """The colours of static/opweg.css by day or in the dark, and how much of the action colour is in the
    first three steps of a heat map."""

    page: str
    sunk: str
    line: str
    edge: str
    text: str
    soft: str
    action: str
    strong: str
    tint: str
    now: str
    heat: tuple[float, float, float]
    too_weak: str
    """What is said of an action colour that is read badly."""

    COLOURS: ClassVar = ("page", "sunk", "line", "edge", "text", "soft", "action", "strong", "tint", "now")


LIGHT = Scheme(
    page="#ffffff",
    sunk="#f4f5f1",
    line="#d3d7cf",
    edge="#757d76",
    text="#18211f",
    soft="#535d58",
    action="#0b5567",
    strong="#063945",
    tint="#e3f0f2",
    now="#f7b52c",
    heat=(0.15, 0.35, 0.6),
    too_weak=N_(
        "As text this colour has a contrast of %(ratio)s to 1 on a light page; 4.5 is needed. "
        "Choose a darker one."
    ),
)
DARK = Scheme(
    page="#131a1b",
    sunk="#1c2526",
    line="#36423f",
    edge="#87938e",
    text="#e7ece9",
    soft="#aab5b0",
    action="#82cddd",
    strong="#b5e4ed",
    tint="#12343c",
    now="#f7b52c",
    heat=(0.15, 0.3, 0.45),
    too_weak=N_(
        "As text this colour has a contrast of %(ratio)s to 1 on a dark page; 4.5 is needed. "
        "Choose a lighter one."
    ),
)
