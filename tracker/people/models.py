"""What is kept of a person besides their names: corrections, their household, and files that became one."""

from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import JSON, ForeignKey, ForeignKeyConstraint, Index, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from tracker.core.model import TenantBase


class OldValue(TenantBase):
    """What a column of the person, or a date of the trajectory, held until it was corrected."""

    __tablename__ = "old_value"
    __table_args__ = (
        ForeignKeyConstraint(["organisation_id", "newcomer_id"], ["newcomer.organisation_id", "newcomer.id"]),
        ForeignKeyConstraint(
            ["organisation_id", "trajectory_id"], ["trajectory.organisation_id", "trajectory.id"]
        ),
        Index(None, "organisation_id", "newcomer_id"),
    )

    newcomer_id: Mapped[UUID]
    trajectory_id: Mapped[UUID | None]
    """Of which trajectory it is a date; none for what belongs to the person."""
    field: Mapped[str] = mapped_column(String(40))
    """The name of the column."""
    value: Mapped[str] = mapped_column(String(300))
    """As text: a day in ISO format, yes or no as 1 or 0; empty for nothing."""
    corrected_by: Mapped[UUID] = mapped_column(ForeignKey("user_account.id"))
    corrected_at: Mapped[datetime]


class HouseholdMember(TenantBase):
    """Somebody who lives with everybody that has the same `household_id`."""

    __tablename__ = "household_member"
    __table_args__ = (
        ForeignKeyConstraint(["organisation_id", "newcomer_id"], ["newcomer.organisation_id", "newcomer.id"]),
        UniqueConstraint("organisation_id", "newcomer_id"),
        Index(None, "organisation_id", "household_id"),
    )

    newcomer_id: Mapped[UUID]
    household_id: Mapped[UUID]


class NewcomerMerge(TenantBase):
    """Two files of one person that became one: what it needs to become two again."""

    __tablename__ = "newcomer_merge"
    __table_args__ = (
        ForeignKeyConstraint(["organisation_id", "kept_id"], ["newcomer.organisation_id", "newcomer.id"]),
        ForeignKeyConstraint(["organisation_id", "merged_id"], ["newcomer.organisation_id", "newcomer.id"]),
        Index(None, "organisation_id", "kept_id"),
    )

    kept_id: Mapped[UUID]
    merged_id: Mapped[UUID]
    """The file that stays as it was, without a trajectory, so that nobody sees it."""
    merged_by: Mapped[UUID] = mapped_column(ForeignKey("user_account.id"))
    merged_at: Mapped[datetime]
    undone_by: Mapped[UUID | None] = mapped_column(ForeignKey("user_account.id"))
    undone_at: Mapped[datetime | None]
    changes: Mapped[dict[str, Any]] = mapped_column(JSON)
    """Of the file that was kept, per column that changed, what it held before and after."""
    moved: Mapped[dict[str, Any]] = mapped_column(JSON)
    """The ids of the trajectories, and of the rows of households with what they held before."""
