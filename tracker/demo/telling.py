"""What every part of a story needs: chance, the words, who writes, and when. Pure."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from random import Random
from typing import Protocol, TypeVar

from tracker.accounts.work import HOME
from tracker.demo.routes import Route, working_day, working_day_before
from tracker.trajectory.terms import Status


class Line(Protocol):
    @property
    def by(self) -> str | None: ...


AnyLine = TypeVar("AnyLine", bound=Line)


@dataclass(frozen=True, slots=True)
class Teller:
    """One trajectory that is being written about.

    `partners` maps the key of a partner to the email of who writes for it; lines of a partner that is
    not there are left out.
    """

    random: Random
    route: Route
    status: Status
    today: date
    manager: str
    partners: Mapping[str, str]
    slots: Mapping[str, str]
    said: set[str] = field(default_factory=set)

    @property
    def end(self) -> date:
        """The last day on which something can have been written."""
        return self.route.closed_on or self.today - timedelta(days=1)

    @property
    def days(self) -> int:
        return (self.end - self.route.from_on).days

    def fill(self, text: str) -> str:
        return text.format_map(self.slots)

    def once(self, texts: Sequence[str]) -> str:
        """One of the texts, if possible one that was not used for this person yet."""
        fresh = [text for text in texts if text not in self.said] or texts
        chosen = self.random.choice(fresh)
        self.said.add(chosen)
        return self.fill(chosen)

    def can_write(self, lines: Sequence[AnyLine]) -> list[AnyLine]:
        return [line for line in lines if line.by is None or line.by in self.partners]

    def writer(self, by: str | None) -> str:
        return self.partners[by] if by else self.manager

    def chance(self, part: float) -> bool:
        return self.random.random() < part

    def day(self, first: date, last: date) -> date:
        """A working day from the first up to the last; the first when there is none."""
        day = working_day_before(first + timedelta(days=self.random.randint(0, max(0, (last - first).days))))
        return day if day >= first else min(working_day(first), max(first, last))

    def moment(self, day: date) -> datetime:
        """A moment of that day in office hours of Amsterdam, at five minutes."""
        minutes = self.random.randrange(9 * 60, 16 * 60 + 45, 5)
        return datetime.combine(day, time(minutes // 60, minutes % 60), HOME)
