"""One dossier: who it is about, how it stands, and everything that was written."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from tracker.accounts.work import Work
from tracker.people.queries import corrections, last_merge, relatives
from tracker.people.terms import Correction, LastMerge, Relative
from tracker.story.queries import record
from tracker.story.terms import Record
from tracker.trajectory.access import visible_trajectories
from tracker.trajectory.models import Newcomer, Trajectory
from tracker.trajectory.queries import IS_OPEN, WITH_NEWCOMER, Case, cases, norms
from tracker.trajectory.rules import Norms


@dataclass(frozen=True, slots=True)
class PersonRow:
    """What is known of the newcomer besides the names that a list shows."""

    native_name: str
    other_names: str
    birth_year: int | None
    languages: str
    interpreter: bool
    phone: str
    email: str
    permit_on: date | None
    settled_on: date | None
    integration_on: date | None
    closed: bool


@dataclass(frozen=True, slots=True)
class Dossier:
    person: PersonRow
    case: Case
    norms: Norms
    record: Record
    relatives: list[Relative]
    corrections: list[Correction]
    merge: LastMerge | None


def get_dossier(work: Work, trajectory_id: UUID) -> Dossier:
    """A visible trajectory, in seven statements however much was written; NoResultFound for any other."""
    person, own_norms = _person(work, trajectory_id), norms(work)
    scope = visible_trajectories(work).where(Trajectory.id == trajectory_id)
    [case] = cases(work, scope, own_norms, closed=person.closed)
    return Dossier(
        person,
        case,
        own_norms,
        record(work, trajectory_id),
        relatives(work, trajectory_id),
        corrections(work, trajectory_id),
        last_merge(work, trajectory_id),
    )


def _person(work: Work, trajectory_id: UUID) -> PersonRow:
    statement = (
        visible_trajectories(work)
        .where(Trajectory.id == trajectory_id)
        .join(Newcomer, WITH_NEWCOMER)
        .with_only_columns(
            Newcomer.native_name,
            Newcomer.other_names,
            Newcomer.birth_year,
            Newcomer.languages,
            Newcomer.interpreter,
            Newcomer.phone,
            Newcomer.email,
            Trajectory.permit_on,
            Trajectory.settled_on,
            Trajectory.integration_on,
            (~IS_OPEN).label("closed"),
        )
    )
    return PersonRow(**work.session.execute(statement).one()._mapping)
