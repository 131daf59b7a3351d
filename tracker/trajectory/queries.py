"""Reads about trajectories: the facts of a whole scope in one statement, and single rows for deeds."""

from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import Any
from uuid import UUID

from sqlalchemy import Date, Select, and_, cast, exists, func, null, select, union_all
from sqlalchemy.orm import aliased

from tracker.accounts.models import Team, User
from tracker.accounts.queries import norms_of
from tracker.accounts.work import HOME, Work
from tracker.core.packed import day_or_none, packed, unpacked
from tracker.trajectory.access import Fact, editable_facts, editable_trajectories
from tracker.trajectory.models import Barrier, Contact, Hold, Newcomer, PhaseStay, Step, Trajectory
from tracker.trajectory.rules import NORM_KEYS, Facts, Norms, OpenBarrier, Pause, Standing, standing
from tracker.trajectory.terms import (
    LIVE_STEPS,
    ContactResult,
    LifeDomain,
    Severity,
    WaitingOn,
)

BEFORE_ANY_CONTACT = datetime(1900, 1, 1, tzinfo=UTC)

WITH_NEWCOMER = and_(
    Newcomer.organisation_id == Trajectory.organisation_id, Newcomer.id == Trajectory.newcomer_id
)
WITH_STAY = and_(
    PhaseStay.organisation_id == Trajectory.organisation_id, PhaseStay.trajectory_id == Trajectory.id
)
PRESENT_STAY = and_(WITH_STAY, PhaseStay.left_on.is_(None))
IS_OPEN = exists().where(PRESENT_STAY)


@dataclass(frozen=True, slots=True)
class Heading:
    """Whom a deed is about, as its page says on top."""

    id: UUID
    reference: str
    given_name: str
    family_name: str

    @property
    def name(self) -> str:
        return f"{self.given_name} {self.family_name}".strip()


@dataclass(frozen=True, slots=True)
class Case(Heading):
    """One trajectory as lists show it: who, whose, where, and how it stands today."""

    newcomer_id: UUID
    sort_key: str
    search_key: str
    client_manager_id: UUID | None
    client_manager: str | None
    team_id: UUID | None
    team: str | None
    facts: Facts
    standing: Standing


@dataclass(frozen=True, slots=True)
class OpenEnd:
    """A barrier that has not ended, or a live step, which has a day."""

    domain: LifeDomain
    text: str
    due_on: date | None


def get_trajectory(work: Work, trajectory_id: UUID) -> Trajectory:
    """An editable trajectory, for a deed; NoResultFound for any other.

    It is held until the deed is done: of two deeds at once the second sees what the first did.
    """
    statement = editable_trajectories(work).where(Trajectory.id == trajectory_id)
    return work.session.scalars(statement.with_for_update(key_share=True)).one()


def get_heading(work: Work, trajectory_id: UUID) -> Heading:
    """Whom an editable trajectory is about; NoResultFound for any other."""
    statement = (
        editable_trajectories(work)
        .where(Trajectory.id == trajectory_id)
        .join(Newcomer, WITH_NEWCOMER)
        .with_only_columns(Trajectory.id, Trajectory.reference, Newcomer.given_name, Newcomer.family_name)
    )
    return Heading(**work.session.execute(statement).one()._mapping)


def get_last_stay(work: Work, trajectory_id: UUID) -> PhaseStay:
    """The present stay of an editable trajectory; of a closed one the stay with its outcome."""
    stays = editable_facts(work, PhaseStay).where(PhaseStay.trajectory_id == trajectory_id)
    return work.session.scalars(stays.order_by(PhaseStay.seq.desc()).limit(1)).one()


def get_fact(work: Work, table: type[Fact], trajectory_id: UUID, fact_id: UUID) -> Fact:
    """One barrier, strength, step … of an editable trajectory; NoResultFound for that of another."""
    facts = editable_facts(work, table).where(table.trajectory_id == trajectory_id, table.id == fact_id)
    return work.session.scalars(facts).one()


def find_contact(work: Work, trajectory_id: UUID, contact_id: UUID | None) -> Contact | None:
    """The contact that was logged under this id, if there is one."""
    contacts = editable_facts(work, Contact).where(Contact.trajectory_id == trajectory_id)
    return work.session.scalars(contacts.where(Contact.id == contact_id)).one_or_none()


def find_hold(work: Work, trajectory_id: UUID) -> Hold | None:
    """The pause that lasts today; of several the longest."""
    holds = editable_facts(work, Hold).where(
        Hold.trajectory_id == trajectory_id,
        Hold.from_on <= work.today,
        Hold.until_on > work.today,
        Hold.ended_on.is_(None),
    )
    return work.session.scalars(holds.order_by(Hold.until_on.desc()).limit(1)).one_or_none()


def open_ends(work: Work, trajectory_id: UUID) -> list[OpenEnd]:
    """What is still open of an editable trajectory: barriers, then live steps by their day."""
    barriers = editable_facts(work, Barrier).where(
        Barrier.trajectory_id == trajectory_id, Barrier.closed_on.is_(None)
    )
    steps = editable_facts(work, Step).where(Step.trajectory_id == trajectory_id, Step.status.in_(LIVE_STEPS))
    lines = union_all(
        barriers.with_only_columns(
            Barrier.domain, Barrier.description.label("text"), cast(null(), Date).label("due_on")
        ),
        steps.with_only_columns(Step.domain, Step.title, Step.due_on),
    )
    ends = [OpenEnd(**row._mapping) for row in work.session.execute(lines)]
    return sorted(ends, key=lambda end: end.due_on or date.min)


def norms(work: Work) -> Norms:
    """The norms that hold today for the actor's organisation."""
    return Norms(**{key: value for key, value in norms_of(work).items() if key in NORM_KEYS})


def cases(work: Work, scope: Select[Any], norms: Norms, *, closed: bool = False) -> list[Case]:
    """Every open (or every closed) trajectory of a scope, in one statement.

    `scope` comes from access.py; sorted by name. Status and signals are those of rules.py.
    """
    statement = _facts(work, scope, closed).order_by(Newcomer.sort_key, Trajectory.reference)
    return [_case(row, norms, work.today) for row in work.session.execute(statement)]


def _facts(work: Work, scope: Select[Any], closed: bool) -> Select[*tuple[Any, ...]]:
    return (
        scope.join(Newcomer, WITH_NEWCOMER)
        .join(PhaseStay, _present_stay(closed))
        .outerjoin(User, User.id == Trajectory.client_manager_id)
        .outerjoin(
            Team, (Team.organisation_id == Trajectory.organisation_id) & (Team.id == Trajectory.team_id)
        )
        .outerjoin(Step, (Step.organisation_id == Trajectory.organisation_id) & (Step.id == _next_step(work)))
        .with_only_columns(
            Trajectory.id,
            Trajectory.newcomer_id,
            Trajectory.reference,
            Newcomer.given_name,
            Newcomer.family_name,
            Newcomer.sort_key,
            Newcomer.search_key,
            Trajectory.client_manager_id,
            User.name.label("client_manager"),
            Trajectory.team_id,
            Team.name.label("team"),
            PhaseStay.phase,
            PhaseStay.entered_on,
            Trajectory.started_on,
            PhaseStay.left_on.label("closed_on"),
            PhaseStay.outcome,
            _last_reached(work).label("reached_at"),
            _tries(work).label("tries"),
            Step.title.label("step"),
            Step.due_on.label("step_due_on"),
            Step.owner.label("step_owner"),
            _barriers(work).label("barriers"),
            _pauses(work).label("pauses"),
        )
    )


def _present_stay(closed: bool) -> Any:
    """The stay that runs; or, of a closed trajectory, the last one, which has an outcome."""
    if not closed:
        return PRESENT_STAY
    later = aliased(PhaseStay)
    last = select(func.max(later.seq)).where(
        later.organisation_id == Trajectory.organisation_id, later.trajectory_id == Trajectory.id
    )
    return WITH_STAY & PhaseStay.outcome.is_not(None) & (PhaseStay.seq == last.scalar_subquery())


def _looked_up(work: Work, rows: Select[Any], table: Any) -> Any:
    """One value for each trajectory, from its own rows by their index: the work grows with the scope."""
    same = (table.organisation_id == work.actor.organisation_id) & (table.trajectory_id == Trajectory.id)
    return rows.where(same).correlate(Trajectory).scalar_subquery()


def _last_reached(work: Work) -> Any:
    contact = aliased(Contact)
    reached = contact.result == ContactResult.REACHED
    times = select(func.max(contact.happened_at)).where(reached, contact.happened_at <= work.now)
    return _looked_up(work, times, contact)


def _tries(work: Work) -> Any:
    """How often was tried in vain since somebody was last reached."""
    since = func.coalesce(_last_reached(work), BEFORE_ANY_CONTACT)
    tries = select(func.count(Contact.id)).where(Contact.happened_at > since, Contact.happened_at <= work.now)
    return _looked_up(work, tries, Contact)


def _next_step(work: Work) -> Any:
    """The live step that is due first."""
    step = aliased(Step)
    steps = select(step.id).where(step.status.in_(LIVE_STEPS)).order_by(step.due_on, step.id).limit(1)
    return _looked_up(work, steps, step)


def _barriers(work: Work) -> Any:
    """The open barriers, packed."""
    terms = (Barrier.domain, Barrier.severity, Barrier.waiting_on)
    days = (Barrier.opened_on, Barrier.looked_on, Barrier.review_on)
    barriers = select(packed(Barrier.id, *terms, *days)).where(Barrier.closed_on.is_(None))
    return _looked_up(work, barriers, Barrier)


def _pauses(work: Work) -> Any:
    """From and until of every hold, packed; one that was ended early lasted until then."""
    ended = func.coalesce(Hold.ended_on, Hold.until_on)
    return _looked_up(work, select(packed(Hold.from_on, ended)), Hold)


def _case(row: Any, norms: Norms, today: date) -> Case:
    values = dict(row._mapping)
    facts = Facts(
        barriers=unpacked_barriers(values.pop("barriers")),
        pauses=unpacked_pauses(values.pop("pauses")),
        last_contact_on=_day(values.pop("reached_at")),
        tries=values.pop("tries") or 0,
        **{name: values.pop(name) for name in ("phase", "entered_on", "started_on", "closed_on", "outcome")},
        **{name: values.pop(name) for name in ("step", "step_due_on", "step_owner")},
    )
    return Case(**values, facts=facts, standing=standing(facts, norms, today))


def _day(moment: datetime | None) -> date | None:
    return moment and moment.astimezone(HOME).date()


def unpacked_barriers(text: str | None) -> tuple[OpenBarrier, ...]:
    """The barriers of a packed column, blocking before hindering, then the one open longest."""
    barriers = [_barrier(parts) for parts in unpacked(text)]
    return tuple(sorted(barriers, key=lambda b: (b.severity is Severity.HINDERS, b.opened_on, b.id)))


def _barrier(parts: list[str]) -> OpenBarrier:
    return OpenBarrier(
        id=UUID(parts[0]),
        domain=LifeDomain(parts[1]),
        severity=Severity(parts[2]),
        waiting_on=WaitingOn(parts[3]),
        opened_on=date.fromisoformat(parts[4]),
        looked_on=date.fromisoformat(parts[5]),
        review_on=day_or_none(parts[6]),
    )


def unpacked_pauses(text: str | None) -> tuple[Pause, ...]:
    """The pauses of a packed column, the oldest first."""
    days = [[date.fromisoformat(day) for day in parts] for parts in unpacked(text)]
    return tuple(Pause(from_on, until_on) for from_on, until_on in sorted(days))
