"""The deeds about a person: adding, recognising, correcting, and who belongs together."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any
from uuid import UUID

from sqlalchemy import update
from uuid_utils.compat import uuid7

from tracker.accounts.work import Work
from tracker.audit import record
from tracker.core.refusal import Refused
from tracker.core.term import N_
from tracker.people.models import HouseholdMember, NewcomerMerge, OldValue
from tracker.trajectory.actions import name_newcomer, new_step, open_trajectory
from tracker.trajectory.models import Newcomer, PhaseStay, Trajectory
from tracker.trajectory.terms import Phase

ONE = N_("These are the files of one person already.")
UNDONE = N_("This merge was undone already, or a later one must be undone first.")


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
    phase: Phase,
    next_step: tuple[str, date] | None = None,
    **values: Any,
) -> Trajectory:
    """Begin the guidance of somebody, the first time or again, if wanted with a next step (title and day);
    the values are those of `new_trajectory`."""
    work.session.flush()
    trajectory = new_trajectory(work, newcomer, **values)
    work.session.flush()
    open_trajectory(work, trajectory, phase=phase, entered_on=trajectory.started_on)
    if next_step:
        work.session.add(new_step(work, trajectory, title=next_step[0], due_on=next_step[1]))
    record(work, "add_trajectory", on=trajectory, newcomer=str(newcomer.id))
    return trajectory


def new_trajectory(
    work: Work,
    newcomer: Newcomer,
    *,
    trajectory_id: UUID | None = None,
    reference: str,
    client_manager_id: UUID,
    team_id: UUID | None,
    started_on: date,
    permit_on: date | None = None,
    settled_on: date | None = None,
    integration_on: date | None = None,
) -> Trajectory:
    """A trajectory that is not in a phase yet; an import writes many at once before it opens them."""
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
    work.session.add(trajectory)
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
    first: PhaseStay | None = None,
) -> None:
    """Set right when the trajectory began, and the three dates that are kept apart from it; the first phase
    that began with it goes along."""
    if first and first.entered_on == trajectory.started_on:
        first.entered_on = started_on
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


def add_to_household(
    work: Work,
    trajectory: Trajectory,
    other: Newcomer,
    mine: Sequence[HouseholdMember],
    theirs: Sequence[HouseholdMember],
) -> None:
    """Let two people, each with the rows of the household they have, live in one household."""
    if trajectory.newcomer_id == other.id:
        raise Refused(ONE)
    household_id = mine[0].household_id if mine else uuid7()
    for newcomer_id, rows in ((trajectory.newcomer_id, mine), (other.id, theirs)):
        if not rows:
            row = HouseholdMember(organisation_id=other.organisation_id, newcomer_id=newcomer_id)
            row.household_id = household_id
            work.session.add(row)
    for row in theirs:
        row.household_id = household_id
    record(work, "add_to_household", on=trajectory, newcomer=str(other.id))


def remove_from_household(work: Work, trajectory: Trajectory, member: HouseholdMember) -> None:
    """Somebody lives elsewhere, or was added by mistake."""
    work.session.delete(member)
    record(work, "remove_from_household", on=trajectory, newcomer=str(member.newcomer_id))


def merge_newcomers(
    work: Work,
    kept: Newcomer,
    merged: Newcomer,
    trajectories: Sequence[Trajectory],
    households: tuple[Sequence[HouseholdMember], Sequence[HouseholdMember]],
    *,
    values: Mapping[str, Any],
) -> NewcomerMerge:
    """Two files of one person become one: the trajectories of both hang on the one that is kept, with these
    values. The other file stays as it was, out of sight, and what was moved is remembered."""
    if kept.id == merged.id:
        raise Refused(ONE)
    moved = [trajectory.id for trajectory in trajectories if trajectory.newcomer_id == merged.id]
    changes = {
        name: [getattr(kept, name), value] for name, value in values.items() if getattr(kept, name) != value
    }
    for name, (_, value) in changes.items():
        setattr(kept, name, value)
    merge = NewcomerMerge(
        organisation_id=kept.organisation_id,
        kept_id=kept.id,
        merged_id=merged.id,
        merged_by=work.actor.user_id,
        merged_at=work.now,
        changes=changes,
        moved={"trajectories": [str(key) for key in moved], "households": _moved(kept, *households)},
    )
    work.session.add(merge)
    name_newcomer(kept)
    _hang(work, moved, merged.id, kept.id)
    record(work, "merge_newcomers", on=kept, merged=str(merged.id), merge=str(merge.id))
    return merge


def unmerge_newcomers(
    work: Work, merge: NewcomerMerge, kept: Newcomer, household: Sequence[HouseholdMember]
) -> None:
    """Two files again: what the merge changed goes back, except where somebody changed it since."""
    if merge.undone_at:
        raise Refused(UNDONE)
    for name, (before, after) in merge.changes.items():
        if getattr(kept, name) == after:
            setattr(kept, name, before)
    name_newcomer(kept)
    _hang(work, [UUID(key) for key in merge.moved["trajectories"]], kept.id, merge.merged_id)
    rows = {str(row.id): row for row in household}
    for key, column, before, after in merge.moved["households"]:
        if key in rows and str(getattr(rows[key], column)) == after:
            setattr(rows[key], column, UUID(before))
    merge.undone_by, merge.undone_at = work.actor.user_id, work.now
    record(work, "unmerge_newcomers", on=kept, merged=str(merge.merged_id), merge=str(merge.id))


def _moved(
    kept: Newcomer, mine: Sequence[HouseholdMember], theirs: Sequence[HouseholdMember]
) -> list[tuple[str, str, str, str]]:
    """Take the household along; per row that changed its id, the column, and its value before and after."""
    if not mine and theirs:
        changed = [(theirs[0], "newcomer_id", kept.id)]
    else:
        changed = [(row, "household_id", mine[0].household_id) for row in theirs[1:] if mine]
    told = [(str(row.id), name, str(getattr(row, name)), str(value)) for row, name, value in changed]
    for row, name, value in changed:
        setattr(row, name, value)
    return [one for one in told if one[2] != one[3]]


def _hang(work: Work, trajectory_ids: Sequence[UUID], before: UUID, after: UUID) -> None:
    """Hang trajectories on another file. Their version stays: nothing that their pages show is different."""
    statement = update(Trajectory).where(
        Trajectory.organisation_id == work.actor.organisation_id,
        Trajectory.id.in_(trajectory_ids),
        Trajectory.newcomer_id == before,
    )
    work.session.flush()
    work.session.execute(statement.values(newcomer_id=after))
    work.session.expire_all()


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
