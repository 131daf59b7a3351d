"""Many people at once, with contacts, steps and barriers in every combination."""

from datetime import timedelta
from itertools import count
from typing import Any

from tests.make import NOW, Make, ago
from tracker.accounts.models import User
from tracker.accounts.work import Work
from tracker.core.database import count_anew
from tracker.trajectory.actions import name_newcomer, written_by
from tracker.trajectory.models import AboutPerson, Barrier, Contact, Newcomer, PhaseStay, Step, Trajectory
from tracker.trajectory.terms import (
    CauseSide,
    ContactKind,
    ContactResult,
    LifeDomain,
    Phase,
    Severity,
    Sharing,
    StepOwner,
    StepStatus,
    WaitingOn,
)

NAMES = (
    *(("Fatima", "Al-Khatib", "فاطمة الخطيب"), ("Tesfay", "Habtemariam", "ተስፋይ"), ("Şirin", "Yıldız", "")),
    *(("José Ángel", "Peñaloza", ""), ("Thị Hạnh", "Nguyễn", ""), ("Oleksandr", "Kovalenko", "Олександр")),
)
NUMBERS = count(1)


def crowd(make: Make, guide: User, people: int) -> None:
    """So many open trajectories of one client manager, in the phases of the handreiking in turn."""
    work = make.work(guide)
    numbers = [next(NUMBERS) for _ in range(people)]
    newcomers = [_newcomer(work, number) for number in numbers]
    paths = [_trajectory(work, number, who) for number, who in zip(numbers, newcomers, strict=True)]
    facts = [fact for number, path in zip(numbers, paths, strict=True) for fact in _facts(work, number, path)]
    for rows in (newcomers, paths, facts):
        make.session.add_all(rows)
        make.session.flush()
    count_anew(make.session)
    make.session.commit()


def _newcomer(work: Work, number: int) -> Newcomer:
    given, family, native = NAMES[number % len(NAMES)]
    return name_newcomer(
        Newcomer(
            organisation_id=work.actor.organisation_id,
            given_name=given,
            family_name=f"{family} {number}",
            native_name=native,
            other_names="",
        )
    )


def _trajectory(work: Work, number: int, who: Newcomer) -> Trajectory:
    return Trajectory(
        organisation_id=work.actor.organisation_id,
        newcomer_id=who.id,
        reference=f"CR-{number:05}",
        team_id=min(work.actor.team_ids),
        client_manager_id=work.actor.user_id,
        started_on=ago(number % 400),
    )


def _facts(work: Work, number: int, path: Trajectory) -> list[AboutPerson | Contact]:
    """A stay; and for most a talk, an attempt, a step or a barrier."""
    by: dict[str, Any] = written_by(work, path)
    found: list[AboutPerson | Contact] = [
        PhaseStay(**by, seq=1, phase=list(Phase)[1 + number % 5], entered_on=path.started_on)
    ]
    for days, result in ((number % 60, ContactResult.REACHED), (number % 37, ContactResult.NOT_REACHED)):
        if number % 7:
            found.append(_contact(by, days, result))
    if number % 3:
        found.append(_step(by, number))
    if number % 2:
        found.append(_barrier(by, number))
    return found


def _contact(by: dict[str, Any], days: int, result: ContactResult) -> Contact:
    return Contact(
        **by,
        kind=ContactKind.PHONE,
        result=result,
        happened_at=NOW - timedelta(days=days),
        domains=frozenset({LifeDomain.WORK}),
        sharing=Sharing.CARE_TEAM,
    )


def _step(by: dict[str, Any], number: int) -> Step:
    return Step(
        **by,
        title="Ask for the timetable",
        owner=list(StepOwner)[number % 3],
        due_on=ago(number % 40 - 30),
        status=StepStatus.PLANNED,
    )


def _barrier(by: dict[str, Any], number: int) -> Barrier:
    return Barrier(
        **by,
        domain=list(LifeDomain)[number % 10],
        description="Speaking at work is hard",
        severity=Severity.HINDERS,
        cause_side=CauseSide.CHAIN,
        waiting_on=list(WaitingOn)[number % 12],
        opened_on=ago(number % 50),
        looked_on=ago(number % 50),
    )
