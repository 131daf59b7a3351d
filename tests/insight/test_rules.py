"""What the figures say, and when they say nothing."""

from dataclasses import replace
from uuid import uuid4

import pytest

from tests.make import TODAY, ago
from tracker.core.sentence import Sentence
from tracker.core.survival import Spell, survival
from tracker.insight import rules
from tracker.insight.rules import Age, Cell, Finding, Numbers, PhaseNumbers, Wait
from tracker.trajectory.rules import Facts, OpenBarrier
from tracker.trajectory.terms import LifeDomain, Phase, Severity, WaitingOn


def phase(
    phase: Phase, now: int | None, before: int | None, *, days: int = 40, left: int = 0
) -> PhaseNumbers:
    return PhaseNumbers(
        phase=phase,
        now=now,
        before=before,
        ages=tuple(Age(days + index) for index in range(now or 0)),
        curve=survival([Spell(10 * (index + 1), True) for index in range(left)]),
        norm=100,
    )


def numbers(*cells: Cell, guarded: bool = False, still: int | None = 0, on_us: int | None = 0) -> Numbers:
    phases = (phase(Phase.ACTIVATION, 41, 40), phase(Phase.MATCHING, 31, 22))
    return Numbers(phases, cells, (), still, on_us, guarded)


def barrier(domain: LifeDomain, waiting_on: WaitingOn = WaitingOn.NOBODY, days: int = 10) -> OpenBarrier:
    return OpenBarrier(uuid4(), domain, Severity.HINDERS, waiting_on, ago(days), ago(days), None)


def somebody(*barriers: OpenBarrier, phase: Phase = Phase.ACTIVATION, tries: int = 0) -> Facts:
    return Facts(phase, ago(50), ago(50), barriers=barriers, tries=tries)


def said(finding: Finding) -> str:
    """The finding in English, as the screen puts it together."""
    return " ".join(_say(part) for part in (finding.point, finding.numbers) if part)


def _say(sentence: Sentence) -> str:
    text = sentence.many if sentence.many and sentence.values["n"] != 1 else sentence.text
    return text % {k: _say(v) if isinstance(v, Sentence) else v for k, v in sentence.values.items()}


def test_the_phase_that_grew_most_fills_up():
    phases = [phase(Phase.ACTIVATION, 41, 38), phase(Phase.MATCHING, 31, 22)]

    assert said(rules.filling(phases)) == "Matching is filling up: 31 people now, 22 half a year ago."
    assert rules.filling(phases).phase is Phase.MATCHING


@pytest.mark.parametrize(("now", "before"), [(12, 10), (4, 0), (9, None)])
def test_a_little_growth_is_not_filling_up(now: int, before: int | None):
    """Two more, fewer than five people, or an unknown past."""
    assert said(rules.filling([phase(Phase.MATCHING, now, before)])) == (
        f"No phase is filling up. Most people are in Matching: {now}."
    )


def test_a_duration_needs_five_who_left():
    assert said(rules.duration(phase(Phase.MATCHING, 9, 9, left=4))) == "Too few to show."
    assert (
        said(rules.duration(phase(Phase.MATCHING, 9, 9, left=5))) == "Half has left Matching after 30 days."
    )


def test_when_most_still_wait_there_is_no_half():
    waiting = survival([Spell(10, True)] * 5 + [Spell(90, False)] * 20)
    assert said(rules.duration(replace(phase(Phase.MATCHING, 20, 9), curve=waiting))) == (
        "Less than half has left Matching so far."
    )


def test_long_is_measured_by_the_norm_of_the_phase():
    short = replace(phase(Phase.INTAKE, 20, 20, days=80), norm=84)
    long = replace(phase(Phase.ACTIVATION, 20, 20, days=200), norm=540)

    assert said(rules.waiting_long([short, long])) == (
        "In Intake one in seven has been there longer than 96 days."
    )
    assert said(rules.waiting_long([phase(Phase.INTAKE, 4, 4)])) == "Too few to show."


def test_the_largest_cell_is_the_cause():
    found = numbers(
        Cell(Phase.ACTIVATION, LifeDomain.LANGUAGE, 23), Cell(Phase.MATCHING, LifeDomain.FAMILY, 11)
    )
    assert said(rules.cause(found)) == (
        "Language holds most people back in Activation: 23 of 41 have an open barrier there."
    )


def test_a_small_or_absent_cause_is_not_named():
    assert said(rules.cause(numbers())) == "Nobody has an open barrier."
    assert said(rules.cause(numbers(guarded=True))) == "Too few to show."
    assert said(rules.cause(numbers(Cell(Phase.MATCHING, LifeDomain.WORK, 4)))) == "Too few to show."


@pytest.mark.parametrize(
    ("still", "on_us", "sentence"),
    [
        (0, 0, "No trajectory is standing still."),
        (1, 0, "1 trajectory is standing still."),
        (11, 5, "11 trajectories are standing still. 5 of them wait for us."),
        (None, None, "Too few to show."),
    ],
)
def test_how_many_stand_still(still: int | None, on_us: int | None, sentence: str):
    assert said(rules.standing_still(numbers(still=still, on_us=on_us))) == sentence


def test_two_barriers_in_one_domain_are_one_person():
    twice = somebody(barrier(LifeDomain.LANGUAGE), barrier(LifeDomain.LANGUAGE), barrier(LifeDomain.WORK))
    once = somebody(barrier(LifeDomain.LANGUAGE))

    assert set(rules.cells([twice, once, somebody()])) == {
        Cell(Phase.ACTIVATION, LifeDomain.LANGUAGE, 2),
        Cell(Phase.ACTIVATION, LifeDomain.WORK, 1),
    }


def test_who_waits_for_somebody_waits_since_the_oldest_barrier():
    both = somebody(
        barrier(LifeDomain.WORK, WaitingOn.EMPLOYER, 10), barrier(LifeDomain.MONEY, WaitingOn.EMPLOYER, 70)
    )
    other = somebody(
        barrier(LifeDomain.WORK, WaitingOn.EMPLOYER, 20), barrier(LifeDomain.WORK, WaitingOn.US, 5)
    )

    assert rules.waits([both, other, somebody(barrier(LifeDomain.WORK))], TODAY) == (
        Wait(WaitingOn.EMPLOYER, 2, 20),
        Wait(WaitingOn.US, 1, 5),
    )


def test_the_reason_is_what_the_facts_tell():
    waiting = somebody(barrier(LifeDomain.WORK), barrier(LifeDomain.WORK, WaitingOn.US), tries=2)
    assert rules.reason(waiting).values == {"whom": WaitingOn.US}
    assert _say(rules.reason(somebody(tries=2))) == "Tried 2 times, not reached"
    assert _say(rules.reason(somebody())) == "No next step is planned."


@pytest.mark.parametrize(
    ("count", "of", "shown"), [(4, 20, False), (5, 20, True), (16, 20, False), (20, 20, True)]
)
def test_neither_a_small_group_nor_a_small_rest_is_shown(count: int, of: int, shown: bool):
    assert rules.may_be_shown(count, of) is shown


def test_the_focus_is_on_what_can_be_told_and_fills_up():
    phases = [
        phase(Phase.INTAKE, 50, 50, left=9),
        phase(Phase.MATCHING, 31, 22, left=9),
        phase(Phase.AFTERCARE, 60, 10),
    ]
    assert rules.in_focus(phases).phase is Phase.MATCHING
    assert rules.in_focus([phases[0], phases[2]]).phase is Phase.INTAKE
