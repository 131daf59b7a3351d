"""The deeds about a person: adding, recognising, correcting."""

from datetime import date
from uuid import UUID

from tracker.accounts.work import Work
from tracker.audit import record
from tracker.people.models import OldValue
from tracker.trajectory.actions import name_newcomer, new_step, open_trajectory
from tracker.trajectory.models import Newcomer, Trajectory
from tracker.trajectory.terms import Phase


def add_newcomer(
    work: Work,
    *,
    given_name: str,
    family_name: str,
    native_name: str = "",
    other_names: str = "",
    birth_year: int | None = None,
    languages: str = "",
    interpreter: bool = False,
    phone: str = "",
    email: str = "",
) -> Newcomer:
    """Write down somebody who is not known here; a trajectory of theirs is begun in the same work."""
    newcomer = Newcomer(
        organisation_id=work.actor.organisation_id,
        given_name=given_name,
        family_name=family_name,
        native_name=native_name,
        other_names=other_names,
        birth_year=birth_year,
        languages=languages,
        interpreter=interpreter,
        phone=phone,
        email=email,
    )
    work.session.add(name_newcomer(newcomer))
    record(work, "add_newcomer", on=newcomer)
    return newcomer


def add_trajectory(
    work: Work,
    newcomer: Newcomer,
    *,
    trajectory_id: UUID | None = None,
    reference: str,
    client_manager_id: UUID,
    team_id: UUID | None,
    started_on: date,
    phase: Phase,
    permit_on: date | None = None,
    settled_on: date | None = None,
    integration_on: date | None = None,
    next_step: tuple[str, date] | None = None,
) -> Trajectory:
    """Begin the guidance of somebody, the first time or again, if wanted with a next step (title and day)."""
    trajectory = Trajectory(
        organisation_id=newcomer.organisation_id,
        id=trajectory_id,
        newcomer_id=newcomer.id,
        reference=reference,
        client_manager_id=client_manager_id,
        team_id=team_id,
        started_on=started_on,
        permit_on=permit_on,
        settled_on=settled_on,
        integration_on=integration_on,
    )
    work.session.flush()
    work.session.add(trajectory)
    work.session.flush()
    open_trajectory(work, trajectory, phase=phase, entered_on=started_on)
    if next_step:
        work.session.add(new_step(work, trajectory, title=next_step[0], due_on=next_step[1]))
    record(work, "add_trajectory", on=trajectory, newcomer=str(newcomer.id))
    return trajectory


def recognise_newcomer(work: Work, trajectory: Trajectory) -> None:
    """Write down that somebody who was to be added looked like the person of this trajectory, whom the
    actor may not see."""
    record(work, "recognise_newcomer", on=trajectory)


def correct_newcomer(
    work: Work,
    trajectory: Trajectory,
    newcomer: Newcomer,
    *,
    given_name: str,
    family_name: str,
    birth_year: int | None,
    languages: str,
    interpreter: bool,
    phone: str,
    email: str,
    native_name: str | None = None,
    other_names: str | None = None,
) -> None:
    """Set right what is known of the person; names that are None stay. What it said before is kept."""
    fields = _corrected(
        work,
        newcomer,
        newcomer.id,
        given_name=given_name,
        family_name=family_name,
        birth_year=birth_year,
        languages=languages,
        interpreter=interpreter,
        phone=phone,
        email=email,
        native_name=newcomer.native_name if native_name is None else native_name,
        other_names=newcomer.other_names if other_names is None else other_names,
    )
    name_newcomer(newcomer)
    record(work, "correct_newcomer", on=trajectory, fields=fields)


def correct_dates(
    work: Work,
    trajectory: Trajectory,
    *,
    started_on: date,
    permit_on: date | None,
    settled_on: date | None,
    integration_on: date | None,
) -> None:
    """Set right when the trajectory began, and the three dates that are kept apart from it."""
    fields = _corrected(
        work,
        trajectory,
        trajectory.newcomer_id,
        started_on=started_on,
        permit_on=permit_on,
        settled_on=settled_on,
        integration_on=integration_on,
    )
    record(work, "correct_dates", on=trajectory, fields=fields)


def _corrected(work: Work, row: Newcomer | Trajectory, newcomer_id: UUID, **values: object) -> str:
    """Write these values and keep what was there; the names of the columns that were different."""
    different = [name for name, value in values.items() if getattr(row, name) != value]
    for name in different:
        work.session.add(
            OldValue(
                organisation_id=row.organisation_id,
                newcomer_id=newcomer_id,
                trajectory_id=row.id if isinstance(row, Trajectory) else None,
                field=name,
                value=_as_text(getattr(row, name)),
                corrected_by=work.actor.user_id,
                corrected_at=work.now,
            )
        )
        setattr(row, name, values[name])
    return " ".join(different)


def _as_text(value: object) -> str:
    if isinstance(value, bool):
        return str(int(value))
    return "" if value is None else str(value)
