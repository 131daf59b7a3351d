"""What must never be so of somebody on the way, and what the nightly command found."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from uuid import UUID

from tracker.core.term import N_, Term
from tracker.trajectory.queries import Case

PAGE = 50
"""Lines of a kind on the page: what comes first is done first, and the rest moves up."""

LATE = timedelta(hours=36)
"""After so long a night was missed."""


class ExceptionKind(Term):
    """What is missing (product.md: nobody on the way without a next step and an owner)."""

    NO_OWNER = "no_owner", N_("No client manager who works here")
    NO_STEP = "no_step", N_("No next step")


@dataclass(frozen=True, slots=True)
class Found:
    """Something that is missing of an open trajectory, and since when."""

    trajectory_id: UUID
    kind: ExceptionKind
    since_on: date


@dataclass(frozen=True, slots=True)
class Exceptional:
    """A line of the list."""

    case: Case
    kind: ExceptionKind
    since_on: date


@dataclass(frozen=True, slots=True)
class Checked:
    """When the nightly command last looked; `late` when a night was missed since."""

    at: datetime | None
    late: bool
