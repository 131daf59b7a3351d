"""Logging a contact: one tap, one sentence, Save."""

from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import UUID

import pytest
from bs4 import BeautifulSoup
from uuid_utils.compat import uuid7

from tests.browser import Browser
from tests.make import NOW, TODAY, Make, ago
from tracker.accounts.models import User
from tracker.accounts.terms import Language
from tracker.audit import AuditLine
from tracker.trajectory import views
from tracker.trajectory.models import Contact, Step, Trajectory
from tracker.trajectory.terms import ContactKind, ContactResult, LifeDomain, Sharing, StepOwner

DOOR = 1


@pytest.fixture
def trajectory(make: Make, manager: User) -> Trajectory:
    person = {"given_name": "Tesfay", "family_name": "Habtemariam"}
    return make.trajectory(manager, days=40, newcomer=person, reference="TR-1042")


def path(trajectory: Trajectory) -> str:
    return f"/trajectories/{trajectory.id}/log-contact"


def log(browser: Browser, trajectory: Trajectory, status: int = 302, **fields: Any) -> BeautifulSoup:
    return browser.post(path(trajectory), status=status, **fields)


def logged(make: Make) -> Contact:
    make.session.commit()
    return make.session.query(Contact).one()


def steps(make: Make) -> list[Step]:
    make.session.commit()
    return make.session.query(Step).order_by(Step.id).all()


def problems(page: BeautifulSoup) -> list[str]:
    return [error.get_text(" ", strip=True).removeprefix("Error: ") for error in page.select(".error")]


def chosen(page: BeautifulSoup) -> list[str]:
    return [chip["value"] for chip in page.select(".chip input[checked]")]


def test_the_page_says_whom_it_is_about_and_has_the_usual_answers_ready(
    browser: Browser, make: Make, trajectory: Trajectory
):
    make.step(trajectory, due_on=ago(-2), title="Meet the cook")
    page = browser.get(path(trajectory))
    assert "Tesfay Habtemariam TR-1042" in page.main.get_text(" ", strip=True)
    assert chosen(page) == ["talk", "today", "stands", "care_team"]
    assert "Stands already: 26 Nov" in page.main.get_text(" ", strip=True)


def test_a_tap_and_a_sentence_are_enough(browser: Browser, make: Make, trajectory: Trajectory, manager: User):
    make.step(trajectory)
    answer = browser.open(path(trajectory), "POST", how="phone", text="The cook says yes.")
    contact = logged(make)
    assert answer.location == f"/trajectories/{trajectory.id}"
    assert (contact.kind, contact.result) == (ContactKind.PHONE, ContactResult.REACHED)
    assert (contact.text, contact.happened_at, contact.author_id) == ("The cook says yes.", NOW, manager.id)
    assert (contact.domains, contact.sharing) == ({LifeDomain.WORK}, Sharing.CARE_TEAM)
    assert len(steps(make)) == 1


@pytest.mark.parametrize(
    ("how", "tried_by", "kind", "result"),
    [
        ("not_reached", "", ContactKind.PHONE, ContactResult.NOT_REACHED),
        ("not_reached", "message", ContactKind.MESSAGE, ContactResult.NOT_REACHED),
        ("did_not_show", "", ContactKind.TALK, ContactResult.DID_NOT_SHOW),
        ("did_not_show", "home_visit", ContactKind.HOME_VISIT, ContactResult.DID_NOT_SHOW),
        ("message", "phone", ContactKind.MESSAGE, ContactResult.REACHED),
    ],
)
def test_tried_is_kept_apart_from_reached(
    browser: Browser, make: Make, trajectory: Trajectory, how: str, tried_by: str, kind: str, result: str
):
    log(browser, trajectory, how=how, tried_by=tried_by, text="")
    assert (logged(make).kind, logged(make).result) == (kind, result)


@pytest.mark.parametrize(
    ("fields", "moment"),
    [
        ({"on": "today"}, NOW),
        ({"on": "yesterday"}, datetime(2026, 11, 22, 23, 0, tzinfo=UTC)),
        ({"on": "other", "on_day": "2-7-2026"}, datetime(2026, 7, 1, 22, 0, tzinfo=UTC)),
        ({"on": "other", "on_day": "20-11-2026", "at": "16.45"}, datetime(2026, 11, 20, 15, 45, tzinfo=UTC)),
        ({"on": "other", "on_day": "24-11-2026", "at": "10:30"}, NOW),
        ({"on": "today", "on_day": "nonsense", "at": "25:99"}, NOW),
    ],
)
def test_when_it_was(
    browser: Browser, make: Make, trajectory: Trajectory, fields: dict[str, str], moment: datetime
):
    """Midnight at home when the time is not known; what belongs to an answer not given is passed over."""
    log(browser, trajectory, **fields)
    assert logged(make).happened_at == moment


def test_without_a_next_step_calling_again_is_ready(
    browser: Browser, make: Make, trajectory: Trajectory, manager: User
):
    assert "call" in chosen(browser.get(path(trajectory)))
    log(browser, trajectory)
    (step,) = steps(make)
    assert (step.title, step.due_on) == ("Call again", TODAY + timedelta(7))
    assert (step.owner, step.owner_id) == (StepOwner.PROFESSIONAL, manager.id)


def test_the_next_step_is_named_in_the_language_of_who_plans_it(visit: Any, make: Make):
    annelies = make.user(language=Language.DUTCH)
    log(visit(annelies), make.trajectory(annelies), follow_up="call")
    assert steps(make)[0].title == "Bel opnieuw"


def test_another_next_step_has_its_words_and_its_day(browser: Browser, make: Make, trajectory: Trajectory):
    log(browser, trajectory, follow_up="other", title="Visit the kitchen", due_on="1-12-2026")
    assert [(step.title, step.due_on) for step in steps(make)] == [("Visit the kitchen", ago(-7))]
    page = log(browser, trajectory, 422, follow_up="other", title="", due_on="")
    assert problems(page) == ["Write down what will be done", "Fill in the day"]


def test_not_yet_plans_nothing(browser: Browser, make: Make, trajectory: Trajectory):
    log(browser, trajectory, follow_up="nothing")
    assert logged(make)
    assert not steps(make)


def test_more_can_be_told(browser: Browser, make: Make, trajectory: Trajectory):
    log(
        browser,
        trajectory,
        present="Her sister",
        minutes="45",
        domains=["language", "family", "nonsense"],
        sharing="internal",
    )
    contact = logged(make)
    assert (contact.present, contact.minutes, contact.sharing) == ("Her sister", 45, Sharing.INTERNAL)
    assert contact.domains == {LifeDomain.LANGUAGE, LifeDomain.FAMILY}


def test_what_is_wrong_folds_open(browser: Browser, trajectory: Trajectory):
    assert not browser.get(path(trajectory)).select_one("main details").has_attr("open")
    page = log(browser, trajectory, 422, minutes="0", text="Kept")
    assert page.select_one("main details").has_attr("open")
    assert page.select_one("textarea").get_text(strip=True) == "Kept"
    assert page.select_one("#minutes")["value"] == "0"


def test_saving_and_one_more_leads_to_the_caseload(browser: Browser, make: Make, trajectory: Trajectory):
    assert browser.open(path(trajectory), "POST", another="yes").location == "/caseload"
    assert logged(make)


def test_a_page_that_is_sent_twice_is_logged_once(browser: Browser, make: Make, trajectory: Trajectory):
    key = browser.get(path(trajectory)).select_one("input[name=key]")["value"]
    answers = [browser.open(path(trajectory), "POST", key=key, text="Once") for _ in range(2)]
    assert [answer.location for answer in answers] == [f"/trajectories/{trajectory.id}"] * 2
    assert logged(make).id.bytes[:8] == UUID(key).bytes[:8], "ordered by time"
    assert len(steps(make)) == 1
    assert [line.deed for line in make.session.query(AuditLine)] == ["log_contact"]


@pytest.mark.parametrize("edit", [{"text": "Twice"}, {"on": "yesterday"}, {"follow_up": "nothing"}])
def test_a_page_that_is_edited_before_it_is_sent_again_loses_nothing(
    browser: Browser, make: Make, trajectory: Trajectory, edit: dict[str, str]
):
    """The back button brings back the page with its old number."""
    key = browser.get(path(trajectory)).select_one("input[name=key]")["value"]
    first = {"key": key, "text": "Once", "follow_up": "call"}
    for fields in (first, {**first, **edit}, {**first, **edit}):
        log(browser, trajectory, **fields)
    assert make.session.query(Contact).count() == 2
    assert len(steps(make)) == (1 if "follow_up" in edit else 2)


def test_the_key_of_one_page_opens_nothing_of_another(browser: Browser, make: Make, trajectory: Trajectory):
    other = make.contact(make.trajectory(), text="Somebody else's")
    log(browser, trajectory, key=str(other.id), text="Mine")
    assert {contact.text for contact in make.session.query(Contact)} == {"Somebody else's", "Mine"}
    own = make.contact(make.trajectory(make.session.get_one(User, trajectory.client_manager_id)), text="Own")
    log(browser, trajectory, key=str(own.id))
    log(browser, trajectory, key="no id at all")
    log(browser, trajectory, key=str(uuid7()))


def test_two_contacts_sent_in_one_moment_without_a_key_are_two(
    browser: Browser, make: Make, trajectory: Trajectory, monkeypatch: pytest.MonkeyPatch
):
    """Keys made within a millisecond differ only in their last bytes."""
    first = uuid7()
    keys = iter([first, UUID(int=first.int ^ 1)])
    monkeypatch.setattr(views, "uuid7", lambda: next(keys))
    other = make.trajectory(make.session.get_one(User, trajectory.client_manager_id))
    log(browser, trajectory, text="The same")
    log(browser, other, text="The same")
    assert {contact.trajectory_id for contact in make.session.query(Contact)} == {trajectory.id, other.id}


def test_a_contact_that_was_forgotten_is_logged_after_closing(
    browser: Browser, make: Make, trajectory: Trajectory
):
    """Only that: what is closed makes no new plans."""
    make.leave(trajectory, outcome="work")
    assert not browser.get(path(trajectory)).select("input[name=follow_up]")
    log(browser, trajectory, on="yesterday", text="Started in the kitchen", follow_up="call")
    assert logged(make).text == "Started in the kitchen"
    assert not steps(make)


def test_the_page_costs_a_fixed_number_of_statements(
    browser: Browser, make: Make, trajectory: Trajectory, statements: list[str]
):
    statements.clear()
    browser.get(path(trajectory))
    assert len(statements) == DOOR + 3
    for _ in range(30):
        make.step(trajectory)
        make.barrier(trajectory)
    statements.clear()
    browser.get(path(trajectory))
    assert len(statements) == DOOR + 3
