"""The demo town: a believable municipality, the same for the same seed and day. Pure.

First lives and routes (`population`), then who guides whom and how each case stands today, then what was
written about it. Phases and standing of the open trajectories follow domain.md 5.8.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from itertools import count, cycle
from random import Random
from typing import Final

from tracker.accounts.terms import Role
from tracker.demo import story
from tracker.demo.catalogue import showcase, staff
from tracker.demo.lives import COHORT_MONTHS, MONTH, Arrival, arrival, newcomer
from tracker.demo.routes import LONGEST, Route, closed_by, route, working_day
from tracker.demo.showcase import showcase_path
from tracker.demo.telling import Teller
from tracker.demo.terms import Colleague, House, Municipality, Path, Town
from tracker.trajectory.terms import Phase, Status

SEED: Final = 2
"""The seed of `flask demo`; any other gives a town that is as believable."""
PHASE_SHARES: Final = {
    Phase.INTAKE: 12,
    Phase.ORIENTATION: 20,
    Phase.ACTIVATION: 36,
    Phase.MATCHING: 14,
    Phase.AFTERCARE: 18,
}
"""Percent of the open trajectories per phase (domain.md 5.8)."""
STANDING_SHARES: Final = {
    Status.STANDING_STILL: 0.14,
    Status.ON_HOLD: 0.04,
    Status.LATE: 0.12,
    Status.DUE_THIS_WEEK: 0.26,
}
"""Parts of a caseload per status; the rest is on course. Four in five of those who stand still have been
silent for over 60 days: 10 to 12 in a hundred (domain.md 5.8)."""
OLD_PART: Final = 0.6
"""Part of the closed trajectories that began so long ago that they belong to the 2020-like cohort."""
OLDEST: Final = round(7 * 12 * MONTH) - 5
"""Days."""
FAMILY: Final = 0.6
"""Part of those who have a partner or children here."""
SETTLED: Final = timedelta(days=65)
"""Who stands still or is on hold has been in the present phase for longer than this."""


@dataclass(frozen=True, slots=True)
class Resident:
    """Somebody with their life and route, before anything is written about them."""

    who: Arrival
    route: Route


def simulate(seed: int, today: date) -> Town:
    """A town in which everything happened before today."""
    houses = staff().organisation
    municipalities = tuple(
        Municipality(house, tuple(_numbered(_paths(seed, house, today)))) for house in houses if house.teams
    )
    return Town(today, houses, staff().user, municipalities)


def population(seed: int, house: House, today: date) -> list[Resident]:
    """Everybody of a municipality but the showcase, in order of their start.

    The old ones are taken as they come: nothing selects among them. The recent ones are drawn until
    the open and the closed places are filled.
    """
    old = round(house.closed * OLD_PART)
    found = [_old_resident(Random(f"{seed}/{house.key}/old/{n}"), today) for n in range(old)]
    closed, wanted = house.closed - old, phase_quotas(sum(map(_places, _managers(house))))
    for n in count():
        if not closed and not any(wanted.values()):
            break
        one = _recent_resident(Random(f"{seed}/{house.key}/recent/{n}"), today)
        if one.route.outcome and closed:
            closed -= 1
            found.append(one)
        elif not one.route.outcome and wanted.get(one.route.phase):
            wanted[one.route.phase] -= 1
            found.append(one)
    return sorted(found, key=lambda resident: resident.route.from_on)


def phase_quotas(places: int) -> dict[Phase, int]:
    """How many open trajectories there are per phase; activation takes what rounding leaves."""
    quotas = {phase: round(places * share / 100) for phase, share in PHASE_SHARES.items()}
    quotas[Phase.ACTIVATION] += places - sum(quotas.values())
    return quotas


def _old_resident(random: Random, today: date) -> Resident:
    who = arrival(random, _start(random, today, round(COHORT_MONTHS * MONTH), OLDEST), today)
    return Resident(who, closed_by(route(random, who, today), today - timedelta(days=random.randint(5, 400))))


def _recent_resident(random: Random, today: date) -> Resident:
    who = arrival(random, _start(random, today, 8, round(LONGEST)), today)
    return Resident(who, route(random, who, today))


def _start(random: Random, today: date, least: int, most: int) -> date:
    """A working day about so many days ago."""
    return working_day(today - timedelta(days=random.randint(least, most)))


def _managers(house: House) -> list[Colleague]:
    return [
        one
        for one in staff().user
        if any(seat.at == house.key and seat.role is Role.CLIENT_MANAGER for seat in one.works)
    ]


def _places(manager: Colleague) -> int:
    """How many simulated cases somebody gets: the showcase takes one place."""
    return manager.caseload - (manager.email == showcase().client_manager)


def _paths(seed: int, house: House, today: date) -> Iterator[Path]:
    if house.key == showcase().house:
        yield showcase_path(showcase(), today)
    random, residents = Random(f"{seed}/{house.key}"), population(seed, house, today)
    managers = _managers(house)
    opened = _dealt(random, [one for one in residents if not one.route.outcome], managers, today)
    closed = [(one, random.choice(managers), Status.CLOSED) for one in residents if one.route.outcome]
    taken: set[tuple[str, str]] = set()
    for number, (resident, manager, status) in enumerate([*opened, *closed]):
        path = _path(Random(f"{seed}/{house.key}/{number}"), resident, manager, status, taken, today)
        taken.add((path.newcomer.given_name, path.newcomer.family_name))
        yield path


def _dealt(
    random: Random, residents: Sequence[Resident], managers: Sequence[Colleague], today: date
) -> Iterator[tuple[Resident, Colleague, Status]]:
    """Deal the open trajectories like cards, phase by phase, so that every caseload is mixed alike."""
    hands: dict[str, list[Resident]] = {manager.email: [] for manager in managers}
    turns = cycle(managers)
    for resident in sorted(residents, key=lambda one: one.route.phase.number):
        manager = next(one for one in turns if len(hands[one.email]) < _places(one))
        hands[manager.email].append(resident)
    for manager in managers:
        for resident, status in _standings(random, hands[manager.email], today):
            yield resident, manager, status


def _standings(random: Random, hand: Sequence[Resident], today: date) -> Iterator[tuple[Resident, Status]]:
    """The statuses of a caseload, those of people who wait first to who is settled in a phase."""
    statuses = [status for status, part in STANDING_SHARES.items() for _ in range(round(part * len(hand)))]
    statuses += [Status.ON_COURSE] * (len(hand) - len(statuses))
    shuffled = random.sample(hand, len(hand))
    shuffled.sort(key=lambda one: one.route.present_from > today - SETTLED)
    yield from zip(shuffled, statuses, strict=True)


def _path(
    random: Random,
    resident: Resident,
    manager: Colleague,
    status: Status,
    taken: set[tuple[str, str]],
    today: date,
) -> Path:
    """Everything about one trajectory; if possible with a name that nobody has yet."""
    seen_on = resident.route.closed_on or today
    names = (newcomer(random, resident.who, seen_on) for _ in range(12))
    person = next((one for one in names if (one.given_name, one.family_name) not in taken), None)
    person = person or newcomer(random, resident.who, seen_on)
    seat = next(seat for seat in manager.works if seat.role is Role.CLIENT_MANAGER)
    slots = {**resident.who.slots, "naam": person.given_name}
    partners = _partners() if seat.at == showcase().house else {}
    teller = Teller(
        random, resident.route, status, today, manager.email, partners, slots, family=random.random() < FAMILY
    )
    return Path(
        reference="",
        team=seat.team or "",
        client_manager=manager.email,
        newcomer=person,
        dates=resident.who.dates,
        stays=tuple(story.stays(teller)),
        facts=tuple(story.facts(teller)),
        intended=status,
    )


def _partners() -> dict[str, str]:
    """Who writes for each partner, by the partner's key; only the first municipality has partners."""
    return {one.works[0].at: one.email for one in staff().user if one.works[0].role is Role.PARTNER}


def _numbered(paths: Iterator[Path]) -> Iterator[Path]:
    ordered = sorted(paths, key=lambda path: path.dates.started_on)
    return (replace(path, reference=f"TR-{n:04}") for n, path in enumerate(ordered, 1))
