"""What is expected of one endpoint, and the usual answers to who gets in."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from tests.authorization.world import ANONYMOUS, OWN, TEAM
from tests.make import Make
from tracker.accounts.models import User
from tracker.accounts.terms import Role
from tracker.trajectory.models import Trajectory

Who = Mapping[Role | str, tuple[str, ...]]

ANYONE: Who = dict.fromkeys((ANONYMOUS, *Role), (OWN,))
SIGNED_IN: Who = dict.fromkeys(Role, (OWN,))
READERS: Who = {Role.CLIENT_MANAGER: (OWN,), Role.TEAM_LEAD: (OWN,)}
GUIDES: Who = {Role.CLIENT_MANAGER: (OWN,), Role.TEAM_LEAD: (OWN, TEAM)}
COUNTERS: Who = dict.fromkeys((Role.CLIENT_MANAGER, Role.TEAM_LEAD, Role.FIGURES_READER), (OWN,))
SETTERS: Who = {Role.ADMINISTRATOR: (OWN, TEAM)}
"""Who sets up the organisation; whose thing of it does not matter."""


@dataclass(frozen=True)
class Row:
    """What is expected of one endpoint: who gets in, and what a POST needs, answers and records."""

    who: Who
    get: int = 200
    post: int = 302
    body: Mapping[str, Any] = field(default_factory=dict)
    deed: str | None = None
    deeds: tuple[str, ...] = ()
    """The lines of the audit trail, when a POST leaves more than one."""
    ids: Mapping[str, Any] = field(default_factory=dict)
    prepare: Callable[[Make, Trajectory], dict[str, UUID]] | None = None
    """What hangs on the trajectory of the address; gives the ids by the names in the address."""
    about: Callable[[Make, User], dict[str, UUID]] | None = None
    """For an address without a trajectory: makes what it is about, as that of a user; it is tried for the
    visitor's own, a colleague's, one of another organisation, and one that is not there."""
