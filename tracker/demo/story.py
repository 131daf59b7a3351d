"""Everything that was written about one trajectory, so that it stands today as intended. Pure."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date, timedelta

from tracker.demo import catalogue
from tracker.demo.contacts import contacts, last_reached
from tracker.demo.planning import barriers, live_steps, past_steps, strengths, uses, views
from tracker.demo.routes import Leg, working_day, working_day_before
from tracker.demo.telling import Teller
from tracker.demo.terms import AnyFact, Barrier, Hold, PhaseStay
from tracker.trajectory.rules import WEEK
from tracker.trajectory.terms import Phase, Status


def stays(teller: Teller) -> Iterator[PhaseStay]:
    before: Phase | None = None
    for seq, leg in enumerate(teller.route.legs, 1):
        yield _stay(teller, seq, leg, before)
        before = leg.phase


def facts(teller: Teller) -> Iterator[AnyFact]:
    """All but the stays."""
    reached_on = last_reached(teller)
    if teller.status is Status.STANDING_STILL:
        teller = replace(teller, silent_since=reached_on)
    found, helping = list(barriers(teller)), list(strengths(teller))
    step_on, reviewed = _promises(teller, found)
    yield from contacts(teller, reached_on)
    yield from reviewed
    yield from helping
    yield from views(teller, {fact.domain for fact in (*found, *helping)})
    yield from past_steps(teller)
    if teller.status is not Status.CLOSED:
        yield from live_steps(teller, step_on)
    yield from uses(teller)
    yield from _holds(teller, reached_on)


def _promises(teller: Teller, found: Sequence[Barrier]) -> tuple[date | None, list[Barrier]]:
    """The day of the next step, and the barriers with their reviews: together what the status asks for."""
    step_on: date | None = working_day(teller.today + timedelta(days=teller.random.randint(8, 45)))
    reviewed = [_agreed(teller, barrier) for barrier in found]
    match teller.status:
        case Status.LATE:
            promised = working_day_before(teller.today - timedelta(days=teller.random.randint(1, 11)))
        case Status.DUE_THIS_WEEK:
            promised = teller.day(teller.today, teller.today + WEEK)
        case Status.STANDING_STILL:
            return None, reviewed
        case _:
            return step_on, reviewed
    old = [one for one in found if one.closed_on is None and one.looked_on < promised - WEEK]
    if old and teller.chance(0.35):
        reviewed[found.index(old[0])] = replace(old[0], review_on=promised)
    else:
        step_on = promised
    return step_on, reviewed


def _agreed(teller: Teller, barrier: Barrier) -> Barrier:
    """An open barrier, most of them with a day on which to look again."""
    if barrier.closed_on or not teller.chance(0.6):
        return barrier
    return replace(
        barrier, review_on=working_day(teller.today + timedelta(days=teller.random.randint(9, 80)))
    )


def _stay(teller: Teller, seq: int, leg: Leg, before: Phase | None) -> PhaseStay:
    outcome = teller.route.outcome if seq == len(teller.route.legs) else None
    back = before is not None and leg.phase.number < before.number
    return PhaseStay(
        **teller.written(teller.manager, leg.from_on),
        seq=seq,
        phase=leg.phase,
        entered_on=leg.from_on,
        reason=teller.once(catalogue.plan().back[before]) if back and before else "",
        left_on=leg.until,
        outcome=outcome,
        closing_note=teller.once(catalogue.plan().closing[outcome]) if outcome else "",
    )


def _holds(teller: Teller, reached_on: date) -> Iterator[Hold]:
    """The present pause of who is on hold; of some others one that is long over."""
    if teller.status is Status.ON_HOLD:
        ahead = teller.today + timedelta(days=teller.random.randint(10, 60))
        yield _hold(teller, reached_on, working_day(ahead), None)
    elif teller.days > 300 and teller.chance(0.08):
        first = teller.day(teller.route.from_on + timedelta(days=60), teller.end - timedelta(days=170))
        until_on = working_day(first + timedelta(days=teller.random.randint(28, 60)))
        yield _hold(teller, first, until_on, until_on - timedelta(days=9) if teller.chance(0.3) else None)


def _hold(teller: Teller, from_on: date, until_on: date, ended_on: date | None) -> Hold:
    return Hold(
        **teller.written(teller.manager, from_on),
        from_on=from_on,
        until_on=until_on,
        reason=teller.pick(catalogue.plan().hold, from_on)[1],
        ended_on=ended_on,
    )
