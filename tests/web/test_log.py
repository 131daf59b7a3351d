"""The log tells what happened and where, and nothing about anybody."""

import json
import logging
import subprocess
import sys
from collections.abc import Callable, Iterator

import pytest
from flask import Flask
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError

from config import testing
from tests.browser import Browser
from tests.make import NOW, Make
from tests.test_house_rules import ROOT
from tracker import create_app
from tracker.accounts.models import User
from tracker.accounts.terms import Can
from tracker.trajectory.models import Trajectory
from tracker.web import log
from tracker.web.pages import Pages, current_work, db

CANARY = "Kwetteraar"
NOTE = f"{CANARY} says: the cook of {CANARY} is ill"
EMAIL = f"{CANARY.lower()}@town.example"
KEYS = {"time", "level", "event", "trace", "method", "route", "status", "ms", "statements", "user"}


class Lines(logging.Handler):
    """What is written, as it is written."""

    def __init__(self) -> None:
        super().__init__(logging.DEBUG)
        self.setFormatter(log.Lines())
        self.written: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        self.written.append(self.format(record))

    @property
    def read(self) -> list[dict[str, object]]:
        return [json.loads(line) for line in self.written]

    def requests(self) -> list[dict[str, object]]:
        return [line for line in self.read if line["event"] == "request"]


@pytest.fixture
def lines() -> Iterator[Lines]:
    """Everything that anything logs, however small, as our formatter writes it."""
    handler, root = Lines(), logging.getLogger()
    before = root.level
    root.addHandler(handler)
    root.setLevel(logging.DEBUG)
    yield handler
    root.removeHandler(handler)
    root.setLevel(before)


def page(how: str) -> str:
    somebody, session = CANARY, current_work().session
    if how == "value":
        raise ValueError(f"{somebody} is no number")
    if how == "chain":
        try:
            int(somebody)
        except ValueError as why:
            raise RuntimeError(f"no number for {somebody}") from why
    if how == "table":
        session.execute(text("SELECT * FROM nothing WHERE name = :name"), {"name": somebody})
    if how == "type":
        session.execute(text("SELECT id FROM newcomer WHERE birth_year = :year"), {"year": {somebody}})
    logging.getLogger("a.library").warning("no %s for %s in %d", "place", somebody, 3)
    logging.getLogger("a.library").error(f"no place: {somebody}")
    return "well"


@pytest.fixture
def broken(database: str, lines: Lines) -> Iterator[Flask]:
    """Our application with pages that break in every way we can think of, all of them about somebody."""
    app = create_app(testing(database, clock=lambda: NOW))
    app.config["PROPAGATE_EXCEPTIONS"] = False
    pages = Pages("broken", __name__)

    pages.add_url_rule("/broken/<how>", "page", page, methods=["GET", "POST"], can=Can.USE)
    app.register_blueprint(pages)
    yield app
    with app.app_context():
        db.engine.dispose()


@pytest.fixture
def trajectory(make: Make, manager: User) -> Trajectory:
    return make.trajectory(manager, newcomer={"given_name": CANARY, "family_name": f"van {CANARY}"})


def test_a_page_is_one_line(browser: Browser, trajectory: Trajectory, lines: Lines, statements: list[str]):
    statements.clear()
    answer = browser.open(f"/trajectories/{trajectory.id}?from={CANARY}")
    (line,) = lines.requests()
    assert set(line) == KEYS
    assert line["trace"] == answer.headers["X-Request-ID"]
    assert (line["level"], line["method"], line["status"]) == ("info", "GET", 200)
    assert line["route"] == "/trajectories/<uuid:trajectory_id>"
    assert line["statements"] == len(statements) > 0
    assert str(line["time"]).endswith("+00:00")
    assert isinstance(line["ms"], float)
    assert str(trajectory.id) not in lines.written[-1]


def test_a_user_is_the_same_word_every_time_and_says_nothing(
    browser: Browser, visit: Callable[..., Browser], make: Make, manager: User, lines: Lines
):
    for one in (browser, browser, visit(make.user()), visit()):
        one.open("/account")
    first, again, other, nobody = (line["user"] for line in lines.requests())
    assert first == again != other
    assert nobody is None
    assert str(first) not in {manager.id.hex, manager.id.hex[:12], manager.id.hex[-12:]}


def test_nobody_is_in_the_log(
    browser: Browser, visit: Callable[..., Browser], trajectory: Trajectory, lines: Lines, make: Make
):
    """Names, texts, addresses and search terms, through pages that work and pages that do not."""
    home = f"/trajectories/{trajectory.id}"
    sent = {"how": "talk", "text": NOTE, "present": CANARY, "follow_up": "nothing"}
    for path in (home, "/caseload", f"/caseload?q={CANARY}", f"/{CANARY}?q={CANARY}", f"{home}/{CANARY}"):
        browser.open(path)
    browser.open(f"/static/{CANARY}/{CANARY}.css")
    answers = [
        browser.open(f"{home}/log-contact", "POST", **sent).status_code,
        browser.open(f"{home}/log-contact", "POST", **{**sent, "on": CANARY}).status_code,
        browser.open(f"{home}/put-on-hold", "POST", reason=NOTE, until_on=CANARY).status_code,
        browser.open(f"{home}/put-on-hold", "POST", reason="x" * 2_000_000).status_code,
        visit(make.user()).open(f"{home}/log-contact", "POST", **sent).status_code,
        visit().open("/sign-in", "POST", email=EMAIL, password=CANARY).status_code,
        visit().open(f"/choose-password/{CANARY}").status_code,
        browser.client.post(f"{home}/log-contact", data=sent).status_code,
        browser.client.open(f"/caseload?{CANARY}", method=CANARY.upper()).status_code,
    ]
    odd = {"X-Request-ID": CANARY, "User-Agent": CANARY, "Referer": f"http://a/{CANARY}", "Accept": CANARY}
    browser.client.get("/caseload", headers=odd)
    assert {302, 400, 404, 405, 413, 422} <= set(answers), answers
    assert len(lines.requests()) >= 16
    assert_unnamed(lines)


def assert_unnamed(lines: Lines) -> None:
    assert [line for line in lines.written if CANARY.lower() in line.lower()] == []


@pytest.mark.parametrize("method", ["GET", "POST"])
@pytest.mark.parametrize("how", ["value", "chain", "table", "type"])
def test_a_page_that_breaks_tells_where_and_not_about_whom(
    broken: Flask, make: Make, manager: User, lines: Lines, how: str, method: str
):
    answer = Browser(broken, make.session, make.work(manager)).open(f"/broken/{how}", method, text=NOTE)
    assert answer.status_code in {500, 503}
    told = next(line for line in lines.read if line["event"] == "exception")
    asked = lines.requests()[-1]
    assert told["trace"] == asked["trace"] == answer.headers["X-Request-ID"]
    assert f"<code>{told['trace']}</code>" in answer.text
    assert (told["level"], asked["level"], asked["route"]) == ("error", "error", "/broken/<how>")
    assert any("test_log.py" in place and place.endswith(" page") for place in told["exception"])
    assert_unnamed(lines)


def test_a_broken_statement_is_told_without_its_values(
    broken: Flask, make: Make, manager: User, lines: Lines
):
    Browser(broken, make.session, make.work(manager)).open("/broken/table")
    told = next(line for line in lines.read if line["event"] == "exception")["exception"]
    assert any("in SELECT * FROM nothing WHERE name = " in str(place) for place in told)
    chain = Browser(broken, make.session, make.work(manager))
    chain.open("/broken/chain")
    told = [line for line in lines.read if line["event"] == "exception"][-1]["exception"]
    kinds = [place for place in told if ".py:" not in place]
    assert kinds == ["builtins.RuntimeError", "builtins.ValueError"]


def test_at_a_terminal_too_a_broken_statement_shows_no_values(app: Flask):
    with app.app_context(), pytest.raises(DBAPIError) as broken:
        db.session.execute(text("SELECT * FROM nothing WHERE name = :name"), {"name": CANARY})
    assert "SQL parameters hidden" in str(broken.value)
    assert CANARY not in str(broken.value)


def test_what_a_library_says_keeps_its_numbers_only(broken: Flask, make: Make, manager: User, lines: Lines):
    assert Browser(broken, make.session, make.work(manager)).open("/broken/well").text == "well"
    said = [line["event"] for line in lines.read if line.get("logger") == "a.library"]
    assert said == ["no … for … in 3", "no place"]


@pytest.mark.parametrize("given", ["0123456789abcdef", "0123456789abcdef" * 2])
def test_a_trace_id_in_the_strict_form_is_taken_over(browser: Browser, lines: Lines, given: str):
    answer = browser.client.get("/nowhere", headers={"X-Request-ID": given})
    assert answer.headers["X-Request-ID"] == lines.requests()[0]["trace"] == given
    assert f"<code>{given}</code>" in answer.text


@pytest.mark.parametrize(
    "given", ["", "0123456789ABCDEF", "0123456789abcde", "0" * 17, "0" * 33, "<script>alert(1)", "１" * 16]
)
def test_any_other_trace_id_is_not(browser: Browser, lines: Lines, given: str):
    answer = browser.client.get("/nowhere", headers={"X-Request-ID": given.encode().decode("latin-1")})
    assert answer.headers["X-Request-ID"] == lines.requests()[0]["trace"]
    assert answer.headers["X-Request-ID"] != given
    assert log.STRICT.fullmatch(answer.headers["X-Request-ID"])


def test_what_is_asked_all_day_is_no_line_of_its_own(browser: Browser, lines: Lines):
    browser.open("/healthz")
    assert [line["level"] for line in lines.requests()] == ["debug"]


def test_a_health_check_that_fails_says_why_in_the_log(tmp_path, lines: Lines):
    app = create_app(testing(f"sqlite:///{tmp_path / 'bare.db'}", clock=lambda: NOW))
    assert app.test_client().get("/healthz").text == "not ok\n"
    with app.app_context():
        db.engine.dispose()
    said = [(line["level"], line["event"]) for line in lines.read if line["level"] == "warning"]
    assert said == [("warning", "The database is not up to date: run flask --app tracker migrate first.")]


def test_a_command_that_breaks_tells_the_journal_no_more_than_a_page(tmp_path):
    script = f"""
from config import Config
from tracker import create_app
app = create_app(Config("k" * 32, "sqlite:///{tmp_path}/a.db", journal=True))
raise ValueError("{CANARY} is ill")
"""
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, cwd=ROOT)
    (line,) = done.stdout.splitlines()
    assert (done.returncode, json.loads(line)["exception"][0]) == (1, "builtins.ValueError")
    assert CANARY not in done.stdout + done.stderr
