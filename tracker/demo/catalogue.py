"""The words and numbers of the demo town, read once from tracker/content/demo/*.toml.

A phase, domain or other term that does not exist is a ValueError, a missing field a KeyError.
"""

import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any, Literal

from tracker.accounts.terms import OrganisationKind, Role
from tracker.demo.terms import Colleague, House, Seat
from tracker.trajectory.terms import (
    CauseSide,
    ContactKind,
    LifeDomain,
    Outcome,
    Phase,
    Sharing,
    StepOwner,
    WaitingOn,
)

CONTENT = Path(__file__).parents[1] / "content" / "demo"


@dataclass(frozen=True, slots=True)
class Name:
    latin: str
    native: str
    others: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Origin:
    """Names and languages of one origin, its share of the town and its row of the work table."""

    curve: str
    weight: float
    languages: tuple[str, ...]
    men: tuple[Name, ...]
    women: tuple[Name, ...]
    families: tuple[Name, ...]


@dataclass(frozen=True, slots=True)
class Age:
    """A band of ages at the permit, its share, and how many times the average is in work."""

    first: int
    last: int
    weight: float
    work: float


@dataclass(frozen=True, slots=True)
class WorkTable:
    """Percent in work per number of months after the permit, per row, and men to women then."""

    months: tuple[float, ...]
    rows: Mapping[str, tuple[float, ...]]
    men_to_women: tuple[float, ...]


@dataclass(frozen=True, slots=True)
class People:
    women: float
    origins: tuple[Origin, ...]
    ages: tuple[Age, ...]
    jobs: tuple[Mapping[str, str], ...]
    work: WorkTable


@dataclass(frozen=True, slots=True)
class ContactLine:
    phases: frozenset[Phase]
    domains: frozenset[LifeDomain]
    kind: ContactKind
    by: str | None
    text: str


@dataclass(frozen=True, slots=True)
class StepLine:
    phases: frozenset[Phase]
    domain: LifeDomain
    owner: StepOwner
    by: str | None
    title: str


@dataclass(frozen=True, slots=True)
class BarrierLine:
    domain: LifeDomain
    cause: CauseSide
    waiting: tuple[WaitingOn, ...]
    sharing: Sharing
    helped: tuple[str, ...]
    text: str


@dataclass(frozen=True, slots=True)
class StrengthLine:
    domain: LifeDomain
    text: str


@dataclass(frozen=True, slots=True)
class Words:
    """Every sentence that a simulated trajectory can hold."""

    reached: tuple[ContactLine, ...]
    not_reached: tuple[ContactLine, ...]
    did_not_show: tuple[ContactLine, ...]
    steps: tuple[StepLine, ...]
    barriers: tuple[BarrierLine, ...]
    strengths: tuple[StrengthLine, ...]
    attention: Mapping[LifeDomain, str]
    elements: Mapping[Phase, tuple[str, ...]]
    does_not_fit: tuple[str, ...]
    back: Mapping[Phase, tuple[str, ...]]
    hold: tuple[str, ...]
    closing: Mapping[Outcome, tuple[str, ...]]


@cache
def people() -> People:
    found, names = _toml("people"), _toml("names")
    table = found["work"]
    return People(
        women=found["women"],
        origins=tuple(_origin(row) for row in names["origin"]),
        ages=tuple(Age(row["from"], row["until"], row["weight"], row["work"]) for row in found["age"]),
        jobs=tuple(
            {"beroep": row["was"], "wens": row["wants"], "plek": row["place"]} for row in found["job"]
        ),
        work=WorkTable(
            months=tuple(table["months"]),
            rows={key: tuple(row) for key, row in table.items() if key not in ("months", "men_to_women")},
            men_to_women=tuple(table["men_to_women"]),
        ),
    )


@cache
def words() -> Words:
    contacts, plan, barriers = _toml("contacts"), _toml("plan"), _toml("barriers")
    return Words(
        reached=tuple(_contacts(contacts["reached"])),
        not_reached=tuple(_contacts(contacts["not_reached"])),
        did_not_show=tuple(_contacts(contacts["did_not_show"])),
        steps=tuple(_steps(plan["step"])),
        barriers=tuple(_barriers(barriers["barrier"])),
        strengths=tuple(
            StrengthLine(LifeDomain(row["domain"]), text)
            for row in barriers["strength"]
            for text in row["texts"]
        ),
        attention={LifeDomain(key): text for key, text in barriers["attention"].items()},
        elements={Phase(key): tuple(row) for key, row in plan["elements"].items() if key != "does_not_fit"},
        does_not_fit=tuple(plan["elements"]["does_not_fit"]),
        back={Phase(key): tuple(row) for key, row in plan["back"].items()},
        hold=tuple(plan["hold"]["reasons"]),
        closing={Outcome(key): tuple(row) for key, row in plan["closing"].items()},
    )


@cache
def houses() -> tuple[House, ...]:
    return tuple(
        House(
            row["key"],
            row["name"],
            OrganisationKind(row["kind"]),
            tuple(row.get("teams", ())),
            row.get("open", 0),
            row.get("closed", 0),
        )
        for row in _toml("town")["organisation"]
    )


@cache
def colleagues() -> tuple[Colleague, ...]:
    return tuple(
        Colleague(
            row["email"],
            row["name"],
            tuple(Seat(seat["at"], Role(seat["role"]), seat.get("team")) for seat in row["works"]),
            row.get("caseload", 0),
        )
        for row in _toml("town")["user"]
    )


@cache
def showcase() -> Mapping[str, Any]:
    """The dossier that is written out in full; tracker.demo.showcase knows its shape."""
    found: Mapping[str, Any] = _toml("showcase")
    return found


def _toml(name: Literal["people", "names", "contacts", "plan", "barriers", "town", "showcase"]) -> Any:
    return tomllib.loads((CONTENT / f"{name}.toml").read_text(encoding="utf-8"))


def _origin(row: Mapping[str, Any]) -> Origin:
    men, women, families = (
        tuple(
            Name(latin, native, tuple(others.split("; ")) if others else ())
            for latin, native, others in list_
        )
        for list_ in (row["men"], row["women"], row["families"])
    )
    return Origin(row["curve"], row["weight"], tuple(row["languages"]), men, women, families)


def _phases(row: Mapping[str, Any]) -> frozenset[Phase]:
    """The phases in which a line fits; none named means all."""
    return frozenset(map(Phase, row.get("phases", ()))) or frozenset(Phase)


def _contacts(rows: Iterable[Mapping[str, Any]]) -> Iterable[ContactLine]:
    for row in rows:
        domains = frozenset(map(LifeDomain, row.get("domains", ["work"])))
        for kind in row["kinds"]:
            for text in row["texts"]:
                yield ContactLine(_phases(row), domains, ContactKind(kind), row.get("by"), text)


def _steps(rows: Iterable[Mapping[str, Any]]) -> Iterable[StepLine]:
    for row in rows:
        for title in row["titles"]:
            owner, domain = StepOwner(row["owner"]), LifeDomain(row["domain"])
            yield StepLine(_phases(row), domain, owner, row.get("by"), title)


def _barriers(rows: Iterable[Mapping[str, Any]]) -> Iterable[BarrierLine]:
    for row in rows:
        for text in row["texts"]:
            yield BarrierLine(
                domain=LifeDomain(row["domain"]),
                cause=CauseSide(row["cause"]),
                waiting=tuple(map(WaitingOn, row["waiting"])),
                sharing=Sharing(row.get("sharing", Sharing.CARE_TEAM)),
                helped=tuple(row["helped"]),
                text=text,
            )
