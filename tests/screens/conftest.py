"""A real browser before the real application with the demo town in it."""

from collections.abc import Callable, Iterator
from pathlib import Path
from threading import Thread

import pytest
from flask import Flask
from playwright.sync_api import Browser, BrowserContext, Page, sync_playwright
from werkzeug.serving import make_server

from config import Config
from tools.browser import executable
from tracker import create_app

ROOT = Path(__file__).parents[2]
SHOTS = ROOT / "var" / "screens"
PASSWORD = "opweg-demo"
ARGUMENTS = ["--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-component-update"]


@pytest.fixture(scope="session")
def town(tmp_path_factory: pytest.TempPathFactory) -> Flask:
    """The application with a demo town of today, on SQLite."""
    address = f"sqlite:///{tmp_path_factory.mktemp('town') / 'town.db'}"
    app = create_app(Config(secret_key="screens", database_url=address, demo=True))
    for command in (["migrate"], ["demo"]):
        result = app.test_cli_runner().invoke(args=command)
        assert result.exit_code == 0, result.output
    return app


@pytest.fixture(scope="session")
def address(town: Flask) -> Iterator[str]:
    """Where the town is served."""
    server = make_server("127.0.0.1", 0, town, threaded=True)
    Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()


@pytest.fixture(scope="session")
def chromium() -> Iterator[Browser]:
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=executable(), args=ARGUMENTS)
        yield browser
        browser.close()


@pytest.fixture
def open_page(chromium: Browser, address: str) -> Iterator[Callable[..., Page]]:
    """A page of a fresh browser; `open_page(email)` signs in first. Scripts can be switched off."""
    contexts: list[BrowserContext] = []

    def open_one(
        email: str | None = None, *, scripts: bool = True, width: int = 1280, dark: bool = False
    ) -> Page:
        context = chromium.new_context(
            base_url=address,
            java_script_enabled=scripts,
            viewport={"width": width, "height": 760 if width < 800 else 900},
            color_scheme="dark" if dark else "light",
            locale="nl-NL",
        )
        contexts.append(context)
        page = context.new_page()
        if email:
            sign_in(page, email)
        return page

    yield open_one
    for context in contexts:
        context.close()


def sign_in(page: Page, email: str) -> None:
    page.goto("/sign-in")
    page.get_by_label("E-mailadres").fill(email)
    page.get_by_label("Wachtwoord").fill(PASSWORD)
    page.get_by_role("button", name="Inloggen").click()
