"""What is known about a newcomer's path, one table per kind of fact.

Every row hangs on its organisation: the composite foreign keys keep parents and children in one
organisation. Every row that says something about a person has its life domain and sharing level.
"""

from datetime import date, datetime
from typing import Any
from uuid import UUID

from sqlalchemy import (
    CheckConstraint,
    Dialect,
    ForeignKey,
    ForeignKeyConstraint,
    Index,
    Integer,
    String,
    TypeDecorator,
    UniqueConstraint,
    text,
)
from sqlalchemy.orm import Mapped, declared_attr, mapped_column

from tracker.core.model import TenantBase
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
    StepOwner,
    StepStatus,
    View,
    WaitingOn,
)

TEXT = 5000
"""The longest text that a form takes, in characters."""


class LifeDomains(TypeDecorator[frozenset[LifeDomain]]):
    """A set of life domains in one column: bit n stands for the n-th domain of LifeDomain.

    One number, so that "all of these are granted" is one comparison in SQL on both databases.
    """

    impl = Integer
    cache_ok = True

    def process_bind_param(self, value: Any, dialect: Dialect) -> int | None:
        return None if value is None else sum(1 << list(LifeDomain).index(domain) for domain in value)

    def process_result_value(self, value: int | None, dialect: Dialect) -> frozenset[LifeDomain] | None:
        if value is None:
            return None
        return frozenset(domain for bit, domain in enumerate(LifeDomain) if value >> bit & 1)


class Versioned(TenantBase):
    """A row that people change: of two who save the same version, the second is refused (409)."""

    __abstract__ = True

    version: Mapped[int]

    @declared_attr.directive
    def __mapper_args__(cls) -> dict[str, Any]:  # noqa: N805
        return {"version_id_col": cls.version}


class Newcomer(Versioned):
    """The person. No citizen service number, origin, nationality or sex: nothing here needs them."""

    __tablename__ = "newcomer"

    given_name: Mapped[str] = mapped_column(String(80))
    family_name: Mapped[str] = mapped_column(String(80))
    native_name: Mapped[str] = mapped_column(String(120), default="")
    """In the person's own script."""
    other_names: Mapped[str] = mapped_column(String(300), default="")
    """Other spellings, separated by a semicolon."""
    birth_year: Mapped[int | None]
    languages: Mapped[str] = mapped_column(String(200), default="")
    interpreter: Mapped[bool] = mapped_column(default=False)
    phone: Mapped[str] = mapped_column(String(40), default="")
    email: Mapped[str] = mapped_column(String(254), default="")
    sort_key: Mapped[str] = mapped_column(String(170))
    """Normalised in Python, since databases sort differently; see tracker.core.names."""
    search_key: Mapped[str] = mapped_column(String(600))


class Trajectory(Versioned):
    """One period of guidance of one person; open as long as it has a stay that has not ended."""

    __tablename__ = "trajectory"
    __table_args__ = (
        ForeignKeyConstraint(["organisation_id", "newcomer_id"], ["newcomer.organisation_id", "newcomer.id"]),
        ForeignKeyConstraint(["organisation_id", "team_id"], ["team.organisation_id", "team.id"]),
        UniqueConstraint("organisation_id", "reference"),
        Index(None, "organisation_id", "client_manager_id"),
        Index(None, "organisation_id", "team_id"),
        Index(None, "organisation_id", "newcomer_id"),
    )

    newcomer_id: Mapped[UUID]
    reference: Mapped[str] = mapped_column(String(40))
    """What people call it: the case number of the municipality, or TR-0001 and on."""
    team_id: Mapped[UUID | None]
    client_manager_id: Mapped[UUID | None] = mapped_column(ForeignKey("user_account.id"))
    started_on: Mapped[date]
    permit_on: Mapped[date | None]
    """Three start dates that are never mixed up (domain.md 5.2): the permit,"""
    settled_on: Mapped[date | None]
    """settling in the municipality,"""
    integration_on: Mapped[date | None]
    """and the start of civic integration."""


class AboutPerson(Versioned):
    """A fact about somebody on the way: when and by whom, in which domain, shared how far."""

    __abstract__ = True

    trajectory_id: Mapped[UUID]
    domain: Mapped[LifeDomain] = mapped_column(default=LifeDomain.WORK)
    sharing: Mapped[Sharing] = mapped_column(default=Sharing.CARE_TEAM)
    author_id: Mapped[UUID] = mapped_column(ForeignKey("user_account.id"))
    author_organisation_id: Mapped[UUID] = mapped_column(ForeignKey("organisation.id"))
    written_at: Mapped[datetime]


def of_trajectory(*more: Any) -> tuple[Any, ...]:
    return (
        ForeignKeyConstraint(
            ["organisation_id", "trajectory_id"], ["trajectory.organisation_id", "trajectory.id"]
        ),
        *more,
    )


class PhaseStay(AboutPerson):
    """From-to in one phase, in order. The truth about phases, closing and opening again:
    closing ends the last stay with an outcome, opening again begins a new one."""

    __tablename__ = "phase_stay"
    __table_args__ = of_trajectory(
        UniqueConstraint("organisation_id", "trajectory_id", "seq"),
        CheckConstraint("left_on IS NULL OR left_on >= entered_on", name="ends_after_start"),
        CheckConstraint("outcome IS NULL OR left_on IS NOT NULL", name="outcome_at_the_end"),
        Index(
            "uq_phase_stay_present",
            "organisation_id",
            "trajectory_id",
            unique=True,
            sqlite_where=text("left_on IS NULL"),
            postgresql_where=text("left_on IS NULL"),
        ),
    )

    seq: Mapped[int]
    phase: Mapped[Phase]
    entered_on: Mapped[date]
    reason: Mapped[str] = mapped_column(String(TEXT), default="")
    """Why it began: always given when going back and when opening again."""
    left_on: Mapped[date | None]
    outcome: Mapped[Outcome | None]
    closing_note: Mapped[str] = mapped_column(String(TEXT), default="")


class Hold(AboutPerson):
    """A pause with a reason and a date on which the trajectory wakes by itself."""

    __tablename__ = "hold"
    __table_args__ = of_trajectory(
        CheckConstraint("until_on > from_on", name="ends_after_start"),
        Index(None, "organisation_id", "trajectory_id"),
    )

    from_on: Mapped[date]
    until_on: Mapped[date]
    reason: Mapped[str] = mapped_column(String(TEXT))
    ended_on: Mapped[date | None]
    """When somebody ended it before its date."""


class DomainView(AboutPerson):
    """How one life domain looks, as somebody saw it on a day; the newest one counts."""

    __tablename__ = "domain_view"
    __table_args__ = of_trajectory(Index(None, "organisation_id", "trajectory_id", "domain"))

    view: Mapped[View]
    seen_on: Mapped[date]
    note: Mapped[str] = mapped_column(String(TEXT), default="")


class Barrier(AboutPerson):
    """Something in one life domain that hinders or blocks."""

    __tablename__ = "barrier"
    __table_args__ = of_trajectory(
        CheckConstraint("(closed_on IS NULL) = (ending IS NULL)", name="closed_with_ending"),
        CheckConstraint("closed_on IS NULL OR closed_on >= opened_on", name="ends_after_start"),
        Index(None, "organisation_id", "trajectory_id"),
    )

    description: Mapped[str] = mapped_column(String(TEXT))
    severity: Mapped[Severity]
    cause_side: Mapped[CauseSide]
    waiting_on: Mapped[WaitingOn] = mapped_column(default=WaitingOn.NOBODY)
    owner_id: Mapped[UUID | None] = mapped_column(ForeignKey("user_account.id"))
    opened_on: Mapped[date]
    looked_on: Mapped[date]
    """When it was last looked at: the day it was noted, and every review."""
    review_on: Mapped[date | None]
    """The day agreed for looking again."""
    closed_on: Mapped[date | None]
    ending: Mapped[BarrierEnd | None]
    what_helped: Mapped[str] = mapped_column(String(TEXT), default="")


class Strength(AboutPerson):
    """Something in one life domain that helps."""

    __tablename__ = "strength"
    __table_args__ = of_trajectory(
        CheckConstraint("closed_on IS NULL OR closed_on >= opened_on", name="ends_after_start"),
        Index(None, "organisation_id", "trajectory_id"),
    )

    description: Mapped[str] = mapped_column(String(TEXT))
    opened_on: Mapped[date]
    review_on: Mapped[date | None]
    closed_on: Mapped[date | None]


class Step(AboutPerson):
    """One thing that somebody will do, at the latest on a day."""

    __tablename__ = "step"
    __table_args__ = of_trajectory(
        CheckConstraint("(ended_on IS NOT NULL) = (status IN ('done', 'stopped'))", name="ended_when_over"),
        Index(None, "organisation_id", "trajectory_id"),
    )

    title: Mapped[str] = mapped_column(String(200))
    owner: Mapped[StepOwner]
    owner_id: Mapped[UUID | None] = mapped_column(ForeignKey("user_account.id"))
    due_on: Mapped[date]
    status: Mapped[StepStatus]
    ended_on: Mapped[date | None]


class Contact(Versioned):
    """A conversation, or an attempt at one."""

    __tablename__ = "contact"
    __table_args__ = of_trajectory(
        CheckConstraint("domains > 0", name="about_a_domain"),
        CheckConstraint("minutes IS NULL OR minutes > 0", name="takes_time"),
        Index(None, "organisation_id", "trajectory_id", "happened_at"),
    )

    trajectory_id: Mapped[UUID]
    domains: Mapped[frozenset[LifeDomain]] = mapped_column(LifeDomains)
    sharing: Mapped[Sharing]
    author_id: Mapped[UUID] = mapped_column(ForeignKey("user_account.id"))
    author_organisation_id: Mapped[UUID] = mapped_column(ForeignKey("organisation.id"))
    written_at: Mapped[datetime]
    kind: Mapped[ContactKind]
    result: Mapped[ContactResult]
    happened_at: Mapped[datetime]
    """Midnight at home when only the day is known."""
    minutes: Mapped[int | None]
    present: Mapped[str] = mapped_column(String(200), default="")
    """Who else was there."""
    text: Mapped[str] = mapped_column(String(TEXT), default="")


class ElementUse(AboutPerson):
    """An answer to a working element; the key is that of the catalogue, the newest answer counts."""

    __tablename__ = "element_use"
    __table_args__ = of_trajectory(
        ForeignKeyConstraint(["organisation_id", "step_id"], ["step.organisation_id", "step.id"]),
        Index(None, "organisation_id", "trajectory_id"),
    )

    element: Mapped[str] = mapped_column(String(60))
    answer: Mapped[ElementAnswer]
    answered_on: Mapped[date]
    reason: Mapped[str] = mapped_column(String(300), default="")
    step_id: Mapped[UUID | None]
    """The step that was planned with it."""
