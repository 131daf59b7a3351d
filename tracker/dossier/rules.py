"""How the facts of one trajectory become its route, its needs and its life domains.

Pure: rows in, lines out, `today` as an argument.
"""

from collections.abc import Iterator, Sequence
from datetime import date, timedelta

from tracker.core.sentence import Sentence
from tracker.core.term import N_
from tracker.dossier.terms import ASKS, DomainLine, Junction, JunctionState, Need, Stretch
from tracker.story.rules import went_back
from tracker.story.terms import BarrierRow, Record, StayRow, StepRow, StrengthRow, ViewRow
from tracker.trajectory.rules import WEEK, Signal, Standing
from tracker.trajectory.terms import LifeDomain, Phase, SignalCode, Status, StepOwner, StepStatus, View

OVER = (StepStatus.DONE, StepStatus.STOPPED)
ABOUT_PERSON = (SignalCode.NO_REAL_CONTACT, SignalCode.ON_HOLD_DATE_REACHED, SignalCode.NO_NEXT_STEP)
LONG = SignalCode.PHASE_LONGER_THAN_NORM
RECENT = timedelta(days=30)
"""How long a step that is over stays in the list of steps."""


def junctions(stays: Sequence[StayRow]) -> tuple[Junction, ...]:
    """The route with its stays at every junction; preparation only for who was in it."""
    been = {stay.phase for stay in stays}
    return tuple(
        _junction(phase, stays) for phase in Phase if phase is not Phase.PREPARATION or phase in been
    )


def _junction(phase: Phase, stays: Sequence[StayRow]) -> Junction:
    around = list(zip([None, *stays], stays, [*stays[1:], None], strict=False))
    mine = [(before, stay, after) for before, stay, after in around if stay.phase is phase]
    back = [stay.entered_on for before, stay, _ in mine if went_back(before, stay)]
    return Junction(
        phase=phase,
        state=_state(phase, bool(mine), stays[-1]),
        stretches=tuple(_stretch(before, stay, after) for before, stay, after in mine),
        back_on=back[-1] if back else None,
        skipped=not mine and phase.number < stays[-1].phase.number,
    )


def _state(phase: Phase, been: bool, last: StayRow) -> JunctionState:
    if phase is last.phase:
        return JunctionState.DONE if last.left_on else JunctionState.HERE
    if not been:
        return JunctionState.AHEAD
    return JunctionState.DONE if phase.number < last.phase.number else JunctionState.SEEN


def _stretch(before: StayRow | None, stay: StayRow, after: StayRow | None) -> Stretch:
    return Stretch(
        from_on=stay.entered_on,
        until_on=stay.left_on,
        days=(stay.left_on - stay.entered_on).days if stay.left_on else None,
        reopened=bool(before and before.outcome),
        back_because=after.reason if after and went_back(stay, after) else "",
        outcome=stay.outcome,
    )


def needs(standing: Standing, record: Record, today: date) -> tuple[Need, ...]:
    """What needs doing now: what no day was agreed for, then what is late or due within a week,
    and last a phase that takes long. Who is on hold or closed needs nothing."""
    if standing.status in (Status.CLOSED, Status.ON_HOLD):
        return ()
    asked = [_asked(signal, today) for signal in standing.signals if signal.code in ABOUT_PERSON]
    long = [_asked(signal, today) for signal in standing.signals if signal.code is LONG]
    promised = [*_steps_due(record, today), *_reviews_due(standing, record, today)]
    return (*asked, *sorted(promised, key=lambda need: need.due_on or today), *long)


def _asked(signal: Signal, today: date) -> Need:
    return Need(
        signal.code,
        ASKS[signal.code],
        signal.why,
        due_on=signal.due_on,
        when=when(signal.due_on, today) if signal.due_on else None,
        late=bool(signal.due_on and signal.due_on < today),
    )


def _steps_due(record: Record, today: date) -> Iterator[Need]:
    for step in record.steps:
        if step.status in (StepStatus.PLANNED, StepStatus.DOING) and step.due_on <= today + WEEK:
            yield Need(
                SignalCode.STEP_OVERDUE,
                "",
                _agreed(step),
                subject=step.title,
                due_on=step.due_on,
                when=when(step.due_on, today),
                late=step.due_on < today,
                id=step.id,
            )


def _agreed(step: StepRow) -> Sentence:
    whose: object = step.owner
    if step.owner is StepOwner.PROFESSIONAL and step.whose:
        whose = step.whose
    return Sentence(N_("Agreed for %(date)s; by: %(whose)s."), {"date": step.due_on, "whose": whose})


def _reviews_due(standing: Standing, record: Record, today: date) -> Iterator[Need]:
    why = {signal.barrier.id: signal.why for signal in standing.signals if signal.barrier}
    for barrier in record.barriers:
        soon = barrier.review_on is not None and barrier.review_on <= today + WEEK
        if not barrier.closed_on and (barrier.id in why or soon):
            yield _review(barrier, why.get(barrier.id), today)


def _review(barrier: BarrierRow, why: Sentence | None, today: date) -> Need:
    agreed = Sentence(N_("Agreed to look again on %(date)s."), {"date": barrier.review_on})
    return Need(
        SignalCode.BARRIER_WITHOUT_REVIEW,
        ASKS[SignalCode.BARRIER_WITHOUT_REVIEW],
        why or agreed,
        subject=barrier.description,
        due_on=barrier.review_on,
        when=when(barrier.review_on, today) if barrier.review_on else None,
        late=bool(barrier.review_on and barrier.review_on < today),
        id=barrier.id,
    )


def when(due_on: date, today: date) -> Sentence:
    """How late it is, or how soon."""
    days = (due_on - today).days
    if days == 0:
        return Sentence(N_("Today"))
    if days < 0:
        return Sentence(N_("%(n)s day late"), {"n": -days}, many=N_("%(n)s days late"))
    return Sentence(N_("In %(n)s day"), {"n": days}, many=N_("In %(n)s days"))


def domain_lines(record: Record) -> tuple[DomainLine, ...]:
    """All ten life domains in their order. What is open counts first, a barrier before a strength;
    else what was last seen; else it was not discussed, which is never "no issue"."""
    return tuple(_domain_line(domain, record) for domain in LifeDomain)


def _domain_line(domain: LifeDomain, record: Record) -> DomainLine:
    barriers = [one for one in record.barriers if one.domain is domain and not one.closed_on]
    strengths = [one for one in record.strengths if one.domain is domain and not one.closed_on]
    seen = max(
        (one for one in record.views if one.domain is domain),
        key=lambda one: (one.seen_on, one.written_at),
        default=None,
    )
    view = View.BARRIER if barriers else View.STRENGTH if strengths else None
    return DomainLine(
        domain=domain,
        view=view or (seen.view if seen else View.NOT_DISCUSSED),
        barriers=tuple(sorted(barriers, key=lambda one: one.opened_on)),
        strengths=tuple(sorted(strengths, key=lambda one: one.opened_on)),
        seen=seen if _still_counts(seen, barriers, strengths) else None,
    )


def _still_counts(
    seen: ViewRow | None, barriers: Sequence[BarrierRow], strengths: Sequence[StrengthRow]
) -> bool:
    """What asks for attention stays beside what is open, until a barrier was added for it."""
    if seen is None or not (barriers or strengths):
        return seen is not None
    return seen.view is View.ATTENTION and all(one.written_at < seen.written_at for one in barriers)


def steps_shown(record: Record, domain: LifeDomain | None, today: date) -> tuple[StepRow, ...]:
    """What still has to be done, the first due on top; then what was over in the last 30 days."""
    mine = [step for step in record.steps if domain in (None, step.domain)]
    live = sorted((step for step in mine if step.status not in OVER), key=lambda step: step.due_on)
    over = [step for step in mine if step.ended_on and step.ended_on >= today - RECENT]
    over.sort(key=lambda step: step.ended_on or today, reverse=True)
    return (*live, *over)
