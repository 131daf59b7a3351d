"""Days and times as people type them."""

import calendar
import re
from datetime import date, time

from tracker.core.sentence import Month, Sentence
from tracker.core.term import N_

_TYPED = re.compile(r"^(\d{1,2})[-/. ](\d{1,2})[-/. ](\d{4}|\d{2})$")
_ISO = re.compile(r"^(\d{4})-(\d{1,2})-(\d{1,2})$")
_TIME = re.compile(r"^(\d{1,2})[:.](\d{2})$")


class Unreadable(ValueError):
    """What was typed cannot be read; `sentence` tells the reader why."""

    def __init__(self, sentence: Sentence) -> None:
        super().__init__(sentence.text)
        self.sentence = sentence


class NotADay(Unreadable):
    """What was typed is no day."""


class NotATime(Unreadable):
    """What was typed is no time of day."""


def read_day(typed: str) -> date:
    """The day in 22-9-2026, 22/09/26, 22.9.2026 or 2026-09-22 (day first, as the Dutch write it)."""
    typed = typed.strip()
    if found := _ISO.match(typed):
        year, month, day = map(int, found.groups())
    elif found := _TYPED.match(typed):
        day, month, year = map(int, found.groups())
        year += 2000 if year < 100 else 0
    else:
        raise NotADay(Sentence(N_("Write the day like 22-9-2026")))
    return _existing(year, month, day)


def read_time(typed: str) -> time:
    """The time in 9:30, 09.30 or 17:05."""
    found = _TIME.match(typed.strip())
    hour, minute = map(int, found.groups()) if found else (24, 0)
    if hour > 23 or minute > 59:
        raise NotATime(Sentence(N_("Write the time like 14:30")))
    return time(hour, minute)


def _existing(year: int, month: int, day: int) -> date:
    if not 1900 <= year <= 2100:
        raise NotADay(Sentence(N_("The year %(year)s is too far away"), {"year": str(year)}))
    if not 1 <= month <= 12:
        raise NotADay(Sentence(N_("A year has 12 months; %(month)s is not one of them"), {"month": month}))
    last = calendar.monthrange(year, month)[1]
    if not 1 <= day <= last:
        why = N_("%(day)s %(month)s does not exist; %(month)s has %(last)s days")
        raise NotADay(Sentence(why, {"day": day, "month": Month(month), "last": last}))
    return date(year, month, day)
