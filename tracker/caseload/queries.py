"""Reads for the caseload: the cases of the actor's scope, and of whom the list may be asked."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import select

from tracker.accounts.models import Membership, User
from tracker.accounts.queries import holds_on, teams_of
from tracker.accounts.terms import GUIDES, Can
from tracker.accounts.work import Work
from tracker.core.names import fold
from tracker.trajectory.access import visible_trajectories
from tracker.trajectory.queries import Case, cases
from tracker.trajectory.rules import Norms


@dataclass(frozen=True, slots=True)
class Choices:
    """The teams and the people of whom the actor may ask the list, by name."""

    teams: Mapping[UUID, str]
    people: Mapping[UUID, str]


def cases_in_scope(work: Work, norms: Norms, *, closed: bool) -> list[Case]:
    """Every open trajectory that the actor sees, and those that are closed when asked for."""
    scope = visible_trajectories(work)
    found = cases(work, scope, norms)
    return found + cases(work, scope, norms, closed=True) if closed else found


def choices(work: Work, found: Iterable[Case]) -> Choices:
    """The own teams; and oneself, who guides somebody found, and for a team lead who works in them."""
    people = {work.actor.user_id: work.actor.name}
    people |= {case.client_manager_id: case.client_manager or "" for case in found if case.client_manager_id}
    if work.actor.can(Can.SEE_TEAM):
        people |= _workers(work)
    by_name = dict(sorted(people.items(), key=lambda pair: fold(pair[1])))
    return Choices({team.id: team.name for team in teams_of(work)}, by_name)


def _workers(work: Work) -> dict[UUID, str]:
    """Who guides people in the actor's teams today, also when that is nobody yet."""
    statement = (
        select(User.id, User.name)
        .join(Membership, Membership.user_id == User.id)
        .where(
            Membership.organisation_id == work.actor.organisation_id,
            Membership.team_id.in_(work.actor.team_ids),
            Membership.role.in_(GUIDES),
            holds_on(work.today),
        )
    )
    return {row.id: row.name for row in work.session.execute(statement)}
