"""What the method says about one trajectory: its signals, its status, and why.

Pure: facts and norms in, `today` as an argument. One definition for the list, the dossier, the team
page and the commands. The rules are those of knowledge.md part 4 (grade C: our own).
"""

from collections.abc import Iterator, Mapping
from dataclasses import asdict, dataclass, fields
from datetime import date, timedelta
from uuid import UUID

from tracker.core.sentence import Sentence
from tracker.core.term import N_
from tracker.trajectory.terms import (
    LifeDomain,
    Outcome,
    Phase,
    Severity,
    SignalCode,
    Status,
    StepOwner,
    WaitingOn,
)

WEEK = timedelta(days=7)


@dataclass(frozen=True, slots=True)
class Norms:
    """The numbers of the method, in days; an organisation may set its own (knowledge.md 4.2)."""

    contact_days: int = 30
    barrier_review_days: int = 60
    preparation_days: int = 270
    intake_days: int = 84
    orientation_days: int = 180
    activation_days: int = 540
    matching_days: int = 180
    aftercare_days: int = 365

    def of_phase(self, phase: Phase) -> int:
        return int(getattr(self, f"{phase.value}_days"))


NORM_KEYS = tuple(field.name for field in fields(Norms))


@dataclass(frozen=True, slots=True)
class OpenBarrier:
    """What the rules need of a barrier that has not ended."""

    id: UUID
    domain: LifeDomain
    severity: Severity
    waiting_on: WaitingOn
    opened_on: date
    looked_on: date
    review_on: date | None


@dataclass(frozen=True, slots=True)
class Pause:
    """From-until on hold; the day `until_on` it is awake again."""

    from_on: date
    until_on: date

    def days(self, since: date, today: date) -> int:
        """How many days of it lie from `since` up to today."""
        return max(0, (min(self.until_on, today) - max(self.from_on, since)).days)


@dataclass(frozen=True, slots=True)
class Facts:
    """All that status and signals are derived from, for one trajectory."""

    phase: Phase
    entered_on: date
    started_on: date
    closed_on: date | None = None
    outcome: Outcome | None = None
    pauses: tuple[Pause, ...] = ()
    last_contact_on: date | None = None
    tries: int = 0
    step: str | None = None
    step_due_on: date | None = None
    step_owner: StepOwner | None = None
    barriers: tuple[OpenBarrier, ...] = ()


@dataclass(frozen=True, slots=True)
class Signal:
    """A fact that asks for attention. `due_on` is the promised day, when one was promised."""

    code: SignalCode
    why: Sentence
    due_on: date | None = None
    barrier: OpenBarrier | None = None


@dataclass(frozen=True, slots=True)
class Standing:
    """How a trajectory stands: status, the sentence that says why, and its signals in fixed order."""

    status: Status
    why: Sentence
    signals: tuple[Signal, ...]
    quiet_days: int
    phase_days: int


RULES: Mapping[Status, Sentence] = {
    Status.STANDING_STILL: Sentence(N_("No real contact in %(contact_days)s days and no step planned.")),
    Status.LATE: Sentence(N_("A step, a review or a wake-up date has passed.")),
    Status.DUE_THIS_WEEK: Sentence(N_("Something is due within seven days.")),
    Status.ON_COURSE: Sentence(N_("Nothing is late, and nothing is due this week.")),
    Status.ON_HOLD: Sentence(N_("Paused with a reason, until a date.")),
    Status.CLOSED: Sentence(N_("The trajectory has ended.")),
}
"""The rule of each status, as it stands above its group; values are the norms."""


def rule_of(status: Status, norms: Norms) -> Sentence:
    """The rule of a status with the numbers that hold here."""
    return Sentence(RULES[status].text, asdict(norms))


def standing(facts: Facts, norms: Norms, today: date) -> Standing:
    """The status that holds first, from the most urgent, with its reason and all signals."""
    paused = _pause_of(facts, today)
    silent = facts.closed_on is not None or paused is not None
    signals = () if silent else tuple(signals_of(facts, norms, today))
    status, why = _status(facts, signals, paused, today)
    return Standing(status, why, signals, quiet_days(facts, today), phase_days(facts, today))


def signals_of(facts: Facts, norms: Norms, today: date) -> Iterator[Signal]:
    """Every signal that fires today, in the order of knowledge.md 4.2."""
    for rule in (_no_real_contact, _awake_again, _no_next_step, _step_overdue, _no_review, _long_phase):
        yield from rule(facts, norms, today)


def quiet_days(facts: Facts, today: date) -> int:
    """Days since the last real contact; without any since the start; a hold that ended starts anew."""
    woke = [pause.until_on for pause in facts.pauses if pause.until_on <= today]
    return (today - max([facts.last_contact_on or facts.started_on, *woke])).days


def phase_days(facts: Facts, today: date) -> int:
    """Days in the present stay, without the days on hold."""
    until = facts.closed_on or today
    return (until - facts.entered_on).days - sum(
        pause.days(facts.entered_on, until) for pause in facts.pauses
    )


def _pause_of(facts: Facts, today: date) -> Pause | None:
    return next((pause for pause in facts.pauses if pause.from_on <= today < pause.until_on), None)


def _status(
    facts: Facts, signals: tuple[Signal, ...], paused: Pause | None, today: date
) -> tuple[Status, Sentence]:
    if facts.closed_on:
        closed = N_("Closed on %(date)s: %(outcome)s.")
        return Status.CLOSED, Sentence(closed, {"date": facts.closed_on, "outcome": facts.outcome})
    if paused:
        return Status.ON_HOLD, Sentence(N_("On hold until %(date)s."), {"date": paused.until_on})
    codes = {signal.code for signal in signals}
    if {SignalCode.NO_REAL_CONTACT, SignalCode.NO_NEXT_STEP} <= codes:
        return Status.STANDING_STILL, Sentence(
            N_("Quiet for %(n)s day"), {"n": quiet_days(facts, today)}, many=N_("Quiet for %(n)s days")
        )
    return _by_date(facts, signals, today)


def _by_date(facts: Facts, signals: tuple[Signal, ...], today: date) -> tuple[Status, Sentence]:
    promised = sorted(date_ for date_ in promises(facts, signals) if date_ <= today + WEEK)
    if promised and promised[0] < today:
        days = (today - promised[0]).days
        return Status.LATE, Sentence(N_("%(n)s day late"), {"n": days}, many=N_("%(n)s days late"))
    if promised or any(signal.code is SignalCode.ON_HOLD_DATE_REACHED for signal in signals):
        return Status.DUE_THIS_WEEK, _soon(promised[0] if promised else today, today)
    return Status.ON_COURSE, Sentence(N_("Nothing is due this week"))


def _soon(due: date, today: date) -> Sentence:
    days = (due - today).days
    if days == 0:
        return Sentence(N_("Today"))
    return Sentence(N_("In %(n)s day"), {"n": days}, many=N_("In %(n)s days"))


def promises(facts: Facts, signals: tuple[Signal, ...]) -> Iterator[date]:
    """Every day on which something was promised: steps, agreed reviews, and waking + 7 days."""
    if facts.step_due_on:
        yield facts.step_due_on
    yield from (barrier.review_on for barrier in facts.barriers if barrier.review_on)
    yield from (
        signal.due_on
        for signal in signals
        if signal.code is SignalCode.ON_HOLD_DATE_REACHED and signal.due_on
    )


def _no_real_contact(facts: Facts, norms: Norms, today: date) -> Iterator[Signal]:
    days = quiet_days(facts, today)
    if days > norms.contact_days:
        why = N_("No real contact for %(n)s days (norm: %(norm)s). Tried %(tries)s times since.")
        yield Signal(
            SignalCode.NO_REAL_CONTACT,
            Sentence(why, {"n": days, "norm": norms.contact_days, "tries": facts.tries}),
        )


def _awake_again(facts: Facts, norms: Norms, today: date) -> Iterator[Signal]:
    woke = max((pause.until_on for pause in facts.pauses if pause.until_on <= today), default=None)
    if woke and (facts.last_contact_on is None or facts.last_contact_on < woke):
        why = N_("Was on hold until %(date)s and has not been spoken to since.")
        yield Signal(SignalCode.ON_HOLD_DATE_REACHED, Sentence(why, {"date": woke}), due_on=woke + WEEK)


def _no_next_step(facts: Facts, norms: Norms, today: date) -> Iterator[Signal]:
    if facts.step is None:
        yield Signal(SignalCode.NO_NEXT_STEP, Sentence(N_("No next step is planned.")))


def _step_overdue(facts: Facts, norms: Norms, today: date) -> Iterator[Signal]:
    if facts.step_due_on and facts.step_due_on < today:
        why = N_("Step “%(step)s” should have been done on %(date)s.")
        yield Signal(
            SignalCode.STEP_OVERDUE,
            Sentence(why, {"step": facts.step, "date": facts.step_due_on}),
            due_on=facts.step_due_on,
        )


def _no_review(facts: Facts, norms: Norms, today: date) -> Iterator[Signal]:
    """An open barrier whose agreed day has passed; without one, not looked at for longer than the norm."""
    for barrier in facts.barriers:
        wanted = barrier.review_on or barrier.looked_on + timedelta(days=norms.barrier_review_days)
        if wanted < today:
            why = N_("Barrier in %(domain)s was last looked at %(n)s days ago (norm: %(norm)s).")
            values = {
                "domain": barrier.domain,
                "n": (today - barrier.looked_on).days,
                "norm": norms.barrier_review_days,
            }
            yield Signal(SignalCode.BARRIER_WITHOUT_REVIEW, Sentence(why, values), barrier.review_on, barrier)


def _long_phase(facts: Facts, norms: Norms, today: date) -> Iterator[Signal]:
    days, norm = phase_days(facts, today), norms.of_phase(facts.phase)
    if days > norm:
        why = N_("%(n)s days in %(phase)s already (norm: %(norm)s).")
        yield Signal(
            SignalCode.PHASE_LONGER_THAN_NORM,
            Sentence(why, {"n": days, "phase": facts.phase, "norm": norm}),
        )
