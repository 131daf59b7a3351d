"""The filters as people set them: the form, its options with their counts, and the chips of what is on."""

from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence, Set
from dataclasses import dataclass
from datetime import date
from typing import Any

from tracker.caseload.rules import trouble
from tracker.caseload.terms import GROUPS, Filters, NextStep, Order
from tracker.core.sentence import Sentence
from tracker.core.term import N_, Term
from tracker.trajectory.queries import Case
from tracker.trajectory.terms import LifeDomain, Phase, Status, WaitingOn
from tracker.web.forms import Form, choose, line, page_number, pick_one, pick_some

LONGEST = 100
"""Characters of a search that are read."""

CHIPS = {
    "q": N_("Search: %(what)s"),
    "phase": N_("Phase: %(what)s"),
    "step": N_("Next step: %(what)s"),
    "domain": N_("Barrier in: %(what)s"),
    "waiting_on": N_("Waits for: %(what)s"),
    "status": N_("Status: %(what)s"),
}


class FilterForm(Form):
    """All that a caseload can be asked; what is no value is passed over."""

    class Meta(Form.Meta):
        csrf = False  # It only reads.

    q = line(N_("Search"))
    phase = pick_some(N_("Phase"), Phase)
    domain = pick_some(N_("Barrier in"), LifeDomain)
    waiting_on = pick_one(N_("Waits for"), WaitingOn)
    step = pick_one(N_("Next step"), NextStep)
    status = pick_some(N_("Status"), Status)
    team = choose(N_("Team"))
    manager = choose(N_("Client manager"))
    sort = pick_one(N_("Order"), Order)
    page = line(N_("Page"))

    @property
    def filters(self) -> Filters:
        """What is asked, every value once and in fixed order."""
        asked = self.answers
        for name, terms in {"phase": Phase, "domain": LifeDomain, "status": GROUPS}.items():
            asked[name] = tuple(term for term in terms if term in asked[name])
        asked["q"] = asked["q"][:LONGEST]
        asked["sort"] = asked["sort"] or Order.NEED
        asked["page"] = page_number(asked["page"])
        return Filters(**asked)


@dataclass(frozen=True, slots=True)
class Option:
    """A value to filter by, and how many people the list has that is asked for it alone."""

    term: Term
    people: int
    chosen: bool


def options(cases: Sequence[Case], filters: Filters, today: date) -> dict[str, list[Option]]:
    """The values of every filter that fit somebody or are chosen; closed ones are counted only when asked."""
    counts = _counts(cases, today)
    terms: Mapping[str, Sequence[Term]] = {
        "phase": list(Phase),
        "step": list(NextStep),
        "domain": list(LifeDomain),
        "waiting_on": list(WaitingOn),
        "status": GROUPS,
    }
    found = {
        name: [Option(term, counts[name][term], term in _chosen(filters, name)) for term in values]
        for name, values in terms.items()
    }
    return {
        name: [one for one in values if one.people or one.chosen or one.term is Status.CLOSED]
        for name, values in found.items()
    }


def _counts(cases: Sequence[Case], today: date) -> dict[str, Counter[Term | None]]:
    """How many people each value fits: closed ones only by their status, who fits twice once."""
    values: Mapping[str, Callable[[Case], Set[Term | None]]] = {
        "phase": lambda case: {case.facts.phase},
        "step": lambda case: {trouble(case, today)},
        "domain": lambda case: {barrier.domain for barrier in case.facts.barriers},
        "waiting_on": lambda case: {barrier.waiting_on for barrier in case.facts.barriers},
    }
    going_on = [case for case in cases if not case.facts.closed_on]
    counts = {name: Counter(value for case in going_on for value in of(case)) for name, of in values.items()}
    return {**counts, "status": Counter(case.standing.status for case in cases)}


@dataclass(frozen=True, slots=True)
class Chip:
    """A filter that is on: how it reads, and what is asked without it."""

    label: Sentence
    without: Filters


def chips(filters: Filters) -> Iterator[Chip]:
    """Every filter that is on, value by value."""
    for name, text in CHIPS.items():
        chosen = _chosen(filters, name)
        for value in chosen:
            what = Sentence(value.label) if isinstance(value, Term) else value
            rest = tuple(other for other in chosen if other != value)
            less = rest if isinstance(getattr(filters, name), tuple) else getattr(Filters(), name)
            yield Chip(Sentence(text, {"what": what}), filters.but(**{name: less}))


def _chosen(filters: Filters, name: str) -> tuple[Any, ...]:
    """The values of a filter, also of one that takes a single value."""
    value = getattr(filters, name)
    if isinstance(value, tuple):
        return value
    return (value,) if value else ()
