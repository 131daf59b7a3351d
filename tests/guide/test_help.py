"""Every screen has its help, in both languages, with a picture; and one press leads to it."""

from collections.abc import Callable

import pytest
from flask import Flask

from tests.browser import Browser
from tests.screens.test_accessibility import screens
from tests.test_house_rules import ROOT
from tracker.accounts.terms import Language
from tracker.guide.catalogue import OF_SCREEN, TOPICS

PICTURES = ROOT / "static" / "help"
LARGEST = 150 * 1024
Visit = Callable[..., Browser]


def test_every_screen_has_one_topic_and_every_topic_its_screens(app: Flask):
    named = [screen for topic in TOPICS.values() for screen in topic.screens]
    assert sorted(named) == sorted(set(screens(app)))
    assert {topic.picture for topic in TOPICS.values()} <= set(OF_SCREEN)


@pytest.mark.parametrize("language", Language)
def test_every_topic_has_a_picture_and_no_picture_is_left(language: Language):
    files = {file.stem: file for file in (PICTURES / language).iterdir()}
    assert set(files) == set(TOPICS), "run: make help-pictures"
    for file in files.values():
        assert file.read_bytes()[:3] == b"\xff\xd8\xff"
        assert file.stat().st_size <= LARGEST, file.name


@pytest.mark.parametrize("topic", TOPICS)
def test_a_stranger_reads_every_page_in_both_languages(topic: str, visit: Visit):
    for language in Language:
        page, text = visit().get(f"/help/{topic}?language={language}"), TOPICS[topic].texts[language]
        assert page.h1.text == text.title
        assert [step.text for step in page.select("main ol li")] == list(text.steps)
        assert f"/help/{language}/{topic}.jpg" in page.select_one("figure img")["src"]


def test_every_page_leads_to_its_own_help(visit: Visit, browser: Browser):
    way = "footer a[href^='/help']"
    assert browser.get("/caseload").select_one(way)["href"] == "/help/caseload"
    assert visit().get("/sign-in").select_one(way)["href"] == "/help/signing-in"
    assert browser.get("/nowhere", 404).select_one(way)["href"] == "/help"
    browser.get("/help/nowhere", 404)


def test_the_index_names_every_page(visit: Visit):
    links = visit().get("/help").select("main a")
    assert {link["href"] for link in links} == {f"/help/{topic}" for topic in TOPICS}
