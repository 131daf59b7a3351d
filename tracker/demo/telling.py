"""What every part of a story needs: chance, the words, who writes, and when. Pure."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from random import Random
from typing import Any, TypeVar

from tracker.accounts.work import HOME
from tracker.demo.catalogue import Lines
from tracker.demo.routes import Route, working_day, working_day_before
from tracker.trajectory.terms import LifeDomain, Sharing, Status

AnyLines = TypeVar("AnyLines", bound=Lines)


@dataclass(frozen=True, slots=True)
class Teller:
    """One trajectory that is being written about.

    `partners` maps the key of a partner to the email of who writes for it. `family` is whether somebody
    has a partner or children here. Of who stands still nothing is written since the last contact.
    """

    random: Random
    route: Route
    status: Status
    today: date
    manager: str
    partners: Mapping[str, str]
    slots: Mapping[str, str]
    family: bool
    silent_since: date | None = None
    said: set[str] = field(default_factory=set)

    @property
    def end(self) -> date:
        """The last day on which something can have been written."""
        return self.route.closed_on or self.silent_since or self.today - timedelta(days=1)

    @property
    def days(self) -> int:
        return (self.end - self.route.from_on).days

    def fitting(self, lines: Iterable[AnyLines], day: date) -> list[AnyLines]:
        """What can be said in the phase of that day, about this person, by who is there to say it."""
        phase, there = self.route.phase_on(day), {None, *self.partners}
        return [
            line
            for line in lines
            if phase in line.phases and line.by in there and (self.family or not line.family)
        ]

    def pick(self, lines: Iterable[AnyLines], day: date) -> tuple[AnyLines, str]:
        """One of the lines that fit with one of its texts, if possible one not used for this person yet."""
        pairs = [(line, text) for line in self.fitting(lines, day) for text in line.texts]
        line, text = self.random.choice([pair for pair in pairs if pair[1] not in self.said] or pairs)
        self.said.add(text)
        return line, text.format_map(self.slots)

    def once(self, texts: Sequence[str]) -> str:
        """One of the texts, if possible one that was not used for this person yet."""
        text = self.random.choice([text for text in texts if text not in self.said] or texts)
        self.said.add(text)
        return text.format_map(self.slots)

    def written(self, by: str, day: date) -> dict[str, Any]:
        """The fields that say who wrote something and when."""
        return {"author": by, "written_at": self.moment(day)}

    def writer(self, partner: str | None) -> str:
        """Who writes for a partner; the client manager when none is named or it is not there."""
        return self.partners.get(partner or "", self.manager)

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


def shared(domains: Iterable[LifeDomain]) -> Sharing:
    """What touches on health stays inside; the rest is for the care team."""
    return Sharing.INTERNAL if LifeDomain.HEALTH in domains else Sharing.CARE_TEAM
