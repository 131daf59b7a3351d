"""Who comes to the demo town and when they find work: pure, every draw from the given random source.

The share in work follows tracker/content/demo/people.toml (domain.md 5.1, 5.2 and 5.8). Everybody's month
of first work is drawn by itself, before anything else happens to them, so that no later choice of the
simulator can move the curve of a whole cohort.
"""

from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import pairwise
from random import Random
from typing import Final

from tracker.core.names import fold
from tracker.demo.catalogue import Age, Name, Origin, WorkTable, people
from tracker.demo.terms import Dates, Life, Newcomer

MONTH: Final = 365.25 / 12
"""Days."""
COHORT_MONTHS: Final = 48
"""Whoever got the permit this long ago belongs to the 2020-like cohort; who came later finds work sooner."""
LATER_PACE: Final = 1.12
LEVELS: Final = ("A0", "A1", "A2", "B1", "B2")
HIGHEST_SHARE: Final = 0.97


@dataclass(frozen=True, slots=True)
class Arrival:
    """Somebody before anything of the trajectory itself is known."""

    life: Life
    dates: Dates
    origin: Origin
    birth_year: int


def arrival(random: Random, started_on: date, today: date) -> Arrival:
    """Draw somebody whose trajectory starts that day."""
    found = people()
    origin = random.choices(found.origins, [origin.weight for origin in found.origins])[0]
    age = random.choices(found.ages, [age.weight for age in found.ages])[0]
    woman = random.random() < found.women
    dates = _dates(random, started_on, today)
    pace = 1.0 if in_cohort(dates, today) else LATER_PACE
    work_month = month_of_work(found.work, origin.curve, woman, age, random.random())
    life = Life(origin.curve, woman, pace, work_month and work_month / pace, _slots(random, woman))
    birth_year = dates.permit_on.year - random.randint(age.first, age.last)
    return Arrival(life, dates, origin, birth_year)


def in_cohort(dates: Dates, today: date) -> bool:
    """Whether somebody belongs to the 2020-like cohort of a town that was made today."""
    return (today - dates.permit_on).days >= COHORT_MONTHS * MONTH


def month_of_work(table: WorkTable, row: str, woman: bool, age: Age, luck: float) -> float | None:
    """The month in which a share of `luck` (0-1) of people like this one is in work; None: later or never."""
    shares = _shares(table, row, woman, age)
    place = bisect_left(shares, luck)
    if place == len(shares):
        return None
    (low, high), (before, after) = shares[place - 1 : place + 1], table.months[place - 1 : place + 1]
    return before + (after - before) * (luck - low) / (high - low)


def newcomer(random: Random, who: Arrival, seen_on: date) -> Newcomer:
    """Give somebody a name, and the languages they speak by that day."""
    given = random.choice(who.origin.women if who.life.woman else who.origin.men)
    family = random.choice(who.origin.families)
    level = _level(random, (seen_on - who.dates.settled_on).days / MONTH)
    address = f"{fold(given.latin)} {fold(family.latin)}".replace(" ", ".")
    own = f"{given.native} {family.native}" if given.native and family.native else ""
    return Newcomer(
        given_name=given.latin,
        family_name=family.latin,
        native_name=own if random.random() < 0.6 else "",
        other_names=_other_names(random, given, family),
        birth_year=who.birth_year,
        languages=_languages(random, who.origin, level),
        interpreter=random.random() < (0.75, 0.5, 0.2, 0.02, 0.0)[level],
        phone=f"06-0000{random.randint(1100, 9999)}" if random.random() < 0.92 else "",
        email=f"{address}@example.org" if address.isascii() and random.random() < 0.6 else "",
    )


def _shares(table: WorkTable, row: str, woman: bool, age: Age) -> Sequence[float]:
    """Shares in work (0-1) at the months of the table, for this sex and age; always growing.

    Men and women together keep the share of the row: with w the part of women and r men to women,
    the factor of women is 1 / (r (1 - w) + w).
    """
    part = people().women
    shares = [0.0]
    for percent, ratio in zip(table.rows[row][1:], table.men_to_women[1:], strict=True):
        women = 1 / (ratio * (1 - part) + part)
        share = percent / 100 * age.work * (women if woman else women * ratio)
        shares.append(max(min(share, HIGHEST_SHARE), shares[-1] + 1e-6))
    assert all(low < high for low, high in pairwise(shares))
    return shares


def _dates(random: Random, started_on: date, today: date) -> Dates:
    """Settled 3 to 9 months after the permit (domain.md 5.5), guided from about then."""
    settled_on = started_on - timedelta(days=random.randint(0, 45))
    permit_on = settled_on - timedelta(days=random.randint(90, 270))
    integration_on = settled_on + timedelta(days=random.randint(50, 100))
    known = integration_on < today and random.random() < 0.9
    return Dates(
        started_on=started_on,
        permit_on=permit_on,
        settled_on=settled_on,
        integration_on=integration_on if known else None,
    )


def _slots(random: Random, woman: bool) -> dict[str, str]:
    he = {"hij": "zij", "Hij": "Zij", "zijn": "haar", "hem": "haar"}
    him = {"hij": "hij", "Hij": "Hij", "zijn": "zijn", "hem": "hem"}
    hours = str(random.choice([12, 16, 20, 24, 28, 32]))
    return {**(he if woman else him), **random.choice(people().jobs), "uren": hours}


def _level(random: Random, months: float) -> int:
    return max(0, min(len(LEVELS) - 1, round(months / 9 + random.gauss(0, 0.7))))


def _languages(random: Random, origin: Origin, level: int) -> str:
    first, *more = origin.languages
    spoken = [first, *(other for other in more if random.random() < 0.5)]
    if "Engels" not in spoken and random.random() < 0.2:
        spoken.append("Engels")
    return ", ".join([*spoken, f"Nederlands {LEVELS[level]}"])


def _other_names(random: Random, given: Name, family: Name) -> str:
    """Other spellings that were met in letters, for about four in ten of those who have one."""
    spellings = [f"{other} {family.latin}" for other in given.others]
    spellings += [f"{given.latin} {other}" for other in family.others]
    return "; ".join(random.sample(spellings, min(len(spellings), 2))) if random.random() < 0.4 else ""
