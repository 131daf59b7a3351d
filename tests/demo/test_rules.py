"""The demo town holds together, whatever its seed and day."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import fields
from datetime import date, datetime
from functools import cache
from itertools import pairwise
from typing import Any
from uuid import UUID

import pytest

from tests.make import TODAY
from tracker.accounts.work import HOME
from tracker.demo import terms
from tracker.demo.actions import TABLES
from tracker.demo.catalogue import showcase
from tracker.demo.rules import PHASE_SHARES, simulate
from tracker.demo.terms import AnyFact, Path, Town
from tracker.trajectory.models import Newcomer
from tracker.trajectory.rules import Facts, Norms, OpenBarrier, Pause, quiet_days, standing
from tracker.trajectory.terms import LIVE_STEPS, ContactResult, Outcome, Phase, Status

DAYS = [TODAY, date(2026, 11, 28), date(2026, 11, 29), date(2027, 1, 1), date(2028, 2, 29)]
PLANS = {"due_on", "review_on", "until_on"}
"""The only days that may lie ahead."""
NOBODY = UUID(int=0)

town = cache(simulate)


@pytest.fixture(params=enumerate(DAYS), ids=lambda of: str(of[1]))
def any_town(request: pytest.FixtureRequest) -> Town:
    """Another seed on a working day, in a weekend, at New Year and on a leap day."""
    return town(*request.param)


def paths(town: Town) -> list[Path]:
    return [path for municipality in town.municipalities for path in municipality.paths]


def facts(town: Town) -> Iterator[tuple[Path, AnyFact]]:
    return ((path, fact) for path in paths(town) for fact in path.every_fact())


def of_kind(path: Path, kind: type[Any]) -> list[Any]:
    return [fact for fact in path.every_fact() if type(fact) is kind]


def known_of(path: Path) -> Facts:
    """What the rules of a trajectory need to know of an open one."""
    contacts = of_kind(path, terms.Contact)
    reached = [one.happened_at.date() for one in contacts if one.result is ContactResult.REACHED]
    steps = [step for step in of_kind(path, terms.Step) if step.status in LIVE_STEPS]
    step = min(steps, key=lambda step: step.due_on, default=None)
    return Facts(
        phase=path.stays[-1].phase,
        entered_on=path.stays[-1].entered_on,
        started_on=path.dates.started_on,
        pauses=tuple(Pause(one.from_on, one.ended_on or one.until_on) for one in of_kind(path, terms.Hold)),
        last_contact_on=max(reached, default=None),
        step=step and step.title,
        step_due_on=step and step.due_on,
        barriers=tuple(
            OpenBarrier(
                NOBODY, one.domain, one.severity, one.waiting_on, one.opened_on, one.looked_on, one.review_on
            )
            for one in of_kind(path, terms.Barrier)
            if one.closed_on is None
        ),
    )


def test_the_same_seed_and_day_give_the_same_town():
    assert simulate(3, TODAY) == town(3, TODAY)
    assert simulate(4, TODAY) != town(3, TODAY)


def test_the_town_has_130_open_and_600_closed_trajectories_over_seven_years(any_town: Town):
    first, second = any_town.municipalities
    assert Counter(path.is_open for path in first.paths) == {True: 130, False: 600}
    assert Counter(path.is_open for path in second.paths) == {True: 9, False: 3}
    started = [(any_town.today - path.dates.started_on).days / 365 for path in first.paths]
    assert min(started) < 0.25
    assert 6.5 < max(started) <= 7
    assert min(Counter(int(years) for years in started).values()) > 50


def test_the_phases_of_the_open_ones_are_those_of_practice(any_town: Town):
    opened = [path for path in any_town.municipalities[0].paths if path.is_open]
    phases = Counter(path.stays[-1].phase for path in opened)
    assert set(phases) == set(PHASE_SHARES)
    for phase, share in PHASE_SHARES.items():
        assert 100 * phases[phase] / len(opened) == pytest.approx(share, abs=1.5)


def test_10_to_12_in_a_hundred_stand_still_for_over_60_days():
    towns = [town(*one) for one in enumerate(DAYS)]
    silent = [
        path
        for town in towns
        for path in town.municipalities[0].paths
        if path.intended is Status.STANDING_STILL and quiet_days(known_of(path), town.today) > 60
    ]
    assert 100 * len(silent) / (130 * len(towns)) == pytest.approx(11, abs=1.5)


def test_every_open_trajectory_stands_as_it_was_meant_to(any_town: Town):
    for path in paths(any_town):
        if path.is_open:
            found = standing(known_of(path), Norms(), any_town.today).status
            assert found is path.intended, (path.reference, path.newcomer)


def test_nothing_happened_since_the_last_contact_with_who_stands_still(any_town: Town):
    for path in paths(any_town):
        if path.intended is Status.STANDING_STILL:
            silent_since = known_of(path).last_contact_on
            later = [fact for fact in path.every_fact() if fact.written_at.date() > silent_since]
            assert {getattr(fact, "result", None) for fact in later} <= {ContactResult.NOT_REACHED}


def test_the_client_manager_of_the_demo_has_24_people_in_every_status_and_phase(any_town: Town):
    mine = [one for one in paths(any_town) if one.client_manager == showcase().client_manager and one.is_open]
    assert len(mine) == 24
    assert {path.intended for path in mine} == set(Status) - {Status.CLOSED}
    assert {path.stays[-1].phase for path in mine} == set(Phase) - {Phase.PREPARATION}


def test_the_stays_follow_each_other_without_a_gap(any_town: Town):
    for path in paths(any_town):
        assert [stay.seq for stay in path.stays] == list(range(1, len(path.stays) + 1))
        assert path.stays[0].entered_on == path.dates.started_on
        for before, after in pairwise(path.stays):
            assert before.left_on == after.entered_on >= before.entered_on
            assert before.phase is not after.phase
            assert bool(after.reason) is (after.phase.number < before.phase.number)
        assert [stay.outcome for stay in path.stays[:-1]] == [None] * (len(path.stays) - 1)
        assert (path.stays[-1].outcome is None) is (path.stays[-1].left_on is None) is path.is_open
        if path.stays[-1].outcome is Outcome.WORK:
            assert path.stays[-1].phase is Phase.AFTERCARE


def test_the_start_dates_come_in_order(any_town: Town):
    for path in paths(any_town):
        dates = path.dates
        assert dates.permit_on < min(dates.settled_on, dates.started_on)
        assert dates.integration_on is None or dates.settled_on < dates.integration_on


def test_only_plans_lie_ahead(any_town: Town):
    for path, fact in facts(any_town):
        for field in fields(fact):
            value = getattr(fact, field.name)
            day = value.date() if isinstance(value, datetime) else value
            if isinstance(day, date) and field.name not in PLANS:
                assert day < any_town.today, (path.reference, fact)


def test_nothing_is_written_outside_the_trajectory_or_the_week(any_town: Town):
    for path, fact in facts(any_town):
        day = fact.written_at.astimezone(HOME).date()
        last = path.stays[-1].left_on or any_town.today
        assert path.dates.started_on <= day <= last, (path.reference, fact)
        assert day.weekday() < 5, (path.reference, fact)


def test_barriers_end_after_they_were_looked_at_and_are_reviewed_later(any_town: Town):
    for path in paths(any_town):
        for barrier in of_kind(path, terms.Barrier):
            last = barrier.closed_on or any_town.today
            assert barrier.written_at.date() == barrier.opened_on <= barrier.looked_on <= last
            assert bool(barrier.closed_on) is bool(barrier.ending)
            assert barrier.review_on is None or barrier.looked_on < barrier.review_on


def test_everything_else_is_written_in_time(any_town: Town):
    for _, fact in facts(any_town):
        day = fact.written_at.date()
        match fact:
            case terms.Step():
                assert day <= (fact.ended_on or fact.due_on)
            case terms.Hold():
                assert day == fact.from_on < (fact.ended_on or fact.until_on)
            case terms.Contact():
                assert fact.happened_at <= fact.written_at
            case terms.ElementUse():
                assert day == fact.answered_on


def test_nobody_has_two_barriers_at_once_in_one_domain(any_town: Town):
    for path in paths(any_town):
        barriers = sorted(of_kind(path, terms.Barrier), key=lambda one: (one.domain, one.opened_on))
        for before, after in pairwise(barriers):
            if before.domain is after.domain:
                assert before.closed_on
                assert before.closed_on <= after.opened_on


def test_every_text_fits_its_column_and_has_its_slots_filled(any_town: Town):
    longest = {
        kind: {column.key: getattr(column.type, "length", None) for column in table.__table__.columns}
        for kind, table in {**TABLES, terms.Newcomer: Newcomer}.items()
    }
    for path, thing in [*facts(any_town), *((path, path.newcomer) for path in paths(any_town))]:
        for field in fields(thing):
            text = getattr(thing, field.name)
            if isinstance(text, str) and field.name in longest[type(thing)]:
                assert len(text) <= longest[type(thing)][field.name], path.reference
                assert "{" not in text, text


def test_names_come_in_their_own_script_and_with_their_accents(any_town: Town):
    newcomers = [path.newcomer for path in paths(any_town)]
    letters = {letter for one in newcomers for letter in one.given_name + one.family_name + one.native_name}
    assert letters >= set("çşğıîêé") | set("محمد") | set("ተሃ") | set("ко")
    names = Counter((one.given_name, one.family_name) for one in newcomers)
    assert sum(times - 1 for times in names.values()) < 10


def test_partners_write_in_the_first_municipality_only(any_town: Town):
    partners = {"partner@opweg.example", "hanna.verbeek@opweg.example", "okke.zijlstra@opweg.example"}
    first, second = ({f.author for p in one.paths for f in p.every_fact()} for one in any_town.municipalities)
    assert partners < first
    assert not partners & second


def test_the_showcase_is_late_on_any_day_and_has_something_of_everything(any_town: Town):
    path = next(path for path in paths(any_town) if path.newcomer == showcase().newcomer)
    assert path.intended is Status.LATE
    kinds = Counter(type(fact) for fact in path.every_fact())
    assert set(kinds) == set(TABLES) - {terms.Hold}
    assert any(before.phase.number > after.phase.number for before, after in pairwise(path.stays))
    assert len({fact.author for fact in path.every_fact()}) == 4
