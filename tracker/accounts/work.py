"""Who acts, when, and in which transaction."""

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID
from zoneinfo import ZoneInfo

from sqlalchemy.orm import Session

from tracker.accounts.terms import GRANTS, Can, Language, Role

HOME = ZoneInfo("Europe/Amsterdam")
OPERATOR = UUID(int=0)
"""Stands for whoever works at a terminal of the server: no user, and with no right to any content."""


@dataclass(frozen=True, slots=True)
class Actor:
    """Somebody at work for one organisation in one role; `team_ids` are the own teams, `logo` and `looks`
    what stands for Opweg's name there and the digest of its own stylesheet, when it has them."""

    user_id: UUID
    organisation_id: UUID
    role: Role
    team_ids: frozenset[UUID]
    name: str
    organisation: str
    language: Language
    logo: str = ""
    looks: str = ""

    def can(self, permission: Can) -> bool:
        return permission in GRANTS[self.role]


def operator(organisation_id: UUID, organisation: str, language: Language = Language.DUTCH) -> Actor:
    """The actor of a command that nobody signs in for: it sets up, and sees no trajectory."""
    return Actor(OPERATOR, organisation_id, Role.ADMINISTRATOR, frozenset(), "", organisation, language)


@dataclass(frozen=True, slots=True)
class Work:
    """One actor's unit of work; the first argument of every query and every action."""

    session: Session
    actor: Actor
    now: datetime

    @property
    def today(self) -> date:
        return self.now.astimezone(HOME).date()
