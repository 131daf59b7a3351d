"""The words of what is known about a person."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from tracker.core.term import N_, Term

PERSON: Mapping[str, str] = {
    "given_name": N_("Given name"),
    "family_name": N_("Family name"),
    "birth_year": N_("Birth year"),
    "phone": N_("Phone number"),
    "email": N_("E-mail address"),
    "languages": N_("Languages"),
    "interpreter": N_("Interpreter wanted"),
    "other_names": N_("Other spellings"),
    "native_name": N_("Name in own script"),
}
"""The columns of a person and how they are called."""

DATES: Mapping[str, str] = {
    "started_on": N_("Guided since"),
    "permit_on": N_("Permit since"),
    "settled_on": N_("Settled here since"),
    "integration_on": N_("Civic integration since"),
}
"""The dates of a trajectory and how they are called."""


@dataclass(frozen=True, slots=True)
class Seat:
    """Somebody who can guide a new trajectory, in one of their teams; the id is of the membership."""

    id: UUID
    user_id: UUID
    name: str
    team_id: UUID | None
    team: str | None

    @property
    def label(self) -> str:
        return f"{self.name} ({self.team})" if self.team else self.name


@dataclass(frozen=True, slots=True)
class Relative:
    """A trajectory of the same person (`member_id` is None) or of somebody of the household. Of what the
    actor may not see only who guides it is told."""

    id: UUID
    newcomer_id: UUID
    member_id: UUID | None
    visible: bool
    given_name: str
    family_name: str
    reference: str
    client_manager: str | None
    started_on: date
    closed: bool

    @property
    def name(self) -> str:
        return f"{self.given_name} {self.family_name}".strip()


@dataclass(frozen=True, slots=True)
class Correction:
    """What a column held until somebody corrected it."""

    field: str
    value: object
    """A day, a yes or no, or text; empty for nothing."""
    who: str
    at: datetime

    @property
    def label(self) -> str:
        return {**PERSON, **DATES}[self.field]


class File(Term):
    """Of two files of one person, the one that is kept and the one that goes along."""

    KEPT = "kept", N_("This file")
    MERGED = "merged", N_("The other file")


CHOSEN = [name for name in PERSON if name != "other_names"]
"""The columns of which one file's value is chosen; other spellings of both are kept."""


@dataclass(frozen=True, slots=True)
class LastMerge:
    """The newest merge of a person that was not undone."""

    id: UUID
    name: str
    """Of the file that was merged."""
    who: str
    at: datetime
