"""The contacts of a trajectory: a rhythm per phase, tries in vain, the last one that was reached. Pure."""

from collections.abc import Iterable, Iterator
from datetime import date, timedelta
from typing import Final

from tracker.demo import catalogue
from tracker.demo.catalogue import ContactLines
from tracker.demo.routes import working_day, working_day_before
from tracker.demo.telling import Teller, shared
from tracker.demo.terms import Contact
from tracker.trajectory.terms import ContactKind, ContactResult, LifeDomain, Phase, Sharing, Status

RHYTHM: Final = {
    Phase.PREPARATION: 30,
    Phase.INTAKE: 14,
    Phase.ORIENTATION: 24,
    Phase.ACTIVATION: 30,
    Phase.MATCHING: 18,
    Phase.AFTERCARE: 40,
}
"""Days between two contacts, about."""
IN_VAIN: Final = {
    ContactKind.TALK: (0.17, ContactResult.DID_NOT_SHOW),
    ContactKind.PHONE: (0.2, ContactResult.NOT_REACHED),
    ContactKind.HOME_VISIT: (0.08, ContactResult.NOT_REACHED),
    ContactKind.MESSAGE: (0.05, ContactResult.NOT_REACHED),
}
"""How often a kind of contact fails, and how; 10-20% of appointments are missed (domain.md 5.5)."""
MINUTES: Final = {
    ContactKind.TALK: (30, 60),
    ContactKind.PHONE: (5, 20),
    ContactKind.HOME_VISIT: (45, 75),
    ContactKind.MESSAGE: (0, 0),
}
LONG_SILENT: Final = 0.8
"""Part of those who stand still that has been silent for over 60 days."""


def last_reached(teller: Teller) -> date:
    """The day of the last real contact that fits the intended status."""
    if teller.status is Status.CLOSED:
        return teller.day(max(teller.route.from_on, teller.end - timedelta(days=25)), teller.end)
    back = working_day_before(teller.today - timedelta(days=_quiet_days(teller)))
    return max(teller.route.present_from, back)


def contacts(teller: Teller, reached_on: date) -> Iterator[Contact]:
    """Everything up to the day somebody was reached last; who stands still was tried since."""
    found, day = catalogue.contacts(), working_day(teller.route.from_on)
    contact = _reached(teller, min(day, reached_on), found.first)
    while True:
        yield contact
        day = _next_day(teller, day, contact)
        if day >= reached_on - timedelta(days=4):
            break
        contact = _contact(teller, day)
    if reached_on > teller.route.from_on:
        yield _reached(teller, reached_on, found.reached)
    if teller.status is Status.STANDING_STILL:
        yield from _tries(teller, reached_on)


def _quiet_days(teller: Teller) -> int:
    if teller.status is Status.STANDING_STILL:
        return teller.random.randint(*((61, 100) if teller.chance(LONG_SILENT) else (33, 58)))
    return teller.random.randint(*((31, 40) if teller.chance(0.06) else (1, 25)))


def _next_day(teller: Teller, day: date, contact: Contact) -> date:
    if contact.result is not ContactResult.REACHED:
        return working_day(day + timedelta(days=teller.random.randint(2, 6)))
    rhythm = RHYTHM[teller.route.phase_on(day)] * (1.5 if teller.status is Status.CLOSED else 1)
    return working_day(day + timedelta(days=round(rhythm * teller.random.uniform(0.6, 1.4))))


def _contact(teller: Teller, day: date) -> Contact:
    lines = teller.fitting(catalogue.contacts().reached, day)
    kind = teller.random.choice([kind for line in lines for kind in line.kinds])
    part, result = IN_VAIN[kind]
    if teller.chance(part):
        return _in_vain(teller, day, kind, result)
    return _reached(teller, day, [line for line in lines if kind in line.kinds], kind)


def _reached(
    teller: Teller, day: date, lines: Iterable[ContactLines], kind: ContactKind | None = None
) -> Contact:
    line, text = teller.pick(lines, day)
    kind = kind or teller.random.choice(line.kinds)
    low, high = MINUTES[kind]
    moment = teller.moment(day)
    return Contact(
        author=teller.writer(line.by),
        written_at=moment + timedelta(minutes=high + teller.random.randint(1, 8)),
        sharing=_sharing(teller, line.domains),
        domains=line.domains,
        kind=kind,
        result=ContactResult.REACHED,
        happened_at=moment,
        minutes=teller.random.randrange(low, high + 1, 5) if high else None,
        present="Tolk" if "tolk" in text else "",
        text=text,
    )


def _in_vain(teller: Teller, day: date, kind: ContactKind, result: ContactResult) -> Contact:
    found = catalogue.contacts()
    lines = found.did_not_show if result is ContactResult.DID_NOT_SHOW else found.not_reached
    _, text = teller.pick((line for line in lines if kind in line.kinds), day)
    moment = teller.moment(day)
    return Contact(
        author=teller.manager,
        written_at=moment + timedelta(minutes=teller.random.randint(2, 15)),
        sharing=Sharing.INTERNAL,
        domains=(LifeDomain.WORK,),
        kind=kind,
        result=result,
        happened_at=moment,
        text=text,
    )


def _tries(teller: Teller, reached_on: date) -> Iterator[Contact]:
    first, last = reached_on + timedelta(days=8), teller.today - timedelta(days=1)
    for day in sorted(teller.day(first, last) for _ in range(teller.random.randint(0, 3))):
        yield _in_vain(teller, day, ContactKind.PHONE, ContactResult.NOT_REACHED)


def _sharing(teller: Teller, domains: tuple[LifeDomain, ...]) -> Sharing:
    """Most is for the care team, some for the newcomer too, some for the own team only."""
    usual = shared(domains)
    if usual is Sharing.INTERNAL:
        return usual
    return teller.random.choices([usual, Sharing.NEWCOMER, Sharing.INTERNAL], [70, 18, 12])[0]
