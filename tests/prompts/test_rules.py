"""Which elements fit: the twenty-five situations of the method, and what holds in every situation."""

import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.make import TODAY, ago
from tracker.core.sentence import Sentence
from tracker.prompts.catalogue import ELEMENTS, LINKS
from tracker.prompts.rules import away, because_barrier, because_phase, because_strength, prompts_for
from tracker.prompts.terms import MOMENTS, SIGNALS, Answer, Fired, Situation
from tracker.trajectory.rules import OpenBarrier
from tracker.trajectory.terms import ElementAnswer, LifeDomain, Phase, Severity, SignalCode, WaitingOn

SITUATIONS = tomllib.loads((Path(__file__).parent / "situations.toml").read_text(encoding="utf-8"))


def barrier(
    domain: LifeDomain, severity: Severity = Severity.HINDERS, opened_on: date = TODAY
) -> OpenBarrier:
    return OpenBarrier(UUID(int=0), domain, severity, WaitingOn.NOBODY, opened_on, opened_on, None)


def fired(name: str) -> Fired:
    """A signal as the situations write it, whose reason is its own name."""
    code, _, detail = name.partition(":")
    return Fired(code, Sentence(code), detail)


def answer(written: str) -> Answer:
    """An answer as the situations write it: what and when."""
    what, on = written.split()
    return Answer(ElementAnswer(what), date.fromisoformat(on))


def situation(given: Mapping[str, Any]) -> Situation:
    return Situation(
        phase=Phase(given["phase"]),
        days=given["days"],
        today=given["today"],
        signals=tuple(map(fired, given.get("signals", []))),
        barriers=tuple(barriers(given)),
        strengths=frozenset(map(LifeDomain, given.get("strengths", []))),
        answers={key: answer(written) for key, written in given.get("answers", {}).items()},
        quiet=given.get("quiet", False),
    )


def barriers(given: Mapping[str, Any]) -> Iterator[OpenBarrier]:
    for row in given.get("barriers", []):
        opened_on = given["today"] - timedelta(days=row["open_days"])
        yield barrier(LifeDomain(row["domain"]), Severity(row["severity"]), opened_on)


def reason(named: str, situation: Situation, key: str) -> Sentence:
    """The sentence that a reason like "barrier:housing" stands for."""
    kind, _, what = named.partition(":")
    if kind == "barrier":
        [one] = [one for one in situation.barriers if one.domain == what]
        return because_barrier(one, situation.today)
    sentences = {
        "signal": lambda: Sentence(what),
        "strength": lambda: because_strength(LifeDomain(what)),
        "phase": lambda: because_phase(situation, key),
    }
    return sentences[kind]()


@pytest.mark.parametrize("key", SITUATIONS)
def test_a_situation_brings_its_elements_in_order_with_their_reasons(key: str):
    given = SITUATIONS[key]
    now = situation(given)
    expected = [
        (row["element"], tuple(reason(named, now, row["element"]) for named in row["reasons"]))
        for row in given["expected"]
    ]
    assert [(one.element.key, one.reasons) for one in prompts_for(now)] == expected


def test_the_method_has_twenty_five_situations():
    assert len(SITUATIONS) == 25


def keys(now: Situation) -> list[str]:
    return [prompt.element.key for prompt in prompts_for(now)]


ACTIVE = Situation(Phase.ACTIVATION, days=20, today=TODAY)


@pytest.mark.parametrize(
    ("element", "given", "expected"),
    [
        ("trust_first", None, False),
        ("trust_first", Answer(ElementAnswer.DONE, ago(2000)), True),
        ("trust_first", Answer(ElementAnswer.DOES_NOT_FIT, ago(2000)), True),
        ("trust_first", Answer(ElementAnswer.DISMISSED, ago(29)), True),
        ("trust_first", Answer(ElementAnswer.DISMISSED, ago(30)), False),
        ("trust_first", Answer(ElementAnswer.PLANNED, ago(2000)), True),
        ("trust_first", Answer(ElementAnswer.PLANNED, ago(1), over=True), False),
        ("trust_first", Answer(ElementAnswer.DOING, ago(1)), True),
        ("trust_first", Answer(ElementAnswer.DOING, ago(1), over=True), False),
        ("rhythm_of_contact", Answer(ElementAnswer.DONE, ago(89)), True),
        ("rhythm_of_contact", Answer(ElementAnswer.DONE, ago(90)), False),
        ("rhythm_of_contact", Answer(ElementAnswer.DOES_NOT_FIT, ago(90)), True),
    ],
)
def test_an_answer_puts_an_element_away_for_its_own_time(element: str, given: Answer | None, expected: bool):
    assert away(element, given, TODAY) is expected


def test_a_retired_element_is_never_offered(monkeypatch: pytest.MonkeyPatch):
    assert keys(ACTIVE)[0] == "side_by_side"
    monkeypatch.setitem(ELEMENTS, "side_by_side", replace(ELEMENTS["side_by_side"], retired=True))
    assert "side_by_side" not in keys(ACTIVE)


def test_an_element_that_comes_back_says_when_it_was_answered():
    back = Answer(ElementAnswer.DISMISSED, ago(31))
    [first, *_] = prompts_for(replace(ACTIVE, answers={"side_by_side": back}))
    assert first.element.key == "side_by_side"
    assert first.reasons[0].values["date"] == ago(31)


def test_barriers_of_equal_weight_stand_in_the_order_of_the_domains():
    now = replace(ACTIVE, barriers=(barrier(LifeDomain.RESIDENCE), barrier(LifeDomain.LANGUAGE)))
    assert keys(now)[:2] == ["language_rich_place", "one_plan_two_laws"]


def test_what_waits_in_line_gets_the_places_that_are_left_but_no_place_of_another_kind():
    """The third barrier waits while the phase has elements; its own element is no phase element then."""
    open_ones = (LifeDomain.LANGUAGE, LifeDomain.WORK, LifeDomain.HEALTH)
    now = replace(ACTIVE, barriers=tuple(map(barrier, open_ones)))
    assert keys(now) == ["language_rich_place", "real_work_experience", "side_by_side"]
    done = Answer(ElementAnswer.DONE, ago(1))
    usual = [usual.element for usual in LINKS.usual[Phase.ACTIVATION]]
    answered = dict.fromkeys(set(usual) - {"language_rich_place", "real_work_experience"}, done)
    assert keys(replace(now, answers=answered))[2] == "care_and_work_together"


def test_only_one_strength_gets_a_place():
    strong = frozenset({LifeDomain.LANGUAGE, LifeDomain.WORK, LifeDomain.MEANING})
    assert keys(replace(ACTIVE, strengths=strong)) == ["present_yourself", "side_by_side", "small_steps"]


def test_two_strengths_that_ask_for_the_same_are_two_reasons():
    strong = frozenset({LifeDomain.EDUCATION, LifeDomain.WORK})
    [first, *_] = prompts_for(replace(ACTIVE, strengths=strong))
    assert [why.values["domain"] for why in first.reasons] == [LifeDomain.EDUCATION, LifeDomain.WORK]


def test_a_signal_of_its_own_domain_or_phase_goes_before_the_plain_one():
    assert keys(replace(ACTIVE, signals=(fired("no_next_step"),)))[0] == "small_steps"
    intake = replace(ACTIVE, phase=Phase.INTAKE, signals=(fired("no_next_step"),))
    assert keys(intake)[0] == "plan_together"
    health = replace(ACTIVE, signals=(fired("barrier_without_review:health"),))
    assert keys(health)[0] == "signal_and_return"
    housing = replace(ACTIVE, signals=(fired("barrier_without_review:housing"),))
    assert keys(housing)[0] == "barriers_away"


def test_every_signal_that_can_fire_has_its_place_in_the_order_and_its_elements():
    assert [code for code in SIGNALS if code in set(SignalCode)] == list(SignalCode)
    assert all(code in LINKS.signals for code in SignalCode)


ANSWERS = st.builds(
    Answer,
    st.sampled_from(ElementAnswer),
    st.dates(ago(400), TODAY),
    over=st.booleans(),
)
SITUATION = st.builds(
    Situation,
    phase=st.sampled_from(Phase),
    days=st.integers(0, 800),
    today=st.just(TODAY),
    signals=st.lists(
        st.builds(
            lambda code, detail: Fired(code, Sentence(f"{code} {detail}"), detail),
            st.sampled_from(SIGNALS),
            st.sampled_from(["", *LifeDomain, *MOMENTS]),
        ),
        max_size=6,
    ).map(tuple),
    barriers=st.lists(
        st.builds(barrier, st.sampled_from(LifeDomain), st.sampled_from(Severity), st.dates(ago(400), TODAY)),
        max_size=8,
    ).map(tuple),
    strengths=st.frozensets(st.sampled_from(LifeDomain)),
    answers=st.dictionaries(st.sampled_from(sorted(ELEMENTS)), ANSWERS, max_size=60),
    quiet=st.booleans(),
)


@given(SITUATION)
def test_never_more_than_three_and_never_the_same_twice(now: Situation):
    offered = keys(now)
    assert len(offered) == len(set(offered)) <= 3


@given(SITUATION)
def test_what_is_away_is_never_shown_and_everything_shown_has_a_reason(now: Situation):
    for prompt in prompts_for(now):
        assert not away(prompt.element.key, now.answers.get(prompt.element.key), now.today)
        assert prompt.reasons


@given(SITUATION)
def test_who_is_on_hold_or_closed_gets_nothing(now: Situation):
    assert prompts_for(replace(now, quiet=True)) == ()


@given(SITUATION)
def test_with_a_pressing_reason_its_element_comes_first(now: Situation):
    """A strength or the phase never pushes a signal or a barrier from the first two places."""
    alone = replace(now, strengths=frozenset(), quiet=False)
    pressing = [key for key in keys(alone)[:2] if _is_pressing(alone, key)]
    with_all = keys(replace(now, quiet=False))
    assert with_all[: len(pressing)] == pressing


def _is_pressing(now: Situation, key: str) -> bool:
    [prompt] = [prompt for prompt in prompts_for(now) if prompt.element.key == key]
    return prompt.reasons != (because_phase(now, key),)
