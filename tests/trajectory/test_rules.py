"""Status and signals at their borders (knowledge.md part 4)."""

from dataclasses import replace
from datetime import date, timedelta
from uuid import uuid4

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.make import TODAY, ago
from tracker.trajectory.rules import (
    RULES,
    Facts,
    Norms,
    OpenBarrier,
    Pause,
    phase_days,
    quiet_days,
    rule_of,
    standing,
)
from tracker.trajectory.terms import (
    LifeDomain,
    Outcome,
    Phase,
    Severity,
    SignalCode,
    Status,
    StepOwner,
    WaitingOn,
)

NORMS = Norms()
CALM = Facts(
    phase=Phase.ACTIVATION,
    entered_on=ago(40),
    started_on=ago(200),
    last_contact_on=ago(5),
    step="Call the school",
    step_due_on=ago(-30),
    step_owner=StepOwner.PROFESSIONAL,
)
"""In contact, a step planned a month from now: nothing to do."""


def barrier(**days: date | None) -> OpenBarrier:
    opened = days.get("opened_on") or ago(10)
    return OpenBarrier(
        id=uuid4(),
        domain=LifeDomain.LANGUAGE,
        severity=Severity.HINDERS,
        waiting_on=WaitingOn.NOBODY,
        opened_on=opened,
        looked_on=days.get("looked_on") or opened,
        review_on=days.get("review_on"),
    )


def status(facts: Facts, today: date = TODAY) -> Status:
    return standing(facts, NORMS, today).status


def codes(facts: Facts, today: date = TODAY) -> list[SignalCode]:
    return [signal.code for signal in standing(facts, NORMS, today).signals]


def without_step(facts: Facts) -> Facts:
    return replace(facts, step=None, step_due_on=None, step_owner=None)


def test_who_is_in_contact_with_a_step_ahead_is_on_course():
    assert status(CALM) is Status.ON_COURSE
    assert codes(CALM) == []


@pytest.mark.parametrize(("days", "fires"), [(30, False), (31, True)])
def test_no_real_contact_fires_after_the_norm(days, fires):
    facts = replace(CALM, last_contact_on=ago(days))
    assert (SignalCode.NO_REAL_CONTACT in codes(facts)) is fires
    assert status(facts) is Status.ON_COURSE, "a planned step keeps it from standing still"


def test_without_any_contact_the_start_counts():
    assert quiet_days(replace(CALM, last_contact_on=None), TODAY) == 200


def test_standing_still_needs_silence_and_no_step():
    silent = replace(CALM, last_contact_on=ago(49))
    assert status(without_step(silent)) is Status.STANDING_STILL
    assert status(without_step(CALM)) is Status.ON_COURSE
    why = standing(without_step(silent), NORMS, TODAY).why
    assert why.values == {"n": 49}


@pytest.mark.parametrize(
    ("due", "expected"),
    [
        (1, Status.LATE),
        (0, Status.DUE_THIS_WEEK),
        (-7, Status.DUE_THIS_WEEK),
        (-8, Status.ON_COURSE),
    ],
)
def test_a_step_is_late_the_day_after_its_day(due, expected):
    facts = replace(CALM, step_due_on=ago(due))
    assert status(facts) is expected
    assert (SignalCode.STEP_OVERDUE in codes(facts)) is (expected is Status.LATE)


def test_standing_still_goes_before_late():
    agreed = barrier(opened_on=ago(100), review_on=ago(3))
    facts = without_step(replace(CALM, last_contact_on=ago(60), barriers=(agreed,)))
    assert status(facts) is Status.STANDING_STILL


@pytest.mark.parametrize(("days", "fires"), [(60, False), (61, True)])
def test_a_barrier_without_agreed_day_asks_for_a_look_but_is_not_late(days, fires):
    facts = replace(CALM, barriers=(barrier(opened_on=ago(days)),))
    assert (SignalCode.BARRIER_WITHOUT_REVIEW in codes(facts)) is fires
    assert status(facts) is Status.ON_COURSE


def test_an_agreed_review_that_passed_is_late_and_one_ahead_holds_the_norm_back():
    assert status(replace(CALM, barriers=(barrier(opened_on=ago(9), review_on=ago(1)),))) is Status.LATE
    assert codes(replace(CALM, barriers=(barrier(opened_on=ago(99), review_on=ago(-9)),))) == []


@pytest.mark.parametrize(("days", "fires"), [(540, False), (541, True)])
def test_a_phase_longer_than_its_norm_never_changes_the_status(days, fires):
    facts = replace(CALM, entered_on=ago(days), started_on=ago(days))
    assert (SignalCode.PHASE_LONGER_THAN_NORM in codes(facts)) is fires
    assert status(facts) is Status.ON_COURSE


def test_days_on_hold_do_not_count_in_the_phase():
    facts = replace(CALM, entered_on=ago(100), pauses=(Pause(ago(120), ago(90)), Pause(ago(50), ago(20))))
    assert phase_days(facts, TODAY) == 100 - 10 - 30


def test_on_hold_nothing_fires_until_the_morning_it_wakes():
    silent = without_step(replace(CALM, last_contact_on=ago(90)))
    paused = replace(silent, pauses=(Pause(ago(60), ago(-1)),))
    assert (status(paused), codes(paused)) == (Status.ON_HOLD, [])

    awake = replace(silent, pauses=(Pause(ago(60), TODAY),))
    assert status(awake) is Status.DUE_THIS_WEEK
    assert codes(awake) == [SignalCode.ON_HOLD_DATE_REACHED, SignalCode.NO_NEXT_STEP]


@pytest.mark.parametrize(("days", "expected"), [(7, Status.DUE_THIS_WEEK), (8, Status.LATE)])
def test_who_woke_is_late_after_a_week_without_contact(days, expected):
    facts = replace(CALM, last_contact_on=ago(30), pauses=(Pause(ago(40), ago(days)),))
    assert status(facts) is expected


def test_a_contact_after_waking_ends_it():
    facts = replace(CALM, last_contact_on=ago(2), pauses=(Pause(ago(40), ago(3)),))
    assert status(facts) is Status.ON_COURSE


def test_closed_goes_before_everything():
    facts = without_step(replace(CALM, closed_on=ago(3), outcome=Outcome.WORK, last_contact_on=ago(300)))
    assert status(facts) is Status.CLOSED
    assert codes(facts) == []


def test_an_organisation_sets_its_own_norms():
    facts = without_step(replace(CALM, last_contact_on=ago(20)))
    assert standing(facts, Norms(contact_days=14), TODAY).status is Status.STANDING_STILL
    assert standing(facts, NORMS, TODAY).status is Status.ON_COURSE


def test_every_status_has_a_rule_to_show():
    assert set(RULES) == set(Status)


def test_the_rule_says_the_numbers_that_hold_here():
    rule = rule_of(Status.STANDING_STILL, Norms(contact_days=14))
    assert rule.text % rule.values == "No real contact in 14 days and no step planned."


DAYS = st.integers(-400, 800).map(ago)


@given(
    last=st.none() | DAYS,
    due=st.none() | DAYS,
    entered=st.integers(0, 900).map(ago),
    reviews=st.lists(st.none() | DAYS, max_size=3),
    shift=st.integers(0, 30),
)
def test_status_and_signals_never_contradict_each_other(last, due, entered, reviews, shift):
    facts = Facts(
        phase=Phase.MATCHING,
        entered_on=entered,
        started_on=entered,
        last_contact_on=last,
        step="a step" if due else None,
        step_due_on=due,
        barriers=tuple(barrier(opened_on=ago(80), review_on=day) for day in reviews),
    )
    today = TODAY + timedelta(days=shift)
    fired = codes(facts, today)
    assert len(set(fired) - {SignalCode.BARRIER_WITHOUT_REVIEW}) == len(
        [code for code in fired if code is not SignalCode.BARRIER_WITHOUT_REVIEW]
    )
    if status(facts, today) is Status.STANDING_STILL:
        assert due is None
    if SignalCode.STEP_OVERDUE in fired:
        assert status(facts, today) is Status.LATE
