"""The plan of a trajectory: barriers, strengths, views, steps and answers to elements. Pure."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date, timedelta

from tracker.demo.catalogue import BarrierLine, StepLine, words
from tracker.demo.routes import working_day
from tracker.demo.telling import Teller
from tracker.demo.terms import Barrier, DomainView, ElementUse, Step, Strength
from tracker.trajectory.terms import (
    BarrierEnd,
    ElementAnswer,
    LifeDomain,
    Severity,
    Sharing,
    Status,
    StepStatus,
    View,
)

DOMAIN_WEIGHTS = {
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
ANSWERS = {
    ElementAnswer.DONE: 60,
    ElementAnswer.DOING: 15,
    ElementAnswer.PLANNED: 10,
    ElementAnswer.DOES_NOT_FIT: 10,
    ElementAnswer.DISMISSED: 5,
}


def barriers(teller: Teller) -> Iterator[Barrier]:
    """One about every hundred days, in a domain where none is open; all end with the trajectory."""
    free_from = dict.fromkeys(LifeDomain, teller.route.from_on)
    for _ in range(1 + teller.days // 110 + teller.random.randint(0, 1)):
        opened_on = teller.day(teller.route.from_on, teller.end)
        domain = teller.random.choices(list(DOMAIN_WEIGHTS), list(DOMAIN_WEIGHTS.values()))[0]
        if opened_on < free_from[domain]:
            continue
        barrier = _barrier(teller, domain, opened_on)
        free_from[domain] = (barrier.closed_on or date.max - timedelta(days=1)) + timedelta(days=1)
        yield barrier


def agreed(teller: Teller, found: Sequence[Barrier], review_on: date | None) -> Iterator[Barrier]:
    """The barriers with reviews that keep the status as intended; the first open one gets `review_on`."""
    for barrier in found:
        if barrier.closed_on:
            yield barrier
        elif review_on:
            yield replace(barrier, review_on=review_on)
            review_on = None
        elif teller.chance(0.6):
            ahead = teller.random.randint(9, 80)
            yield replace(barrier, review_on=working_day(teller.today + timedelta(days=ahead)))
        else:
            yield barrier


def strengths(teller: Teller) -> Iterator[Strength]:
    lines = teller.random.sample(words().strengths, teller.random.randint(1, 3))
    for line in {line.domain: line for line in lines}.values():
        day = teller.day(teller.route.from_on, teller.end)
        yield Strength(
            author=teller.manager,
            written_at=teller.moment(day),
            domain=line.domain,
            description=teller.fill(line.text),
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
            author=teller.manager,
            written_at=teller.moment(day),
            domain=domain,
            sharing=Sharing.INTERNAL if domain is LifeDomain.HEALTH else Sharing.CARE_TEAM,
            view=view,
            seen_on=day,
            note=words().attention[domain] if view is View.ATTENTION else "",
        )


def past_steps(teller: Teller) -> Iterator[Step]:
    for _ in range(teller.days // 45 + 1):
        ended_on = teller.day(teller.route.from_on, teller.end)
        status = StepStatus.DONE if teller.chance(0.85) else StepStatus.STOPPED
        due_on = working_day(ended_on + timedelta(days=teller.random.randint(-4, 6)))
        yield _step(teller, ended_on, max(due_on, teller.route.from_on), status, ended_on)


def live_steps(teller: Teller, due_on: date | None) -> Iterator[Step]:
    """The next step on its day, now and then a later one; without a day only a proposal."""
    written_on = teller.day(max(teller.route.from_on, teller.end - timedelta(days=25)), teller.end)
    later = working_day(teller.today + timedelta(days=teller.random.randint(46, 70)))
    if due_on is None:
        if teller.chance(0.3):
            yield _step(teller, written_on, later, StepStatus.PROPOSED, None)
        return
    status = StepStatus.DOING if teller.chance(0.25) else StepStatus.PLANNED
    yield _step(teller, written_on, due_on, status, None)
    if teller.chance(0.3):
        yield _step(teller, written_on, later, StepStatus.PLANNED, None)


def uses(teller: Teller) -> Iterator[ElementUse]:
    answered: set[str] = set()
    for leg in teller.route.legs:
        keys = words().elements[leg.phase]
        for key in teller.random.sample(keys, teller.random.randint(1, 3)):
            if key not in answered:
                answered.add(key)
                yield _use(teller, key, teller.day(leg.from_on, min(leg.until or teller.end, teller.end)))


def _use(teller: Teller, key: str, day: date) -> ElementUse:
    answer = teller.random.choices(list(ANSWERS), list(ANSWERS.values()))[0]
    if teller.status is Status.CLOSED and answer in (ElementAnswer.DOING, ElementAnswer.PLANNED):
        answer = ElementAnswer.DONE
    fits_not = answer is ElementAnswer.DOES_NOT_FIT
    return ElementUse(
        author=teller.manager,
        written_at=teller.moment(day),
        element=key,
        answer=answer,
        answered_on=day,
        reason=teller.fill(teller.random.choice(words().does_not_fit)) if fits_not else "",
    )


def _barrier(teller: Teller, domain: LifeDomain, opened_on: date) -> Barrier:
    lines = [line for line in words().barriers if line.domain is domain]
    line = teller.random.choice([one for one in lines if one.text not in teller.said] or lines)
    partner = teller.partners.get(line.waiting[0]) if teller.chance(0.3) else None
    barrier = Barrier(
        author=partner or teller.manager,
        written_at=teller.moment(opened_on),
        domain=domain,
        sharing=line.sharing,
        description=teller.once([line.text]),
        severity=Severity.BLOCKS if teller.chance(0.35) else Severity.HINDERS,
        cause_side=line.cause,
        waiting_on=teller.random.choice(line.waiting),
        opened_on=opened_on,
        looked_on=opened_on,
    )
    return _lived(teller, barrier, line)


def _lived(teller: Teller, barrier: Barrier, line: BarrierLine) -> Barrier:
    """How the barrier stands by now: ended, or open and looked at again, mostly not long ago."""
    over = working_day(barrier.opened_on + timedelta(days=14 + round(teller.random.expovariate(1 / 100))))
    if over < teller.end or teller.status is Status.CLOSED:
        return _ended(teller, barrier, line, min(over, teller.end))
    since = max(barrier.opened_on, teller.today - timedelta(days=90 if teller.chance(0.15) else 50))
    return replace(barrier, looked_on=teller.day(since, teller.end))


def _ended(teller: Teller, barrier: Barrier, line: BarrierLine, day: date) -> Barrier:
    ending = teller.random.choices(list(BarrierEnd), [65, 22, 13])[0]
    helped = "" if ending is BarrierEnd.NOT_THERE else teller.random.choice(line.helped)
    return replace(barrier, looked_on=day, closed_on=day, ending=ending, what_helped=helped)


def _step(teller: Teller, day: date, due_on: date, status: StepStatus, ended_on: date | None) -> Step:
    line = _step_line(teller, day)
    written_on = day
    if ended_on:
        written_on = teller.day(max(teller.route.from_on, ended_on - timedelta(days=30)), ended_on)
    return Step(
        author=teller.writer(line.by),
        written_at=teller.moment(written_on),
        domain=line.domain,
        sharing=Sharing.INTERNAL if line.domain is LifeDomain.HEALTH else Sharing.CARE_TEAM,
        title=line.title,
        owner=line.owner,
        due_on=due_on,
        status=status,
        ended_on=ended_on,
    )


def _step_line(teller: Teller, day: date) -> StepLine:
    """A step of the phase of that day, if possible one that this person has not had yet."""
    phase = teller.route.phase_on(day)
    lines = [line for line in teller.can_write(words().steps) if phase in line.phases]
    line = teller.random.choice([one for one in lines if one.title not in teller.said] or lines)
    teller.said.add(line.title)
    return line
