"""Logging a contact on a phone of 390 by 760: a tap, a sentence and Save, without scrolling."""

from collections.abc import Callable

import pytest
from flask import Flask
from playwright.sync_api import Locator, Page

from tests.screens.test_accessibility import path_of

MANAGER = "klantmanager@opweg.example"
HEIGHT = 760


def in_view(page: Page, part: Locator) -> bool:
    """Whether all of it stands within the screen as it opened."""
    box = part.bounding_box()
    assert box, part
    scrolled = page.evaluate("scrollX + scrollY")
    return scrolled == 0 and box["y"] >= 0 and box["y"] + box["height"] <= HEIGHT


@pytest.mark.parametrize("scripts", [True, False], ids=["with scripts", "without scripts"])
def test_a_contact_is_logged_without_scrolling(town: Flask, open_page: Callable[..., Page], scripts: bool):
    page = open_page(MANAGER, width=390, scripts=scripts)
    page.goto(path_of(town, "trajectory.log_contact"))
    save = page.get_by_role("button", name="Opslaan", exact=True)
    parts = [
        page.get_by_label("Gesprek").first,
        page.get_by_label("Vandaag"),
        page.get_by_label("In één zin"),
    ]
    assert all(in_view(page, part) for part in [*parts, page.get_by_label("Anders", exact=True), save])

    page.get_by_label("Telefoon").first.check()
    page.get_by_label("In één zin").fill("De kok zegt ja.")
    save.click()

    assert page.get_by_role("status").inner_text() == "Contact vastgelegd."
    story = page.locator("section", has=page.locator("#story"))
    assert "De kok zegt ja." in story.inner_text()


def test_what_a_chip_asks_for_shows_when_it_is_chosen(town: Flask, open_page: Callable[..., Page]):
    page = open_page(MANAGER, width=390, scripts=False)
    page.goto(path_of(town, "trajectory.log_contact"))
    day, title = page.get_by_label("Dag", exact=True), page.get_by_label("Wat", exact=True)
    assert not day.is_visible()
    assert not title.is_visible()
    page.get_by_label("Andere dag").check()
    page.get_by_label("Anders", exact=True).check()
    assert day.is_visible()
    assert title.is_visible()


def test_it_fits_in_english_too(town: Flask, open_page: Callable[..., Page]):
    page = open_page(MANAGER)
    page.get_by_role("button", name="English").click()
    try:
        page.set_viewport_size({"width": 390, "height": HEIGHT})
        page.goto(path_of(town, "trajectory.log_contact"))
        assert in_view(page, page.get_by_role("button", name="Save", exact=True))
    finally:
        page.set_viewport_size({"width": 1280, "height": HEIGHT})
        page.get_by_role("button", name="Nederlands").click()
