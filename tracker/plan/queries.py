"""Reads for the deeds of the plan."""

from collections.abc import Mapping
from datetime import timedelta
from typing import Any
from uuid import UUID

from tracker.accounts.work import Work
from tracker.trajectory.access import editable_facts
from tracker.trajectory.models import AboutPerson, Barrier
from tracker.trajectory.terms import LifeDomain

MOMENT = timedelta(minutes=1)


def was_sent_already(
    work: Work, table: type[AboutPerson], trajectory_id: UUID, columns: Mapping[str, Any]
) -> bool:
    """Whether the actor wrote exactly this a moment ago: the same form, sent twice."""
    facts = editable_facts(work, table).where(
        table.trajectory_id == trajectory_id,
        table.author_id == work.actor.user_id,
        table.written_at > work.now - MOMENT,
        *(getattr(table, name) == value for name, value in columns.items()),
    )
    return work.session.scalars(facts.limit(1)).first() is not None


def has_open_barrier(work: Work, trajectory_id: UUID, domain: LifeDomain) -> bool:
    """Whether something is in the way in this life domain of an editable trajectory."""
    barriers = editable_facts(work, Barrier).where(
        Barrier.trajectory_id == trajectory_id, Barrier.domain == domain, Barrier.closed_on.is_(None)
    )
    return work.session.scalars(barriers.limit(1)).first() is not None
