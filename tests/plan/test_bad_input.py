"""What people type wrongly, and what machines send: a sentence, never a page that broke."""

from typing import Any
from uuid import UUID

import pytest
from uuid_utils.compat import uuid7

from tests.browser import Browser
from tests.make import Make
from tests.plan.filled import BARRIER, REVIEW, STEP, STRENGTH, VIEW
from tests.plan.test_pages import chosen, deeds, path, rows
from tracker.accounts.models import User
from tracker.trajectory.models import Barrier, DomainView, Step, Strength, Trajectory

LONG = "x" * 5001
MANY = "9" * 20
SCRIPT = "<script>alert(1)</script> & <b>bold</b>"
BLANK: dict[str, str] = {}

GOOD = {
    "open-barrier": BARRIER,
    "barriers/{barrier}/review": {**REVIEW, "seen": "1"},
    "barriers/{barrier}/close": {"ending": "solved", "what_helped": "A neighbour"},
    "add-strength": STRENGTH,
    "note-view": VIEW,
    "plan-step": STEP,
    "steps/{step}/move": {"due_on": "8-12-2026", "seen": "1"},
}
REVIEWED, CLOSED, MOVED = "barriers/{barrier}/review", "barriers/{barrier}/close", "steps/{step}/move"

WRONG = [
    ("open-barrier", "domain", "", "Choose a life domain"),
    ("open-barrier", "domain", "magic", "Choose a life domain"),
    ("open-barrier", "description", " \n ", "Write down what is going on"),
    ("open-barrier", "description", LONG, "This is too long: 5,001 characters, at most 5,000 fit"),
    ("open-barrier", "opened_on", "", "Fill in since when it is so"),
    ("open-barrier", "opened_on", "31-11-2026", "31 November does not exist; November has 30 days"),
    ("open-barrier", "opened_on", "1-1-3025", "The year 3025 is too far away"),
    ("open-barrier", "opened_on", "25-11-2026", "This day is too late: 24 November 2026 or earlier"),
    ("open-barrier", "opened_on", "31-12-1989", "This day is too early: 1 January 1990 or later"),
    ("open-barrier", "opened_on", MANY, "Write the day like 22-9-2026"),
    ("open-barrier", "severity", "kills", "Choose how heavy it is"),
    ("open-barrier", "cause_side", "fate", "Choose on whose side the cause lies"),
    ("open-barrier", "waiting_on", "godot", "Choose whom it waits for"),
    ("open-barrier", "owner_id", "", "Choose who takes the next step"),
    ("open-barrier", "owner_id", MANY, "Choose who takes the next step"),
    ("open-barrier", "owner_id", str(UUID(int=7)), "Choose a name from the list"),
    ("open-barrier", "review_on", "24-11-2026", "This day is too early: 25 November 2026 or later"),
    ("open-barrier", "review_on", "25-11-2027", "This day is too late: 24 November 2027 or earlier"),
    ("open-barrier", "sharing", "everybody", "Choose who may read this"),
    (REVIEWED, "severity", "kills", "Choose how heavy it is"),
    (REVIEWED, "waiting_on", MANY, "Choose whom it waits for"),
    (REVIEWED, "review_on", "", "Fill in the day on which you look again"),
    (REVIEWED, "review_on", "1-1-3025", "The year 3025 is too far away"),
    (CLOSED, "ending", "forgotten", "Choose how it ended"),
    (CLOSED, "what_helped", LONG, "This is too long: 5,001 characters"),
    ("add-strength", "domain", "\0", "Choose a life domain"),
    ("add-strength", "description", "\0", "Write down what helps"),
    ("add-strength", "description", "bsn 123456782", "This contains a citizen service number."),
    ("plan-step", "title", "Bel 123456782", "This contains a citizen service number."),
    ("add-strength", "description", LONG, "This is too long: 5,001 characters"),
    ("add-strength", "review_on", "soon", "Write the day like 22-9-2026"),
    ("note-view", "view", "not_discussed", "Choose how it looks"),
    ("note-view", "view", "barrier", "Choose how it looks"),
    ("note-view", "note", "", "Write down what asks for attention"),
    ("note-view", "note", LONG, "This is too long: 5,001 characters"),
    ("plan-step", "title", "", "Write down what will be done"),
    ("plan-step", "title", "x" * 201, "This is too long: 201 characters, at most 200 fit"),
    ("plan-step", "owner", "nobody", "Choose whose step it is"),
    ("plan-step", "due_on", "", "Fill in the day"),
    ("plan-step", "due_on", "23-11-2026", "This day is too early: 24 November 2026 or later"),
    ("plan-step", "due_on", "24-11-2028", "This day is too late: 23 November 2028 or earlier"),
    (MOVED, "due_on", "", "Fill in the day"),
    (MOVED, "due_on", "23-11-2026", "This day is too early"),
    (MOVED, "due_on", MANY, "Write the day like 22-9-2026"),
]


@pytest.fixture
def trajectory(make: Make, manager: User) -> Trajectory:
    return make.trajectory(manager, days=40)


@pytest.fixture
def facts(make: Make, trajectory: Trajectory) -> dict[str, Any]:
    return {"barrier": make.barrier(trajectory).id, "step": make.step(trajectory).id}


@pytest.mark.parametrize(("deed", "field", "typed", "sentence"), WRONG)
def test_what_is_wrong_is_said_beside_its_field_and_everything_stays(
    browser: Browser,
    make: Make,
    trajectory: Trajectory,
    facts: dict[str, Any],
    deed: str,
    field: str,
    typed: str,
    sentence: str,
):
    good = GOOD[deed]
    page = browser.post(path(trajectory, deed.format(**facts)), 422, **{**good, field: typed})
    [problem] = page.select(".error")
    assert problem["id"] == f"{field}-error"
    assert sentence in problem.text
    assert page.select_one(f"main [role=alert] a[href='#{field}']")
    assert page.title.text.startswith("Error:")
    stands = chosen(page)
    kept = {name: value for name, value in good.items() if name not in (field, "seen")}
    assert {name: stands.get(name) for name in kept} == kept
    if page.select_one(f"input:not([type=radio])[name={field}], textarea[name={field}]"):
        assert stands[field] == typed.strip(" \n\0")
    assert deeds(make) == []


def test_everything_that_is_missing_is_said_at_once(browser: Browser, make: Make, trajectory: Trajectory):
    page = browser.post(path(trajectory, "open-barrier"), 422, **BLANK)
    links = [link["href"] for link in page.select("main [role=alert] a")]
    assert links == ["#domain", "#description", "#opened_on", "#severity", "#cause_side"]
    assert all(page.select_one(link) for link in links)
    assert rows(make, Barrier) == []


def test_a_colleague_of_somebody_else_cannot_take_the_next_step(
    browser: Browser, make: Make, trajectory: Trajectory
):
    page = browser.post(path(trajectory, "open-barrier"), 422, **{**BARRIER, "owner_id": make.user().id})
    assert "Choose a name from the list" in page.select_one("#owner_id-error").text
    assert rows(make, Barrier) == []


def test_a_nul_character_is_left_out(browser: Browser, make: Make, trajectory: Trajectory):
    """PostgreSQL refuses it, and nobody types it."""
    browser.post(path(trajectory, "open-barrier"), **{**BARRIER, "description": "a\0b"})
    browser.post(path(trajectory, "add-strength"), **{**STRENGTH, "description": "c\0d", "review_on": "\0"})
    browser.post(path(trajectory, "note-view"), **{**VIEW, "note": "e\0f"})
    browser.post(path(trajectory, "plan-step"), **{**STEP, "title": "g\0h", "due_on": "1-12-\0" + "2026"})
    [barrier], [step] = rows(make, Barrier), rows(make, Step)
    assert (barrier.description, step.title) == ("ab", "gh")
    assert [rows(make, Strength)[0].description, rows(make, DomainView)[0].note] == ["cd", "ef"]
    browser.post(path(trajectory, f"barriers/{barrier.id}/close"), ending="solved", what_helped="i\0j")
    assert rows(make, Barrier)[0].what_helped == "ij"


@pytest.mark.parametrize(
    "deed", [*GOOD, "strengths/{strength}/end", "steps/{step}/start", "steps/{step}/finish"]
)
@pytest.mark.parametrize(
    "number", ["12345678901234567890", "abc", "%00", "00000000-0000-0000-0000-000000000000"]
)
def test_an_id_that_is_none_is_not_found(browser: Browser, trajectory: Trajectory, deed: str, number: str):
    nobodys = deed.format(barrier=uuid7(), step=uuid7(), strength=uuid7())
    odd = path(trajectory, deed.format(barrier=number, step=number, strength=number))
    for address in {f"/trajectories/{number}/{nobodys}", odd} - {path(trajectory, deed)}:
        assert browser.open(address, "POST").status_code == 404


@pytest.mark.parametrize("domain", ["magic", MANY, "%00", "%F0%28"])
def test_a_life_domain_that_does_not_exist_is_not_chosen(
    browser: Browser, trajectory: Trajectory, domain: str
):
    page = browser.get(path(trajectory, f"plan-step?domain={domain}"))
    assert "domain" not in chosen(page)
    answer = browser.open(path(trajectory, f"plan-step?domain={domain}"), "POST", **STEP)
    assert answer.location == f"/trajectories/{trajectory.id}#steps"


def test_markup_is_only_text(browser: Browser, make: Make, trajectory: Trajectory):
    make.barrier(trajectory, description=SCRIPT)
    [barrier] = rows(make, Barrier)
    page = browser.post(
        path(trajectory, f"barriers/{barrier.id}/close"), 422, ending="magic", what_helped=SCRIPT
    )
    assert SCRIPT in page.select_one("main .flow.tight bdi").text
    assert page.select_one("textarea").text.strip() == SCRIPT


def test_the_longest_texts_fit(browser: Browser, make: Make, trajectory: Trajectory):
    browser.post(path(trajectory, "open-barrier"), **{**BARRIER, "description": "ተ" * 5000})
    browser.post(path(trajectory, "plan-step"), **{**STEP, "title": "ተ" * 200})
    [barrier], [step] = rows(make, Barrier), rows(make, Step)
    browser.post(path(trajectory, f"barriers/{barrier.id}/close"), ending="solved", what_helped="é" * 5000)
    assert (barrier.description, step.title) == ("ተ" * 5000, "ተ" * 200)
