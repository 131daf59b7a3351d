"""What people type wrongly, and what machines send: a sentence, never a page that broke."""

from typing import Any

import pytest

from tests.browser import Browser
from tests.make import Make
from tracker.accounts.models import User
from tracker.audit import AuditLine
from tracker.trajectory.models import Contact, Hold, PhaseStay, Step, Trajectory
from tracker.trajectory.terms import Outcome

LONG = "x" * 5001
MANY = "9" * 20
SCRIPT = "<script>alert(1)</script> & <b>bold</b>"

LOG = {"how": "talk"}
LATER = {"how": "talk", "on": "other"}
STEP = {"how": "talk", "follow_up": "other"}
HOLD = {"until_on": "24-12-2026", "reason": "Birth"}

WRONG = [
    ("log-contact", {**LATER, "on_day": "31-11-2026"}, "31 November does not exist; November has 30 days"),
    ("log-contact", {**LATER, "on_day": "1-1-3025"}, "The year 3025 is too far away"),
    ("log-contact", {**LATER, "on_day": MANY}, "Write the day like 22-9-2026"),
    ("log-contact", {**LATER, "on_day": "25-11-2026"}, "This day is too late: 24 November 2026 or earlier"),
    ("log-contact", {**LATER, "on_day": "31-12-1989"}, "This day is too early: 1 January 1990 or later"),
    ("log-contact", {**LATER, "on_day": ""}, "Fill in the day"),
    ("log-contact", {**LATER, "on_day": "1-7-2026", "at": "24:00"}, "Write the time like 14:30"),
    ("log-contact", {**LATER, "on_day": "24-11-2026", "at": "10:31"}, "A contact cannot lie in the future."),
    ("log-contact", {**LOG, "text": LONG}, "This is too long: 5,001 characters, at most 5,000 fit"),
    ("log-contact", {**LOG, "text": "bsn 123456782"}, "This contains a citizen service number."),
    ("log-contact", {**LOG, "present": "1234.56.782"}, "This contains a citizen service number."),
    (
        "log-contact",
        {**STEP, "title": "Bel 123456782", "due_on": "1-12-2026"},
        "This contains a citizen service number.",
    ),
    ("log-contact", {**LOG, "present": "x" * 201}, "This is too long: 201 characters, at most 200 fit"),
    ("log-contact", {**LOG, "minutes": MANY}, "Write a whole number from 1 to 600"),
    ("log-contact", {**LOG, "minutes": "-5"}, "Write a whole number from 1 to 600"),
    ("log-contact", {**LOG, "minutes": "half an hour"}, "Write a whole number from 1 to 600"),
    ("log-contact", {"how": "pigeon"}, "Choose how the contact went"),
    ("log-contact", {**LOG, "on": "one day"}, "Choose when it was"),
    ("log-contact", {**LOG, "follow_up": "nonsense"}, "Choose the next step"),
    ("log-contact", {**LOG, "sharing": "everybody"}, "Choose who may read this"),
    ("log-contact", {**STEP, "title": "x" * 201, "due_on": "1-12-2026"}, "This is too long: 201 characters"),
    ("log-contact", {**STEP, "title": "Visit", "due_on": "23-11-2026"}, "This day is too early"),
    ("log-contact", {**STEP, "title": "Visit", "due_on": "1-1-2029"}, "This day is too late"),
    ("move-to-phase", {"phase": "heaven"}, "Choose a phase"),
    ("move-to-phase", {}, "Choose a phase"),
    ("move-to-phase", {"phase": "matching", "reason": LONG}, "This is too long: 5,001 characters"),
    ("close-trajectory", {"outcome": "lottery"}, "Choose how it ended"),
    ("close-trajectory", {"outcome": "work", "note": LONG}, "This is too long: 5,001 characters"),
    ("reopen-trajectory", {"phase": "heaven", "reason": "Again"}, "Choose a phase"),
    ("reopen-trajectory", {"phase": "intake", "reason": LONG}, "This is too long: 5,001 characters"),
    ("put-on-hold", {**HOLD, "until_on": "1-1-3025"}, "The year 3025 is too far away"),
    ("put-on-hold", {**HOLD, "until_on": MANY}, "Write the day like 22-9-2026"),
    ("put-on-hold", {**HOLD, "reason": ""}, "Write down why it waits"),
    ("put-on-hold", {**HOLD, "reason": LONG}, "This is too long: 5,001 characters"),
]


@pytest.fixture
def trajectory(make: Make, manager: User) -> Trajectory:
    return make.trajectory(manager, days=40)


def nothing_was_written(make: Make) -> bool:
    make.session.commit()
    return not any(make.session.query(table).count() for table in (Contact, Hold, Step, AuditLine))


@pytest.mark.parametrize(("deed", "fields", "sentence"), WRONG)
def test_what_is_wrong_is_said_beside_its_field_and_everything_stays(
    browser: Browser, make: Make, trajectory: Trajectory, deed: str, fields: dict[str, Any], sentence: str
):
    if deed == "reopen-trajectory":
        make.leave(trajectory, outcome=Outcome.WORK)
    page = browser.post(f"/trajectories/{trajectory.id}/{deed}", 422, **fields)
    (problem,) = page.select(".error")
    assert sentence in problem.text
    assert page.select_one(f"main [role=alert] a[href='#{problem['id'].removesuffix('-error')}']")
    shown = [
        field.get("value") or field.get_text().strip() for field in page.select("main input, main textarea")
    ]
    chosen = [field["value"] for field in page.select("main input[checked]")]
    typed = {
        name: value for name, value in fields.items() if name in ("text", "on_day", "at", "minutes", "reason")
    }
    assert set(typed.values()) <= set(shown)
    assert {"talk"} & set(fields.values()) <= set(chosen)
    assert nothing_was_written(make)


def test_a_nul_character_is_left_out(browser: Browser, make: Make, trajectory: Trajectory):
    """PostgreSQL refuses it, and nobody types it."""
    base = f"/trajectories/{trajectory.id}"
    browser.post(
        f"{base}/log-contact",
        text="a\0b",
        present="\0",
        minutes="4\0" + "5",
        follow_up="other",
        title="c\0d",
        due_on="1-12-\0" + "2026",
        key="\0",
    )
    browser.post(f"{base}/put-on-hold", until_on="24-12-2026", reason="e\0f")
    browser.post(f"{base}/move-to-phase", phase="intake", reason="g\0h", asked="yes", seen="1")
    make.session.commit()
    contact, step = make.session.query(Contact).one(), make.session.query(Step).one()
    assert (contact.text, contact.present, contact.minutes, step.title) == ("ab", "", 45, "cd")
    assert make.session.query(Hold).one().reason == "ef"
    assert make.session.query(PhaseStay).filter_by(seq=2).one().reason == "gh"


@pytest.mark.parametrize("seen", ["", "0", MANY, "-1", "one", "\0", "1.0"])
def test_a_page_that_cannot_say_what_it_showed_is_old(
    browser: Browser, make: Make, trajectory: Trajectory, seen: str
):
    browser.post(f"/trajectories/{trajectory.id}/move-to-phase", 409, phase="matching", seen=seen)
    assert nothing_was_written(make)


@pytest.mark.parametrize(
    "deed",
    ["log-contact", "move-to-phase", "put-on-hold", "end-hold", "close-trajectory", "reopen-trajectory"],
)
@pytest.mark.parametrize(
    "number", ["12345678901234567890", "abc", "%00", "00000000-0000-0000-0000-000000000000"]
)
def test_an_id_that_is_none_is_not_found(browser: Browser, deed: str, number: str):
    for method in ("GET", "POST"):
        assert browser.open(f"/trajectories/{number}/{deed}", method).status_code == 404


def test_markup_is_only_text(browser: Browser, make: Make, trajectory: Trajectory):
    make.barrier(trajectory, description=SCRIPT)
    base = f"/trajectories/{trajectory.id}"
    page = browser.post(f"{base}/move-to-phase", 422, phase="matching", reason=SCRIPT)
    assert SCRIPT in page.select_one("[role=alert]").text
    assert page.select_one("textarea").text.strip() == SCRIPT
    page = browser.post(f"{base}/move-to-phase", 409, phase="matching", reason=SCRIPT, seen="7")
    assert page.select_one("blockquote").text == SCRIPT
    browser.post(f"{base}/log-contact", text=SCRIPT)
    make.session.commit()
    assert make.session.query(Contact).one().text == SCRIPT


def test_more_than_a_megabyte_is_too_much(browser: Browser, make: Make, trajectory: Trajectory):
    page = browser.post(f"/trajectories/{trajectory.id}/log-contact", 413, text="x" * 1_100_000)
    assert "You sent more than we can take." in page.main.text
    assert nothing_was_written(make)


def test_the_longest_text_fits(browser: Browser, make: Make, trajectory: Trajectory):
    browser.post(f"/trajectories/{trajectory.id}/log-contact", text="ተ" * 5000, on="yesterday")
    make.leave(trajectory, outcome=Outcome.OTHER)
    browser.post(f"/trajectories/{trajectory.id}/reopen-trajectory", phase="intake", reason="ተ" * 5000)
    make.session.commit()
    assert make.session.query(Contact).one().text == "ተ" * 5000
