"""Cases for the rules of the caseload: plain rows, without a database."""

from collections.abc import Sequence
from datetime import date
from itertools import count
from typing import Any
from uuid import UUID, uuid4

from tests.make import TODAY, ago
from tracker.caseload import rules
from tracker.caseload.rules import Listing
from tracker.caseload.terms import Filters
from tracker.core.names import search_key, sort_key
from tracker.core.sentence import Sentence
from tracker.core.term import Term
from tracker.trajectory.queries import Case
from tracker.trajectory.rules import Facts, Norms, OpenBarrier, Pause, standing
from tracker.trajectory.terms import LifeDomain, Outcome, Phase, Severity, WaitingOn

ME = UUID(int=1)
NUMBERS = count(1)


def case(
    given: str = "Fatima",
    family: str = "Al-Khatib",
    *,
    reference: str | None = None,
    other_names: str = "",
    manager: UUID = ME,
    team: UUID | None = None,
    **facts: Any,
) -> Case:
    """A trajectory of 20 days in activation, with the facts that are given."""
    known = Facts(**{"phase": Phase.ACTIVATION, "entered_on": ago(20), "started_on": ago(20), **facts})
    return Case(
        id=uuid4(),
        reference=reference or f"TR-{next(NUMBERS):04}",
        given_name=given,
        family_name=family,
        newcomer_id=uuid4(),
        sort_key=sort_key(family, given),
        search_key=search_key([given, family, other_names]),
        client_manager_id=manager,
        client_manager="Annelies",
        team_id=team,
        team=None,
        facts=known,
        standing=standing(known, Norms(), TODAY),
    )


def still(days: int = 40, **facts: Any) -> Case:
    return case(**{"started_on": ago(days), "entered_on": ago(days), **facts})


def due(days: int, **facts: Any) -> Case:
    """With a step that is due in so many days; a negative number is late."""
    return case(**{"step": "Ask", "step_due_on": ago(-days), "last_contact_on": ago(1), **facts})


def on_hold(days: int = 20, **facts: Any) -> Case:
    return case(**{"pauses": (Pause(ago(5), ago(-days)),), **facts})


def closed(days: int = 10, **facts: Any) -> Case:
    return case(closed_on=ago(days), outcome=Outcome.WORK, **facts)


def barrier(
    domain: LifeDomain = LifeDomain.LANGUAGE,
    waiting_on: WaitingOn = WaitingOn.NOBODY,
    review_on: date | None = None,
) -> OpenBarrier:
    return OpenBarrier(uuid4(), domain, Severity.HINDERS, waiting_on, ago(5), ago(5), review_on)


def listing(cases: Sequence[Case], filters: Filters | None = None, **asked: Any) -> Listing:
    """The page that is asked for, as ME reads it."""
    return rules.listing(cases, filters or Filters(**asked), Norms(), TODAY, ME)


def said(sentence: Sentence | None) -> str | None:
    """A sentence in English, as the screen puts it together."""
    if sentence is None:
        return None
    values = {name: _written(value) for name, value in sentence.values.items()}
    return (sentence.many if sentence.many and sentence.values["n"] != 1 else sentence.text) % values


def _written(value: object) -> object:
    if isinstance(value, Sentence):
        return said(value)
    return value.label.lower() if isinstance(value, Term) else value
