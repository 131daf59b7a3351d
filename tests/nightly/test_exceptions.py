"""What is found at night: who has no next step or no client manager, since when, seen by whom it concerns."""

import sys
from collections.abc import Callable
from datetime import timedelta

import pytest
from click.testing import Result
from flask import Flask
from sqlalchemy import select
from sqlalchemy.exc import OperationalError
from sqlalchemy.orm import Session

from tests.browser import Browser
from tests.make import NOW, Make, ago
from tests.transfer.files import csv_rows, sheets
from tracker.accounts.models import Membership, Team, User
from tracker.accounts.terms import Role
from tracker.nightly.models import NightlyRun, OpenException
from tracker.nightly.terms import ExceptionKind
from tracker.trajectory.terms import Outcome, StepStatus

Visit = Callable[..., Browser]
Night = Callable[[], Result]


@pytest.fixture
def team(make: Make) -> Team:
    return make.team()


@pytest.fixture
def lead(make: Make, team: Team) -> User:
    return make.user(Role.TEAM_LEAD, team)


@pytest.fixture
def hanna(make: Make, team: Team) -> User:
    return make.user(team=team)


@pytest.fixture
def night(app: Flask, session: Session) -> Night:
    """Run the command; the session of the test sees what was written."""

    def run() -> Result:
        session.rollback()
        done = app.test_cli_runner().invoke(args=["nightly"])
        session.rollback()
        session.expire_all()
        return done

    return run


def found(session: Session) -> set[tuple[object, ExceptionKind, object]]:
    return {(row.trajectory_id, row.kind, row.since_on) for row in session.scalars(select(OpenException))}


def leaves(session: Session, user: User, days: int) -> None:
    seat = session.scalars(select(Membership).where(Membership.user_id == user.id)).one()
    seat.until_on = ago(days)
    session.commit()


def test_it_finds_who_misses_something_since_the_day_that_it_began(
    make: Make, session: Session, hanna: User, team: Team, night: Night
):
    going, stuck, paused, over = (make.trajectory(hanna, days=40) for _ in range(4))
    fresh = make.trajectory(hanna, days=3)
    make.step(going)
    make.step(stuck, status=StepStatus.DONE, ended_on=ago(9))
    make.hold(paused)
    make.leave(over, outcome=Outcome.OTHER)
    left = make.user(team=team)
    orphan = make.trajectory(left, days=40)
    make.step(orphan)
    leaves(session, left, 6)
    result = night()
    assert result.exit_code == 0, result.output
    assert found(session) == {
        (stuck.id, ExceptionKind.NO_STEP, ago(9)),
        (fresh.id, ExceptionKind.NO_STEP, ago(3)),
        (orphan.id, ExceptionKind.NO_OWNER, ago(5)),
    }
    assert "3 exceptions" in result.output


def test_a_second_time_and_a_missed_night_change_nothing_but_what_is_so(
    make: Make, session: Session, hanna: User, night: Night
):
    one, two = make.trajectory(hanna, days=9), make.trajectory(hanna, days=8)
    night()
    before = found(session)
    night()
    assert found(session) == before
    make.step(one)
    three = make.trajectory(hanna, days=2)
    night()
    assert found(session) == {
        (two.id, ExceptionKind.NO_STEP, ago(8)),
        (three.id, ExceptionKind.NO_STEP, ago(2)),
    }
    assert len(session.scalars(select(NightlyRun)).all()) == 1


def test_the_list_shows_what_still_is_so_of_the_own_teams(
    make: Make, session: Session, hanna: User, lead: User, visit: Visit, night: Night
):
    mine, solved = make.trajectory(hanna, days=9), make.trajectory(hanna, days=9)
    stranger = make.trajectory(make.user(team=make.team()), days=9)
    elsewhere = make.trajectory(make.user(), days=9)
    night()
    make.step(solved)
    page = visit(lead).get("/team/exceptions")
    shown = page.main.text
    assert mine.reference in shown
    for other in (solved, stranger, elsewhere):
        assert other.reference not in shown
    assert page.select_one(f"a[href='/trajectories/{mine.id}/plan-step']")
    visit(hanna).get("/team/exceptions", 403)


def test_whoever_has_nobody_is_assigned_from_the_list(
    make: Make, session: Session, hanna: User, lead: User, visit: Visit, night: Night
):
    orphans = [make.trajectory(hanna, days=9) for _ in range(3)]
    leaves(session, hanna, 1)
    night()
    page = visit(lead).get("/team/exceptions")
    ticked = {box["value"] for box in page.select("[name=trajectory_id][checked]")}
    assert ticked == {str(one.id) for one in orphans}
    assert page.select_one("form#assign")["action"] == "/assign-trajectory"


def test_it_says_when_a_night_was_missed(
    make: Make, session: Session, lead: User, visit: Visit, night: Night
):
    desk = visit(lead)
    assert "Nobody looked yet" in desk.get("/team/exceptions").main.text
    night()
    page = desk.get("/team/exceptions").main.text
    assert "Nothing is missing" in page
    assert "longer ago than a night" not in page
    session.scalars(select(NightlyRun)).one().at = NOW - timedelta(hours=37)
    session.commit()
    assert "longer ago than a night" in desk.get("/team/exceptions").main.text


@pytest.mark.parametrize(
    "problem",
    [OperationalError("a statement", {}, Exception("gone")), KeyError("Amina")],
    ids=["sql", "code"],
)
def test_what_goes_wrong_in_one_organisation_leaves_the_others(
    make: Make,
    session: Session,
    hanna: User,
    night: Night,
    monkeypatch: pytest.MonkeyPatch,
    problem: Exception,
):
    good, bad = make.trajectory(hanna, days=9), make.trajectory(make.user(), days=9)

    def check(work):
        if work.actor.organisation_id == bad.organisation_id:
            raise problem
        return check_exceptions(work)

    command = sys.modules["tracker.commands.nightly"]
    check_exceptions = command.check_exceptions
    monkeypatch.setattr(command, "check_exceptions", check)
    result = night()
    assert result.exit_code == 1
    assert "Not done for 1 of" in result.output
    assert "Amina" not in result.output
    assert {row[0] for row in found(session)} == {good.id}


def test_a_long_list_shows_who_waits_longest_and_assigns_all(
    make: Make, session: Session, hanna: User, lead: User, visit: Visit, night: Night
):
    orphans = [make.trajectory(hanna, days=9 + n) for n in range(60)]
    leaves(session, hanna, 1)
    night()
    desk = visit(lead)
    page = desk.get("/team/exceptions")
    assert "60" in page.select_one("#no_owner").text
    assert len(page.select("[name=trajectory_id]")) == 50
    steps = [link["href"] for link in page.select("section[aria-labelledby=no_step] a.button")]
    assert steps[0] == f"/trajectories/{orphans[-1].id}/plan-step"
    link = page.select_one("a[href*='all=no_owner']")
    assert link.text == "Assign all 60 trajectories of this list"
    chosen = desk.get(str(link["href"])).select_one("[name=chosen]")["value"].split()
    assert set(chosen) == {str(one.id) for one in orphans}


def test_it_is_taken_out_as_it_stands_there(
    make: Make, session: Session, hanna: User, lead: User, visit: Visit, night: Night
):
    mine = make.trajectory(hanna, days=9, newcomer={"given_name": "=Amina"})
    make.trajectory(make.user(team=make.team()), days=9)
    leaves(session, hanna, 1)
    night()
    path = "/team/exceptions/export-list"
    desk = visit(lead)
    assert desk.get("/team/exceptions").select_one("form[action$=export-list]")["action"] == path
    head, *rows = csv_rows(desk, path)
    assert [dict(zip(head, row, strict=True)) for row in rows] == [
        {
            "Case number": mine.reference,
            "Given name": "'=Amina",
            "Family name": rows[0][2],
            "Client manager": hanna.name,
            "Team": rows[0][4],
            "Phase": "Activation",
            "What is missing": missing,
            "Since": since,
            "Days": days,
        }
        for missing, since, days in (
            ("No client manager who works here", f"{ago(0):%d-%m-%Y}", "0"),
            ("No next step", f"{ago(9):%d-%m-%Y}", "9"),
        )
    ]
    assert len(sheets(desk, path)["What is missing"]) == 3


def test_the_list_of_many_costs_as_many_statements_as_one_of_few(
    make: Make, hanna: User, lead: User, visit: Visit, night: Night, statements: list[str]
):
    desk, sent = visit(lead), []
    for many in (1, 30):
        for _ in range(many):
            make.trajectory(hanna, days=9)
        night()
        statements.clear()
        desk.get("/team/exceptions")
        sent.append(len(statements))
    assert sent == [6, 6]
