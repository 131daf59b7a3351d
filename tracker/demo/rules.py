"""The demo town: a believable municipality, the same for the same seed and day. Pure.

First lives and routes (`population`), then who guides whom and how each case stands today, then what was
written about it. Phases and standing of the open trajectories follow domain.md 5.8.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from itertools import count, cycle
from random import Random

from tracker.accounts.terms import Role
from tracker.demo.catalogue import colleagues, houses
from tracker.demo.lives import COHORT_MONTHS, MONTH, Arrival, arrival, newcomer
from tracker.demo.routes import Route, closed_by, route, working_day
from tracker.demo.showcase import CLIENT_MANAGER, showcase_path
from tracker.demo.story import story
from tracker.demo.telling import Teller
from tracker.demo.terms import Colleague, House, Municipality, Newcomer, Path, Town
from tracker.trajectory.terms import Phase, Status

PHASE_SHARES = {
    Phase.INTAKE: 12,
    Phase.ORIENTATION: 20,
    Phase.ACTIVATION: 36,
    Phase.MATCHING: 14,
    Phase.AFTERCARE: 18,
}
"""Percent of the open trajectories per phase (domain.md 5.8)."""
STANDING_SHARES = {
    Status.STANDING_STILL: 0.115,
    Status.ON_HOLD: 0.03,
    Status.LATE: 0.11,
    Status.DUE_THIS_WEEK: 0.26,
}
"""Parts of a caseload per status; the rest is on course."""
OLD_PART = 0.7
"""Part of the closed trajectories that began so long ago that they belong to the 2020-like cohort."""
YEARS = 7
SEED = 2021
"""The seed of `flask demo`; any other gives a town that is as believable."""


@dataclass(frozen=True, slots=True)
class Resident:
    """Somebody with their life and route, before anything is written about them."""

    who: Arrival
    route: Route


def simulate(seed: int, today: date) -> Town:
    """A town in which everything happened before today."""
    towns = [house for house in houses() if house.teams]
    municipalities = tuple(Municipality(house, _paths(seed, house, today)) for house in towns)
    return Town(today, houses(), colleagues(), municipalities)


def population(seed: int, house: House, today: date) -> list[Resident]:
    """Everybody of a municipality, in order of their start.

    The old ones are taken as they come: nothing selects among them. The recent ones are drawn until
    the open and the closed places are filled.
    """
    places = sum(_places(manager) for manager in _managers(house))
    wanted, old = phase_quotas(places), round(house.closed * OLD_PART)
    closed = house.closed - old
    found = [_old_resident(Random(f"{seed}/{house.key}/old/{n}"), today) for n in range(old)]
    for n in count():
        one = _recent_resident(Random(f"{seed}/{house.key}/recent/{n}"), today)
        if one.route.outcome and closed:
            closed -= 1
            found.append(one)
        elif not one.route.outcome and wanted.get(one.route.phase):
            wanted[one.route.phase] -= 1
            found.append(one)
        if not closed and not any(wanted.values()):
            break
    return sorted(found, key=lambda resident: resident.route.from_on)


def phase_quotas(places: int) -> dict[Phase, int]:
    """How many open trajectories there are per phase; activation takes what rounding leaves."""
    quotas = {phase: round(places * share / 100) for phase, share in PHASE_SHARES.items()}
    quotas[Phase.ACTIVATION] += places - sum(quotas.values())
    return quotas


def _old_resident(random: Random, today: date) -> Resident:
    oldest, newest = round(YEARS * 12 * MONTH) - 5, round(COHORT_MONTHS * MONTH)
    who = arrival(random, _start(random, today, newest, oldest), today)
    return Resident(who, closed_by(route(random, who, today), today - timedelta(days=random.randint(5, 400))))


def _recent_resident(random: Random, today: date) -> Resident:
    who = arrival(random, _start(random, today, 8, round(46 * MONTH)), today)
    return Resident(who, route(random, who, today))


def _start(random: Random, today: date, least: int, most: int) -> date:
    """A working day so many days ago, at least a few."""
    return working_day(today - timedelta(days=random.randint(least, most)))


def _paths(seed: int, house: House, today: date) -> tuple[Path, ...]:
    random = Random(f"{seed}/{house.key}")
    residents = population(seed, house, today)
    managers = _managers(house)
    opened = _dealt(random, [r for r in residents if not r.route.outcome], managers, today)
    closed = [(r, random.choice(managers), Status.CLOSED) for r in residents if r.route.outcome]
    tellings = sorted([*opened, *closed], key=lambda telling: telling[0].route.from_on)
    names: set[tuple[str, str]] = set()
    paths = [_path(seed, house, n, *telling, names, today) for n, telling in enumerate(tellings)]
    return _numbered([*paths, *_shown(house, today)])


def _managers(house: House) -> list[Colleague]:
    return [one for one in colleagues() if _guides_at(one, house)]


def _guides_at(colleague: Colleague, house: House) -> bool:
    return any(seat.at == house.key and seat.role is Role.CLIENT_MANAGER for seat in colleague.works)


def _dealt(
    random: Random, residents: Sequence[Resident], managers: Sequence[Colleague], today: date
) -> Iterator[tuple[Resident, Colleague, Status]]:
    """Deal the open trajectories like cards, phase by phase, so that every caseload is mixed alike."""
    hands: dict[str, list[Resident]] = {manager.email: [] for manager in managers}
    turns = cycle(managers)
    for resident in sorted(residents, key=lambda r: r.route.phase.number):
        manager = next(one for one in turns if len(hands[one.email]) < _places(one))
        hands[manager.email].append(resident)
    for manager in managers:
        for resident, status in _standings(random, hands[manager.email], today):
            yield resident, manager, status


def _places(manager: Colleague) -> int:
    """How many simulated cases somebody gets: the showcase takes one place."""
    return manager.caseload - (manager.email == CLIENT_MANAGER)


def _standings(random: Random, hand: Sequence[Resident], today: date) -> Iterator[tuple[Resident, Status]]:
    """Who stands still or is on hold must have been on the way for some time; the others may be new."""
    statuses = [s for s, part in STANDING_SHARES.items() for _ in range(round(part * len(hand)))]
    shuffled = random.sample(hand, len(hand))
    shuffled.sort(key=lambda r: r.route.from_on > today - timedelta(days=75))
    statuses += [Status.ON_COURSE] * (len(hand) - len(statuses))
    yield from zip(shuffled, statuses, strict=True)


def _path(
    seed: int,
    house: House,
    number: int,
    resident: Resident,
    manager: Colleague,
    status: Status,
    names: set[tuple[str, str]],
    today: date,
) -> Path:
    random = Random(f"{seed}/{house.key}/{number}")
    person = _named(random, resident, names, today)
    life = replace(resident.who.life, slots={**resident.who.life.slots, "naam": person.given_name})
    teller = Teller(random, resident.route, status, today, manager.email, _partners(house), life.slots)
    seat = next(seat for seat in manager.works if seat.role is Role.CLIENT_MANAGER)
    stays, facts = story(teller)
    return Path(
        reference="",
        team=seat.team or "",
        client_manager=manager.email,
        newcomer=person,
        dates=resident.who.dates,
        stays=stays,
        facts=facts,
        intended=status,
        life=life,
    )


def _named(random: Random, resident: Resident, names: set[tuple[str, str]], today: date) -> Newcomer:
    """Somebody whose name nobody has yet, as far as the names go."""
    for _ in range(12):
        person = newcomer(random, resident.who, resident.route.closed_on or today)
        if (person.given_name, person.family_name) not in names:
            break
    names.add((person.given_name, person.family_name))
    return person


def _partners(house: House) -> dict[str, str]:
    """Who writes for each partner, by the partner's key; only the first municipality has partners."""
    if house.key != houses()[0].key:
        return {}
    return {one.works[0].at: one.email for one in colleagues() if one.works[0].role is Role.PARTNER}


def _shown(house: House, today: date) -> Iterator[Path]:
    if any(one.email == CLIENT_MANAGER and _guides_at(one, house) for one in colleagues()):
        yield showcase_path(today, _partners(house))


def _numbered(paths: Sequence[Path]) -> tuple[Path, ...]:
    ordered = sorted(paths, key=lambda path: path.dates.started_on)
    return tuple(replace(path, reference=f"TR-{n:04}") for n, path in enumerate(ordered, 1))
