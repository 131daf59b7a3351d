"""Everything that was written about one trajectory, so that it stands today as intended. Pure."""

from collections.abc import Iterator
from datetime import date, timedelta

from tracker.demo.catalogue import words
from tracker.demo.contacts import contacts, last_reached
from tracker.demo.planning import agreed, barriers, live_steps, past_steps, strengths, uses, views
from tracker.demo.routes import Leg, working_day, working_day_before
from tracker.demo.telling import Teller
from tracker.demo.terms import AnyFact, Hold, PhaseStay
from tracker.trajectory.terms import Phase, Status

WEEK = timedelta(days=7)


def story(teller: Teller) -> tuple[tuple[PhaseStay, ...], tuple[AnyFact, ...]]:
    """The stays, and all other facts."""
    return tuple(_stays(teller)), tuple(_facts(teller))


def _facts(teller: Teller) -> Iterator[AnyFact]:
    reached_on = last_reached(teller)
    found = list(barriers(teller))
    step_on, review_on = _promises(teller, any(barrier.closed_on is None for barrier in found))
    helping = list(strengths(teller))
    yield from contacts(teller, reached_on)
    yield from agreed(teller, found, review_on)
    yield from helping
    yield from views(teller, {fact.domain for fact in (*found, *helping)})
    yield from past_steps(teller)
    if teller.status is not Status.CLOSED:
        yield from live_steps(teller, step_on)
    yield from uses(teller)
    yield from _holds(teller, reached_on)


def _promises(teller: Teller, has_barrier: bool) -> tuple[date | None, date | None]:
    """The day of the next step and of the first review that make the status what it was meant to be."""
    by_review = has_barrier and teller.chance(0.3)
    quiet = working_day(teller.today + timedelta(days=teller.random.randint(8, 45)))
    match teller.status:
        case Status.LATE:
            passed = working_day_before(teller.today - timedelta(days=teller.random.randint(1, 11)))
            return (quiet, passed) if by_review else (passed, None)
        case Status.DUE_THIS_WEEK:
            soon = teller.day(teller.today, teller.today + WEEK)
            return (quiet, soon) if by_review else (soon, None)
        case Status.STANDING_STILL:
            return None, None
    return quiet, None


def _stays(teller: Teller) -> Iterator[PhaseStay]:
    before: Phase | None = None
    for seq, leg in enumerate(teller.route.legs, 1):
        yield _stay(teller, seq, leg, before, last=seq == len(teller.route.legs))
        before = leg.phase


def _stay(teller: Teller, seq: int, leg: Leg, before: Phase | None, *, last: bool) -> PhaseStay:
    outcome = teller.route.outcome if last else None
    back = before is not None and leg.phase.number < before.number
    return PhaseStay(
        author=teller.manager,
        written_at=teller.moment(leg.from_on),
        seq=seq,
        phase=leg.phase,
        entered_on=leg.from_on,
        reason=teller.once(words().back[before]) if back and before else "",
        left_on=leg.until,
        outcome=outcome,
        closing_note=teller.once(words().closing[outcome]) if outcome else "",
    )


def _holds(teller: Teller, reached_on: date) -> Iterator[Hold]:
    """The present pause of who is on hold; of some others one that is long over."""
    if teller.status is Status.ON_HOLD:
        ahead = teller.today + timedelta(days=teller.random.randint(10, 60))
        yield _hold(teller, reached_on, working_day(ahead), None)
    elif teller.days > 300 and teller.chance(0.08):
        first = teller.day(teller.route.from_on + timedelta(days=60), teller.end - timedelta(days=170))
        until_on = working_day(first + timedelta(days=teller.random.randint(28, 60)))
        early = until_on - timedelta(days=9) if teller.chance(0.3) else None
        yield _hold(teller, first, until_on, early)


def _hold(teller: Teller, from_on: date, until_on: date, ended_on: date | None) -> Hold:
    return Hold(
        author=teller.manager,
        written_at=teller.moment(from_on),
        from_on=from_on,
        until_on=until_on,
        reason=teller.once(words().hold),
        ended_on=ended_on,
    )
