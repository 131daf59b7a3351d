"""What is counted, for whom, and what is left out."""

from collections.abc import Iterable

import pytest

from tests.make import Make, ago
from tracker.accounts.models import Organisation, Team, User
from tracker.accounts.terms import Role
from tracker.accounts.work import Work
from tracker.insight import queries
from tracker.insight.rules import Age, Cell, Numbers, Wait
from tracker.trajectory.models import PhaseStay
from tracker.trajectory.terms import LifeDomain, Outcome, Phase, WaitingOn


def opened(work: Work) -> Numbers:
    return queries.opened(work, team=None, manager=None).numbers


def group(make: Make, guide: User, phase: Phase, n: int, **barrier: object) -> None:
    """So many people in a phase; with a barrier when one is described."""
    for index in range(n):
        trajectory = make.trajectory(guide, phase, days=40 + index)
        if barrier:
            make.barrier(trajectory, **barrier)


def past(make: Make, guide: User, phase: Phase, stays: Iterable[int]) -> None:
    """People who spent so many days in a phase and were then done."""
    for days in stays:
        trajectory = make.trajectory(guide, phase, days=400)
        stay = make.session.query(PhaseStay).filter_by(trajectory_id=trajectory.id).one()
        stay.left_on, stay.outcome = ago(400 - days), Outcome.WORK
        make.session.commit()


def test_people_now_and_half_a_year_ago(make: Make, lead: User, guide: User):
    group(make, guide, Phase.MATCHING, 3)
    make.trajectory(guide, Phase.MATCHING, days=183)
    past(make, guide, Phase.MATCHING, [300, 217, 218])

    matching = opened(make.work(lead)).of(Phase.MATCHING)

    assert (matching.now, matching.before) == (4, 2)  # The stay that ended on that very day is over.
    assert (matching.curve.n, matching.curve.ended) == (7, 3)


def test_days_on_hold_do_not_count_in_stays_nor_in_ages(make: Make, lead: User, guide: User):
    trajectory = make.trajectory(guide, Phase.MATCHING, days=50)
    make.hold(trajectory, from_on=ago(40), until_on=ago(30))
    make.hold(trajectory, from_on=ago(20), until_on=ago(-9), ended_on=ago(15))
    make.contact(trajectory)

    matching = opened(make.work(lead)).of(Phase.MATCHING)

    assert matching.ages == (Age(35),)
    assert matching.curve.days == (35,)


def test_a_pause_counts_in_the_stay_it_lies_in(make: Make, lead: User, guide: User):
    trajectory = make.trajectory(guide, Phase.INTAKE, days=100)
    first = make.session.query(PhaseStay).one()
    first.left_on = ago(60)
    make.stay(trajectory, guide, seq=2, phase=Phase.MATCHING, entered_on=ago(60))
    make.hold(trajectory, from_on=ago(70), until_on=ago(55))

    numbers = opened(make.work(lead))

    assert numbers.of(Phase.INTAKE).curve.days == (30,)
    assert numbers.of(Phase.MATCHING).curve.days == (55,)


def test_preparation_is_shown_only_where_it_is_used(make: Make, lead: User, guide: User):
    assert [one.phase for one in opened(make.work(lead)).phases] == list(Phase)[1:]
    make.trajectory(guide, Phase.PREPARATION)
    assert [one.phase for one in opened(make.work(lead)).phases] == list(Phase)


def test_a_choice_of_team_or_person_holds_for_every_number(make: Make, lead: User, guide: User, team: Team):
    south = make.team(make.session.get_one(Organisation, team.organisation_id))
    make.membership(lead, Role.TEAM_LEAD, south)
    other = make.user(team=south)
    group(make, guide, Phase.MATCHING, 2, waiting_on=WaitingOn.US)
    group(make, other, Phase.INTAKE, 1)
    past(make, other, Phase.INTAKE, [300])
    work = make.work(lead)

    of_team = queries.opened(work, team=south.id, manager=None)
    of_person = queries.opened(work, team=None, manager=guide.id)

    assert [one.now for one in of_team.numbers.phases] == [1, 0, 0, 0, 0]
    assert of_team.numbers.of(Phase.INTAKE).curve.n == 2
    assert of_team.numbers.waits == ()
    assert [one.now for one in of_person.numbers.phases] == [0, 0, 0, 2, 0]
    assert of_person.numbers.of(Phase.INTAKE).curve.n == 0
    assert {row.id for row in of_person.managers} == {guide.id, other.id}
    assert {row.id for row in of_team.teams} == {team.id, south.id}


def test_nobody_counts_people_of_another_team_or_municipality(
    make: Make, lead: User, reader: User, guide: User
):
    group(make, guide, Phase.MATCHING, 6)
    elsewhere = make.user(team=make.team())
    group(make, elsewhere, Phase.MATCHING, 6)

    for numbers in (opened(make.work(lead)), queries.guarded(make.work(reader))):
        assert numbers.of(Phase.MATCHING).now == 6


def test_a_client_manager_reads_the_figures_of_the_own_team_only(
    make: Make, guide: User, team: Team, reader: User
):
    organisation = make.session.get_one(Organisation, team.organisation_id)
    neighbour = make.user(team=make.team(organisation))
    group(make, guide, Phase.MATCHING, 5)
    group(make, neighbour, Phase.MATCHING, 6)

    assert queries.guarded(make.work(guide)).of(Phase.MATCHING).now == 5
    assert queries.guarded(make.work(reader)).of(Phase.MATCHING).now == 11


def test_large_groups_are_the_same_for_who_may_not_open_the_persons(
    make: Make, lead: User, reader: User, guide: User
):
    group(make, guide, Phase.MATCHING, 6, waiting_on=WaitingOn.EMPLOYER)
    group(
        make, guide, Phase.ACTIVATION, 5, domain=LifeDomain.MONEY, waiting_on=WaitingOn.US, opened_on=ago(9)
    )
    past(make, guide, Phase.MATCHING, [50, 60, 70, 80, 90])

    full, part = opened(make.work(lead)), queries.guarded(make.work(reader))

    assert set(part.cells) == set(full.cells)
    assert part.waits == full.waits == (Wait(WaitingOn.EMPLOYER, 6, 10), Wait(WaitingOn.US, 5, 9))
    assert part.of(Phase.MATCHING).curve == full.of(Phase.MATCHING).curve
    assert part.of(Phase.MATCHING).days == full.of(Phase.MATCHING).days
    assert [one.now for one in part.phases] == [None, None, 5, 6, None]
    assert (part.still, full.still) == (11, 11)


def test_a_group_under_five_is_left_out(make: Make, reader: User, guide: User):
    group(make, guide, Phase.MATCHING, 4, waiting_on=WaitingOn.US)
    past(make, guide, Phase.INTAKE, [10, 20, 30, 40])

    numbers = queries.guarded(make.work(reader))

    assert [one.now for one in numbers.phases] == [None] * 5
    assert all(one.ages == () and one.curve.n == 0 for one in numbers.phases)
    assert (numbers.cells, numbers.waits, numbers.still) == ((), (), None)


def test_a_cell_is_left_out_when_the_rest_of_its_phase_is_small(make: Make, reader: User, guide: User):
    """Six of eight would tell that two people have no barrier in language."""
    group(make, guide, Phase.MATCHING, 6, waiting_on=WaitingOn.US)
    group(make, guide, Phase.MATCHING, 2)
    assert queries.guarded(make.work(reader)).cells == ()
    assert queries.guarded(make.work(reader)).waits == ()

    group(make, guide, Phase.MATCHING, 3)
    assert queries.guarded(make.work(reader)).cells == (Cell(Phase.MATCHING, LifeDomain.LANGUAGE, 6),)
    assert queries.guarded(make.work(reader)).waits == (Wait(WaitingOn.US, 6, 10),)


def test_a_curve_is_left_out_when_those_who_wait_are_a_small_group(make: Make, reader: User, guide: User):
    """Else its n, less who left, would tell how few they are."""
    past(make, guide, Phase.MATCHING, range(10, 70, 10))
    assert queries.guarded(make.work(reader)).of(Phase.MATCHING).telling

    group(make, guide, Phase.MATCHING, 4)
    assert queries.guarded(make.work(reader)).of(Phase.MATCHING).curve.n == 0

    group(make, guide, Phase.MATCHING, 1)
    assert queries.guarded(make.work(reader)).of(Phase.MATCHING).curve.n == 11


def test_what_is_left_out_never_leaves_the_database(make: Make, reader: User, guide: User):
    """Small groups are dropped by the statement itself: no row of them arrives."""
    group(make, guide, Phase.MATCHING, 4, waiting_on=WaitingOn.US)
    work = make.work(reader)
    scope = queries.counted_trajectories(work)

    assert queries._crowds(work, scope) == []
    assert queries._cells(work, scope) == ()
    assert queries._waits(work, scope) == ()
    assert queries._stays(work, queries._stays_in_groups(scope)) == []


@pytest.mark.parametrize("role", [Role.PARTNER, Role.ADMINISTRATOR, Role.PRIVACY_OFFICER])
def test_who_may_not_read_figures_counts_nobody(make: Make, guide: User, team: Team, role: Role):
    group(make, guide, Phase.MATCHING, 6)
    assert all(one.now is None for one in queries.guarded(make.work(make.user(role, team))).phases)
