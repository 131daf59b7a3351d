"""Undoing an import: every row as it was, or nothing at all."""

from datetime import timedelta
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import select
from sqlalchemy.orm import Session

from tests.browser import Browser
from tests.exchange.look import OMAR, amount, person
from tests.imports.conftest import Sender, state
from tests.make import NOW, Make
from tracker.accounts.models import Membership, Organisation, User
from tracker.imports.models import ImportRun
from tracker.trajectory.models import Newcomer, Trajectory

SELAM = ["Z-2", "Selam Tesfay", 1988, "Activering", "1-3-2026", "06-2"]


@pytest.fixture
def before(sender: Sender, session: Session, make: Make, lead: User) -> dict[str, list[Any]]:
    """Somebody who is known from an earlier import, and somebody who is not in the sheet."""
    sender.run(sender.draft(SELAM))
    make.contact(make.trajectory(lead))
    return state(session)


LATER = [SELAM[0], "Selam Tesfaye", SELAM[2], "Matching", SELAM[4], "06-22"]


def test_undo_leaves_every_row_as_it_was(
    sender: Sender, desk: Browser, session: Session, before: dict[str, list[Any]]
):
    run = sender.run(sender.draft(OMAR, LATER))
    after = state(session)
    changed = {name for name, rows in after.items() if rows != before[name]}
    assert {"newcomer", "trajectory", "phase_stay", "old_value", "imported_row"} <= changed
    desk.post(f"{run}/undo")
    assert state(session) == before
    assert "was undone on" in desk.get(run).main.text
    assert "undone already" in desk.post(f"{run}/undo", 409).main.text


def test_undo_leaves_every_row_as_it_was_also_after_a_night(
    app: Flask, sender: Sender, desk: Browser, session: Session, make: Make
):
    """What the night worked out of the new people goes with them; nobody wrote it."""
    make.trajectory(make.user(), reference="Z-9")
    app.test_cli_runner().invoke(args=["nightly"], catch_exceptions=False)
    before = state(session)
    run = sender.run(sender.draft(OMAR))
    app.test_cli_runner().invoke(args=["nightly"], catch_exceptions=False)
    assert len(state(session)["open_exception"]) == len(before["open_exception"]) + 1
    desk.post(f"{run}/undo")
    assert state(session) == before


def test_undo_is_refused_when_something_was_built_on_it(
    sender: Sender, desk: Browser, session: Session, make: Make, before: dict[str, list[Any]]
):
    run = sender.run(sender.draft(OMAR, LATER))
    make.contact(person(session, "Omar"))
    as_it_is = state(session)
    page = desk.post(f"{run}/undo", 409)
    assert "Z-1 Omar Saleh" in page.main.text
    assert "Z-2" not in page.main.text
    assert state(session) == as_it_is


def test_undo_is_refused_when_what_it_changed_was_changed_again(
    sender: Sender, desk: Browser, session: Session, before: dict[str, list[Any]]
):
    run = sender.run(sender.draft(OMAR, LATER))
    session.scalars(select(Newcomer).where(Newcomer.given_name == "Selam")).one().phone = "06-222"
    session.commit()
    as_it_is = state(session)
    assert "Z-2 Selam Tesfaye" in desk.post(f"{run}/undo", 409).main.text
    assert state(session) == as_it_is


def test_undo_goes_for_thirty_days(sender: Sender, desk: Browser, session: Session):
    run = sender.run(sender.draft(OMAR))
    session.scalars(select(ImportRun)).one().at = NOW - timedelta(days=30)
    session.commit()
    assert not desk.get(run).select("form[action$=undo]")
    assert "30 days" in desk.post(f"{run}/undo", 409).main.text
    assert amount(session, Trajectory) == 1


def test_whom_one_sees_no_more_is_not_named_when_undoing_is_refused(
    sender: Sender, desk: Browser, session: Session, make: Make
):
    run = sender.run(sender.draft(OMAR))
    omar = person(session, "Omar")
    away = make.user(team=make.team(session.get_one(Organisation, omar.organisation_id)))
    seat = session.scalars(select(Membership).where(Membership.user_id == away.id)).one()
    omar.client_manager_id, omar.team_id = away.id, seat.team_id
    session.commit()
    page = desk.post(f"{run}/undo", 409)
    assert "something was written or changed" in page.main.text
    assert "Omar" not in page.main.text
