"""Days as people type them."""

import calendar
import re
from datetime import date

from tracker.core.sentence import Sentence
from tracker.core.term import N_

_TYPED = re.compile(r"^(\d{1,2})[-/. ](\d{1,2})[-/. ](\d{4}|\d{2})$")
_ISO = re.compile(r"^(\d{4})-(\d{1,2})-(\d{1,2})$")


class NotADay(ValueError):
    """What was typed is no day; `sentence` tells the reader why."""

    def __init__(self, sentence: Sentence) -> None:
        super().__init__(sentence.text)
        self.sentence = sentence


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


def _existing(year: int, month: int, day: int) -> date:
    if not 1900 <= year <= 2100:
        raise NotADay(Sentence(N_("The year %(year)s is too far away"), {"year": str(year)}))
    if not 1 <= month <= 12:
        raise NotADay(Sentence(N_("A year has 12 months; %(month)s is not one of them"), {"month": month}))
    last = calendar.monthrange(year, month)[1]
    if not 1 <= day <= last:
        raise NotADay(Sentence(N_("That day does not exist; this month has %(last)s days"), {"last": last}))
    return date(year, month, day)
