"""Who imports in the browser, and what they send."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from bs4 import BeautifulSoup
from sqlalchemy.orm import Session

from tests.browser import Browser
from tests.exchange.look import HEADINGS, everything, sheet
from tests.make import Make
from tracker.accounts.models import Team, User
from tracker.accounts.terms import Role

OWN = ("audit_line", "import_draft", "import_run", "import_heading", "sign_in")
"""What an import leaves behind even when it is undone, and who looks at it."""


@pytest.fixture
def team(make: Make) -> Team:
    return make.team()


@pytest.fixture
def lead(make: Make, team: Team) -> User:
    return make.user(Role.TEAM_LEAD, team)


@pytest.fixture
def desk(visit: Callable[..., Browser], lead: User) -> Browser:
    return visit(lead)


class Sender:
    """Sends sheets, and goes on to their report."""

    def __init__(self, desk: Browser, folder: Path) -> None:
        self.desk, self.folder = desk, folder

    def send(self, path: Path, status: int = 302) -> BeautifulSoup:
        return self.desk.post("/imports/begin", status, file=(path.open("rb"), path.name))

    def draft(self, *rows: list[Any], headings: list[str] = HEADINGS) -> str:
        """The address of a draft of these rows, its columns matched as proposed."""
        self.send(sheet(self.folder, *rows, headings=headings))
        page = self.desk.get("/imports")
        found = str(page.select_one(".tasks a")["href"]).removesuffix("/mend-cells")
        chosen = self.desk.get(f"{found}/choose-sheet").select_one("details[open] form")
        row = chosen.select_one("[name=heading_row][checked]")["value"]
        self.desk.post(f"{found}/choose-sheet", table_no="0", heading_row=row)
        self.desk.post(f"{found}/match-columns", **self.matching(found))
        return found

    def matching(self, found: str) -> dict[str, str]:
        lists = self.desk.get(f"{found}/match-columns").select("table select")
        chosen = {str(one["name"]): one.select_one("option[selected]") for one in lists}
        return {name: str(option["value"]) if option else "" for name, option in chosen.items()}

    def seen(self, found: str) -> str:
        return str(self.desk.get(f"{found}/mend-cells").select_one("[name=seen]")["value"])

    def run(self, found: str) -> str:
        """Run it; the address of the import."""
        answer = self.desk.open(f"{found}/run", "POST", seen=self.seen(found))
        assert answer.status_code == 302, answer.text
        return answer.location


@pytest.fixture
def sender(desk: Browser, tmp_path: Path) -> Sender:
    return Sender(desk, tmp_path)


def state(session: Session) -> dict[str, list[Any]]:
    """Every row of every table that an import writes for people."""
    session.rollback()
    session.expire_all()
    return {name: rows for name, rows in everything(session).items() if name not in OWN}
