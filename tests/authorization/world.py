"""A small world in which every role meets every relation to a trajectory."""

from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from uuid_utils.compat import uuid7

from tests.make import Make
from tracker.accounts.models import User
from tracker.accounts.terms import Role
from tracker.trajectory.models import Trajectory

OWN, TEAM, OTHER_TEAM, OTHER_ORGANISATION, ABSENT, CROSSED = (
    "own",
    "same team",
    "other team",
    "other organisation",
    "absent",
    "child of another",
)
RELATIONS = (OWN, TEAM, OTHER_TEAM, OTHER_ORGANISATION, ABSENT)
SUBJECT_RELATIONS = (OWN, TEAM, OTHER_ORGANISATION, ABSENT)
"""The relations to what an address without a trajectory is about."""
ANONYMOUS = "anonymous"
VISITORS: tuple[Role | str, ...] = (ANONYMOUS, *Role)


@dataclass
class World:
    """Users by role, and the trajectory that stands in each relation to them."""

    users: dict[Role, User]
    trajectories: dict[str, Trajectory]
    of_lead: Trajectory
    colleague: User
    stranger: User
    children: dict[UUID, dict[str, UUID]] = field(default_factory=dict)

    def at(self, visitor: Role | str, relation: str) -> Trajectory:
        if relation == OWN and visitor is Role.TEAM_LEAD:
            return self.of_lead
        return self.trajectories[OWN if relation in (ABSENT, CROSSED) else relation]

    def address(self, visitor: Role | str, relation: str) -> dict[str, Any]:
        """The ids that go into the URL of a route about one trajectory."""
        target = self.at(visitor, relation)
        ids: dict[str, Any] = {"trajectory_id": target.id, **self.children[target.id]}
        if relation == ABSENT:
            ids["trajectory_id"] = uuid7()
        if relation == CROSSED:
            ids.update(self.children[self.trajectories[OTHER_TEAM].id])
        return ids

    def subject(self, make: Make, about: Any, visitor: Role | str, relation: str) -> dict[str, Any]:
        """The ids of what an address without a trajectory is about."""
        mine = self.users[Role.CLIENT_MANAGER if visitor == ANONYMOUS else Role(visitor)]
        whose = {TEAM: self.colleague, OTHER_ORGANISATION: self.stranger}.get(relation, mine)
        ids = about(make, whose)
        return {name: uuid7() for name in ids} if relation == ABSENT else ids


def world(make: Make, prepare: Any = None) -> World:
    """Everybody, everywhere; `prepare(make, trajectory)` adds what a deed needs and gives its ids."""
    team, other_team, foreign = make.team(), None, make.team()
    organisation = make.session.get_one(type(make.organisation()), team.organisation_id)
    other_team = make.team(organisation)
    users = {role: make.user(role, team) for role in Role}
    colleague, neighbour, stranger = make.user(team=team), make.user(team=other_team), make.user(team=foreign)
    trajectories = {
        OWN: make.trajectory(users[Role.CLIENT_MANAGER]),
        TEAM: make.trajectory(colleague),
        OTHER_TEAM: make.trajectory(neighbour),
        OTHER_ORGANISATION: make.trajectory(stranger),
    }
    made = World(users, trajectories, make.trajectory(users[Role.TEAM_LEAD]), colleague, stranger)
    for trajectory in (*trajectories.values(), made.of_lead):
        made.children[trajectory.id] = prepare(make, trajectory) if prepare else {}
    return made
