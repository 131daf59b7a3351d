"""What was before: who guided somebody."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import JSON, ForeignKey, Index
from sqlalchemy.orm import Mapped, mapped_column

from tracker.trajectory.models import AboutPerson, of_trajectory


class Assignment(AboutPerson):
    """From its writing another client manager guides somebody; before the first one it was who opened."""

    __tablename__ = "assignment"
    __table_args__ = of_trajectory(
        Index(None, "organisation_id", "trajectory_id"), Index(None, "organisation_id", "together_id")
    )

    together_id: Mapped[UUID]
    """The same for what was done at once."""
    before_id: Mapped[UUID | None] = mapped_column(ForeignKey("user_account.id"))
    team_before_id: Mapped[UUID | None]
    client_manager_id: Mapped[UUID] = mapped_column(ForeignKey("user_account.id"))
    team_id: Mapped[UUID | None]
    handed_over: Mapped[list[str]] = mapped_column(JSON)
    """The ids of the steps and barriers of who guided before that went along."""
    returned_at: Mapped[datetime | None]
    """When it was undone: then it counts as if it had not been."""
