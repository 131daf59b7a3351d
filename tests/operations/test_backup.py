"""A backup is whole, proved and private, or it is not there and one sentence says why."""

import errno
import os
import resource
import stat
import subprocess
import sys
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from threading import Event

import pytest
from bs4 import BeautifulSoup
from click.testing import Result
from flask import Flask
from sqlalchemy import Engine, create_engine

from config import testing
from tests.browser import Browser
from tests.crowd import crowd
from tests.make import NOW, PASSWORD, Make
from tests.test_house_rules import ROOT
from tracker import create_app
from tracker.accounts.models import User
from tracker.operations import actions
from tracker.operations.actions import back_up
from tracker.operations.queries import contents
from tracker.operations.terms import Content, Contents
from tracker.web.pages import db

WRITERS, ROUNDS = 3, 3


@pytest.fixture
def house(make: Make, manager: User) -> User:
    """A municipality with a caseload of accents and other scripts."""
    crowd(make, manager, 200)
    return manager


def backup(app: Flask, *words: object) -> Result:
    return app.test_cli_runner().invoke(args=["backup", *map(str, words)])


def held_by(address: str) -> Contents:
    engine = create_engine(address)
    with engine.connect() as connection:
        found = contents(connection)
    engine.dispose()
    return found


def assert_nothing_left(folder: Path) -> None:
    assert sorted(path.name for path in folder.iterdir()) == []


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "backups").mkdir()
    return tmp_path / "backups"


def test_a_backup_under_load_is_one_moment_and_opens_the_door(
    app: Flask,
    app_engine: Engine,
    make: Make,
    visit: Callable[..., Browser],
    house: User,
    folder: Path,
    restore: Callable[[Path], str],
):
    """Client managers go on logging; what the file holds is what was there between two of their deeds."""
    paths = [make.trajectory(house, days=40).id for _ in range(WRITERS)]
    browsers, enough = [visit(house) for _ in paths], Event()

    def log(browser: Browser, path: object) -> int:
        logged = 0
        while not enough.is_set():
            sent = {"how": "talk", "text": f"Contact {logged}", "follow_up": "nothing"}
            assert browser.open(f"/trajectories/{path}/log-contact", "POST", **sent).status_code == 302
            logged += 1
        return logged

    with ThreadPoolExecutor(WRITERS) as pool:
        writing = [pool.submit(log, *pair) for pair in zip(browsers, paths, strict=True)]
        try:
            held = [back_up(app_engine, folder / f"{number}") for number in range(ROUNDS)]
        finally:
            enough.set()
        logged = sum(one.result(60) for one in writing)

    counts = [one["contact"].rows for one in held]
    assert counts == sorted(counts)
    assert logged > 0
    assert counts[0] < held_by_app(app_engine)["contact"].rows
    restored = restore(folder / f"{ROUNDS - 1}")
    assert held_by(restored) == held[-1]
    assert_signs_in(restored, house)


def held_by_app(engine: Engine) -> Contents:
    with engine.connect() as connection:
        return contents(connection)


def assert_signs_in(address: str, user: User) -> None:
    """Somebody signs in to the restored database and sees their caseload."""
    app = create_app(testing(address, clock=lambda: NOW))
    client = app.test_client()
    assert client.get("/healthz").text == "ok\n"
    token = BeautifulSoup(client.get("/sign-in").text, "html.parser").select_one("[name=csrf_token]")
    sent = {"csrf_token": token["value"], "email": user.email, "password": PASSWORD, "kept": ""}
    assert client.post("/sign-in", data=sent).status_code == 302
    assert "Peñaloza" in client.get("/caseload?q=Peñaloza").text
    with app.app_context():
        db.engine.dispose()


def test_the_command_says_what_was_proved_with_figures(
    app: Flask, app_engine: Engine, house: User, folder: Path
):
    done = backup(app, folder / "a")
    held = held_by_app(app_engine)
    rows = sum(one.rows for one in held.values())
    assert done.exit_code == 0, done.output
    assert f"{folder / 'a'}: {len(held)} tables, {rows} rows, " in done.output
    tables = f"{len(held)} of {len(held)} tables have the same rows and checksum."
    assert f"Proved: restored, and {tables}" in done.output
    assert stat.S_IMODE((folder / "a").stat().st_mode) == 0o600


def test_in_a_folder_it_gets_the_moment_as_its_name(app: Flask, make: Make, folder: Path, database: str):
    assert backup(app, folder).exit_code == 0
    kind = "db" if database.startswith("sqlite") else "dump"
    assert [path.name for path in folder.iterdir()] == [f"opweg-2026-11-24-103000.{kind}"]


def test_an_existing_file_stays_as_it_is(app: Flask, folder: Path):
    (folder / "a").write_text("of yesterday")
    done = backup(app, folder / "a")
    assert (done.exit_code, done.output) == (
        1,
        f"Error: {folder / 'a'} exists already: choose another name.\n",
    )
    assert (folder / "a").read_text() == "of yesterday"
    assert [path.name for path in folder.iterdir()] == ["a"]


@pytest.mark.parametrize(
    ("path", "why"), [("absent/a", "the folder does not exist"), ("text/a", "the folder is a file")]
)
def test_a_broken_path_is_one_sentence(app: Flask, tmp_path: Path, path: str, why: str):
    (tmp_path / "text").write_text("")
    done = backup(app, tmp_path / path)
    assert (done.exit_code, done.output) == (1, f"Error: {tmp_path / path} cannot be written: {why}.\n")


@pytest.mark.parametrize(
    ("number", "why"),
    [
        (errno.EACCES, "this user may not write there"),
        (errno.EROFS, "nothing can be written there"),
        (errno.ENOSPC, "the disk is full"),
    ],
)
def test_a_place_that_cannot_be_written_is_one_sentence(
    app: Flask, folder: Path, monkeypatch: pytest.MonkeyPatch, number: int, why: str
):
    def refuse(*_: object) -> int:
        raise OSError(number, os.strerror(number))

    monkeypatch.setattr(os, "open", refuse)
    done = backup(app, folder / "a")
    monkeypatch.undo()
    assert (done.exit_code, done.output) == (1, f"Error: {folder / 'a'} cannot be written: {why}.\n")
    assert_nothing_left(folder)


def test_a_disk_that_turns_out_full_at_the_end_leaves_nothing(
    app: Flask, folder: Path, monkeypatch: pytest.MonkeyPatch
):
    def full(handle: int) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    done = backup(app, folder / "a")
    assert (done.exit_code, done.output) == (
        1,
        f"Error: {folder / 'a'} cannot be written: the disk is full.\n",
    )
    assert_nothing_left(folder)


def test_a_file_that_may_not_grow_leaves_nothing(house: User, database: str, folder: Path):
    """Really: the system refuses every byte after the first 60,000 of a file."""
    words = [sys.executable, "-m", "flask", "--app", "tracker", "backup", str(folder / "a")]
    settings = {**os.environ, "SECRET_KEY": "k" * 40, "DATABASE_URL": database}
    done = subprocess.run(
        words,
        env=settings,
        cwd=ROOT,
        capture_output=True,
        text=True,
        preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_FSIZE, (60_000, 60_000)),
    )
    assert done.returncode == 1
    assert done.stderr.startswith("Error: ")
    assert "File too large" in done.stderr or "cannot be written" in done.stderr
    assert done.stderr.count("\n") == 1
    assert_nothing_left(folder)


def test_a_copy_that_differs_is_no_backup(app: Flask, folder: Path, monkeypatch: pytest.MonkeyPatch):
    real, asked = actions.contents, []

    def forgetful(connection: object) -> Contents:
        asked.append(connection)
        found = dict(real(connection))
        if len(asked) > 1:
            found["contact"] = Content(found["contact"].rows, found["contact"].checksum + 1)
        return found

    monkeypatch.setattr(actions, "contents", forgetful)
    done = backup(app, folder / "a")
    assert done.exit_code == 1
    assert done.output == "Error: The restored copy differs from the database in: contact.\n"
    assert_nothing_left(folder)


def test_a_checksum_sees_every_change_and_no_order(app_engine: Engine, make: Make, house: User):
    before = held_by_app(app_engine)
    house.name = "Else Wit"
    make.session.commit()
    changed = held_by_app(app_engine)
    assert {name for name in before if before[name] != changed[name]} == {"user_account"}
    assert before["user_account"].rows == changed["user_account"].rows
    assert held_by_app(app_engine) == changed


def test_a_database_without_tables_has_no_backup(tmp_path: Path):
    app = create_app(testing(f"sqlite:///{tmp_path / 'bare.db'}", clock=lambda: NOW))
    done = backup(app, tmp_path / "a")
    assert (done.exit_code, (tmp_path / "a").exists()) == (1, False)
    assert "run flask --app tracker migrate first" in done.output
    with app.app_context():
        db.engine.dispose()
