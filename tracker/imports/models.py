"""A sheet on its way in, how its headings are understood here, and what an import did."""

from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import JSON, ForeignKey, Index, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from tracker.core.model import TenantBase
from tracker.imports.terms import Mended


class ImportDraft(TenantBase):
    """A sheet that somebody sent, as it is: for who sent it alone, and for two weeks at most."""

    __tablename__ = "import_draft"
    __table_args__ = (Index(None, "organisation_id", "user_id"),)

    user_id: Mapped[UUID] = mapped_column(ForeignKey("user_account.id"))
    file_name: Mapped[str] = mapped_column(String(200))
    made_at: Mapped[datetime]
    tables: Mapped[str] = mapped_column(Text, deferred=True)
    """The sheets as JSON (tracker.sheets.queries.packed)."""
    table_no: Mapped[int]
    """Which of them, from 0."""
    heading_row: Mapped[int]
    """In which row its headings stand, from 1."""
    matching: Mapped[dict[str, str] | None] = mapped_column(JSON(none_as_null=True))
    """By the place of a column, what it is about; "" for left out. None until somebody has looked."""
    mended: Mapped[Mended] = mapped_column(JSON)


class ImportHeading(TenantBase):
    """What a heading was said to mean the last time; "" when its column was left out."""

    __tablename__ = "import_heading"
    __table_args__ = (UniqueConstraint("organisation_id", "heading"),)

    heading: Mapped[str] = mapped_column(String(200))
    """As tracker.core.names.fold writes it."""
    means: Mapped[str] = mapped_column(String(40))


class ImportRun(TenantBase):
    """An import that was done, and what it needs to be undone."""

    __tablename__ = "import_run"
    __table_args__ = (Index(None, "organisation_id", "user_id"),)

    user_id: Mapped[UUID] = mapped_column(ForeignKey("user_account.id"))
    file_name: Mapped[str] = mapped_column(String(200))
    draft_id: Mapped[UUID]
    """Of which sheet, as long as that is kept."""
    at: Mapped[datetime]
    counts: Mapped[dict[str, int]] = mapped_column(JSON)
    """Rows by what was done with them."""
    changes: Mapped[list[Any] | None] = mapped_column(JSON(none_as_null=True), deferred=True)
    """[table, id, mark of the row afterwards, the row before or None]; None when it cannot be undone."""
    undone_at: Mapped[datetime | None]
