"""What the nightly command found, and when it last ran."""

from datetime import date, datetime
from uuid import UUID

from sqlalchemy import ForeignKeyConstraint, UniqueConstraint
from sqlalchemy.orm import Mapped

from tracker.core.model import WORKED_OUT, TenantBase
from tracker.nightly.terms import ExceptionKind


class OpenException(TenantBase):
    """Something that is missing of a trajectory; the row goes when it is there again."""

    __tablename__ = "open_exception"
    __table_args__ = (
        ForeignKeyConstraint(
            ["organisation_id", "trajectory_id"], ["trajectory.organisation_id", "trajectory.id"]
        ),
        UniqueConstraint("organisation_id", "trajectory_id", "kind"),
        {"info": {WORKED_OUT: True}},
    )

    trajectory_id: Mapped[UUID]
    kind: Mapped[ExceptionKind]
    since_on: Mapped[date]
    """Since when it is so, by the facts: also when nights were missed."""


class NightlyRun(TenantBase):
    """The last time that the nightly command looked at an organisation."""

    __tablename__ = "nightly_run"
    __table_args__ = (UniqueConstraint("organisation_id"),)

    at: Mapped[datetime]
