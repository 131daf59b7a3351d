"""The working elements as their readers see them."""

import re

import pytest
from bs4 import Tag

from tests.browser import Browser
from tests.make import Make
from tests.prompts.test_actions import path
from tracker.accounts.models import User
from tracker.prompts.catalogue import ELEMENTS


def words(part: Tag) -> str:
    """What somebody reads, with single spaces and none before a comma."""
    return re.sub(r" ([,.;:])", r"\1", " ".join(part.get_text(" ").split()))


def test_a_reason_that_was_forgotten_is_asked_on_a_page_of_its_own(
    browser: Browser, make: Make, manager: User
):
    page = browser.post(path(make.trajectory(manager)), status=422, answer="does_not_fit")
    assert page.h1.text == "Side by side"
    assert page.select_one("[name=answer][checked]")["value"] == "does_not_fit"
    assert page.select_one("#reason-error")


def test_the_catalogue_shows_every_element_with_its_source(browser: Browser):
    page = browser.get("/elements")
    shown = page.select(".coded > li")
    assert [one["id"] for one in shown] == list(ELEMENTS)
    [element] = page.select("#side_by_side")
    assert words(element.h3) == "3.1 Side by side"
    for said in ("Question. ‘", "For instance.", "Source. Regioplan (2021), Evaluatie pilots", "Basis A"):
        assert said in words(element)
    assert "Nothing else counts" in words(page.select_one("section[aria-labelledby=why]"))


@pytest.mark.parametrize(("part", "first", "number"), [("matching", "4.1", 10), ("reflecting", "AR1", 6)])
def test_a_phase_or_a_point_narrows_the_catalogue(browser: Browser, part: str, first: str, number: int):
    page = browser.get(f"/elements?part={part}")
    codes = [one.text for one in page.select(".coded h3 .num")]
    assert (codes[0], len(codes)) == (first, number)
    assert page.select_one(".agenda [aria-current]")["href"] == f"/elements?part={part}"


def test_a_part_that_does_not_exist_shows_everything(browser: Browser):
    assert len(browser.get("/elements?part=magic%00").select(".coded > li")) == len(ELEMENTS)
