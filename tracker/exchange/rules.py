"""What an import does with every row of a sheet: new, changed, unchanged or refused, and why. Pure."""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from uuid import UUID

from tracker.accounts.work import Actor
from tracker.core.names import fold
from tracker.core.sentence import Sentence
from tracker.core.term import N_
from tracker.exchange.changes import changes, mark_of, memory_after, memory_of
from tracker.exchange.people import Match, Register
from tracker.exchange.terms import Deeds, End, Here, Known, Opening, Place, Plan, Row, Verdict, Worker
from tracker.people.rules import free_numbers
from tracker.sheets.cells import split_name
from tracker.sheets.terms import Column, Complaint, Item, Line, Sheet
from tracker.trajectory.terms import LifeDomain, Outcome, Phase

STEP_WITHIN = timedelta(days=14)
"""A next step without a day is due so soon after the import."""

ADDED = (Column.LAST_CONTACT_ON, Column.BARRIERS, Column.NEXT_STEP)
"""What comes in addition to what a new trajectory opens with."""

PROVING = {
    column.value
    for column in (Column.PHONE, Column.EMAIL, Column.STARTED_ON, Column.PERMIT_ON, Column.SETTLED_ON)
}
"""What nobody has right by guessing: who has it right has had this person in a sheet before."""


@dataclass(frozen=True, slots=True)
class Importer:
    """Who imports, when, and whom the cells may name."""

    actor: Actor
    today: date
    workers: Mapping[str, Worker]
    """By name and by email address; a name that two of them have is not among them."""
    teams: Mapping[str, UUID]
    numbers: Iterator[str]
    """The numbers for those who have none."""

    @property
    def own_teams(self) -> tuple[UUID, ...]:
        return tuple(team for _, team in sorted(self.teams.items()) if team in self.actor.team_ids)


def planned(sheet: Sheet, here: Here, actor: Actor, today: date, told_apart: Collection[str] = ()) -> Plan:
    """What would happen with every row, in the order of the sheet.

    `told_apart` are the questions of rows to which the importer said: this is somebody else.
    """
    register = Register(here.known, told_apart)
    taken = [known.reference for known in here.known] + [line.case_number for line in sheet.lines]
    importer = Importer(actor, today, _by_name(here.workers), here.teams, free_numbers(taken))
    return Plan(sheet, tuple(_row(line, register, importer) for line in sheet.lines))


def _by_name(workers: Sequence[Worker]) -> Mapping[str, Worker]:
    names = [fold(worker.name) for worker in workers]
    by_name = {fold(worker.name): worker for worker in workers if names.count(fold(worker.name)) == 1}
    return by_name | {fold(worker.email): worker for worker in workers}


def _row(line: Line, register: Register, importer: Importer) -> Row:
    """A row that hurts is nobody: a better one about the same person may follow."""
    complaints = (*line.complaints, *_slips(line))
    if any(complaint.hurts for complaint in complaints):
        return Row(line, Verdict.REFUSED, complaints)
    match = register.match(line)
    complaints += tuple(line.complain(doubt, match.about, hurts=match.hurts) for doubt in match.doubts)
    return replace(_matched(line, complaints, match, importer), question=match.question)


def _matched(line: Line, complaints: tuple[Complaint, ...], match: Match, importer: Importer) -> Row:
    if match.hurts:
        return Row(line, Verdict.REFUSED, complaints, hidden=match.hidden)
    if match.known is None:
        return replace(_new(line, complaints, importer), hidden=match.hidden)
    if not match.known.editable:
        return _not_yours(line, complaints, match.known, importer, match.hidden)
    return _known(line, complaints, match.known, importer)


def _slips(line: Line) -> Iterator[Complaint]:
    """What cannot be true together."""
    begun = [day for day in (line.started_on, line.phase_since) if day]
    if line.closed_on and begun and line.closed_on < max(begun):
        why = Sentence(N_("Ended before it began on %(date)s"), {"date": max(begun)})
        yield line.complain(why, Column.CLOSED_ON, hurts=True)


def _not_yours(
    line: Line, complaints: tuple[Complaint, ...], known: Known, importer: Importer, hidden: tuple[UUID, ...]
) -> Row:
    """Nothing is written or told about whom a colleague guides: one answer, whatever else the row says.

    A row that holds more than a name and a year, as an earlier sheet had it, is no guess.
    """
    now = memory_of(line, end_of(line, importer.today))
    proven = any(name in now and known.memory.get(name) == now[name] for name in PROVING)
    why = Sentence(N_("A colleague guides this person: nothing is changed. Ask your team lead."))
    return Row(line, Verdict.UNCHANGED, (*complaints, line.complain(why)), hidden=() if proven else hidden)


def _known(line: Line, complaints: tuple[Complaint, ...], known: Known, importer: Importer) -> Row:
    end = end_of(line, importer.today)
    found = list(changes(line, known, end))
    taken = frozenset(change.column for change in found if change.take)
    complaints += tuple(change.complaint for change in found if change.complaint)
    complaints += tuple(_another_owner(line, known, importer))
    if Column.CLOSED_ON in taken:
        complaints += tuple(_guesses_about_the_end(line, importer.today))
    barriers = tuple(change.barrier for change in found if change.barrier)
    deeds = Deeds(
        known=known,
        changes=taken,
        place=Place(line.phase or known.phase, line.phase_since or (end.on if end else importer.today)),
        barriers=barriers,
        moved_step=next((change.step for change in found if change.step), None),
        end=end,
        memory=memory_after(line, known, end, found),
    )
    verdict = Verdict.CHANGED if taken else Verdict.UNCHANGED
    complaints += tuple(_without_domain(line, barriers))
    return Row(line, verdict, complaints, _with_step(deeds, line, importer.today))


def _new(line: Line, complaints: tuple[Complaint, ...], importer: Importer) -> Row:
    end = end_of(line, importer.today)
    opening, unsure = _opening(line, end, importer)
    if any(complaint.hurts for complaint in unsure):
        return Row(line, Verdict.REFUSED, (*complaints, *unsure))
    added = {column for column in ADDED if getattr(line, column.value)}
    deeds = Deeds(
        opening=opening,
        changes=frozenset(added | ({Column.CLOSED_ON} if end else set())),
        place=_first_place(line, opening.started_on, end, importer.today),
        barriers=line.barriers,
        end=end,
        memory=memory_of(line, end),
    )
    guesses = (*_guesses(line, end, importer.today), *_without_domain(line, line.barriers))
    complaints = (*complaints, *unsure, *guesses)
    return Row(line, Verdict.NEW, complaints, _with_step(deeds, line, importer.today))


def _with_step(deeds: Deeds, line: Line, today: date) -> Deeds:
    """With the day of a next step, which is remembered also when the sheet does not tell it."""
    if Column.NEXT_STEP not in deeds.changes:
        return replace(deeds, step_due_on=line.next_step_due)
    due_on = line.next_step_due or today + STEP_WITHIN
    memory = {**deeds.memory, Column.NEXT_STEP_DUE.value: mark_of(due_on)}
    return replace(deeds, step_due_on=due_on, memory=memory)


def end_of(line: Line, today: date) -> End | None:
    """How it ended: by its day, by a phase that says so, or by an outcome; a day ahead is only a plan."""
    ahead = line.closed_on is not None and line.closed_on > today
    if not line.ended and (ahead or not (line.closed_on or line.outcome)):
        return None
    on = line.closed_on if line.closed_on and not ahead else today
    return End(on, line.outcome or Outcome.OTHER)


def _first_place(line: Line, started_on: date, end: End | None, today: date) -> Place:
    """Without a day: since the start for who is in the first phases or has left, since today for others."""
    phase = line.phase or Phase.INTAKE
    early = end is not None or phase in (Phase.PREPARATION, Phase.INTAKE)
    return Place(phase, line.phase_since or (started_on if early else today))


def _opening(line: Line, end: End | None, importer: Importer) -> tuple[Opening, list[Complaint]]:
    worker, team, unsure = _owner(line, importer)
    opening = Opening(
        reference=line.case_number or next(importer.numbers),
        client_manager_id=worker.id if worker else importer.actor.user_id,
        team_id=team,
        started_on=line.started_on or line.phase_since or (end.on if end else importer.today),
    )
    return opening, unsure


def _worker(line: Line, importer: Importer) -> Worker | None:
    """The colleague whom the cell names: "Annelies de Vries", "Vries, Annelies de" or an email address."""
    names = (line.client_manager, " ".join(split_name(line.client_manager, family_first=False)))
    return next((importer.workers[fold(name)] for name in names if fold(name) in importer.workers), None)


def _owner(line: Line, importer: Importer) -> tuple[Worker | None, UUID | None, list[Complaint]]:
    """The worker, the team and what is not known of them; without a worker it is the importer."""
    unsure = []
    worker, team = _worker(line, importer), importer.teams.get(fold(line.team))
    if line.client_manager and worker is None:
        why = Sentence(N_("Nobody here has this name or address: you become the client manager"))
        unsure.append(line.complain(why, Column.CLIENT_MANAGER))
    teams = (
        [one for one in worker.team_ids if one in importer.actor.team_ids] if worker else importer.own_teams
    )
    if worker and worker.id != importer.actor.user_id and not teams:
        why = Sentence(N_("This colleague is in none of your teams: their team lead brings this person in"))
        unsure.append(line.complain(why, Column.CLIENT_MANAGER, hurts=True))
    if line.team and team not in importer.own_teams:
        team, why = None, Sentence(N_("You have no such team: the client manager's team is taken"))
        unsure.append(line.complain(why, Column.TEAM))
    return worker, team or next(iter(teams), None), unsure


def _another_owner(line: Line, known: Known, importer: Importer) -> Iterator[Complaint]:
    worker = _worker(line, importer)
    if worker and worker.id != known.client_manager_id:
        why = Sentence(N_("Has another client manager here: an import hands nobody over"))
        yield line.complain(why, Column.CLIENT_MANAGER)


def _guesses(line: Line, end: End | None, today: date) -> Iterator[Complaint]:
    """What is not filled in for a new trajectory, and what is taken instead."""
    if line.phase is None and end is None and Column.PHASE in line.cells:
        why = Sentence(N_("No phase: begins in %(phase)s"), {"phase": Phase.INTAKE})
        yield line.complain(why, Column.PHASE)
    if line.started_on is None and Column.STARTED_ON in line.cells:
        yield line.complain(Sentence(N_("No start: the first day that is known is taken")), Column.STARTED_ON)
    if line.closed_on and line.closed_on > today:
        yield line.complain(Sentence(N_("The end lies ahead: stays open")), Column.CLOSED_ON)
    if end:
        yield from _guesses_about_the_end(line, today)


def _without_domain(line: Line, barriers: Iterable[Item]) -> Iterator[Complaint]:
    for item in barriers:
        if item.domain is None:
            why = N_("The life domain of “%(what)s” is not known: %(domain)s is taken")
            values = {"what": item.text, "domain": LifeDomain.WORK}
            yield line.complain(Sentence(why, values), Column.BARRIERS)


def _guesses_about_the_end(line: Line, today: date) -> Iterator[Complaint]:
    if line.closed_on is None or line.closed_on > today:
        yield line.complain(Sentence(N_("No day on which it ended: today is taken")), Column.CLOSED_ON)
    if line.outcome is None:
        why = Sentence(N_("No outcome: “%(outcome)s” is taken"), {"outcome": Outcome.OTHER})
        yield line.complain(why, Column.OUTCOME)
