"""Who comes to the demo town and when they find work: pure, every draw from the given random source.

The share in work follows tracker/content/demo/people.toml (domain.md 5.1, 5.2 and 5.8). Everybody's month
of first work is drawn before anything else happens to them, so that no later choice of the simulator can
move the curve of a whole cohort. Origin, sex and age shape it and are never stored.
"""

from bisect import bisect_left
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from random import Random
from typing import Final

from tracker.core.names import fold
from tracker.demo.catalogue import Age, Origin, WorkTable, origins, people
from tracker.demo.terms import Dates, Newcomer

MONTH: Final = 365.25 / 12
"""Days."""
COHORT_MONTHS: Final = 48
"""Whoever got the permit this long ago belongs to the 2020-like cohort; who came later finds work sooner."""
LATER_PACE: Final = 1.12
PREPARED: Final = 0.12
"""Part of those whose guidance begins before they settle."""
LEVELS: Final = ("A0", "A1", "A2", "B1", "B2")
INTERPRETER: Final = (0.75, 0.5, 0.2, 0.02, 0.0)
"""How often an interpreter is wanted, per level of Dutch."""
HIGHEST_SHARE: Final = 0.97


@dataclass(frozen=True, slots=True)
class Arrival:
    """Somebody before anything of the trajectory itself is known.

    `work_month` is the month after the permit in which the first paid work began (None: not within 7.5
    years); who stops and starts again counts as in work. `prepares` is how many days guidance begins
    before settling. The slots fill the texts about this person.
    """

    origin: Origin
    woman: bool
    birth_year: int
    dates: Dates
    prepares: int
    work_month: float | None
    slots: Mapping[str, str]

    @property
    def works_on(self) -> date | None:
        """The day of the first paid work."""
        return None if self.work_month is None else months_after(self.dates.permit_on, self.work_month)


def arrival(random: Random, started_on: date, today: date) -> Arrival:
    """Draw somebody whose trajectory starts that day."""
    origin = random.choices(origins(), [origin.weight for origin in origins()])[0]
    age = random.choices(people().age, [age.weight for age in people().age])[0]
    woman = random.random() < people().women
    prepares = random.randint(20, 90) if random.random() < PREPARED else 0
    dates = _dates(random, started_on, prepares, today)
    month = month_of_work(people().work, origin.curve, woman, age, random.random())
    pace = 1.0 if in_cohort(dates, today) else LATER_PACE
    return Arrival(
        origin=origin,
        woman=woman,
        birth_year=dates.permit_on.year - random.randint(age.first, age.last),
        dates=dates,
        prepares=prepares,
        work_month=None if month is None else month / pace,
        slots=_slots(random, woman),
    )


def in_cohort(dates: Dates, today: date) -> bool:
    """Whether somebody belongs to the 2020-like cohort of a town that was made today."""
    return months_after(dates.permit_on, COHORT_MONTHS) <= today


def months_after(day: date, months: float) -> date:
    return day + timedelta(days=months * MONTH)


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
    given = random.choice(who.origin.women if who.woman else who.origin.men)
    family = random.choice(who.origin.families)
    level = _level(random, (seen_on - who.dates.settled_on).days / MONTH)
    address = fold(f"{given[0]} {family[0]}").replace(" ", ".")
    return Newcomer(
        given_name=given[0],
        family_name=family[0],
        native_name=f"{given[1]} {family[1]}" if given[1] and family[1] and random.random() < 0.6 else "",
        other_names=_other_names(random, given, family),
        birth_year=who.birth_year,
        languages=_languages(random, who.origin, level),
        interpreter=random.random() < INTERPRETER[level],
        phone=f"06-0000{random.randint(1100, 9999)}" if random.random() < 0.92 else "",
        email=f"{address}@example.org" if random.random() < 0.6 else "",
    )


def _shares(table: WorkTable, row: str, woman: bool, age: Age) -> Sequence[float]:
    """Shares in work (0-1) at the months of the table, for this sex and age; always growing.

    Men and women together keep the share of the row: with w the part of women and r men to women,
    the factor of women is 1 / (r (1 - w) + w).
    """
    part, shares = people().women, [0.0]
    for percent, ratio in zip(table.percent[row][1:], table.men_to_women[1:], strict=True):
        women = 1 / (ratio * (1 - part) + part)
        share = percent / 100 * age.work * (women if woman else women * ratio)
        shares.append(max(min(share, HIGHEST_SHARE), shares[-1] + 1e-6))
    return shares


def _dates(random: Random, started_on: date, prepares: int, today: date) -> Dates:
    """Settled 3 to 9 months after the permit (domain.md 5.5), guided from about then."""
    settled_on = started_on + timedelta(days=prepares or -random.randint(0, 45))
    integration_on = settled_on + timedelta(days=random.randint(50, 100))
    return Dates(
        started_on=started_on,
        permit_on=settled_on - timedelta(days=random.randint(92, 274)),
        settled_on=settled_on,
        integration_on=integration_on if integration_on < today and random.random() < 0.9 else None,
    )


def _slots(random: Random, woman: bool) -> dict[str, str]:
    job = random.choice(people().job)
    she = {"hij": "zij", "Hij": "Zij", "zijn": "haar", "hem": "haar"}
    he = {"hij": "hij", "Hij": "Hij", "zijn": "zijn", "hem": "hem"}
    hours = str(random.choice([12, 16, 20, 24, 28, 32]))
    return {**(she if woman else he), "beroep": job.was, "wens": job.wants, "plek": job.place, "uren": hours}


def _level(random: Random, months: float) -> int:
    """The step of LEVELS: one about every nine months."""
    return max(0, min(len(LEVELS) - 1, round(months / 9 + random.gauss(0, 0.7))))


def _languages(random: Random, origin: Origin, level: int) -> str:
    first, *more = origin.languages
    spoken = [first, *(other for other in more if random.random() < 0.5)]
    if "Engels" not in spoken and random.random() < 0.2:
        spoken.append("Engels")
    return ", ".join([*spoken, f"Nederlands {LEVELS[level]}"])


def _other_names(random: Random, given: Sequence[str], family: Sequence[str]) -> str:
    """Other spellings that were met in letters, for about four in ten of those who have one."""
    spellings = [f"{other} {family[0]}" for other in given[2].split("; ") if other]
    spellings += [f"{given[0]} {other}" for other in family[2].split("; ") if other]
    return "; ".join(random.sample(spellings, min(len(spellings), 2))) if random.random() < 0.4 else ""
