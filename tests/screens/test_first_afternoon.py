"""From an empty database to the first contact: an operator, an administrator, a client manager."""

import re
from collections.abc import Iterator
from pathlib import Path
from threading import Thread

import pytest
from flask import Flask
from playwright.sync_api import Browser, Page, expect
from sqlalchemy import select
from werkzeug.serving import make_server

from config import Config
from tests.screens.conftest import SHOTS
from tracker import create_app
from tracker.audit import AuditLine
from tracker.trajectory.models import Contact
from tracker.web.pages import db

PASSWORD = "fiets appel wolk rivier"
MUNICIPALITY = "Gemeente Súdwest"
DEEDS = [
    "add_organisation",
    "add_user",
    "add_role",
    "invite_user",
    "choose_password",
    "sign_in",
    "add_team",
    "add_user",
    "add_role",
    "invite_user",
    "choose_password",
    "sign_in",
    "add_newcomer",
    "open_trajectory",
    "add_trajectory",
    "log_contact",
]
"""What the audit log holds afterwards, in this order: nothing else was needed."""


@pytest.fixture
def empty(tmp_path: Path) -> Iterator[tuple[Flask, str]]:
    """A system with its tables and nothing in them, and where it is served."""
    database = f"sqlite:///{tmp_path / 'opweg.db'}"
    app = create_app(Config(secret_key="first", database_url=database, secure_cookies=False))
    server = make_server("127.0.0.1", 0, app, threaded=True)
    Thread(target=server.serve_forever, daemon=True).start()
    yield app, f"http://127.0.0.1:{server.server_port}"
    server.shutdown()


@pytest.fixture
def desk(chromium: Browser) -> Iterator[Page]:
    """The screen of the administrator."""
    context = chromium.new_context(viewport={"width": 1280, "height": 900}, locale="nl-NL")
    yield context.new_page()
    context.close()


@pytest.fixture
def phone(chromium: Browser) -> Iterator[Page]:
    """The phone of the client manager."""
    context = chromium.new_context(viewport={"width": 390, "height": 760}, locale="nl-NL")
    yield context.new_page()
    context.close()


def at_a_terminal(app: Flask, *words: str) -> str:
    result = app.test_cli_runner().invoke(args=list(words))
    assert result.exit_code == 0, result.output
    return result.output


def shoot(page: Page, step: str) -> None:
    page.screenshot(path=SHOTS / f"first-afternoon-{step}.png", full_page=True)


def come_in(page: Page, address: str, email: str) -> None:
    """Choose a password with the link that was given, and sign in."""
    page.goto(address)
    page.get_by_label("Nieuw wachtwoord").fill(PASSWORD)
    page.get_by_label("Nog een keer hetzelfde wachtwoord").fill(PASSWORD)
    page.get_by_role("button", name="Wachtwoord opslaan").click()
    page.get_by_label("E-mailadres").fill(email)
    page.get_by_label("Wachtwoord").fill(PASSWORD)
    page.get_by_role("button", name="Inloggen").click()


def begin(app: Flask) -> str:
    """What the operator does; the link for the administrator, without the name of the server."""
    at_a_terminal(app, "migrate")
    at_a_terminal(app, "add-organisation", MUNICIPALITY)
    who = ("add-user", "an@noord.example", "--name", "An de Wit")
    said = at_a_terminal(app, *who, "--organisation", MUNICIPALITY, "--role", "administrator")
    return re.findall(r"/choose-password/\S+", said)[0]


def set_up(page: Page) -> str:
    """A team and a client manager in it; the link for them."""
    shoot(page, "1-set-up")
    page.get_by_role("link", name="Team toevoegen").click()
    page.get_by_label("Naam van het team").fill("Inburgering & werk")
    page.get_by_role("button", name="Opslaan", exact=True).click()
    page.get_by_role("link", name="Inrichting").first.click()
    page.get_by_role("link", name="Mensen toevoegen").click()
    page.get_by_label("Naam", exact=True).fill("Şirin Öztürk-van 't Hof")
    page.get_by_label("E-mailadres").fill("sirin@noord.example")
    page.get_by_label("Klantmanager").check()
    page.get_by_label("Team", exact=True).select_option(label="Inburgering & werk")
    page.get_by_role("button", name="Toevoegen en link maken").click()
    shoot(page, "2-link")
    return page.get_by_label("Link om een wachtwoord te kiezen").input_value()


def log_first_contact(page: Page) -> None:
    """Somebody new by hand, and what was said on the first day."""
    shoot(page, "3-empty-caseload")
    page.get_by_role("link", name="Nieuwe nieuwkomer").click()
    page.get_by_label("Voornaam").fill("Selam")
    page.get_by_label("Achternaam").fill("Tesfay")
    shoot(page, "4-new-newcomer")
    page.get_by_role("button", name="Opslaan", exact=True).click()
    page.get_by_role("link", name="Contact vastleggen").first.click()
    page.locator("input[name=how][value=phone]").check()
    page.get_by_label("In één zin").fill("Kennisgemaakt; wil het liefst met haar handen werken.")
    page.locator("input[name=follow_up]").first.check()
    shoot(page, "5-contact")
    page.get_by_role("button", name="Opslaan", exact=True).click()


def test_a_municipality_begins_this_afternoon(empty: tuple[Flask, str], desk: Page, phone: Page):
    app, address = empty
    come_in(desk, address + begin(app), "an@noord.example")
    link = set_up(desk)
    come_in(phone, address + link[link.index("/choose-password/") :], "sirin@noord.example")
    log_first_contact(phone)
    expect(phone.get_by_role("status")).to_have_text("Contact vastgelegd.")
    shoot(phone, "6-dossier")
    desk.get_by_role("link", name="Inrichting").first.click()
    expect(desk.get_by_role("main")).not_to_contain_text("Selam")
    with app.app_context():
        texts = [*db.session.scalars(select(Contact.text))]
        deeds = [*db.session.scalars(select(AuditLine.deed).order_by(AuditLine.at, AuditLine.id))]
    assert texts == ["Kennisgemaakt; wil het liefst met haar handen werken."]
    assert deeds == DEEDS
