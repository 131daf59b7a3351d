"""The rows of the pages about people."""

from uuid import UUID

from tests.authorization.row import GUIDES, READERS, Row
from tests.make import Make
from tracker.accounts.models import User
from tracker.people import actions
from tracker.people.models import HouseholdMember
from tracker.trajectory.models import Newcomer, Trajectory


def _again(make: Make, trajectory: Trajectory) -> Trajectory:
    """Another person with the same client manager."""
    return make.trajectory(make.session.get_one(User, trajectory.client_manager_id))


def another_file(make: Make, trajectory: Trajectory) -> dict[str, UUID]:
    return {"other_id": _again(make, trajectory).id}


def a_member(make: Make, trajectory: Trajectory) -> dict[str, UUID]:
    other, house = _again(make, trajectory), trajectory.id
    rows = [
        make._keep(
            HouseholdMember(
                organisation_id=trajectory.organisation_id, newcomer_id=one.newcomer_id, household_id=house
            )
        )
        for one in (trajectory, other)
    ]
    return {"member_id": rows[1].id}


def a_merge(make: Make, trajectory: Trajectory) -> dict[str, UUID]:
    other = _again(make, trajectory)
    manager = make.session.get_one(User, trajectory.client_manager_id)
    key = trajectory.organisation_id
    kept, merged = (make.session.get_one(Newcomer, (key, one.newcomer_id)) for one in (trajectory, other))
    merge = actions.merge_newcomers(make.work(manager), kept, merged, [other], ([], []), values={})
    make.session.commit()
    return {"merge_id": merge.id}


PERSON = {"given_name": "Zoltan", "family_name": "Horvat"}
BEGIN = {"started_on": "1-11-2026", "phase": "intake"}
BEGUN = ("add_newcomer", "open_trajectory", "add_trajectory")
ROWS = {
    "people.add_newcomer": Row(READERS, deeds=BEGUN, body={**PERSON, **BEGIN}),
    "people.add_trajectory": Row(GUIDES, deeds=BEGUN[1:], body=BEGIN),
    "people.correct_newcomer": Row(GUIDES, deed="correct_newcomer", body={**PERSON, "seen": "1"}),
    "people.correct_dates": Row(GUIDES, deed="correct_dates", body={"started_on": "1-11-2026", "seen": "1"}),
    "people.add_to_household": Row(GUIDES, post=404, body={}),
    "people.remove_from_household": Row(GUIDES, deed="remove_from_household", prepare=a_member),
    "people.find_other_file": Row(GUIDES),
    "people.merge_newcomers": Row(GUIDES, deed="merge_newcomers", prepare=another_file),
    "people.unmerge_newcomers": Row(GUIDES, deed="unmerge_newcomers", prepare=a_merge),
}
