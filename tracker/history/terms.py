"""What of the writings about somebody can be corrected or withdrawn by who wrote it."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from tracker.core.term import N_, Term


class EntryKind(Term):
    CONTACT = "contact", N_("Contact")
    BARRIER = "barrier", N_("Barrier")
    STRENGTH = "strength", N_("Strength")
    STEP = "step", N_("Step")
    VIEW = "view", N_("View on a life domain")


class EntryChange(Term):
    CORRECTED = "corrected", N_("Corrected")
    WITHDRAWN = "withdrawn", N_("Withdrawn")


@dataclass(frozen=True, slots=True)
class Version:
    """An entry as it was until somebody corrected or withdrew it; `said` is what it said, by field."""

    id: UUID
    change: EntryChange
    who: str
    author_id: UUID
    at: datetime
    restored_at: datetime | None
    said: Mapping[str, object]
