"""What one wrote is set right, withdrawn and put back; what it said before can be read; figures follow."""

import json
from collections.abc import Callable
from datetime import UTC, timedelta
from typing import Any

import pytest
from bs4 import BeautifulSoup
from sqlalchemy import select
from sqlalchemy.orm import Session

from tests.browser import Browser
from tests.exchange.look import everything
from tests.make import NOW, Make
from tracker.accounts.models import Team, User
from tracker.accounts.terms import Role
from tracker.history.models import EarlierVersion
from tracker.trajectory.models import Trajectory
from tracker.trajectory.terms import LifeDomain

Visit = Callable[..., Browser]
CONTACT = {
    "happened_on": "20-11-2026",
    "at": "10:30",
    "kind": "phone",
    "result": "reached",
    "text": "It was about the bus",
    "domains": ["work", "housing"],
    "sharing": "internal",
}


@pytest.fixture
def trajectory(make: Make, manager: User) -> Trajectory:
    return make.trajectory(manager, days=60)


def at(trajectory: Trajectory, kind: str, entry: Any, deed: str = "") -> str:
    return f"/trajectories/{trajectory.id}/entries/{kind}/{entry.id}{f'/{deed}' if deed else ''}"


def dossier(browser: Browser, trajectory: Trajectory) -> Any:
    return browser.get(f"/trajectories/{trajectory.id}")


def written(make: Make, trajectory: Trajectory) -> dict[str, Any]:
    """One of every kind, by its client manager."""
    return {
        "contact": make.contact(trajectory, text="It was about the train"),
        "barrier": make.barrier(trajectory, description="The bus is late"),
        "strength": make.strength(trajectory, description="Has a bike"),
        "step": make.step(trajectory, title="Ask for the timetable"),
        "view": make.view(trajectory, note="It goes"),
    }


CHANGES: dict[str, tuple[dict[str, Any], str]] = {
    "contact": (CONTACT, "It was about the bus"),
    "barrier": (
        {
            "domain": "work",
            "description": "The bus is early",
            "severity": "blocks",
            "cause_side": "chain",
            "sharing": "care_team",
        },
        "The bus is early",
    ),
    "strength": ({"domain": "work", "description": "Has two bikes", "sharing": "care_team"}, "Has two bikes"),
    "step": ({"title": "Ask for the prices", "domain": "work", "sharing": "care_team"}, "Ask for the prices"),
    "view": ({"view": "attention", "note": "It does not go", "sharing": "care_team"}, "It does not go"),
}
BEFORE = {
    "contact": "It was about the train",
    "barrier": "The bus is late",
    "strength": "Has a bike",
    "step": "Ask for the timetable",
    "view": "It goes",
}


@pytest.mark.parametrize("kind", CHANGES)
def test_what_one_wrote_is_corrected_and_what_it_said_can_be_read(
    kind: str, browser: Browser, make: Make, trajectory: Trajectory
):
    entry = written(make, trajectory)[kind]
    sent, now = CHANGES[kind]
    page = dossier(browser, trajectory)
    assert page.select_one(f"a[href='{at(trajectory, kind, entry, 'correct')}']")
    browser.post(at(trajectory, kind, entry, "correct"), seen=entry.version, **sent)
    page = dossier(browser, trajectory)
    assert now in page.main.text
    assert BEFORE[kind] not in page.main.text
    assert page.select_one(f"a[href='{at(trajectory, kind, entry)}']").text.startswith("Corrected")
    history = browser.get(at(trajectory, kind, entry)).main.text
    assert now in history
    assert BEFORE[kind] in history


@pytest.mark.parametrize("kind", CHANGES)
def test_what_is_withdrawn_leaves_one_line_and_comes_back_as_it_was(
    kind: str, browser: Browser, make: Make, trajectory: Trajectory, session: Session
):
    entry = written(make, trajectory)[kind]
    before = {name: rows for name, rows in everything(session).items() if name not in OWN}
    browser.post(at(trajectory, kind, entry, "withdraw"))
    page = dossier(browser, trajectory)
    assert BEFORE[kind] not in page.main.text
    link = page.select_one(f"a[href='{at(trajectory, kind, entry)}']")
    assert link.text.startswith("What it said")
    assert BEFORE[kind] in browser.get(str(link["href"])).main.text
    browser.post(at(trajectory, kind, entry, "correct"), 404, seen=1)
    browser.post(at(trajectory, kind, entry, "withdraw"), 404)
    browser.post(at(trajectory, kind, entry, "restore"))
    session.rollback()
    assert {name: rows for name, rows in everything(session).items() if name not in OWN} == before
    browser.post(at(trajectory, kind, entry, "restore"), 404)
    assert BEFORE[kind] in dossier(browser, trajectory).main.text


@pytest.mark.parametrize("kind", CHANGES)
def test_what_was_kept_before_its_table_got_a_column_is_read_and_put_back(
    kind: str, browser: Browser, make: Make, trajectory: Trajectory, session: Session
):
    entry = written(make, trajectory)[kind]
    browser.post(at(trajectory, kind, entry, "withdraw"))
    kept, empty = session.scalars(select(EarlierVersion)).one(), EMPTY[kind]
    kept.line = json.dumps({name: cell for name, cell in json.loads(kept.line).items() if name != empty})
    session.commit()
    assert BEFORE[kind] in browser.get(at(trajectory, kind, entry)).main.text
    browser.post(at(trajectory, kind, entry, "restore"))
    assert BEFORE[kind] in dossier(browser, trajectory).main.text


EMPTY = {
    "contact": "minutes",
    "barrier": "owner_id",
    "strength": "review_on",
    "step": "owner_id",
    "view": "sharing",
}
"""By kind a column that may be empty, or fills itself."""
OWN = ("audit_line", "earlier_version", "sign_in", "reading")


def test_figures_follow_what_is_withdrawn_and_put_back(browser: Browser, make: Make, trajectory: Trajectory):
    make.contact(trajectory, days=40)
    late = make.contact(trajectory, days=3)
    make.step(trajectory)
    last = "#list [data-label='Last contact'] time"
    assert browser.get("/caseload").select_one(last).text == "21 Nov"
    browser.post(at(trajectory, "contact", late, "withdraw"))
    assert browser.get("/caseload").select_one(last).text == "15 Oct"
    browser.post(at(trajectory, "contact", late, "restore"))
    assert browser.get("/caseload").select_one(last).text == "21 Nov"
    browser.post(at(trajectory, "contact", late, "correct"), seen=late.version, **CONTACT)
    assert browser.get("/caseload").select_one(last).text == "20 Nov"


def test_the_time_of_the_day_stays(browser: Browser, make: Make, trajectory: Trajectory, session: Session):
    contact = make.contact(trajectory, happened_at=NOW - timedelta(days=1))
    browser.post(at(trajectory, "contact", contact, "correct"), seen=contact.version, **CONTACT)
    session.refresh(contact)
    assert contact.happened_at == NOW - timedelta(days=4)
    assert contact.domains == {LifeDomain.WORK, LifeDomain.HOUSING}


@pytest.mark.parametrize("kind", CHANGES)
def test_nothing_is_kept_when_nothing_was_changed(
    kind: str, browser: Browser, make: Make, trajectory: Trajectory, session: Session
):
    path = at(trajectory, kind, written(make, trajectory)[kind], "correct")
    browser.post(path, **filled_in(browser.get(path)))
    assert session.scalars(select(EarlierVersion.id)).all() == []


def filled_in(page: BeautifulSoup) -> dict[str, Any]:
    """What the form of a page would send as it stands."""
    form = page.select_one("form:has([name=seen])")
    sent: dict[str, Any] = {}
    for field in form.select("input[name]:not([type=radio], [type=checkbox]), input[checked]"):
        sent.setdefault(str(field["name"]), []).append(field.get("value", ""))
    return {**sent, **{str(one["name"]): one.text for one in form.select("textarea")}}


def test_a_contact_is_not_moved_into_the_future(
    browser: Browser, make: Make, trajectory: Trajectory, session: Session
):
    contact = make.contact(trajectory, happened_at=NOW - timedelta(hours=18))
    sent = {**CONTACT, "happened_on": "24-11-2026", "at": "16:30"}
    browser.post(at(trajectory, "contact", contact, "correct"), seen=contact.version, **sent)
    session.refresh(contact)
    assert contact.happened_at == NOW


def test_the_time_of_a_contact_is_corrected_or_stays_to_the_second(
    browser: Browser, make: Make, trajectory: Trajectory, session: Session
):
    before = NOW - timedelta(days=1, seconds=27)
    contact = make.contact(trajectory, happened_at=before)
    page = browser.get(at(trajectory, "contact", contact, "correct"))
    assert page.select_one("#at")["value"] == "10:29"
    sent = {**CONTACT, "happened_on": "23-11-2026"}
    for typed, kept in (
        ("10:29", before.isoformat()),
        ("9.15", "2026-11-23T08:15:00+00:00"),
        ("", "2026-11-22T23:00:00+00:00"),
    ):
        session.refresh(contact)
        seen = contact.version
        browser.post(at(trajectory, "contact", contact, "correct"), seen=seen, **{**sent, "at": typed})
        session.refresh(contact)
        assert contact.happened_at.astimezone(UTC).isoformat() == kept
    assert "23 November 2026 09:15" in " ".join(
        browser.get(at(trajectory, "contact", contact)).main.text.split()
    )


def test_a_second_one_on_an_older_page_is_refused_with_the_text_shown(
    browser: Browser, make: Make, trajectory: Trajectory
):
    contact = make.contact(trajectory)
    browser.post(at(trajectory, "contact", contact, "correct"), seen=contact.version, **CONTACT)
    sent = {**CONTACT, "text": "Another text"}
    page = browser.post(at(trajectory, "contact", contact, "correct"), 409, seen=contact.version, **sent)
    assert "Another text" in page.main.text


def test_what_is_wrong_is_said_beside_its_field(browser: Browser, make: Make, trajectory: Trajectory):
    contact = make.contact(trajectory)
    wrong = {
        "happened_on": "31-11-2026",
        "kind": "pigeon",
        "minutes": "many",
        "domains": [],
        "text": "x" * 5001,
    }
    page = browser.post(at(trajectory, "contact", contact, "correct"), 422, seen=contact.version, **wrong)
    for field in ("happened_on", "kind", "minutes", "domains", "text"):
        assert page.select_one(f"#{field}-error"), field
    assert page.select_one("#happened_on")["value"] == "31-11-2026"


def test_what_somebody_else_wrote_is_read_and_not_corrected(
    visit: Visit, make: Make, trajectory: Trajectory, session: Session
):
    team = session.get_one(Team, (trajectory.organisation_id, trajectory.team_id))
    contact = make.contact(trajectory, text="It was about the train")
    lead = visit(make.user(Role.TEAM_LEAD, team))
    assert not dossier(lead, trajectory).select(f"a[href='{at(trajectory, 'contact', contact, 'correct')}']")
    assert "the train" in lead.get(at(trajectory, "contact", contact)).main.text
    stranger = visit(make.user())
    stranger.get(at(trajectory, "contact", contact), 404)
    for browser in (lead, stranger):
        browser.get(at(trajectory, "contact", contact, "correct"), 404)
        browser.post(at(trajectory, "contact", contact, "withdraw"), 404)


def test_a_word_that_is_no_kind_of_entry_is_no_page(browser: Browser, make: Make, trajectory: Trajectory):
    contact = make.contact(trajectory)
    for deed in ("", "correct"):
        browser.get(at(trajectory, "pigeon", contact, deed), 404)
        browser.get(at(trajectory, "step", contact, deed), 404)


def test_a_step_of_a_working_element_is_stopped_instead(
    browser: Browser, make: Make, trajectory: Trajectory, session: Session
):
    planned, other = make.step(trajectory), make.step(trajectory)
    make.element_use(trajectory, step_id=planned.id)
    page = browser.post(at(trajectory, "step", planned, "withdraw"), 409)
    assert "Stop the step instead" in page.main.text
    browser.post(at(trajectory, "step", other, "withdraw"))
    assert session.scalars(select(EarlierVersion.entry_id)).all() == [other.id]
