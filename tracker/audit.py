"""What is never changed and never removed: a line for every deed, and one for every dossier opened."""

from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import JSON, ForeignKey, Index, String
from sqlalchemy.orm import Mapped, mapped_column

from tracker.accounts.terms import Role
from tracker.accounts.work import OPERATOR, Work
from tracker.core.model import Base, TenantBase


class AuditLine(TenantBase):
    """Who did what to which record. Details hold terms and ids, never text about a person."""

    __tablename__ = "audit_line"

    at: Mapped[datetime] = mapped_column(index=True)
    user_id: Mapped[UUID | None] = mapped_column(ForeignKey("user_account.id"))
    """None, and no role, for what was done at a terminal of the server."""
    role: Mapped[Role | None]
    deed: Mapped[str] = mapped_column(String(60))
    subject_id: Mapped[UUID] = mapped_column(index=True)
    details: Mapped[dict[str, Any]] = mapped_column(JSON)


class Reading(TenantBase):
    """Who opened which dossier. Without a key to the trajectory: that it was read stays true without it."""

    __tablename__ = "reading"
    __table_args__ = (
        Index(None, "organisation_id", "user_id"),
        Index(None, "organisation_id", "trajectory_id"),
    )

    at: Mapped[datetime]
    user_id: Mapped[UUID] = mapped_column(ForeignKey("user_account.id"))
    role: Mapped[Role]
    trajectory_id: Mapped[UUID]


def record_reading(work: Work, trajectory_id: UUID) -> None:
    """Write down that the actor opened a dossier."""
    actor = work.actor
    work.session.add(
        Reading(
            at=work.now,
            organisation_id=actor.organisation_id,
            user_id=actor.user_id,
            role=actor.role,
            trajectory_id=trajectory_id,
        )
    )


def record(work: Work, deed: str, *, on: Base, **details: str | int | None) -> None:
    """Write down who did what to which record; `deed` is the name of the action."""
    actor, at_terminal = work.actor, work.actor.user_id == OPERATOR
    work.session.add(
        AuditLine(
            at=work.now,
            organisation_id=actor.organisation_id,
            user_id=None if at_terminal else actor.user_id,
            role=None if at_terminal else actor.role,
            deed=deed,
            subject_id=on.id,
            details=details,
        )
    )
