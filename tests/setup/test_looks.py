"""How Opweg looks for an organisation: what is read well, who gets it, and the way back."""

import re
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import select

from tracker.accounts.models import Look
from tracker.core.colour import contrast
from tracker.setup.rules import LEAST, examples, stylesheet, unreadable
from tracker.setup.terms import DARK, LIGHT, Looks

PURPLE = "#7a1f5c"
COLOURS = st.from_regex(r"#[0-9a-f]{6}", fullmatch=True)


def style_of(page):
    return [link["href"] for link in page.select("link[rel=stylesheet]") if "/set-up/" in link["href"]]


def test_everybody_of_the_organisation_sees_it_and_nobody_else(desk, visit, make, team):
    desk.post("/set-up/looks/set", logo="Gemeente Noord", action=PURPLE)
    colleague = visit(make.user(team=team))
    page = colleague.get("/caseload")
    assert page.select_one(".wordmark").text.strip() == "Gemeente Noord"
    (address,) = style_of(page)
    answer = colleague.client.get(address)
    assert f"--basis-color-action-1-color-default: {PURPLE}" in answer.text
    assert answer.mimetype == "text/css"
    assert answer.headers["Cache-Control"] == "private, max-age=31536000, immutable"
    stranger = visit(make.user())
    assert style_of(stranger.get("/caseload")) == []
    assert stranger.client.get(address).status_code == 404
    assert visit().client.get(address).status_code == 302
    assert visit().get("/sign-in").select_one(".wordmark").text.strip() == "Opweg"


def test_another_colour_has_another_address(desk):
    desk.post("/set-up/looks/set", action=PURPLE)
    (before,) = style_of(desk.get("/set-up"))
    desk.post("/set-up/looks/set", action="#0b5567")
    (after,) = style_of(desk.get("/set-up"))
    assert before != after
    assert desk.client.get(before).status_code == 404


def test_a_name_alone_needs_no_stylesheet(desk):
    desk.post("/set-up/looks/set", logo="Noord")
    page = desk.get("/set-up")
    assert page.select_one(".wordmark").text.strip() == "Noord"
    assert style_of(page) == []


def test_an_example_is_shown_and_nothing_kept(desk, session):
    page = desk.post("/set-up/looks/set", status=200, action=PURPLE, show="1")
    (address,) = style_of(page)
    assert PURPLE in desk.client.get(address).text
    assert page.select_one("#action")["value"] == PURPLE
    assert session.scalars(select(Look)).all() == []
    assert desk.client.get("/set-up/looks/examples?action=red").status_code == 404


def test_the_way_back(desk, session):
    desk.post("/set-up/looks/set", logo="Noord", action=PURPLE)
    desk.post("/set-up/looks/reset")
    page = desk.get("/set-up")
    assert page.select_one(".wordmark").text.strip() == "Opweg"
    assert style_of(page) == []
    desk.post("/set-up/looks/reset", status=404)
    text = desk.get("/set-up/changes").text
    assert "Looks set" in text
    assert "Looks of Opweg again" in text


@pytest.mark.parametrize(
    ("field", "colour", "words"),
    [
        ("action", "#8899aa", "contrast of 2.6 to 1 on a light page"),
        ("hover", "#ffffff", "contrast of 1 to 1 on a light page"),
        ("dark_action", "#333333", "to 1 on a dark page"),
        ("dark_hover", "#000000", "to 1 on a dark page"),
        ("highlight", "#222222", "Choose a lighter one"),
        ("action", "red", "Write the colour like #0b5567"),
        ("action", "#fff;}", "Write the colour like #0b5567"),
        ("logo", "x" * 31, "too long"),
    ],
)
def test_what_is_read_badly_is_refused_with_its_ratio(desk, session, field, colour, words):
    page = desk.post("/set-up/looks/set", status=422, **{"action": PURPLE, field: colour})
    assert words in page.select_one(f"#{field}-error").text
    assert page.select_one(f"#{field}")["value"] == colour
    assert session.scalars(select(Look)).all() == []


def test_the_grounds_are_those_of_our_stylesheet():
    light, dark = Path("static/opweg.css").read_text().split("prefers-color-scheme: dark", 1)
    for scheme, css in ((LIGHT, light), (DARK, dark)):
        for name in scheme.COLOURS:
            if name == "now" and scheme is DARK:
                continue  # The same in both.
            found = re.search(rf"--c-{name}: (?:var\([^,]+, )?(#[0-9a-f]{{3,6}})", css)[1]
            found = found if len(found) == 7 else "#" + "".join(2 * digit for digit in found[1:])
            assert found == getattr(scheme, name), name


@given(COLOURS)
def test_what_follows_from_a_colour_that_is_taken_can_be_read(action):
    if unreadable(action, LIGHT):
        return
    css = examples(Looks(action=action))
    for name, scheme in (("light", LIGHT), ("dark", DARK)):
        block = re.search(rf"\.sample\.{name} {{ ([^}}]+)}}", css)[1]
        own = dict(re.findall(r"(--c-\w+): (#\w+);", block))
        for ground in (scheme.page, scheme.sunk, own["--c-tint"]):
            assert contrast(own["--c-action"], ground) >= LEAST
            assert contrast(own["--c-strong"], ground) >= LEAST
        for ground in ("--c-tint", "--c-h1", "--c-h2", "--c-h3"):
            assert contrast(scheme.text, own[ground]) >= LEAST
        assert contrast(scheme.page, own["--c-h4"]) >= LEAST


def test_ours_needs_no_stylesheet():
    assert stylesheet(Looks()) == ""
    assert unreadable(LIGHT.action, LIGHT) is None
    assert unreadable(DARK.action, DARK) is None
