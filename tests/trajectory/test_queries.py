"""The facts of a whole scope, in one statement."""

from datetime import timedelta

from tests.make import NOW, ago
from tracker.accounts.models import Norm
from tracker.trajectory.access import visible_trajectories
from tracker.trajectory.models import PhaseStay
from tracker.trajectory.queries import cases, norms
from tracker.trajectory.rules import Norms, Pause
from tracker.trajectory.terms import (
    ContactResult,
    LifeDomain,
    Outcome,
    Phase,
    Severity,
    Status,
    StepStatus,
)


def listed(make, manager, **options):
    work = make.work(manager)
    return cases(work, visible_trajectories(work), norms(work), **options)


def test_a_case_carries_all_its_facts(make, manager):
    trajectory = make.trajectory(manager, Phase.MATCHING, days=50)
    make.barrier(trajectory, domain=LifeDomain.FAMILY, opened_on=ago(30))
    blocking = make.barrier(trajectory, severity=Severity.BLOCKS, review_on=ago(-4))
    make.barrier(trajectory, closed_on=ago(1), ending="solved")
    make.hold(trajectory, from_on=ago(40), until_on=ago(20), ended_on=ago(30))
    make.step(trajectory, title="Later", due_on=ago(-9))
    make.step(trajectory, title="First", due_on=ago(-2), status=StepStatus.DOING)
    make.step(trajectory, title="Only an idea", due_on=ago(9), status=StepStatus.PROPOSED)
    make.contact(trajectory, days=12)
    make.contact(trajectory, days=5, result=ContactResult.NOT_REACHED)
    make.contact(trajectory, days=4, result=ContactResult.DID_NOT_SHOW)
    make.contact(trajectory, days=30, result=ContactResult.NOT_REACHED)

    (case,) = listed(make, manager)

    assert (case.facts.phase, case.facts.entered_on) == (Phase.MATCHING, ago(50))
    assert (case.facts.last_contact_on, case.facts.tries) == (ago(12), 2)
    assert (case.facts.step, case.facts.step_due_on) == ("First", ago(-2))
    assert [found.domain for found in case.facts.barriers] == [LifeDomain.LANGUAGE, LifeDomain.FAMILY]
    assert (case.facts.barriers[0].id, case.facts.barriers[0].review_on) == (blocking.id, ago(-4))
    assert case.facts.pauses == (Pause(ago(40), ago(30)),)
    assert case.standing.status is Status.DUE_THIS_WEEK
    assert case.client_manager == manager.name


def test_a_contact_in_the_future_does_not_count(make, manager):
    make.contact(make.trajectory(manager), happened_at=NOW + timedelta(days=1))
    assert listed(make, manager)[0].facts.last_contact_on is None


def test_open_and_closed_are_kept_apart_also_after_opening_again(make, manager):
    open_one, closed, again = (make.trajectory(manager, days=60) for _ in range(3))
    for trajectory in (closed, again):
        stay = make.session.query(PhaseStay).filter_by(trajectory_id=trajectory.id).one()
        stay.left_on, stay.outcome = ago(20), Outcome.WORK
    make.session.commit()
    make.stay(again, manager, seq=2, phase=Phase.ORIENTATION, entered_on=ago(10), reason="Lost the job")

    assert {case.id for case in listed(make, manager)} == {open_one.id, again.id}
    (shut,) = listed(make, manager, closed=True)
    assert (shut.id, shut.standing.status, shut.facts.outcome) == (closed.id, Status.CLOSED, Outcome.WORK)


def test_people_are_sorted_by_family_name_without_minding_accents(make, manager):
    for name in ("Çelik", "Zaki", "Ali", "Élan"):
        make.trajectory(manager, newcomer={"family_name": name})
    assert [case.family_name for case in listed(make, manager)] == ["Ali", "Çelik", "Élan", "Zaki"]


def test_the_newest_norm_that_holds_is_used(make, manager):
    work = make.work(manager)
    for days, value in ((100, 40), (10, 14), (-5, 99)):
        make.session.add(
            Norm(
                organisation_id=work.actor.organisation_id,
                key="contact_days",
                value=value,
                holds_from=ago(days),
            )
        )
    make.session.commit()
    assert norms(work) == Norms(contact_days=14)


def test_a_norm_of_another_municipality_is_not_used(make, manager):
    elsewhere = make.team().organisation_id
    make.session.add(Norm(organisation_id=elsewhere, key="contact_days", value=14, holds_from=ago(10)))
    make.session.commit()
    assert norms(make.work(manager)) == Norms()
