"""Where people wait: the figures of a team."""

from collections.abc import Mapping
from dataclasses import dataclass
from http import HTTPStatus

from flask import abort, render_template, request
from flask.typing import ResponseReturnValue

from tracker.accounts.terms import Can
from tracker.core import chart
from tracker.core.chart import Bar, Column, Count, Curve, Group, Line, Scale, Tick
from tracker.core.term import Term
from tracker.insight import queries, rules
from tracker.insight.forms import ChoiceForm
from tracker.insight.queries import Opened
from tracker.insight.rules import Finding, Numbers, PhaseNumbers
from tracker.insight.terms import SHORT
from tracker.trajectory.terms import LifeDomain, Phase
from tracker.web.pages import Pages, current_work

pages = Pages("insight", __name__)


@dataclass(frozen=True, slots=True)
class Figures:
    """What is drawn, with the sentence above each drawing."""

    filling: Finding
    bars: tuple[Bar, ...]
    focus: PhaseNumbers
    duration: Finding
    curve: Curve | None
    waiting: Finding
    columns: tuple[Column, ...]
    days: tuple[Tick, ...]
    cause: Finding
    heat: tuple[Line, ...]
    still: Finding


@pages.get("/team/bottlenecks", can=Can.READ_FIGURES)
def bottlenecks() -> ResponseReturnValue:
    """Who may open the persons chooses whom and follows the numbers; others get guarded sums."""
    form, opened, numbers = asked_for()
    return render_template(
        "insight/bottlenecks.html",
        form=form,
        opened=opened,
        numbers=numbers,
        figures=_figures(numbers, form.phase.data),
        reason=rules.reason,
        short=SHORT,
        today=current_work().today,
    )


def asked_for() -> tuple[ChoiceForm, Opened | None, Numbers]:
    """The choice in the address of this request, and its numbers, for the page and for its download."""
    work, form = current_work(), ChoiceForm(request.args)
    opened = _opened(form) if work.actor.can(Can.SEE_TEAM) else None
    return form, opened, opened.numbers if opened else queries.guarded(work)


def _opened(form: ChoiceForm) -> Opened:
    opened = queries.opened(current_work(), team=form.team.data, manager=form.manager.data)
    form.offer(
        teams={team.id: team.name for team in opened.teams},
        managers={manager.id: manager.name for manager in opened.managers},
    )
    if not form.validate():
        abort(HTTPStatus.NOT_FOUND)
    return opened


def _figures(numbers: Numbers, phase: Phase | None) -> Figures:
    phases = numbers.phases
    focus = next((one for one in phases if one.phase is phase), rules.in_focus(phases))
    days, columns = _ages(numbers)
    return Figures(
        filling=rules.filling(phases),
        bars=chart.bars([Count(one.phase, one.now, one.before) for one in phases], 30, 92),
        focus=focus,
        duration=rules.duration(focus),
        curve=chart.curve(focus.curve, left=10, right=98, top=10, bottom=250) if focus.telling else None,
        waiting=rules.waiting_long(phases),
        columns=columns,
        days=days,
        cause=rules.cause(numbers),
        heat=_heat(numbers),
        still=rules.standing_still(numbers),
    )


def _ages(numbers: Numbers) -> tuple[tuple[Tick, ...], tuple[Column, ...]]:
    """The days of who is here now; a dot is a person, so who may not open persons gets none."""
    dots = [[] if numbers.guarded else [(age.days, age.still) for age in one.ages] for one in numbers.phases]
    highest = [day for values in dots for day, _ in values] + [one.late or 0 for one in numbers.phases]
    most, step = chart.round_up(max(highest))
    down = Scale(most, 326, 26)
    groups = [
        Group(one.phase, one.now, values, one.days, one.late)
        for one, values in zip(numbers.phases, dots, strict=True)
    ]
    return chart.ticks(down, step), chart.columns(groups, Scale(1, 8, 100), down)


def _heat(numbers: Numbers) -> tuple[Line, ...]:
    values: Mapping[tuple[Term, Term], int] = {
        (cell.domain, cell.phase): cell.people for cell in numbers.cells
    }
    return chart.heat(list(LifeDomain), [one.phase for one in numbers.phases], values, Scale(1, 27, 100))
