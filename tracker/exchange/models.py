"""What an import remembers."""

from uuid import UUID

from sqlalchemy import JSON, ForeignKeyConstraint, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from tracker.core.model import TenantBase
from tracker.exchange.terms import Memory


class ImportedRow(TenantBase):
    """What the last import found about a trajectory: per column a mark, from which no text can be read."""

    __tablename__ = "imported_row"
    __table_args__ = (
        ForeignKeyConstraint(
            ["organisation_id", "trajectory_id"], ["trajectory.organisation_id", "trajectory.id"]
        ),
        UniqueConstraint("organisation_id", "trajectory_id"),
    )

    trajectory_id: Mapped[UUID]
    marks: Mapped[Memory] = mapped_column(JSON)
