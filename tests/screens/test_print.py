"""Every screen on paper: A4, whole, with whose it is and of which day, and without what nobody can press."""

from collections.abc import Callable
from typing import Any

import pytest
from flask import Flask
from playwright.sync_api import Page

from tests.screens.conftest import SHOTS
from tests.screens.test_accessibility import WHO, path_of, screens

PAPER = {"width": 688, "height": 1017}
"""A4 without its margins of 14 mm, in CSS pixels."""

PRESSED = ".menu, .pager, button, [type=submit], [type=search], summary, .screen, .skip, footer.foot"
LOOK = """
pressed => {
  const seen = one => one.checkVisibility() && one.getClientRects().length > 0;
  const name = one => one.outerHTML.slice(0, 90);
  const hidden = one => one.closest(".hidden, .sprite, svg, [hidden], textarea, select, input");
  const all = [...document.body.querySelectorAll("*")];
  return {
    pressed: [...document.querySelectorAll(pressed)].filter(seen).map(name),
    folded: [...document.querySelectorAll("details > :not(summary)")].filter(one => !one.closest(".screen"))
      .filter(one => one.textContent.trim() && !seen(one)).map(name),
    cut: all.filter(one => !hidden(one) && seen(one)).filter(one => {
      const style = getComputedStyle(one);
      return style.overflowX !== "visible" && one.scrollWidth > one.clientWidth + 1
        || style.overflowY !== "visible" && one.scrollHeight > one.clientHeight + 1;
    }).map(name),
    outside: all.filter(one => !hidden(one) && seen(one))
      .filter(one => one.getBoundingClientRect().right > innerWidth + 1)
      .map(one => `${one.getBoundingClientRect().right} ${name(one)}`),
    addresses: all.filter(one => ["::before", "::after"].some(
      part => getComputedStyle(one, part).content.includes("http"))).map(name),
    heading: [...document.querySelectorAll("h1")].filter(seen).length,
    printed: document.querySelector(".masthead .printed").innerText,
  };
}
"""


@pytest.fixture
def printed(town: Flask, open_page: Callable[..., Page]) -> Callable[[str], Page]:
    """A screen as the printer gets it."""
    pages: dict[str | None, Page] = {}

    def print_one(endpoint: str, query: str = "") -> Page:
        email = WHO.get(endpoint, "klantmanager@opweg.example")
        if email not in pages:
            pages[email] = open_page(email)
        page = pages[email]
        page.set_viewport_size(PAPER)
        page.emulate_media(media="print")
        answer = page.goto(path_of(town, endpoint) + query)
        assert answer, endpoint
        assert answer.status == 200, endpoint
        return page

    return print_one


def test_every_screen_prints_whole_and_without_what_is_pressed(town: Flask, printed: Callable[..., Page]):
    wrong: list[tuple[str, str, Any]] = []
    for endpoint in sorted(screens(town)):
        page = printed(endpoint)
        seen = page.evaluate(LOOK, PRESSED)
        wrong += [
            (endpoint, what, seen[what])
            for what in ("pressed", "folded", "cut", "outside", "addresses")
            if seen[what]
        ]
        if seen["heading"] != 1 or "Afgedrukt op" not in seen["printed"]:
            wrong.append((endpoint, "heading", seen))
        whose = WHO.get(endpoint, "klantmanager@opweg.example")
        if whose and not seen["printed"].partition(" · Afgedrukt op ")[2]:
            wrong.append((endpoint, "whose", seen["printed"]))
        SHOTS.mkdir(parents=True, exist_ok=True)
        page.pdf(path=SHOTS / f"{endpoint}.pdf", prefer_css_page_size=True)
    assert not wrong, "\n".join(map(str, wrong))


def test_the_look_finds_what_is_wrong_with_paper(printed: Callable[..., Page]):
    """The test itself sees a cut table, a button and a folded part."""
    page = printed("insight.bottlenecks")
    page.evaluate(
        """() => document.querySelector("main").insertAdjacentHTML("beforeend",
        '<div id="cut"><p>' + "x".repeat(900) + '</p></div><p><button>Go</button></p>')"""
    )
    page.evaluate(
        """() => {
          const sheet = new CSSStyleSheet();
          sheet.replaceSync("#cut { overflow: hidden; inline-size: 90px; white-space: nowrap; }");
          document.adoptedStyleSheets.push(sheet);
        }"""
    )
    seen = page.evaluate(LOOK, PRESSED)
    assert len(seen["cut"]) == 1
    assert len(seen["pressed"]) == 1


@pytest.mark.parametrize("endpoint", ["caseload.caseload", "dossier.dossier", "insight.bottlenecks"])
def test_a_button_prints_for_who_has_scripts(town: Flask, open_page: Callable[..., Page], endpoint: str):
    email = WHO.get(endpoint, "klantmanager@opweg.example")
    page = open_page(email)
    page.add_init_script("window.print = () => { window.printed = (window.printed || 0) + 1; }")
    page.goto(path_of(town, endpoint))
    page.get_by_role("button", name="Afdrukken").click()
    assert page.evaluate("window.printed") == 1

    plain = open_page(email, scripts=False)
    plain.goto(path_of(town, endpoint))
    assert not plain.get_by_role("button", name="Afdrukken").is_visible()


def test_the_button_stays_when_only_the_list_was_refreshed(open_page: Callable[..., Page]):
    page = open_page("klantmanager@opweg.example")
    page.add_init_script("window.print = () => { window.printed = true; }")
    page.goto("/caseload")
    page.get_by_label("Intake").check()
    page.wait_for_url("**phase=intake**")
    page.get_by_role("button", name="Afdrukken").click()
    assert page.evaluate("window.printed") is True
