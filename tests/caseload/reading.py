"""What the tests read on the caseload, and one deed that it has no page for."""

from bs4 import BeautifulSoup, Tag

from tests.browser import Browser
from tests.make import Make, ago
from tracker.trajectory.models import PhaseStay, Trajectory
from tracker.trajectory.terms import Outcome

PAGE = "/caseload"


def text(part: Tag | None) -> str:
    """What somebody reads, with single spaces."""
    assert part
    return " ".join(part.get_text(" ").split())


def names(page: BeautifulSoup) -> list[str]:
    return [text(name) for name in page.select("#list th[scope=row] a")]


def counted(page: BeautifulSoup) -> int:
    """How many trajectories the list has, as the line above it says."""
    return int(text(page.select_one("#count")).split()[0].replace(",", ""))


def listed(browser: Browser, path: str) -> set[str]:
    """The dossiers on all pages of a list."""
    page = browser.get(path)
    found = [link["href"] for link in page.select("#list th[scope=row] a")]
    following = page.select_one("a[rel=next]")
    assert len(found) == len(set(found))
    return {*found, *(listed(browser, following["href"]) if following else ())}


def close(make: Make, trajectory: Trajectory) -> None:
    stay = make.session.query(PhaseStay).filter_by(trajectory_id=trajectory.id).one()
    stay.left_on, stay.outcome = ago(1), Outcome.WORK
    make.session.commit()
