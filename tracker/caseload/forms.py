"""The filters as people set them: the form, its options with their counts, and the chips of what is on."""

from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence, Set
from dataclasses import dataclass
from datetime import date
from typing import Any

from tracker.caseload.rules import passes, trouble
from tracker.caseload.terms import GROUPS, Filters, NextStep, Order
from tracker.core.sentence import Sentence
from tracker.core.term import N_, Term
from tracker.trajectory.queries import Case
from tracker.trajectory.terms import LifeDomain, Phase, Status, WaitingOn
from tracker.web.forms import Form, choose, line, pick_one, pick_some, tick

LONGEST = 100
"""Characters of a search that are read."""

TERMS: Mapping[str, Sequence[Term]] = {
    "phase": tuple(Phase),
    "step": tuple(NextStep),
    "domain": tuple(LifeDomain),
    "waiting_on": tuple(WaitingOn),
    "status": GROUPS,
}
"""The values of the filters, in the order of the screen."""

CHIPS = {
    "q": N_("Search: %(what)s"),
    "phase": N_("Phase: %(what)s"),
    "step": N_("Next step: %(what)s"),
    "domain": N_("Barrier in: %(what)s"),
    "waiting_on": N_("Waits for: %(what)s"),
    "status": N_("Status: %(what)s"),
    "unguided": N_("Nobody guides them yet"),
}


@dataclass(frozen=True, slots=True)
class Option:
    """A value to filter by, and how many of the whole scope it fits."""

    term: Term
    people: int
    chosen: bool


@dataclass(frozen=True, slots=True)
class Chip:
    """A filter that is on: how it reads, what is asked without it and with nothing but it."""

    label: Sentence
    without: Filters
    alone: Filters
    people: int
    """How many it fits alone."""


class FilterForm(Form):
    """All that a caseload can be asked. What is no value is ignored; what is not yours does not pass."""

    class Meta(Form.Meta):
        csrf = False  # It only reads.

    q = line(N_("Search"), longest=10**6)
    phase = pick_some(N_("Phase"), Phase)
    domain = pick_some(N_("Barrier in"), LifeDomain)
    waiting_on = pick_one(N_("Waits for"), WaitingOn)
    step = pick_one(N_("Next step"), NextStep)
    status = pick_some(N_("Status"), Status)
    unguided = tick(N_("Nobody guides them yet"))
    team = choose(N_("Team"))
    manager = choose(N_("Client manager"))
    sort = pick_one(N_("Order"), Order)
    page = line(N_("Page"), longest=10**6)

    @property
    def filters(self) -> Filters:
        """What is asked, every value once and in fixed order."""
        asked = self.answers
        for name in ("phase", "domain", "status"):
            asked[name] = tuple(term for term in TERMS[name] if term in asked[name])
        asked["q"] = asked["q"][:LONGEST]
        asked["sort"] = asked["sort"] or Order.NEED
        asked["page"] = _page(asked["page"])
        return Filters(**asked)


def _page(typed: str) -> int:
    """The number of a page; what is none is the first."""
    return max(1, int(typed)) if typed.isascii() and typed.isdigit() and len(typed) < 7 else 1


def options(cases: Sequence[Case], filters: Filters, today: date) -> dict[str, list[Option]]:
    """Every value of every filter, with how many of the scope it fits; who fits twice counts once."""
    values: Mapping[str, Callable[[Case], Set[Term | None]]] = {
        "phase": lambda case: {case.facts.phase},
        "step": lambda case: {trouble(case, today)},
        "domain": lambda case: {barrier.domain for barrier in case.facts.barriers},
        "waiting_on": lambda case: {barrier.waiting_on for barrier in case.facts.barriers},
        "status": lambda case: {case.standing.status},
    }
    counts = {name: Counter(value for case in cases for value in of(case)) for name, of in values.items()}
    return {
        name: [Option(term, counts[name][term], term in _chosen(filters, name)) for term in terms]
        for name, terms in TERMS.items()
    }


def chips(cases: Sequence[Case], filters: Filters, today: date) -> Iterator[Chip]:
    """Every filter that is on, value by value."""
    for name, text in CHIPS.items():
        for value in _chosen(filters, name):
            alone = filters.only(**{name: _with(filters, name, (value,))})
            rest = tuple(other for other in _chosen(filters, name) if other != value)
            yield Chip(
                label=Sentence(text, {"what": Sentence(value.label) if isinstance(value, Term) else value}),
                without=filters.but(**{name: _with(filters, name, rest)}),
                alone=alone,
                people=sum(passes(case, alone, today) for case in cases),
            )


def _chosen(filters: Filters, name: str) -> tuple[Any, ...]:
    """The values of a filter, also of one that takes a single value."""
    value = getattr(filters, name)
    if isinstance(value, tuple):
        return value
    return (value,) if value else ()


def _with(filters: Filters, name: str, values: tuple[Any, ...]) -> Any:
    """The values as the filter takes them: all, or the single one, or none of its kind."""
    if isinstance(getattr(filters, name), tuple):
        return values
    return values[0] if values else getattr(Filters(), name)
