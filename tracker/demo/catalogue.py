"""The words and numbers of the demo town: tracker/content/demo/*.toml, each file as one record.

Read when they are asked for: no other start waits for the demo.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path

from tracker.core.catalogue import load_whole
from tracker.demo.terms import (
    Barrier,
    Colleague,
    Contact,
    Dates,
    DomainView,
    ElementUse,
    House,
    Newcomer,
    PhaseStay,
    Step,
    Strength,
)
from tracker.trajectory.terms import (
    CauseSide,
    ContactKind,
    LifeDomain,
    Outcome,
    Phase,
    StepOwner,
    WaitingOn,
)

CONTENT = Path(__file__).parents[1] / "content" / "demo"


@dataclass(frozen=True, slots=True)
class Origin:
    """Names and languages of one origin, its share of the town and its row of the work table.

    A name is written in Latin letters, in the own script, and in other spellings.
    """

    curve: str
    weight: float
    languages: tuple[str, ...]
    men: tuple[tuple[str, ...], ...]
    women: tuple[tuple[str, ...], ...]
    families: tuple[tuple[str, ...], ...]


@dataclass(frozen=True, slots=True)
class Age:
    """A band of ages at the permit, its share, and how many times the average is in work."""

    first: int
    last: int
    weight: float
    work: float


@dataclass(frozen=True, slots=True)
class Job:
    was: str
    wants: str
    place: str


@dataclass(frozen=True, slots=True)
class WorkTable:
    """Percent in work per number of months after the permit, per row, and men to women then."""

    months: tuple[float, ...]
    men_to_women: tuple[float, ...]
    percent: Mapping[str, tuple[float, ...]]


@dataclass(frozen=True, slots=True)
class People:
    women: float
    work: WorkTable
    age: tuple[Age, ...]
    job: tuple[Job, ...]


@dataclass(frozen=True, slots=True)
class Names:
    origin: tuple[Origin, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Lines:
    """What can be said in these phases; by which partner, and whether only of who has family here."""

    texts: tuple[str, ...]
    phases: tuple[Phase, ...] = tuple(Phase)
    by: str | None = None
    family: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class ContactLines(Lines):
    kinds: tuple[ContactKind, ...]
    domains: tuple[LifeDomain, ...] = (LifeDomain.WORK,)


@dataclass(frozen=True, slots=True)
class Contacts:
    first: tuple[ContactLines, ...]
    reached: tuple[ContactLines, ...]
    not_reached: tuple[ContactLines, ...]
    did_not_show: tuple[ContactLines, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class StepLines(Lines):
    domain: LifeDomain
    owner: StepOwner


@dataclass(frozen=True, slots=True)
class Plan:
    """Steps, and the reasons that go with going back, pausing, closing and what does not fit."""

    step: tuple[StepLines, ...]
    hold: tuple[Lines, ...]
    does_not_fit: tuple[Lines, ...]
    back: Mapping[Phase, tuple[str, ...]]
    closing: Mapping[Outcome, tuple[str, ...]]


@dataclass(frozen=True, slots=True, kw_only=True)
class BarrierLines(Lines):
    domain: LifeDomain
    cause: CauseSide
    waiting: tuple[WaitingOn, ...]
    helped: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class StrengthLines(Lines):
    domain: LifeDomain


@dataclass(frozen=True, slots=True)
class Domains:
    """What hinders and helps in each life domain, and what asks for attention there."""

    barrier: tuple[BarrierLines, ...]
    strength: tuple[StrengthLines, ...]
    attention: Mapping[LifeDomain, str]


@dataclass(frozen=True, slots=True)
class Staff:
    organisation: tuple[House, ...]
    user: tuple[Colleague, ...]


@dataclass(frozen=True, slots=True)
class Showcase:
    """One dossier in full, as it stood on the day `written_on`."""

    written_on: date
    house: str
    team: str
    client_manager: str
    newcomer: Newcomer
    dates: Dates
    stay: tuple[PhaseStay, ...]
    contact: tuple[Contact, ...]
    barrier: tuple[Barrier, ...]
    strength: tuple[Strength, ...]
    view: tuple[DomainView, ...]
    step: tuple[Step, ...]
    use: tuple[ElementUse, ...]


@cache
def people() -> People:
    return load_whole(CONTENT / "people.toml", People)


@cache
def origins() -> tuple[Origin, ...]:
    return load_whole(CONTENT / "names.toml", Names).origin


@cache
def contacts() -> Contacts:
    return load_whole(CONTENT / "contacts.toml", Contacts)


@cache
def plan() -> Plan:
    return load_whole(CONTENT / "plan.toml", Plan)


@cache
def domains() -> Domains:
    return load_whole(CONTENT / "domains.toml", Domains)


@cache
def staff() -> Staff:
    return load_whole(CONTENT / "town.toml", Staff)


@cache
def showcase() -> Showcase:
    return load_whole(CONTENT / "showcase.toml", Showcase)
