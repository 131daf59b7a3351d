"""Reads for the caseload: the cases of the actor's scope, and whose a team lead may choose to see."""

from collections.abc import Mapping
from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import and_, select

from tracker.accounts.models import Membership, Team, User
from tracker.accounts.queries import holds_on
from tracker.accounts.terms import Can, Role
from tracker.accounts.work import Work
from tracker.core.names import fold
from tracker.trajectory.access import visible_trajectories
from tracker.trajectory.queries import Case, cases
from tracker.trajectory.rules import Norms


@dataclass(frozen=True, slots=True)
class Choices:
    """The teams and the people of whom the actor may ask the caseload, by name."""

    teams: Mapping[UUID, str]
    people: Mapping[UUID, str]


def cases_in_scope(work: Work, norms: Norms, *, closed: bool) -> list[Case]:
    """Every open trajectory that the actor sees, and those that are closed when asked for."""
    scope = visible_trajectories(work)
    found = cases(work, scope, norms)
    return found + cases(work, scope, norms, closed=True) if closed else found


def choices(work: Work, found: list[Case]) -> Choices:
    """Own teams with who guides in them today or guides somebody found; for others only themselves."""
    actor = work.actor
    if not actor.can(Can.SEE_TEAM):
        return Choices(dict.fromkeys(actor.team_ids, ""), {actor.user_id: actor.name})
    guides = (Membership.team_id == Team.id) & holds_on(work.today)
    statement = (
        select(Team.id.label("team_id"), Team.name.label("team"), User.id.label("user_id"), User.name)
        .outerjoin(
            Membership,
            and_(
                Membership.organisation_id == Team.organisation_id,
                guides,
                Membership.role.in_([Role.CLIENT_MANAGER, Role.TEAM_LEAD]),
            ),
        )
        .outerjoin(User, User.id == Membership.user_id)
        .where(Team.organisation_id == actor.organisation_id, Team.id.in_(actor.team_ids))
    )
    rows = work.session.execute(statement).all()
    people = {case.client_manager_id: case.client_manager or "" for case in found if case.client_manager_id}
    people |= {row.user_id: row.name for row in rows if row.user_id}
    return Choices(_by_name({row.team_id: row.team for row in rows}), _by_name(people))


def _by_name(names: Mapping[UUID, str]) -> dict[UUID, str]:
    return dict(sorted(names.items(), key=lambda pair: fold(pair[1])))
