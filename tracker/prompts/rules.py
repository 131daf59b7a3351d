"""Which working elements fit now, in which order and why: the eight rules of knowledge.md 3.1.

Pure: a situation in, at most three prompts out. Nothing counts here but phase, signals, barriers,
strengths and earlier answers: not origin, sex, age or language, nor how often a prompt was shown.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import chain, islice, zip_longest

from tracker.core.sentence import Sentence
from tracker.core.term import N_
from tracker.prompts.catalogue import ELEMENTS, LINKS, Element
from tracker.prompts.terms import SIGNALS, Answer, Fired, Situation
from tracker.story.terms import Record
from tracker.trajectory.rules import Facts, OpenBarrier, Standing
from tracker.trajectory.terms import ElementAnswer, LifeDomain, Phase, Severity, Status

MOST = 3
PRESSING = 2
"""The places that go to signals and barriers first."""
DISMISSED = timedelta(days=30)
RETURN = timedelta(days=90)
WITH_STEP = (ElementAnswer.PLANNED, ElementAnswer.DOING)
"""The answers that make a step, and that hold until it ends."""

Wish = tuple[str, Sentence]
"""An element that something asks for, and why."""


@dataclass(frozen=True, slots=True)
class Prompt:
    """An element that fits now, with every reason for it."""

    element: Element
    reasons: tuple[Sentence, ...]


def prompts_for(situation: Situation) -> tuple[Prompt, ...]:
    """At most three, each element once: two pressing ones, one strength, then the phase, then the rest."""
    if situation.quiet:
        return ()
    pressing = _together(_in_turn(_by_signals(situation), _by_barriers(situation)))
    helping = _together(_by_strengths(situation))
    line = list(pressing)
    one = [key for key in helping if key not in pressing][:1]
    usual = [key for key in _usual(situation) if key not in (*line, *one)]
    order = [*line[:PRESSING], *one, *usual, *line[PRESSING:]][:MOST]
    reasons = [(*pressing.get(key, ()), *helping.get(key, ())) for key in order]
    return tuple(
        Prompt(ELEMENTS[key], why or (because_phase(situation, key),))
        for key, why in zip(order, reasons, strict=True)
    )


def away(key: str, answer: Answer | None, today: date) -> bool:
    """Whether an element is out of sight, because of what was last answered to it."""
    if answer is None or ELEMENTS[key].retired:
        return ELEMENTS[key].retired
    if answer.answer in WITH_STEP:
        return not answer.over
    if answer.answer is ElementAnswer.DISMISSED:
        return today < answer.on + DISMISSED
    returns = answer.answer is ElementAnswer.DONE and key in LINKS.returning
    return not returns or today < answer.on + RETURN


def stands(key: str, last: Answer | None, new: Answer) -> bool:
    """Whether an answer is the last one said again while that still holds."""
    same = last is not None and (last.answer, last.reason) == (new.answer, new.reason)
    return same and away(key, last, new.on)


def _in_turn(signals: Iterable[Wish], barriers: Iterable[Wish]) -> Iterator[Wish]:
    """Signal, barrier, signal, barrier …; a kind that has run out leaves its turn to the other."""
    return (wish for wish in chain.from_iterable(zip_longest(signals, barriers)) if wish)


def _together(wishes: Iterable[Wish]) -> dict[str, list[Sentence]]:
    """Every element once, at its first place in line, with all reasons for it."""
    reasons: dict[str, list[Sentence]] = {}
    for key, why in wishes:
        reasons.setdefault(key, []).append(why)
    return reasons


def _by_signals(situation: Situation) -> Iterator[Wish]:
    for signal in sorted(situation.signals, key=lambda signal: SIGNALS.index(signal.code)):
        for key in _first(_linked(signal, situation.phase), situation):
            yield key, signal.why


def _linked(signal: Fired, phase: Phase) -> tuple[str, ...]:
    """The elements of its own domain or moment, else those of the phase, else those of the signal."""
    names = (f"{signal.code}:{signal.detail}", f"{signal.code}:{phase}", signal.code)
    return next((LINKS.signals[name] for name in names if name in LINKS.signals), ())


def _by_barriers(situation: Situation) -> Iterator[Wish]:
    for barrier in sorted(situation.barriers, key=_weight):
        for key in _first(LINKS.barriers[barrier.domain][situation.phase], situation):
            yield key, because_barrier(barrier, situation.today)


def _weight(barrier: OpenBarrier) -> tuple[bool, date, int]:
    """Blocking before hindering, then the one open longest, then the fixed order of the domains."""
    return barrier.severity is Severity.HINDERS, barrier.opened_on, list(LifeDomain).index(barrier.domain)


def _by_strengths(situation: Situation) -> Iterator[Wish]:
    for domain in LifeDomain:
        if domain in situation.strengths:
            for key in _first(LINKS.strengths[domain][situation.phase], situation):
                yield key, because_strength(domain)


def _usual(situation: Situation) -> Iterator[str]:
    """The usual elements of the phase on this day of the stay."""
    for usual in LINKS.usual[situation.phase]:
        begun = usual.from_day <= situation.days
        if begun and (usual.until_day is None or situation.days <= usual.until_day):
            yield from _first((usual.element,), situation)


def _first(keys: tuple[str, ...], situation: Situation) -> Iterator[str]:
    """The first of them that is not away, if there is one."""
    answers, today = situation.answers, situation.today
    return islice((key for key in keys if not away(key, answers.get(key), today)), 1)


def because_barrier(barrier: OpenBarrier, today: date) -> Sentence:
    values = {
        "domain": barrier.domain,
        "severity": barrier.severity,
        "n": (today - barrier.opened_on).days,
    }
    return Sentence(
        N_("There is a barrier in %(domain)s (%(severity)s, open for %(n)s day)."),
        values,
        many=N_("There is a barrier in %(domain)s (%(severity)s, open for %(n)s days)."),
    )


def because_strength(domain: LifeDomain) -> Sentence:
    return Sentence(N_("There is a strength in %(domain)s."), {"domain": domain})


def because_phase(situation: Situation, key: str) -> Sentence:
    answer = situation.answers.get(key)
    if answer is None:
        text = N_("This belongs to the phase %(phase)s and was not answered yet.")
        return Sentence(text, {"phase": situation.phase})
    text = N_("This belongs to the phase %(phase)s. The answer of %(date)s is some time ago: ask again.")
    return Sentence(text, {"phase": situation.phase, "date": answer.on})


def situation_of(facts: Facts, standing: Standing, record: Record, today: date) -> Situation:
    """How a trajectory stands, as far as it decides which elements fit."""
    return Situation(
        phase=facts.phase,
        days=standing.phase_days,
        today=today,
        signals=tuple(
            Fired(signal.code, signal.why, signal.barrier.domain if signal.barrier else "")
            for signal in standing.signals
        ),
        barriers=facts.barriers,
        strengths=frozenset(one.domain for one in record.strengths if one.closed_on is None),
        answers=answers_of(record),
        quiet=standing.status in (Status.CLOSED, Status.ON_HOLD),
    )


def answers_of(record: Record) -> dict[str, Answer]:
    """Per element what was answered last."""
    over = {step.id for step in record.steps if step.ended_on}
    rows = sorted(record.answers, key=lambda row: (row.written_at, row.id))
    return {row.element: Answer(row.answer, row.answered_on, row.reason, row.step_id in over) for row in rows}
