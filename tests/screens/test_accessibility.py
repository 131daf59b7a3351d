"""axe finds nothing on any screen (WCAG 2.2 AA), three widths, light and dark; nothing scrolls sideways."""

from collections.abc import Callable, Iterator
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from flask import Flask, url_for
from playwright.sync_api import Page
from sqlalchemy import select

from tests.authorization.table import TABLE
from tests.screens.conftest import SHOTS
from tracker.accounts.models import User
from tracker.trajectory.models import Barrier, Step, Strength, Trajectory
from tracker.web.pages import db

WIDTHS = (1280, 390, 320)
RULES = {"type": "tag", "values": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]}
NO_SCREEN = {"static", "vendor.static", "sign_in.home"}
WHO = {
    "sign_in.sign_in": None,
    "sign_in.start": "partner@opweg.example",
    "insight.bottlenecks": "teamleider@opweg.example",
}
"""Who looks at a screen; else the client manager."""


def screens(app: Flask) -> Iterator[str]:
    """Every endpoint that answers a GET with a page."""
    for rule in app.url_map.iter_rules():
        if "GET" in (rule.methods or ()) and rule.endpoint not in NO_SCREEN:
            yield rule.endpoint


def path_of(app: Flask, endpoint: str) -> str:
    """The address of a screen, for the client manager's richest open dossier."""
    rule = next(rule for rule in app.url_map.iter_rules() if rule.endpoint == endpoint)
    with app.test_request_context():
        ids = _ids() if rule.arguments else {}
        return url_for(endpoint, **{name: ids[name] for name in rule.arguments})


def _ids() -> dict[str, Any]:
    manager = select(User.id).where(User.email == "klantmanager@opweg.example").scalar_subquery()
    open_ones = (
        select(Trajectory.id, Barrier.id, Step.id, Strength.id)
        .join(Barrier, (Barrier.trajectory_id == Trajectory.id) & Barrier.closed_on.is_(None))
        .join(Step, (Step.trajectory_id == Trajectory.id) & Step.ended_on.is_(None))
        .join(Strength, (Strength.trajectory_id == Trajectory.id) & Strength.closed_on.is_(None))
        .where(Trajectory.client_manager_id == manager)
        .order_by(Trajectory.reference)
    )
    row = db.session.execute(open_ones).first()
    assert row, "the demo town has nobody with a barrier, a step and a strength"
    ids = dict(zip(("trajectory_id", "barrier_id", "step_id", "strength_id"), row, strict=True))
    return {**ids, "key": "side_by_side"}


@pytest.mark.parametrize("dark", [False, True], ids=["light", "dark"])
@pytest.mark.parametrize("width", WIDTHS)
def test_no_screen_has_a_violation(town: Flask, open_page: Callable[..., Page], width: int, dark: bool):
    axe, found, seen = Axe(), [], 0
    pages: dict[str | None, Page] = {}
    for endpoint in sorted(screens(town)):
        email = WHO.get(endpoint, "klantmanager@opweg.example")
        page = pages.get(email) or pages.setdefault(email, open_page(email, width=width, dark=dark))
        page.goto(path_of(town, endpoint))
        seen += 1
        result = axe.run(page, options={"runOnly": RULES})
        found += [
            f"{endpoint}: {v['id']} {v['nodes'][0]['html'][:120]}" for v in result.response["violations"]
        ]
        if page.evaluate("document.documentElement.scrollWidth > document.documentElement.clientWidth"):
            found.append(f"{endpoint}: scrolls sideways at {width} px")
        _keep(page, endpoint, width, dark)
    assert found == []
    assert seen == len(set(screens(town))) == len({e for e in TABLE if e in set(screens(town))})


def _keep(page: Page, endpoint: str, width: int, dark: bool) -> None:
    """A picture of the screen in var/screens, for people to look at."""
    SHOTS.mkdir(parents=True, exist_ok=True)
    page.screenshot(path=SHOTS / f"{endpoint}-{width}-{'dark' if dark else 'light'}.png", full_page=True)
