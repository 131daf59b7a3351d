"""What an account and its links show."""

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from tracker.accounts.terms import Role
from tracker.accounts.work import HOME


@dataclass(frozen=True, slots=True)
class OpenSession:
    """A session of somebody that has not ended: since when, in which role, and until when at most."""

    id: UUID
    role: Role
    organisation: str
    started_at: datetime
    ends_at: datetime
    present: bool
    """Whether it is the one in which this is asked."""

    @property
    def started_on(self) -> date:
        return self.started_at.astimezone(HOME).date()
