"""The dossier that is written out in full, moved to the day on which the town is made. Pure."""

from collections.abc import Iterable, Iterator
from dataclasses import fields, is_dataclass, replace
from datetime import date, datetime
from typing import Any, TypeVar

from tracker.accounts.work import HOME
from tracker.demo.catalogue import Showcase
from tracker.demo.routes import working_day, working_day_before
from tracker.demo.terms import AnyFact, Path
from tracker.trajectory.terms import Status

Thing = TypeVar("Thing")


def showcase_path(shown: Showcase, today: date) -> Path:
    """The dossier as it stands today; late, because a step and a review have passed."""
    facts: tuple[AnyFact, ...] = (
        *shown.contact,
        *shown.barrier,
        *shown.strength,
        *shown.view,
        *shown.step,
        *shown.use,
    )
    return Path(
        reference="",
        team=shown.team,
        client_manager=shown.client_manager,
        newcomer=shown.newcomer,
        dates=_moved(shown.dates, shown.written_on, today),
        stays=tuple(_all_moved(shown.stay, shown.written_on, today)),
        facts=tuple(_all_moved(facts, shown.written_on, today)),
        intended=Status.LATE,
    )


def _all_moved(things: Iterable[Thing], written_on: date, today: date) -> Iterator[Thing]:
    return (_moved(thing, written_on, today) for thing in things)


def _moved(thing: Thing, written_on: date, today: date) -> Thing:
    """The same with all its days as far from today as they are written from that day."""
    values: dict[str, Any] = {field.name: getattr(thing, field.name) for field in fields(thing)}  # type: ignore[arg-type]
    return replace(thing, **{name: _value(value, written_on, today) for name, value in values.items()})  # type: ignore[type-var]


def _value(value: Any, written_on: date, today: date) -> Any:
    if is_dataclass(value):
        return _moved(value, written_on, today)
    if isinstance(value, datetime):
        return datetime.combine(_day(value.date(), written_on, today), value.time(), HOME)
    return _day(value, written_on, today) if isinstance(value, date) else value


def _day(day: date, written_on: date, today: date) -> date:
    """Never in a weekend: what has passed stays before today, what is ahead after it."""
    nearest = working_day_before if day < written_on else working_day
    return nearest(today + (day - written_on))
