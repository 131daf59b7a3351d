"""Finding a browser."""

from pathlib import Path

import pytest

from tools import browser


def test_a_chromium_that_is_installed_is_used(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    program = tmp_path / "chromium"
    program.touch(mode=0o755)
    monkeypatch.setenv("PATH", str(tmp_path))
    assert browser.executable() == str(program)
    assert "chromium" not in browser.missing_packages()


def test_without_one_debian_is_asked_for_it_and_its_fonts(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setenv("PATH", str(tmp_path))
    assert browser.missing_packages()[:2] == ["chromium", "fonts-noto-core"]


def test_the_browser_of_these_tests_is_there():
    assert Path(browser.executable()).exists()
