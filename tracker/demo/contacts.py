"""The contacts of a trajectory: a rhythm per phase, tries in vain, the last one that was reached. Pure."""

from collections.abc import Iterator, Sequence
from datetime import date, timedelta

from tracker.demo.catalogue import ContactLine, words
from tracker.demo.routes import working_day, working_day_before
from tracker.demo.telling import Teller
from tracker.demo.terms import Contact
from tracker.trajectory.terms import ContactKind, ContactResult, LifeDomain, Phase, Sharing, Status

RHYTHM = {
    Phase.PREPARATION: 30,
    Phase.INTAKE: 14,
    Phase.ORIENTATION: 24,
    Phase.ACTIVATION: 30,
    Phase.MATCHING: 18,
    Phase.AFTERCARE: 40,
}
"""Days between two contacts, about."""
IN_VAIN = {
    ContactKind.TALK: (0.17, ContactResult.DID_NOT_SHOW),
    ContactKind.PHONE: (0.2, ContactResult.NOT_REACHED),
    ContactKind.HOME_VISIT: (0.08, ContactResult.NOT_REACHED),
    ContactKind.MESSAGE: (0.05, ContactResult.NOT_REACHED),
}
"""How often a kind of contact fails, and how; 10-20% of appointments are missed (domain.md 5.5)."""
MINUTES = {ContactKind.TALK: (30, 60), ContactKind.PHONE: (5, 20), ContactKind.HOME_VISIT: (45, 75)}


def contacts(teller: Teller, reached_on: date) -> Iterator[Contact]:
    """Everything up to the day somebody was reached last; who stands still was tried since."""
    day = working_day(teller.route.from_on)
    while day < reached_on - timedelta(days=4):
        contact = _contact(teller, day)
        yield contact
        day = _next_day(teller, day, contact)
    yield _reached(teller, reached_on, _lines(teller, reached_on))
    if teller.status is Status.STANDING_STILL:
        yield from _tries(teller, reached_on)


def last_reached(teller: Teller) -> date:
    """The day of the last real contact that fits the intended status."""
    if teller.status is Status.CLOSED:
        return teller.day(max(teller.route.from_on, teller.end - timedelta(days=25)), teller.end)
    back = teller.today - timedelta(days=_quiet_days(teller))
    return max(teller.route.from_on, working_day_before(back))


def _quiet_days(teller: Teller) -> int:
    if teller.status is Status.STANDING_STILL:
        return teller.random.randint(33, 70)
    if teller.chance(0.06):
        return teller.random.randint(31, 40)
    return teller.random.randint(1, 25)


def _next_day(teller: Teller, day: date, contact: Contact) -> date:
    if contact.result is not ContactResult.REACHED:
        return working_day(day + timedelta(days=teller.random.randint(2, 6)))
    rhythm = RHYTHM[teller.route.phase_on(day)] * (1.5 if teller.status is Status.CLOSED else 1)
    return working_day(day + timedelta(days=round(rhythm * teller.random.uniform(0.6, 1.4))))


def _contact(teller: Teller, day: date) -> Contact:
    lines = _lines(teller, day)
    kind = teller.random.choice(lines).kind
    part, result = IN_VAIN[kind]
    if teller.chance(part):
        return _in_vain(teller, day, kind, result)
    return _reached(teller, day, [line for line in lines if line.kind is kind])


def _lines(teller: Teller, day: date) -> list[ContactLine]:
    phase = teller.route.phase_on(day)
    return [line for line in teller.can_write(words().reached) if phase in line.phases]


def _reached(teller: Teller, day: date, lines: Sequence[ContactLine]) -> Contact:
    fresh = [line for line in lines if line.text not in teller.said] or lines
    line = teller.random.choice(fresh)
    low, high = MINUTES.get(line.kind, (0, 0))
    moment = teller.moment(day)
    return Contact(
        author=teller.writer(line.by),
        written_at=moment + timedelta(minutes=high + teller.random.randint(1, 8)),
        sharing=_sharing(teller, line.domains),
        domains=line.domains,
        kind=line.kind,
        result=ContactResult.REACHED,
        happened_at=moment,
        minutes=teller.random.randrange(low, high + 1, 5) if high else None,
        present="Tolk" if line.kind is ContactKind.TALK and teller.chance(0.25) else "",
        text=teller.once([line.text]),
    )


def _in_vain(teller: Teller, day: date, kind: ContactKind, result: ContactResult) -> Contact:
    lines = words().did_not_show if result is ContactResult.DID_NOT_SHOW else words().not_reached
    moment = teller.moment(day)
    return Contact(
        author=teller.manager,
        written_at=moment + timedelta(minutes=teller.random.randint(2, 15)),
        sharing=Sharing.INTERNAL,
        domains=frozenset({LifeDomain.WORK}),
        kind=kind,
        result=result,
        happened_at=moment,
        minutes=None,
        text=teller.once([line.text for line in lines if line.kind is kind]),
    )


def _tries(teller: Teller, reached_on: date) -> Iterator[Contact]:
    first, last = reached_on + timedelta(days=8), teller.today - timedelta(days=1)
    for day in sorted(teller.day(first, last) for _ in range(teller.random.randint(0, 3))):
        yield _in_vain(teller, day, ContactKind.PHONE, ContactResult.NOT_REACHED)


def _sharing(teller: Teller, domains: frozenset[LifeDomain]) -> Sharing:
    """What touches on health stays inside; the rest is mostly for the care team."""
    if LifeDomain.HEALTH in domains:
        return Sharing.INTERNAL
    return teller.random.choices([Sharing.CARE_TEAM, Sharing.NEWCOMER, Sharing.INTERNAL], [70, 18, 12])[0]
