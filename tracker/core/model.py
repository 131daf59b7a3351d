"""The base of every table: ids, tenants, moments in time and constraint names."""

from datetime import UTC, datetime
from enum import Enum as PyEnum
from typing import Any
from uuid import UUID

from sqlalchemy import DateTime, Dialect, Enum, ForeignKey, MetaData, TypeDecorator, event
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column
from uuid_utils.compat import uuid7  # the plain uuid_utils.uuid7 is no uuid.UUID

WORKED_OUT = "worked out"
"""Marks, in the `info` of a table, rows that nobody wrote: they go with what they were worked out from."""


class UTCDateTime(TypeDecorator[datetime]):
    """Aware moments in, aware UTC moments out; a naive one is refused."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        if value is not None and value.tzinfo is None:
            raise ValueError(f"naive datetime {value!r}: say which time zone you mean")
        return value and value.astimezone(UTC)

    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        return value and value.replace(tzinfo=value.tzinfo or UTC)


class Base(DeclarativeBase):
    """A table; its rows have a time-ordered UUID from the moment they are made."""

    metadata = MetaData(
        naming_convention={
            "ix": "ix_%(table_name)s_%(column_0_N_name)s",
            "uq": "uq_%(table_name)s_%(column_0_N_name)s",
            "ck": "ck_%(table_name)s_%(constraint_name)s",
            "fk": "fk_%(table_name)s_%(column_0_N_name)s",
            "pk": "pk_%(table_name)s",
        }
    )
    type_annotation_map = {
        datetime: UTCDateTime,
        PyEnum: Enum(
            PyEnum,
            native_enum=False,
            length=40,
            values_callable=lambda terms: [term.value for term in terms],
        ),
    }

    id: Mapped[UUID] = mapped_column(primary_key=True, sort_order=-1)


class TenantBase(Base):
    """A table of one municipality's rows: the organisation leads its key, so that
    parents and children stay in one organisation and PostgreSQL can be divided by it."""

    __abstract__ = True

    organisation_id: Mapped[UUID] = mapped_column(
        ForeignKey("organisation.id"), primary_key=True, sort_order=-2
    )


@event.listens_for(Base, "init", propagate=True)
def give_an_id(thing: Base, args: tuple[Any, ...], fields: dict[str, Any]) -> None:
    """Everything has its id as soon as it is made, so that nobody needs to flush to learn it."""
    fields["id"] = fields.get("id") or uuid7()
