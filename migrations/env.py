"""Runs the migrations on the connection that a command or a test hands over."""

from alembic import context
from alembic.autogenerate.api import AutogenContext
from sqlalchemy import Connection

import tracker.accounts.models
import tracker.audit
import tracker.exchange.models
import tracker.history.models
import tracker.imports.models
import tracker.nightly.models
import tracker.people.models
import tracker.trajectory.models  # noqa: F401  (all tables must be known)
from tracker.core.model import Base, UTCDateTime
from tracker.trajectory.models import LifeDomains


def render_item(kind: str, item: object, autogen: AutogenContext) -> str | bool:
    """Types are written out plain, so that an old migration never imports new code."""
    if isinstance(item, UTCDateTime):
        return "sa.DateTime(timezone=True)"
    if isinstance(item, LifeDomains):
        return "sa.Integer()"
    return False


def run(connection: Connection) -> None:
    context.configure(
        connection=connection,
        target_metadata=Base.metadata,
        render_item=render_item,
        render_as_batch=connection.dialect.name == "sqlite",
        compare_type=True,
    )
    with context.begin_transaction():
        context.run_migrations()


run(context.config.attributes["connection"])
