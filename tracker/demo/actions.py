"""Writing the demo town into an empty database: people one by one, facts in bulk."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import asdict, dataclass, fields
from datetime import timedelta
from typing import Any, Final
from uuid import UUID

from sqlalchemy import insert
from sqlalchemy.orm import Session
from uuid_utils.compat import uuid7

from tracker.accounts.models import Membership, Organisation, Partner, Team, User
from tracker.core.database import count_anew
from tracker.core.model import Base
from tracker.core.passwords import hashed
from tracker.demo import terms
from tracker.demo.terms import AnyFact, Municipality, Path, Town
from tracker.trajectory import models
from tracker.trajectory.actions import name_newcomer
from tracker.trajectory.models import Newcomer, Trajectory
from tracker.trajectory.terms import StepOwner

PASSWORD: Final = "opweg-demo"
AT_WORK: Final = timedelta(days=8 * 365)
"""Everybody has worked here longer than the oldest trajectory."""
TABLES: Final = {
    terms.PhaseStay: models.PhaseStay,
    terms.Hold: models.Hold,
    terms.DomainView: models.DomainView,
    terms.Barrier: models.Barrier,
    terms.Strength: models.Strength,
    terms.Step: models.Step,
    terms.ElementUse: models.ElementUse,
    terms.Contact: models.Contact,
}
"""The table of every kind of fact; what others point to comes first."""
IN_ONE_GO: Final = {"render_nulls": True}
"""Rows with and without a value go into the same statement, not into one each."""


@dataclass(frozen=True, slots=True)
class Register:
    """The rows of those whom the town names by key, by name or by email address."""

    houses: dict[str, Organisation]
    teams: dict[tuple[str, str | None], Team]
    partners: dict[str, Partner]
    users: dict[str, User]
    employers: dict[str, UUID]
    """Per email address the organisation for which somebody writes."""


def fill_town(session: Session, town: Town) -> None:
    """Write everything down. Nobody has signed in, so this takes the session itself."""
    register = _register(session, town)
    _kept(session, _memberships(register, town))
    for municipality in town.municipalities:
        trajectories = _trajectories(session, register, municipality)
        rows = _rows(register, trajectories)
        for kind, table in TABLES.items():
            if rows[kind]:
                session.execute(insert(table), rows[kind], execution_options=IN_ONE_GO)
    count_anew(session)


def _register(session: Session, town: Town) -> Register:
    houses = {house.key: Organisation(name=house.name, kind=house.kind) for house in town.houses}
    teams: dict[tuple[str, str | None], Team] = {
        (house.key, name): Team(organisation_id=houses[house.key].id, name=name)
        for house in town.houses
        for name in house.teams
    }
    partners = {
        house.key: Partner(organisation_id=houses[house.helps].id, name=house.name, contact=house.contact)
        for house in town.houses
        if house.helps
    }
    password = hashed(PASSWORD)
    users = {
        one.email: User(email=one.email, name=one.name, password_hash=password) for one in town.colleagues
    }
    for things in (houses, teams, partners, users):
        _kept(session, things.values())
    employers = {one.email: houses[one.works[0].at].id for one in town.colleagues}
    return Register(houses, teams, partners, users, employers)


def _memberships(register: Register, town: Town) -> Iterator[Membership]:
    for colleague in town.colleagues:
        for seat in colleague.works:
            team, partner = register.teams.get((seat.at, seat.team)), register.partners.get(seat.at)
            yield Membership(
                organisation_id=partner.organisation_id if partner else register.houses[seat.at].id,
                partner_id=partner and partner.id,
                user_id=register.users[colleague.email].id,
                team_id=team and team.id,
                role=seat.role,
                capacity=seat.capacity,
                from_on=town.today - AT_WORK,
            )


def _trajectories(
    session: Session, register: Register, municipality: Municipality
) -> list[tuple[Path, Trajectory]]:
    """A newcomer and a trajectory for every path."""
    tenant = register.houses[municipality.house.key].id
    newcomers = [
        name_newcomer(Newcomer(organisation_id=tenant, **asdict(path.newcomer)))
        for path in municipality.paths
    ]
    trajectories = [
        Trajectory(
            organisation_id=tenant,
            newcomer_id=newcomer.id,
            reference=path.reference,
            team_id=register.teams[municipality.house.key, path.team].id,
            client_manager_id=register.users[path.client_manager].id,
            **asdict(path.dates),
        )
        for path, newcomer in zip(municipality.paths, newcomers, strict=True)
    ]
    _kept(session, newcomers)
    _kept(session, trajectories)
    return list(zip(municipality.paths, trajectories, strict=True))


def _rows(
    register: Register, trajectories: Iterable[tuple[Path, Trajectory]]
) -> dict[type[AnyFact], list[dict[str, Any]]]:
    """The columns of all facts, per kind."""
    rows: dict[type[AnyFact], list[dict[str, Any]]] = defaultdict(list)
    for path, trajectory in trajectories:
        made: dict[int, UUID] = {}
        for fact in path.every_fact():
            row = _row(register, fact, trajectory)
            if isinstance(fact, terms.ElementUse):
                row["step_id"] = made.get(id(row.pop("step")))
            made[id(fact)] = row["id"]
            rows[type(fact)].append(row)
    return rows


def _row(register: Register, fact: AnyFact, trajectory: Trajectory) -> dict[str, Any]:
    row = {field.name: getattr(fact, field.name) for field in fields(fact)}
    author = row.pop("author")
    return {
        **row,
        **_owner(fact, trajectory),
        "id": uuid7(),
        "organisation_id": trajectory.organisation_id,
        "trajectory_id": trajectory.id,
        "author_id": register.users[author].id,
        "author_organisation_id": register.employers[author],
    }


def _owner(fact: AnyFact, trajectory: Trajectory) -> dict[str, Any]:
    """Barriers and the steps of professionals are looked after by the client manager."""
    match fact:
        case terms.Barrier() | terms.Step(owner=StepOwner.PROFESSIONAL):
            return {"owner_id": trajectory.client_manager_id}
        case terms.Step():
            return {"owner_id": None}
    return {}


def _kept(session: Session, things: Iterable[Base]) -> None:
    """Written at once: what comes next may refer to it."""
    session.add_all(things)
    session.flush()
