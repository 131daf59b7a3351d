"""The one dossier that is written out in full, for the demo account that most people open first. Pure.

Its facts lie so many days before or after the day of making; a day that falls in a weekend moves to the
next working day, or for what was written down to the Friday before.
"""

from collections.abc import Iterator, Mapping
from datetime import date, datetime, time, timedelta
from typing import Any

from tracker.accounts.work import HOME
from tracker.demo.catalogue import showcase
from tracker.demo.lives import MONTH
from tracker.demo.routes import working_day, working_day_before
from tracker.demo.terms import (
    AnyFact,
    Barrier,
    Contact,
    Dates,
    DomainView,
    ElementUse,
    Life,
    Newcomer,
    Path,
    PhaseStay,
    Step,
    Strength,
)
from tracker.trajectory.terms import (
    BarrierEnd,
    CauseSide,
    ContactKind,
    ContactResult,
    ElementAnswer,
    LifeDomain,
    Phase,
    Severity,
    Sharing,
    Status,
    StepOwner,
    StepStatus,
    View,
    WaitingOn,
)

CLIENT_MANAGER = "klantmanager@opweg.example"
TEAM = "Team Noord"


def showcase_path(today: date, partners: Mapping[str, str]) -> Path:
    """The dossier as it stands today; late, because a step and a review have passed."""
    found = showcase()
    started_on, permit_on, settled_on, integration_on = (
        _past(today, found[name]) for name in ("started", "permit", "settled", "integration")
    )
    return Path(
        reference="",
        team=TEAM,
        client_manager=CLIENT_MANAGER,
        newcomer=Newcomer(**found["newcomer"]),
        dates=Dates(
            started_on=started_on, permit_on=permit_on, settled_on=settled_on, integration_on=integration_on
        ),
        stays=tuple(_stays(today, found["stay"])),
        facts=tuple(_Facts(today, partners).all(found)),
        intended=Status.LATE,
        life=Life("eritrea", False, 1.0, (found["permit"] + 200) / MONTH, {}),
    )


def _past(today: date, ago: int) -> date:
    return working_day_before(today - timedelta(days=ago))


def _at(day: date, hour: int) -> datetime:
    return datetime.combine(day, time(hour, 5), HOME)


def _stays(today: date, rows: list[dict[str, Any]]) -> Iterator[PhaseStay]:
    edges = [_past(today, row["ago"]) for row in rows] + [None]
    for seq, (row, entered_on, left_on) in enumerate(zip(rows, edges, edges[1:], strict=False), 1):
        assert entered_on is not None
        yield PhaseStay(
            author=CLIENT_MANAGER,
            written_at=_at(entered_on, 15),
            seq=seq,
            phase=Phase(row["phase"]),
            entered_on=entered_on,
            reason=row.get("reason", ""),
            left_on=left_on,
        )


class _Facts:
    """Reads the rows of showcase.toml, kind by kind."""

    def __init__(self, today: date, partners: Mapping[str, str]) -> None:
        self.today = today
        self.partners = partners

    def all(self, found: Mapping[str, Any]) -> Iterator[AnyFact]:
        yield from map(self._contact, found["contacts"]["rows"])
        for name, read in (
            ("barrier", self._barrier),
            ("strength", self._strength),
            ("view", self._view),
            ("step", self._step),
            ("use", self._use),
        ):
            yield from map(read, found[name])

    def _written(self, row: Mapping[str, Any]) -> dict[str, Any]:
        domain = LifeDomain(row.get("domain", LifeDomain.WORK))
        return {
            "author": self.partners[row["by"]] if "by" in row else CLIENT_MANAGER,
            "written_at": _at(_past(self.today, row["ago"]), 14),
            "domain": domain,
            "sharing": Sharing.INTERNAL if domain is LifeDomain.HEALTH else Sharing.CARE_TEAM,
        }

    def _promised(self, days: int) -> date:
        """A day on which something was or is due; one that has passed stays before today."""
        nearest = working_day if days >= 0 else working_day_before
        return nearest(self.today + timedelta(days=days))

    def _contact(self, row: list[Any]) -> Contact:
        ago, hour, kind, result, minutes, domains, sharing, text, *by = row
        moment = _at(_past(self.today, ago), hour)
        return Contact(
            author=self.partners[by[0]] if by else CLIENT_MANAGER,
            written_at=moment + timedelta(minutes=minutes + 4),
            sharing=Sharing(sharing),
            domains=frozenset(map(LifeDomain, domains)),
            kind=ContactKind(kind),
            result=ContactResult(result),
            happened_at=moment,
            minutes=minutes or None,
            present="Tolk" if "tolk" in text else "",
            text=text,
        )

    def _barrier(self, row: Mapping[str, Any]) -> Barrier:
        opened_on, closed = _past(self.today, row["ago"]), row.get("closed")
        closed_on = None if closed is None else _past(self.today, closed)
        return Barrier(
            **self._written(row),
            description=row["description"],
            severity=Severity(row["severity"]),
            cause_side=CauseSide(row["cause_side"]),
            waiting_on=WaitingOn(row["waiting_on"]),
            opened_on=opened_on,
            looked_on=closed_on or opened_on,
            review_on=self._promised(row["review"]) if "review" in row else None,
            closed_on=closed_on,
            ending=BarrierEnd(row["ending"]) if closed_on else None,
            what_helped=row.get("what_helped", ""),
        )

    def _strength(self, row: Mapping[str, Any]) -> Strength:
        return Strength(
            **self._written(row),
            description=row["description"],
            opened_on=_past(self.today, row["ago"]),
            review_on=self._promised(row["review"]) if "review" in row else None,
        )

    def _view(self, row: Mapping[str, Any]) -> DomainView:
        seen_on = _past(self.today, row["ago"])
        return DomainView(
            **self._written(row), view=View(row["view"]), seen_on=seen_on, note=row.get("note", "")
        )

    def _step(self, row: Mapping[str, Any]) -> Step:
        status = StepStatus(row["status"])
        over = status in (StepStatus.DONE, StepStatus.STOPPED)
        due_on = self._promised(row["due"])
        return Step(
            **self._written(row),
            title=row["title"],
            owner=StepOwner(row["owner"]),
            due_on=due_on,
            status=status,
            ended_on=due_on if over else None,
        )

    def _use(self, row: Mapping[str, Any]) -> ElementUse:
        return ElementUse(
            **self._written(row),
            element=row["element"],
            answer=ElementAnswer(row["answer"]),
            answered_on=_past(self.today, row["ago"]),
            reason=row.get("reason", ""),
        )
