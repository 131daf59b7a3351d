"""What was written about a trajectory, and the lines of its story, on both databases."""

from datetime import UTC, datetime, timedelta

import pytest

from tests.make import NOW, TODAY, Make, ago
from tracker.accounts.models import User
from tracker.core.sentence import Sentence
from tracker.story.queries import record
from tracker.story.rules import FIRST_LINES, entries, timeline
from tracker.story.terms import Entry, Record, Timeline
from tracker.trajectory.models import Trajectory
from tracker.trajectory.terms import (
    BarrierEnd,
    ContactResult,
    LifeDomain,
    Outcome,
    Phase,
    Severity,
    StepOwner,
    StepStatus,
    View,
    WaitingOn,
)


@pytest.fixture
def trajectory(make: Make, manager: User) -> Trajectory:
    return make.trajectory(manager, Phase.INTAKE, days=0)


def read(make: Make, manager: User, trajectory: Trajectory) -> Record:
    return record(make.work(manager), trajectory.id)


def story(record: Record, **choice: object) -> Timeline:
    return timeline(record, TODAY, **{"domain": None, "automatic": True, "everything": False, **choice})


def said(entry: Entry) -> str:
    """The sentence of a line in plain English."""
    what = entry.what
    return what.text % what.values if isinstance(what, Sentence) else what.label if what else ""


def lines(record: Record) -> dict[str, Entry]:
    return {said(entry): entry for entry in entries(record, TODAY)}


def test_every_kind_of_fact_comes_back_as_it_was_written(make: Make, manager: User, trajectory: Trajectory):
    make.hold(trajectory, from_on=ago(50), until_on=ago(40))
    make.view(trajectory, domain=LifeDomain.MONEY, view=View.ATTENTION, note="Letters lie unopened")
    make.barrier(
        trajectory,
        severity=Severity.BLOCKS,
        waiting_on=WaitingOn.AUTHORITY,
        review_on=ago(-9),
        closed_on=ago(1),
        ending=BarrierEnd.LIVEABLE,
        what_helped="A letter",
    )
    make.strength(trajectory)
    make.step(trajectory, owner_id=manager.id, due_on=ago(-3))
    make.step(trajectory, owner=StepOwner.NEWCOMER, status=StepStatus.DONE, ended_on=ago(2))
    make.contact(trajectory, domains=frozenset({LifeDomain.WORK, LifeDomain.MEANING}), minutes=40, days=2)
    make.element_use(trajectory, reason="Fits well")
    found = read(make, manager, trajectory)

    assert [stay.phase for stay in found.stays] == [Phase.INTAKE]
    assert (found.holds[0].from_on, found.holds[0].until_on) == (ago(50), ago(40))
    assert (found.views[0].view, found.views[0].note) == (View.ATTENTION, "Letters lie unopened")
    ended = found.barriers[0]
    assert (ended.severity, ended.waiting_on, ended.ending) == (
        Severity.BLOCKS,
        WaitingOn.AUTHORITY,
        BarrierEnd.LIVEABLE,
    )
    assert (ended.review_on, ended.closed_on, ended.what_helped) == (ago(-9), ago(1), "A letter")
    assert found.strengths[0].closed_on is None
    assert sorted((step.owner, step.whose, step.due_on) for step in found.steps) == [
        (StepOwner.NEWCOMER, None, ago(-30)),
        (StepOwner.PROFESSIONAL, manager.name, ago(-3)),
    ]
    contact = found.contacts[0]
    assert contact.domains == {LifeDomain.WORK, LifeDomain.MEANING}
    assert (contact.happened_at, contact.minutes) == (NOW - timedelta(days=2), 40)
    assert (found.answers[0].element, found.answers[0].reason) == ("trust_first", "Fits well")
    assert {contact.author, found.stays[0].author} == {manager.name}
    assert contact.written_at == NOW
    assert contact.organisation == make.work(manager).actor.organisation


def test_stays_come_in_their_order(make: Make, manager: User, trajectory: Trajectory):
    closed = make.trajectory(manager, days=30)
    for seq, phase in enumerate((Phase.MATCHING, Phase.INTAKE), start=2):
        make.stay(closed, manager, seq=seq + 10 * (seq == 2), phase=phase, entered_on=ago(5), left_on=ago(5))
    assert [stay.seq for stay in read(make, manager, closed).stays] == [1, 3, 12]


def test_a_strangers_record_is_empty(make: Make, trajectory: Trajectory):
    assert read(make, make.user(), trajectory) == Record()


def test_a_late_evening_in_utc_is_the_next_day_at_home(make: Make, manager: User, trajectory: Trajectory):
    make.contact(trajectory, happened_at=datetime(2026, 11, 9, 23, 30, tzinfo=UTC))
    [contact] = [one for one in entries(read(make, manager, trajectory), TODAY) if one.what is None]
    assert contact.day.day == 10


def test_the_story_tells_every_move(make: Make, manager: User):
    path = make.trajectory(manager, Phase.MATCHING, days=60)
    found = read(make, manager, path)
    moved = [
        (Phase.MATCHING, None),
        (Phase.AFTERCARE, None),
        (Phase.ACTIVATION, Outcome.WORK),
        (Phase.INTAKE, None),
    ]
    [first] = found.stays
    values = {name: getattr(first, name) for name in first.__dataclass_fields__}
    stays = [
        type(first)(**{**values, "seq": seq, "phase": phase, "outcome": outcome, "left_on": ago(1)})
        for seq, (phase, outcome) in enumerate(moved, start=1)
    ]
    told = [said(entry) for entry in entries(Record(stays=tuple(stays)), TODAY)]
    assert told == [
        "Started in matching",
        "From matching to aftercare",
        "Back from aftercare to activation",
        "Closed: work",
        "Opened again in intake",
    ]


def test_what_people_wrote_is_large_and_what_follows_from_deeds_is_small(
    make: Make, manager: User, trajectory: Trajectory
):
    make.view(trajectory, note="Sleeps well again")
    make.view(trajectory, domain=LifeDomain.MONEY)
    make.step(trajectory, status=StepStatus.DONE, ended_on=ago(1))
    make.step(trajectory, status=StepStatus.STOPPED, ended_on=ago(1))
    make.barrier(trajectory, closed_on=ago(2), ending=BarrierEnd.SOLVED, what_helped="An evening course")
    make.strength(trajectory, closed_on=ago(2))
    make.hold(trajectory, from_on=ago(30), until_on=ago(20))
    make.hold(trajectory, from_on=ago(10), until_on=ago(-20), ended_on=ago(4))
    make.element_use(trajectory)
    told = lines(read(make, manager, trajectory))

    small = {text for text, entry in told.items() if entry.automatic}
    assert small == {
        *("Step planned", "Step done", "Step stopped", "Answered", "Awake again", "Hold ended early"),
        *("Strength in network is no longer there", "Money and administration"),
    }
    assert told["Barrier in language ended"].text == "An evening course"
    assert told["Barrier in language ended"].details == (BarrierEnd.SOLVED,)
    assert told["Work and experience"].text == "Sleeps well again"


def test_tried_is_not_reached(make: Make, manager: User, trajectory: Trajectory):
    make.contact(trajectory, result=ContactResult.NOT_REACHED)
    make.contact(trajectory, minutes=1, present="an interpreter")
    contacts = [one for one in entries(read(make, manager, trajectory), TODAY) if one.what is None]
    tried, reached = sorted(contacts, key=lambda one: one.tag is None)
    assert (tried.tag, tried.details[1:]) == (ContactResult.NOT_REACHED, ())
    assert (reached.tag, reached.details[1]) == (None, ContactResult.REACHED)
    assert len(reached.details) == 4


def test_a_contact_of_which_only_the_day_is_known_tells_no_time(
    make: Make, manager: User, trajectory: Trajectory
):
    make.contact(trajectory, happened_at=datetime(2026, 11, 22, 23, 0, tzinfo=UTC), text="Some time that day")
    make.contact(trajectory, happened_at=datetime(2026, 11, 23, 8, 0, tzinfo=UTC), text="At nine")
    (day, *_) = [day for day in story(read(make, manager, trajectory)).days if day.day == ago(1)]
    assert [(line.text, line.at is None) for line in day.entries] == [
        ("At nine", False),
        ("Some time that day", True),
    ]


def test_the_newest_day_is_on_top_and_the_first_thirty_lines_are_shown(
    make: Make, manager: User, trajectory: Trajectory
):
    for days in range(40):
        make.contact(trajectory, days=days + 1)
    make.contact(trajectory, days=1, happened_at=NOW - timedelta(days=1, hours=1))
    found = read(make, manager, trajectory)
    first = story(found)
    assert (first.shown, first.total) == (FIRST_LINES, 42)
    days = [day.day for day in first.days]
    assert days == sorted(days, reverse=True)
    assert days[0] == TODAY
    yesterday = [entry.at for entry in first.days[1].entries]
    assert yesterday == [NOW - timedelta(days=1), NOW - timedelta(days=1, hours=1)]
    everything = story(found, everything=True)
    assert (everything.shown, everything.total) == (42, 42)


def test_a_domain_tells_its_own_lines_only(make: Make, manager: User, trajectory: Trajectory):
    make.contact(trajectory, domains=frozenset({LifeDomain.WORK, LifeDomain.HOUSING}))
    make.contact(trajectory)
    make.barrier(trajectory, domain=LifeDomain.HOUSING)
    make.step(trajectory, domain=LifeDomain.HOUSING)
    found = read(make, manager, trajectory)
    assert story(found, domain=LifeDomain.HOUSING).total == 3
    assert story(found, domain=LifeDomain.HOUSING, automatic=False).total == 2
    assert story(found, domain=LifeDomain.MEANING) == Timeline((), 0, 0, 0)
    assert (story(found).total, story(found).automatic) == (5, 1)
