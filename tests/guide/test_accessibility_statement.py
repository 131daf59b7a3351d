"""The statement of accessibility says what was measured, no more, and of these screens."""

from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from flask import Flask

from tests.browser import Browser
from tests.screens.test_accessibility import WIDTHS, screens
from tools.accessibility import Incomplete, written
from tracker.core.catalogue import load_whole
from tracker.guide.catalogue import MEASURED
from tracker.guide.rules import status
from tracker.guide.terms import Measured, Status

AGAIN = "screens changed: run tests/screens/test_accessibility.py, then python -m tools.accessibility"


def run(width: int, colour: str, **more: Any) -> dict[str, Any]:
    seen = {"day": "2026-11-25", "axe": "4.12.1", "screens": ["a.a", "b.b"], "violations": {}}
    return {"width": width, "colour": colour, **seen, **more}


def test_what_is_committed_is_about_the_screens_of_now(app: Flask):
    assert set(MEASURED.screens) == set(screens(app)), AGAIN
    assert MEASURED.widths == WIDTHS
    assert MEASURED.colours == ("light", "dark")


def test_the_page_tells_what_was_measured_and_what_was_not(visit: Callable[..., Browser]):
    page = visit().get("/accessibility?language=en")
    assert page.select_one(".finding").text == "First measures taken (status C)"
    facts = [fact.text for fact in page.select("dl dd")]
    assert f"{len(MEASURED.screens)} (all of them)" in facts
    assert facts[-2:] == [f"axe-core {MEASURED.axe}", str(len(MEASURED.violations))]
    assert "Nobody who uses a screen reader" in page.main.text


def test_it_is_one_press_away_from_every_page(visit: Callable[..., Browser], browser: Browser):
    for page in (visit().get("/sign-in"), browser.get("/caseload"), browser.get("/nowhere", 404)):
        assert page.select_one("footer a[href='/accessibility']")


def test_a_stranger_reads_it_in_both_languages(visit: Callable[..., Browser]):
    dutch = visit().get("/accessibility")
    assert dutch.h1.text == "Toegankelijkheid"
    way = dutch.select_one("header a[lang=en]")["href"]
    english = visit().get(way)
    assert english.h1.text == "Accessibility"
    assert english.select_one("footer a[href*=accessibility]")["href"] == "/accessibility?language=en"


def test_six_runs_become_one_measurement(tmp_path: Path):
    runs = [run(width, colour) for width in WIDTHS for colour in ("dark", "light")]
    (tmp_path / "a.toml").write_text(written(runs))
    found = load_whole(tmp_path / "a.toml", Measured)
    assert found == Measured(date(2026, 11, 25), "4.12.1", WIDTHS, ("light", "dark"), ("a.a", "b.b"))
    assert status(found) is Status.FIRST_MEASURES


def test_a_violation_is_told(tmp_path: Path):
    wrong = {"b.b": 'Elements must meet "enough" contrast'}
    (tmp_path / "a.toml").write_text(written([run(320, "dark", violations=wrong)]))
    found = load_whole(tmp_path / "a.toml", Measured)
    assert found.violations == wrong
    assert status(found) is Status.FALLS_SHORT


@pytest.mark.parametrize(
    "runs",
    [
        [],
        [run(320, "dark"), run(390, "light")],
        [run(320, "dark"), run(390, "dark", screens=["a.a"])],
    ],
)
def test_half_a_test_is_no_measurement(runs: list[dict[str, Any]]):
    with pytest.raises(Incomplete, match="different lists of screens"):
        written(runs)
