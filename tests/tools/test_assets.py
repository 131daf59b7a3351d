"""The one file of others: fetched, checked, and not needed."""

import hashlib
from pathlib import Path

import pytest

from tools import assets

TEXT = "htmx"


@pytest.fixture
def npm(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty repository that wants a file with TEXT, and a program that plays npm."""
    (tmp_path / "assets.sha256").write_text(f"{hashlib.sha256(TEXT.encode()).hexdigest()}  htmx.min.js\n")
    program = tmp_path / "npm"
    monkeypatch.setattr(assets, "ROOT", tmp_path)
    monkeypatch.setattr(assets, "FETCHED", tmp_path / "node_modules" / "htmx.min.js")
    monkeypatch.setattr(assets, "SERVED", tmp_path / "build" / "htmx.min.js")
    monkeypatch.setenv("PATH", str(tmp_path), prepend=":")
    return program


def play(npm: Path, script: str) -> None:
    npm.write_text(f"#!/bin/sh\n{script}\n")
    npm.chmod(0o755)


def test_the_file_is_fetched_checked_and_put_where_it_is_served(npm: Path):
    play(npm, f"mkdir node_modules && printf {TEXT} > node_modules/htmx.min.js")
    assert assets.main() == 0
    assert (npm.parent / "build" / "htmx.min.js").read_text() == TEXT


def test_a_file_that_is_there_is_not_fetched_again(npm: Path):
    play(npm, "exit 1")
    assets.SERVED.parent.mkdir()
    assets.SERVED.write_text(TEXT)
    assert assets.main() == 0


def test_another_file_is_not_served(npm: Path, capsys: pytest.CaptureFixture[str]):
    play(npm, "mkdir node_modules && printf evil > node_modules/htmx.min.js")
    assert assets.main() == 1
    assert not assets.SERVED.exists()
    assert "is not the file that assets.sha256 names" in capsys.readouterr().err


def test_without_a_network_one_line_says_so_and_the_start_goes_on(
    npm: Path, capsys: pytest.CaptureFixture[str]
):
    play(npm, "exit 1")
    assert assets.main() == 0
    assert capsys.readouterr().err == "htmx is not there (npm could not fetch it); Opweg works without it.\n"
