"""The route, the needs and the life domains, from rows alone."""

from dataclasses import replace
from datetime import date, timedelta
from itertools import count
from typing import Any
from uuid import UUID

from hypothesis import given
from hypothesis import strategies as st
from uuid_utils.compat import uuid7

from tests.make import NOW, TODAY, ago
from tracker.dossier import rules
from tracker.dossier.terms import Junction, JunctionState
from tracker.story.terms import BarrierRow, Record, StayRow, StepRow, StrengthRow, ViewRow
from tracker.trajectory.rules import Facts, Norms, OpenBarrier, Pause, standing
from tracker.trajectory.terms import (
    LifeDomain,
    Outcome,
    Phase,
    Severity,
    Sharing,
    SignalCode,
    StepOwner,
    StepStatus,
    View,
    WaitingOn,
)

DONE, HERE, SEEN, AHEAD = JunctionState


def written() -> dict[str, Any]:
    return {
        "id": uuid7(),
        "author": "Annelies",
        "author_id": UUID(int=2),
        "organisation": "Lindewaard",
        "written_at": NOW,
        "sharing": Sharing.CARE_TEAM,
    }


def stays(*path: Phase, closed: Outcome | None = None, reopened_after: int = 0) -> list[StayRow]:
    """A stay of ten days in each phase of the path; the last one runs until today, or ended closed."""
    number = count(1)
    starts = [ago(10 * (len(path) - place)) for place in range(len(path))]
    rows = []
    for phase, start in zip(path, starts, strict=True):
        seq = next(number)
        last = seq == len(path)
        ended = not last or closed is not None
        rows.append(
            StayRow(
                **written(),
                seq=seq,
                phase=phase,
                entered_on=start,
                reason=f"reason {seq}",
                left_on=start + timedelta(days=10) if ended else None,
                outcome=closed if last else Outcome.WORK if seq == reopened_after else None,
                closing_note="",
            )
        )
    return rows


def states(junctions: tuple[Junction, ...]) -> dict[Phase, JunctionState]:
    return {junction.phase: junction.state for junction in junctions}


def at(junctions: tuple[Junction, ...], phase: Phase) -> Junction:
    return next(junction for junction in junctions if junction.phase is phase)


def test_a_route_that_only_goes_on_has_passed_present_and_coming_junctions():
    route = rules.junctions(stays(Phase.INTAKE, Phase.ORIENTATION))
    assert [junction.state for junction in route] == [DONE, HERE, AHEAD, AHEAD, AHEAD]
    assert route[0].stretches[0].days == 10
    assert route[1].stretches[0].until_on is None
    assert not any(junction.skipped or junction.back_on for junction in route)


def test_preparation_is_on_the_route_of_who_was_in_it():
    assert Phase.PREPARATION not in states(rules.junctions(stays(Phase.INTAKE)))
    assert states(rules.junctions(stays(Phase.PREPARATION)))[Phase.PREPARATION] is HERE
    assert states(rules.junctions(stays(Phase.PREPARATION, Phase.INTAKE)))[Phase.PREPARATION] is DONE


def test_going_back_keeps_both_stays_and_says_when_and_why():
    route = rules.junctions(stays(Phase.INTAKE, Phase.ACTIVATION, Phase.MATCHING, Phase.ACTIVATION))
    here, left = at(route, Phase.ACTIVATION), at(route, Phase.MATCHING)
    assert (here.state, left.state) == (HERE, SEEN)
    assert [stretch.from_on for stretch in here.stretches] == [ago(30), ago(10)]
    assert here.back_on == ago(10)
    assert left.stretches[0].back_because == "reason 4"
    assert here.stretches[0].back_because == ""
    assert at(route, Phase.ORIENTATION).skipped
    assert not at(route, Phase.AFTERCARE).skipped


def test_a_closed_route_has_no_present_junction():
    route = rules.junctions(stays(Phase.INTAKE, Phase.ORIENTATION, closed=Outcome.EDUCATION))
    assert [junction.state for junction in route] == [DONE, DONE, AHEAD, AHEAD, AHEAD]
    assert route[1].stretches[0].outcome is Outcome.EDUCATION


def test_opening_again_is_no_going_back():
    route = rules.junctions(stays(Phase.MATCHING, Phase.INTAKE, reopened_after=1))
    assert at(route, Phase.INTAKE).back_on is None
    assert at(route, Phase.INTAKE).stretches[0].reopened
    assert at(route, Phase.MATCHING).stretches[0].outcome is Outcome.WORK
    assert at(route, Phase.MATCHING).stretches[0].back_because == ""


@given(st.lists(st.sampled_from(Phase), min_size=1, max_size=8), st.sampled_from([None, *Outcome]))
def test_every_stay_is_on_the_route_once(path: list[Phase], closed: Outcome | None):
    route = rules.junctions(stays(*path, closed=closed))
    assert sum(len(junction.stretches) for junction in route) == len(path)
    assert [junction.state for junction in route].count(HERE) == (0 if closed else 1)
    assert [junction.phase for junction in route] == sorted(states(route), key=lambda phase: phase.number)


def barrier(domain: LifeDomain = LifeDomain.LANGUAGE, **fields: Any) -> BarrierRow:
    values: dict[str, Any] = {
        "description": "Speaking at work is hard",
        "severity": Severity.HINDERS,
        "waiting_on": WaitingOn.NOBODY,
        "opened_on": ago(10),
        "looked_on": ago(10),
        "review_on": None,
        "whose": None,
        "closed_on": None,
        "ending": None,
        "what_helped": "",
    }
    return BarrierRow(**written(), domain=domain, **{**values, **fields})


def strength(domain: LifeDomain = LifeDomain.LANGUAGE, closed_on: date | None = None) -> StrengthRow:
    return StrengthRow(
        **written(),
        domain=domain,
        description="Knows a cook",
        opened_on=ago(10),
        review_on=None,
        closed_on=closed_on,
    )


def view(seen: View, days: int = 5) -> ViewRow:
    return ViewRow(**written(), domain=LifeDomain.LANGUAGE, view=seen, seen_on=ago(days), note="")


def step(due_on: date, **fields: Any) -> StepRow:
    values: dict[str, Any] = {
        "title": "Ask for the timetable",
        "owner": StepOwner.PROFESSIONAL,
        "whose": "Annelies",
        "status": StepStatus.PLANNED,
        "ended_on": None,
        "domain": LifeDomain.LANGUAGE,
    }
    return StepRow(**written(), due_on=due_on, **{**values, **fields})


def looks(**parts: Any) -> View:
    """How language looks, from these rows."""
    line = rules.domain_lines(Record(**parts))[0]
    assert line.domain is LifeDomain.LANGUAGE
    return line.view


def test_what_is_open_counts_before_what_was_seen():
    seen = (view(View.NO_ISSUE, days=1),)
    assert looks(barriers=(barrier(),), strengths=(strength(),), views=seen) is View.BARRIER
    assert looks(barriers=(barrier(closed_on=ago(1)),), strengths=(strength(),), views=seen) is View.STRENGTH
    assert looks(strengths=(strength(closed_on=ago(1)),), views=seen) is View.NO_ISSUE


def test_the_newest_view_counts_and_silence_is_not_discussed():
    assert (
        looks(views=(view(View.NO_ISSUE, 20), view(View.ATTENTION, 2), view(View.STRENGTH, 9)))
        is View.ATTENTION
    )
    assert looks() is View.NOT_DISCUSSED
    assert looks(barriers=(barrier(LifeDomain.MONEY),)) is View.NOT_DISCUSSED


def test_a_domain_shows_its_barriers_beside_its_strengths_oldest_first():
    old, new = barrier(opened_on=ago(90)), barrier(opened_on=ago(9))
    line = rules.domain_lines(
        Record(barriers=(new, old), strengths=(strength(),), views=(view(View.BARRIER),))
    )[0]
    assert line.barriers == (old, new)
    assert len(line.strengths) == 1
    assert line.seen is None


def test_what_asks_for_attention_stays_beside_what_is_open_until_a_barrier_was_added_for_it():
    attention = view(View.ATTENTION)
    before = replace(barrier(), written_at=attention.written_at - timedelta(days=1))
    after = replace(barrier(), written_at=attention.written_at + timedelta(days=1))

    def seen(*barriers: BarrierRow) -> ViewRow | None:
        record = Record(barriers=barriers, strengths=(strength(),), views=(attention,))
        return rules.domain_lines(record)[0].seen

    assert seen() == seen(before) == attention
    assert seen(before, after) is None


def facts(**fields: Any) -> Facts:
    values: dict[str, Any] = {
        "phase": Phase.ACTIVATION,
        "entered_on": ago(40),
        "started_on": ago(40),
        "last_contact_on": ago(3),
        "step": "Ask for the timetable",
        "step_due_on": ago(-20),
    }
    return Facts(**{**values, **fields})


def needs(record: Record, **fields: Any) -> list[tuple[SignalCode, bool]]:
    now = standing(facts(**fields), Norms(), TODAY)
    return [(need.code, need.late) for need in rules.needs(now, record, TODAY)]


def open_barrier(row: BarrierRow) -> OpenBarrier:
    return OpenBarrier(
        row.id, row.domain, row.severity, row.waiting_on, row.opened_on, row.looked_on, row.review_on
    )


def test_nothing_is_needed_when_nothing_is_due():
    assert needs(Record(steps=(step(ago(-20)),), barriers=(barrier(review_on=ago(-30)),))) == []


def test_every_late_and_every_near_promise_is_needed_in_order_of_its_day():
    late, soon, never = barrier(review_on=ago(2)), barrier(review_on=ago(-7)), barrier(review_on=ago(-8))
    record = Record(steps=(step(ago(-1)), step(ago(9))), barriers=(late, soon, never))
    assert needs(record, step_due_on=ago(9), barriers=tuple(map(open_barrier, record.barriers))) == [
        (SignalCode.STEP_OVERDUE, True),
        (SignalCode.BARRIER_WITHOUT_REVIEW, True),
        (SignalCode.STEP_OVERDUE, False),
        (SignalCode.BARRIER_WITHOUT_REVIEW, False),
    ]


def test_silence_comes_first_and_a_long_phase_last():
    record = Record(steps=(step(TODAY),))
    asked = needs(record, last_contact_on=None, entered_on=ago(600), started_on=ago(600), step_due_on=TODAY)
    assert [code for code, _ in asked] == [
        SignalCode.NO_REAL_CONTACT,
        SignalCode.STEP_OVERDUE,
        SignalCode.PHASE_LONGER_THAN_NORM,
    ]


def test_without_a_step_one_is_asked_for_and_an_old_barrier_is_looked_at():
    old = barrier(looked_on=ago(61), opened_on=ago(61))
    assert needs(Record(barriers=(old,)), step=None, step_due_on=None, barriers=(open_barrier(old),)) == [
        (SignalCode.NO_NEXT_STEP, False),
        (SignalCode.BARRIER_WITHOUT_REVIEW, False),
    ]


def test_who_woke_is_to_be_spoken_to_within_a_week():
    pause = Pause(ago(20), ago(2))
    assert needs(Record(), pauses=(pause,), last_contact_on=ago(30)) == [
        (SignalCode.ON_HOLD_DATE_REACHED, False)
    ]


def test_who_is_on_hold_or_closed_needs_nothing():
    record = Record(steps=(step(ago(9)),), barriers=(barrier(review_on=ago(9)),))
    assert needs(record, pauses=(Pause(ago(5), ago(-5)),), step_due_on=ago(9)) == []
    assert needs(record, closed_on=ago(1), outcome=Outcome.WORK) == []


def test_what_is_over_or_only_proposed_is_not_due():
    record = Record(
        steps=(
            step(ago(3), status=StepStatus.DONE, ended_on=ago(3)),
            step(ago(3), status=StepStatus.PROPOSED),
        ),
        barriers=(barrier(review_on=ago(3), closed_on=ago(2)),),
    )
    assert needs(record) == []


def test_live_steps_stand_above_those_that_were_over_lately():
    later, sooner = step(ago(-9)), step(ago(2), domain=LifeDomain.WORK)
    done = step(ago(5), status=StepStatus.DONE, ended_on=ago(30))
    gone = step(ago(50), status=StepStatus.STOPPED, ended_on=ago(31))
    record = Record(steps=(gone, done, later, sooner))
    assert rules.steps_shown(record, None, TODAY) == (sooner, later, done)
    assert rules.steps_shown(record, LifeDomain.WORK, TODAY) == (sooner,)
