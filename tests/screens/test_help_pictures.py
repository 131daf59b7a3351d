"""The pictures of the help pages, made in a real browser of the demo town (make help-pictures)."""

from collections.abc import Callable

import pytest
from flask import Flask
from playwright.sync_api import Page

from tests.screens.conftest import SHOTS
from tests.screens.test_accessibility import WHO, path_of
from tracker.guide.catalogue import TOPICS

PICTURES = SHOTS.parent / "help"


@pytest.mark.parametrize("language", ["nl", "en"])
def test_every_topic_has_its_picture(town: Flask, open_page: Callable[..., Page], language: str):
    pages: dict[str | None, Page] = {}
    (PICTURES / language).mkdir(parents=True, exist_ok=True)
    for topic in TOPICS.values():
        email = WHO.get(topic.picture, "klantmanager@opweg.example")
        page = pages[email] = pages.get(email) or in_language(open_page(email), email, language)
        path = path_of(town, topic.picture)
        answer = page.goto(path if email else f"{path}?language={language}")
        assert answer.status == 200, topic.key
        assert page.locator("html").get_attribute("lang") == language, topic.key
        page.set_viewport_size({"width": 1280, "height": 800})
        page.screenshot(path=PICTURES / language / f"{topic.key}.jpg", type="jpeg", quality=55)
    for email, page in pages.items():
        in_language(page, email, "nl")


def in_language(page: Page, email: str | None, language: str) -> Page:
    """The language is kept with the account, so it is put back afterwards."""
    if email and page.locator("html").get_attribute("lang") != language:
        page.goto("/account")
        page.locator(f"header button[name=language][value={language}]").click()
    return page
