"""What the team page counts. Who may open the persons sees every number, counted from the very rows
that the caseload lists; who may not gets sums from SQL, in which small groups are left out."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, Select, and_, case, func, or_, select

from tracker.accounts.queries import TeamRow, teams_of
from tracker.accounts.work import Work
from tracker.core.names import fold
from tracker.core.survival import Spell, survival
from tracker.insight import rules
from tracker.insight.rules import HALF_A_YEAR, SMALLEST_GROUP, Age, Cell, Numbers, PhaseNumbers, Wait
from tracker.trajectory.access import counted_trajectories, visible_trajectories
from tracker.trajectory.models import Barrier, Hold, PhaseStay, Trajectory
from tracker.trajectory.queries import Case, cases, norms
from tracker.trajectory.rules import Facts, Norms, Pause, phase_days
from tracker.trajectory.terms import Phase, Status, WaitingOn


@dataclass(frozen=True, slots=True)
class Manager:
    """A client manager of somebody in view, as a choice."""

    id: UUID
    name: str


@dataclass(frozen=True, slots=True)
class Opened:
    """The numbers for somebody who may open the persons, with choices and names."""

    numbers: Numbers
    teams: tuple[TeamRow, ...]
    managers: tuple[Manager, ...]
    still: tuple[Case, ...]
    """Who stands still, the longest first."""


@dataclass(frozen=True, slots=True)
class Crowd:
    """How many people are in a phase now and were half a year ago; None was left out."""

    phase: Phase
    now: int | None
    before: int | None


def opened(work: Work, *, team: UUID | None, manager: UUID | None) -> Opened:
    """Everything about the persons in view, or about those of one team or client manager."""
    standards, scope = norms(work), visible_trajectories(work)
    everybody = cases(work, scope, standards)
    chosen = [
        one for one in everybody if team in (None, one.team_id) and manager in (None, one.client_manager_id)
    ]
    if team:
        scope = scope.where(Trajectory.team_id == team)
    if manager:
        scope = scope.where(Trajectory.client_manager_id == manager)
    still = [one for one in chosen if one.standing.status is Status.STANDING_STILL]
    return Opened(
        numbers=_counted(chosen, _stays(work, _stays_in(scope)), standards, work.today),
        teams=tuple(teams_of(work)),
        managers=_managers(everybody),
        still=tuple(sorted(still, key=lambda one: -one.standing.quiet_days)),
    )


def guarded(work: Work) -> Numbers:
    """The numbers for somebody who may not open the persons: small groups are left out in SQL."""
    standards, scope = norms(work), counted_trajectories(work)
    everybody = cases(work, scope, standards)
    still = sum(one.standing.status is Status.STANDING_STILL for one in everybody)
    stays = _stays(work, _stays_in_groups(scope))
    ages = [(stay.phase, Age(phase_days(stay, work.today))) for stay in stays if not stay.closed_on]
    return Numbers(
        phases=_phases(_crowds(work, scope), ages, stays, standards, work.today),
        cells=_cells(work, scope),
        waits=_waits(work, scope),
        still=still if rules.may_be_shown(still, len(everybody)) else None,
        still_on_us=None,
        guarded=True,
    )


def _managers(everybody: Iterable[Case]) -> tuple[Manager, ...]:
    names = {one.client_manager_id: one.client_manager or "" for one in everybody if one.client_manager_id}
    return tuple(Manager(key, name) for key, name in sorted(names.items(), key=lambda pair: fold(pair[1])))


def _counted(chosen: list[Case], stays: list[Facts], standards: Norms, today: date) -> Numbers:
    facts = [one.facts for one in chosen]
    still = [one.facts for one in chosen if one.standing.status is Status.STANDING_STILL]
    ages = [
        (one.facts.phase, Age(one.standing.phase_days, one.standing.status is Status.STANDING_STILL))
        for one in chosen
    ]
    return Numbers(
        phases=_phases(_crowds_of(facts, stays, today), ages, stays, standards, today),
        cells=rules.cells(facts),
        waits=rules.waits(facts, today),
        still=len(still),
        still_on_us=sum(any(b.waiting_on is WaitingOn.US for b in one.barriers) for one in still),
        guarded=False,
    )


def _crowds_of(facts: list[Facts], stays: list[Facts], today: date) -> list[Crowd]:
    then = today - timedelta(days=HALF_A_YEAR)
    now = Counter(one.phase for one in facts)
    before = Counter(
        stay.phase
        for stay in stays
        if stay.entered_on <= then and (stay.closed_on is None or stay.closed_on > then)
    )
    return [Crowd(phase, now[phase], before[phase]) for phase in Phase]


def _phases(
    crowds: list[Crowd], ages: list[tuple[Phase, Age]], stays: list[Facts], standards: Norms, today: date
) -> tuple[PhaseNumbers, ...]:
    """Every phase; the optional preparation only where it is in use."""
    crowd = {crowd.phase: crowd for crowd in crowds}
    used = {stay.phase for stay in stays} | set(Phase) - {Phase.PREPARATION}
    return tuple(
        PhaseNumbers(
            phase=phase,
            now=crowd[phase].now if phase in crowd else None,
            before=crowd[phase].before if phase in crowd else None,
            ages=tuple(age for place, age in ages if place is phase),
            curve=survival(_spell(stay, today) for stay in stays if stay.phase is phase),
            norm=standards.of_phase(phase),
        )
        for phase in Phase
        if phase in used
    )


def _spell(stay: Facts, today: date) -> Spell:
    return Spell(phase_days(stay, today), stay.closed_on is not None)


def _with_stays(scope: Select[Any], *condition: ColumnElement[bool]) -> Select[*tuple[Any, ...]]:
    same = PhaseStay.organisation_id == Trajectory.organisation_id
    return scope.join(PhaseStay, and_(same, PhaseStay.trajectory_id == Trajectory.id, *condition))


def _stays_in(scope: Select[Any]) -> Select[*tuple[Any, ...]]:
    """Every stay of a scope, ended or not, as `_stays` wants them."""
    return _with_stays(scope).with_only_columns(
        PhaseStay.organisation_id,
        PhaseStay.trajectory_id,
        PhaseStay.id,
        PhaseStay.phase,
        PhaseStay.entered_on,
        PhaseStay.left_on,
    )


def _stays_in_groups(scope: Select[Any]) -> Select[*tuple[Any, ...]]:
    """The same without small groups: who is in a phase now, and who has left it. The latter only when
    the former is not a small group, which could else be found as the rest of the curve."""
    here, gone = PhaseStay.left_on.is_(None), PhaseStay.left_on.is_not(None)
    people_here = func.count(case((here, PhaseStay.trajectory_id)).distinct())
    people_gone = func.count(case((gone, PhaseStay.trajectory_id)).distinct())
    groups = (
        _with_stays(scope)
        .with_only_columns(PhaseStay.phase, people_here.label("here"), people_gone.label("gone"))
        .group_by(PhaseStay.phase)
        .having(or_(people_here >= SMALLEST_GROUP, people_here == 0))
        .subquery()
    )
    shown = or_(
        and_(here, groups.c.here >= SMALLEST_GROUP),
        and_(gone, groups.c.gone >= SMALLEST_GROUP),
    )
    return _stays_in(scope).join(groups, groups.c.phase == PhaseStay.phase).where(shown)


def _stays(work: Work, wanted: Select[*tuple[Any, ...]]) -> list[Facts]:
    """Stays as facts, each with its pauses, so that days on hold count here as everywhere."""
    stays = wanted.subquery()
    until = func.coalesce(Hold.ended_on, Hold.until_on)
    pause = and_(
        Hold.organisation_id == stays.c.organisation_id,
        Hold.trajectory_id == stays.c.trajectory_id,
        Hold.from_on < func.coalesce(stays.c.left_on, work.today),
        until > stays.c.entered_on,
    )
    columns = (stays.c.id, stays.c.phase, stays.c.entered_on, stays.c.left_on)
    statement = select(*columns, Hold.from_on, until.label("until_on")).outerjoin(Hold, pause)
    found: dict[UUID, Facts] = {}
    for row in work.session.execute(statement):
        if row.id not in found:
            found[row.id] = Facts(row.phase, row.entered_on, row.entered_on, row.left_on)
        if row.from_on:
            more = (Pause(row.from_on, row.until_on),)
            found[row.id] = replace(found[row.id], pauses=found[row.id].pauses + more)
    return list(found.values())


def _crowds(work: Work, scope: Select[Any]) -> list[Crowd]:
    then = work.today - timedelta(days=HALF_A_YEAR)
    was_there = (PhaseStay.entered_on <= then) & or_(PhaseStay.left_on.is_(None), PhaseStay.left_on > then)
    now = func.count(case((PhaseStay.left_on.is_(None), PhaseStay.id)))
    before = func.count(case((was_there, PhaseStay.id)))
    statement = (
        _with_stays(scope)
        .with_only_columns(
            PhaseStay.phase,
            case((now >= SMALLEST_GROUP, now)).label("now"),
            case((before >= SMALLEST_GROUP, before)).label("before"),
        )
        .group_by(PhaseStay.phase)
        .having(or_(now >= SMALLEST_GROUP, before >= SMALLEST_GROUP))
    )
    return [Crowd(**row._mapping) for row in work.session.execute(statement)]


def _cells(work: Work, scope: Select[Any]) -> tuple[Cell, ...]:
    people = _people(scope)
    sizes = select(people.c.phase, func.count().label("size")).group_by(people.c.phase).subquery()
    hindered = func.count(people.c.id.distinct())
    statement = (
        select(people.c.phase, Barrier.domain, hindered.label("people"))
        .join(Barrier, _open_barrier_of(people))
        .join(sizes, sizes.c.phase == people.c.phase)
        .group_by(people.c.phase, Barrier.domain, sizes.c.size)
        .having(_large_enough(hindered, sizes.c.size))
    )
    return tuple(Cell(**row._mapping) for row in work.session.execute(statement))


def _waits(work: Work, scope: Select[Any]) -> tuple[Wait, ...]:
    people = _people(scope)
    everybody = select(func.count()).select_from(people).scalar_subquery()
    groups = (
        select(Barrier.waiting_on)
        .join(people, _open_barrier_of(people))
        .where(Barrier.waiting_on != WaitingOn.NOBODY)
        .group_by(Barrier.waiting_on)
        .having(_large_enough(func.count(people.c.id.distinct()), everybody))
    )
    statement = (
        select(Barrier.waiting_on, func.min(Barrier.opened_on).label("since"))
        .join(people, _open_barrier_of(people))
        .where(Barrier.waiting_on.in_(groups))
        .group_by(Barrier.waiting_on, Barrier.trajectory_id)
    )
    since: dict[WaitingOn, list[date]] = {}
    for row in work.session.execute(statement):
        since.setdefault(row.waiting_on, []).append(row.since)
    return rules.waits_since(since, work.today)


def _people(scope: Select[Any]) -> Any:
    """Who is in which phase today."""
    return (
        _with_stays(scope, PhaseStay.left_on.is_(None))
        .with_only_columns(Trajectory.organisation_id, Trajectory.id, PhaseStay.phase)
        .subquery()
    )


def _open_barrier_of(people: Any) -> ColumnElement[bool]:
    return and_(
        Barrier.organisation_id == people.c.organisation_id,
        Barrier.trajectory_id == people.c.id,
        Barrier.closed_on.is_(None),
    )


def _large_enough(group: ColumnElement[int], whole: ColumnElement[int]) -> ColumnElement[bool]:
    """Neither the group nor the rest of its whole is small; the same as `rules.may_be_shown`."""
    return and_(group >= SMALLEST_GROUP, or_(group == whole, whole - group >= SMALLEST_GROUP))
