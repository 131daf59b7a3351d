"""The audit trail: one line for every deed, never changed and never removed."""

from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import JSON, ForeignKey, String
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
