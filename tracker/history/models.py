"""What was before: who guided somebody, and what an entry said until it was corrected or withdrawn."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import JSON, ForeignKey, Index, Text
from sqlalchemy.orm import Mapped, mapped_column

from tracker.history.terms import EntryChange, EntryKind
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


class EarlierVersion(AboutPerson):
    """An entry as it was until its author corrected or withdrew it. What is withdrawn is nowhere else, so no
    figure needs to leave it out. Author and moment are those of the change."""

    __tablename__ = "earlier_version"
    __table_args__ = of_trajectory(
        Index(None, "organisation_id", "trajectory_id"), Index(None, "organisation_id", "entry_id")
    )

    kind: Mapped[EntryKind]
    entry_id: Mapped[UUID]
    change: Mapped[EntryChange]
    line: Mapped[str] = mapped_column(Text)
    """The whole row, as tracker.history.cells writes it."""
    restored_at: Mapped[datetime | None]
