"""The plan of a trajectory: barriers, strengths, views, steps and answers to elements. Pure."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta
from typing import Final

from tracker.accounts.terms import Language
from tracker.demo import catalogue
from tracker.demo.catalogue import BarrierLines
from tracker.demo.routes import working_day
from tracker.demo.telling import Teller, shared
from tracker.demo.terms import Barrier, DomainView, ElementUse, Step, Strength
from tracker.prompts.catalogue import ELEMENTS, Element
from tracker.trajectory.terms import (
    BarrierEnd,
    ElementAnswer,
    LifeDomain,
    Phase,
    Severity,
    Status,
    StepOwner,
    StepStatus,
    View,
)

WEIGHTS: Final = {
    LifeDomain.LANGUAGE: 27,
    LifeDomain.WORK: 17,
    LifeDomain.FAMILY: 17,
    LifeDomain.HEALTH: 11,
    LifeDomain.MONEY: 9,
    LifeDomain.EDUCATION: 8,
    LifeDomain.HOUSING: 5,
    LifeDomain.NETWORK: 5,
    LifeDomain.RESIDENCE: 5,
    LifeDomain.MEANING: 3,
}
"""How often a barrier lies in each domain (our own, after the reasons of domain.md 5.6)."""
ANSWERS: Final = {ElementAnswer.DONE: 75, ElementAnswer.DOES_NOT_FIT: 15, ElementAnswer.DISMISSED: 10}
WITH_STEP: Final = {StepStatus.PLANNED: ElementAnswer.PLANNED, StepStatus.DOING: ElementAnswer.DOING}


def barriers(teller: Teller) -> Iterator[Barrier]:
    """One about every hundred days, in a domain where none is open; all end with the trajectory."""
    free_from = dict.fromkeys(LifeDomain, teller.route.from_on)
    for _ in range(1 + teller.days // 110 + teller.random.randint(0, 1)):
        opened_on = teller.day(teller.route.from_on, teller.end)
        lines = _in_one_domain(teller, teller.fitting(catalogue.domains().barrier, opened_on))
        if opened_on >= free_from[lines[0].domain]:
            barrier = _barrier(teller, lines, opened_on)
            free_from[barrier.domain] = (barrier.closed_on or teller.today) + timedelta(days=1)
            yield barrier


def _in_one_domain(teller: Teller, lines: list[BarrierLines]) -> list[BarrierLines]:
    there = [domain for domain in WEIGHTS if any(line.domain is domain for line in lines)]
    domain = teller.random.choices(there, [WEIGHTS[domain] for domain in there])[0]
    return [line for line in lines if line.domain is domain]


def strengths(teller: Teller) -> Iterator[Strength]:
    """One to three, each in another domain."""
    taken: set[LifeDomain] = set()
    for _ in range(teller.random.randint(1, 3)):
        day = teller.day(teller.route.from_on, teller.end)
        free = (line for line in catalogue.domains().strength if line.domain not in taken)
        line, text = teller.pick(free, day)
        taken.add(line.domain)
        yield Strength(
            **teller.written(teller.manager, day),
            domain=line.domain,
            sharing=shared([line.domain]),
            description=text,
            opened_on=day,
        )


def views(teller: Teller, taken: set[LifeDomain]) -> Iterator[DomainView]:
    """How the other domains looked; about four in ten were not discussed."""
    for domain in LifeDomain:
        view = teller.random.choices([View.NO_ISSUE, View.ATTENTION, None], [42, 16, 42])[0]
        if view is None or domain in taken:
            continue
        day = teller.day(teller.route.from_on, min(teller.end, teller.route.from_on + timedelta(days=90)))
        yield DomainView(
            **teller.written(teller.manager, day),
            domain=domain,
            sharing=shared([domain]),
            view=view,
            seen_on=day,
            note=catalogue.domains().attention[domain] if view is View.ATTENTION else "",
        )


def past_steps(teller: Teller) -> Iterator[Step]:
    """One about every 60 days, most of them done at about the day that was agreed."""
    for _ in range(teller.days // 60 + 1):
        ended_on = teller.day(teller.route.from_on, teller.end)
        written_on = teller.day(max(teller.route.from_on, ended_on - timedelta(days=30)), ended_on)
        due_on = working_day(ended_on + timedelta(days=teller.random.randint(-4, 6)))
        status = StepStatus.DONE if teller.chance(0.85) else StepStatus.STOPPED
        yield replace(_step(teller, written_on, max(due_on, written_on), status), ended_on=ended_on)


def live_steps(teller: Teller, due_on: date | None) -> Iterator[Step | ElementUse]:
    """The next step on its day, which some elements came with, now and then a later one;
    without a day only a proposal."""
    last = min(teller.end, (due_on or teller.today) - timedelta(days=1))
    written_on = teller.day(max(teller.route.from_on, last - timedelta(days=25)), last)
    later = working_day(teller.today + timedelta(days=teller.random.randint(46, 70)))
    if due_on:
        status = StepStatus.DOING if teller.chance(0.25) else StepStatus.PLANNED
        step = _step(teller, written_on, due_on, status)
        yield _with_element(teller, step, written_on) if teller.chance(0.15) else step
    if teller.chance(0.3):
        yield _step(teller, written_on, later, StepStatus.PLANNED if due_on else StepStatus.PROPOSED)


def uses(teller: Teller) -> Iterator[ElementUse]:
    """What was answered to elements, one to three in every stay."""
    for leg in teller.route.legs:
        last = min(leg.until or teller.end, teller.end)
        for element in teller.random.sample(_elements(leg.phase), teller.random.randint(1, 3)):
            if element.key not in teller.said:
                teller.said.add(element.key)
                yield _use(teller, element, teller.day(leg.from_on, last))


def _elements(phase: Phase) -> list[Element]:
    return [element for element in ELEMENTS.values() if element.phase is phase and not element.retired]


def _use(teller: Teller, element: Element, day: date) -> ElementUse:
    answer = teller.random.choices(list(ANSWERS), list(ANSWERS.values()))[0]
    fits_not = answer is ElementAnswer.DOES_NOT_FIT
    return ElementUse(
        **teller.written(teller.manager, day),
        domain=element.domain,
        sharing=shared([element.domain]),
        element=element.key,
        answer=answer,
        answered_on=day,
        reason=teller.pick(catalogue.plan().does_not_fit, day)[1] if fits_not else "",
    )


def _with_element(teller: Teller, step: Step, day: date) -> ElementUse:
    """The answer to an element of this phase that came with the step."""
    element = teller.random.choice(_elements(teller.route.phase))
    teller.said.add(element.key)
    step = replace(
        step,
        author=teller.manager,
        title=element.texts[Language.DUTCH].title,
        owner=StepOwner.PROFESSIONAL,
        domain=element.domain,
        sharing=shared([element.domain]),
    )
    return ElementUse(
        author=step.author,
        written_at=step.written_at,
        domain=step.domain,
        sharing=step.sharing,
        element=element.key,
        answer=WITH_STEP[step.status],
        answered_on=day,
        step=step,
    )


def _barrier(teller: Teller, lines: list[BarrierLines], opened_on: date) -> Barrier:
    line, text = teller.pick(lines, opened_on)
    writer = teller.writer(line.waiting[0] if teller.chance(0.3) else None)
    barrier = Barrier(
        **teller.written(writer, opened_on),
        domain=line.domain,
        sharing=shared([line.domain]),
        description=text,
        severity=Severity.BLOCKS if teller.chance(0.35) else Severity.HINDERS,
        cause_side=line.cause,
        waiting_on=teller.random.choice(line.waiting),
        opened_on=opened_on,
        looked_on=opened_on,
    )
    return _lived(teller, barrier, line)


def _lived(teller: Teller, barrier: Barrier, line: BarrierLines) -> Barrier:
    """How the barrier stands by now: ended, or open and looked at again, mostly not long ago."""
    over = working_day(barrier.opened_on + timedelta(days=14 + round(teller.random.expovariate(1 / 100))))
    if over < teller.end or teller.status is Status.CLOSED:
        return _ended(teller, barrier, line, min(over, teller.end))
    since = max(barrier.opened_on, teller.end - timedelta(days=90 if teller.chance(0.15) else 50))
    return replace(barrier, looked_on=teller.day(since, teller.end))


def _ended(teller: Teller, barrier: Barrier, line: BarrierLines, day: date) -> Barrier:
    ending = teller.random.choices(list(BarrierEnd), [65, 22, 13])[0]
    helped = "" if ending is BarrierEnd.NOT_THERE else teller.once(line.helped)
    return replace(barrier, looked_on=day, closed_on=day, ending=ending, what_helped=helped)


def _step(teller: Teller, day: date, due_on: date, status: StepStatus) -> Step:
    """A step of the phase of that day."""
    line, title = teller.pick(catalogue.plan().step, day)
    return Step(
        **teller.written(teller.writer(line.by), day),
        domain=line.domain,
        sharing=shared([line.domain]),
        title=title,
        owner=line.owner,
        due_on=due_on,
        status=status,
    )
