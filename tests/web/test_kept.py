"""Nothing that was filled in is lost when a form cannot be taken."""

from collections.abc import Callable, Iterator
from http import HTTPStatus
from typing import Any

import pytest
from bs4 import BeautifulSoup
from flask import Flask
from wtforms import PasswordField

from tests.browser import Browser
from tests.make import NOW, PASSWORD, Make
from tracker.accounts.models import SignIn, User
from tracker.audit import AuditLine
from tracker.trajectory.models import Contact, Trajectory
from tracker.web.forms import Form
from tracker.web.kept import NEVER_KEPT

TEXT = "The cook says yes.\nHe starts on Monday; “ተስፋይ” & <b>all</b> his knives come along."
SENT = {"how": "home_visit", "text": TEXT, "domains": ["language", "family"], "follow_up": "nothing"}


@pytest.fixture
def trajectory(make: Make, manager: User) -> Trajectory:
    return make.trajectory(manager, days=40)


@pytest.fixture
def path(trajectory: Trajectory) -> str:
    return f"/trajectories/{trajectory.id}/log-contact"


def end_sessions(make: Make) -> None:
    for begun in make.session.query(SignIn):
        begun.ends_at = NOW
    make.session.commit()


def carried(page: BeautifulSoup) -> dict[str, Any]:
    """What the form in the middle of a page sends, its token apart."""
    fields: dict[str, Any] = {}
    for field in page.select("main form input[name]:not([name=csrf_token])"):
        fields.setdefault(field["name"], []).append(field.get("value", ""))
    return fields


def logged(make: Make) -> Contact:
    make.session.commit()
    return make.session.query(Contact).one()


def read(page: BeautifulSoup) -> str:
    """What was written, as the page shows it."""
    return "\n".join(paragraph.get_text() for paragraph in page.select("main blockquote p"))


def with_new_token(browser: Browser, page: BeautifulSoup) -> Browser:
    browser.csrf_token = page.select_one("main input[name=csrf_token]")["value"]
    return browser


def test_a_form_outlives_its_session(
    browser: Browser, make: Make, path: str, manager: User, trajectory: Trajectory
):
    end_sessions(make)
    door = browser.post(path, 401, **SENT)
    assert "Je sessie is voorbij." in door.main.text
    assert read(door) == TEXT
    address = door.select_one("main form")["action"]
    fields = {**carried(door), "email": manager.email}

    again = browser.post(address, 422, **{**fields, "password": "wrong"})
    assert read(again) == TEXT
    fields = {**carried(again), "email": manager.email, "password": PASSWORD}
    page = browser.post(address, 200, **fields)
    assert "What you filled in is still here." in page.main.text
    assert read(page) == TEXT

    form = page.select_one("main form")
    assert form["action"] == path
    answer = with_new_token(browser, page).open(path, "POST", **carried(page))
    assert answer.location == f"/trajectories/{trajectory.id}"
    contact = logged(make)
    assert (contact.text, contact.kind, len(contact.domains)) == (TEXT, "home_visit", 2)
    assert [line.deed for line in make.session.query(AuditLine).order_by(AuditLine.id)][1:] == ["log_contact"]


def test_a_button_alone_leads_to_the_door_and_home(browser: Browser, make: Make, manager: User):
    end_sessions(make)
    door = browser.post("/sign-out", 401)
    address = door.select_one("main form")["action"]
    assert address == "/sign-in"
    assert browser.open(address, "POST", email=manager.email, password=PASSWORD).location == "/"


def test_a_page_of_an_earlier_session_is_sent_again_with_one_press(browser: Browser, make: Make, path: str):
    browser.csrf_token = "of an earlier session"
    page = browser.post(path, 400, **SENT)
    assert read(page) == TEXT
    assert "Nothing was saved yet." in page.main.text
    with_new_token(browser, page).post(page.select_one("main form")["action"], **carried(page))
    assert logged(make).text == TEXT


def test_what_another_website_sends_is_not_offered_again(browser: Browser, make: Make, path: str):
    answer = browser.client.post(path, data=SENT, headers={"Sec-Fetch-Site": "cross-site"})
    assert answer.status_code == 400
    page = BeautifulSoup(answer.text, "html.parser")
    assert "Another website sent this form." in page.main.text
    assert not page.select("main form")
    assert not make.session.query(Contact).count()


def test_a_password_is_never_shown_or_carried(visit: Callable[..., Browser]):
    browser = visit()
    browser.csrf_token = "of an earlier session"
    page = browser.post("/sign-in", 400, email="a@opweg.example", password="very secret words")
    assert "secret" not in str(page)
    assert carried(page) == {"email": ["a@opweg.example"]}


def test_a_refusal_shows_what_was_written(visit: Callable[..., Browser], make: Make, path: str):
    """Somebody else guides this person by now: the text can still be copied."""
    page = visit(make.user()).post(path, 404, **SENT)
    assert read(page) == TEXT


def test_no_password_is_ever_kept(app: Flask, browser: Browser):
    """Every form of the application is looked at, and one is sent with an old token."""
    kinds = {kind for kind in _kinds(Form) if kind.__module__.startswith("tracker.")}
    secret = {
        name
        for kind in kinds
        for name in dir(kind)
        if getattr(getattr(kind, name), "field_class", None) is PasswordField
    }
    assert secret == {"password", "again", "present"}
    assert secret <= set(NEVER_KEPT)
    sent = {"present": "my present words", "password": "my coming words", "again": "my coming words"}
    for token in ("old", None):
        answer = browser.client.post("/account/password", data={**sent, "csrf_token": token or ""})
        assert answer.status_code == HTTPStatus.BAD_REQUEST
        assert "words" not in answer.text


def _kinds(kind: type) -> Iterator[type]:
    for below in kind.__subclasses__():
        yield below
        yield from _kinds(below)
