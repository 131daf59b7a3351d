"""What a caseload can be asked: how it is filtered and ordered, as it stands in the address."""

from dataclasses import dataclass, fields, replace
from typing import Any
from uuid import UUID

from tracker.core.term import N_, Term
from tracker.trajectory.terms import LifeDomain, Phase, Status, WaitingOn


class NextStep(Term):
    """What can be wrong with a next step."""

    MISSING = "missing", N_("Missing")
    LATE = "late", N_("Late")


class Order(Term):
    NEED = "need", N_("What needs doing")
    NAME = "name", N_("Name")
    PHASE = "phase", N_("Phase")
    LAST_CONTACT = "last_contact", N_("Last contact")
    NEXT_STEP = "next_step", N_("Next step")


URGENT = (Status.STANDING_STILL, Status.LATE, Status.DUE_THIS_WEEK)
"""The groups in which something needs doing now."""

OPEN = (*URGENT, Status.ON_COURSE, Status.ON_HOLD)

GROUPS = (*OPEN, Status.CLOSED)
"""The groups of the list, what needs doing first on top."""


@dataclass(frozen=True, slots=True)
class Filters:
    """What the address asks for; nothing chosen is everything that is not closed."""

    q: str = ""
    phase: tuple[Phase, ...] = ()
    domain: tuple[LifeDomain, ...] = ()
    waiting_on: WaitingOn | None = None
    step: NextStep | None = None
    status: tuple[Status, ...] = ()
    team: UUID | None = None
    manager: UUID | None = None
    sort: Order = Order.NEED
    page: int = 1

    def address(self) -> dict[str, Any]:
        """The parameters that ask for this, without those that ask for nothing."""
        nothing = Filters()
        asked = {field.name: getattr(self, field.name) for field in fields(self)}
        return {name: value for name, value in asked.items() if value != getattr(nothing, name)}

    @property
    def narrow(self) -> bool:
        """Whether anything is asked that leaves people out."""
        return self.only() != self.but()

    def only(self, **asked: Any) -> "Filters":
        """Nothing but this asked, of the same people in the same order."""
        return Filters(team=self.team, manager=self.manager, sort=self.sort, **asked)

    def but(self, **asked: Any) -> "Filters":
        """The same, this changed, from the first page."""
        return replace(self, **{"page": 1, **asked})
