"""Setting up: sentences instead of tracebacks, and nothing installed twice."""

import shutil
import socket
import subprocess
import sys
from pathlib import Path

import pytest

from tools import bootstrap
from tools.bootstrap import ROOT, Stop

SCRIPT = """
import runpy, sys
{change}
sys.argv = ["bootstrap", {target!r}]
runpy.run_path({path!r}, run_name="__main__")
"""


@pytest.fixture
def clone(tmp_path: Path) -> Path:
    """The script alone, without a .venv beside it."""
    (tmp_path / "tools").mkdir()
    shutil.copy(ROOT / "tools" / "bootstrap.py", tmp_path / "tools")
    return tmp_path


@pytest.fixture
def house(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A repository with one lock and a .venv, on a machine whose uv writes down what it is asked."""
    python = f"python{sys.version_info[0]}.{sys.version_info[1]}"
    for folder in ("requirements", f".venv/lib/{python}/site-packages/pip"):
        (tmp_path / folder).mkdir(parents=True)
    (tmp_path / "requirements" / "runtime.txt").write_text("flask==1\n")
    (tmp_path / "uv").write_text(f'#!/bin/sh\necho "$@" >> {tmp_path}/asked\n')
    (tmp_path / "uv").chmod(0o755)
    monkeypatch.setenv("PATH", str(tmp_path))
    monkeypatch.setattr(bootstrap, "ROOT", tmp_path)
    monkeypatch.setattr(bootstrap, "VENV", tmp_path / ".venv")
    return tmp_path


def start(clone: Path, change: str, target: str = "demo") -> subprocess.CompletedProcess[str]:
    path = str(clone / "tools" / "bootstrap.py")
    words = [sys.executable, "-c", SCRIPT.format(change=change, target=target, path=path)]
    return subprocess.run(words, capture_output=True, text=True, env={"PORT": str(free_port())})


def free_port() -> int:
    with socket.socket() as door:
        door.bind(("127.0.0.1", 0))
        return int(door.getsockname()[1])


def test_without_python3_venv_one_sentence_names_the_package(clone: Path):
    answer = start(clone, "sys.modules['ensurepip'] = None")
    assert answer.returncode == 1
    assert answer.stderr.count("\n") == 1
    assert "install the package python3-venv" in answer.stderr


def test_an_old_python_is_one_sentence(clone: Path):
    answer = start(clone, "sys.version_info = (3, 10, 2)")
    assert (answer.returncode, answer.stderr.count("\n")) == (1, 1)
    assert answer.stderr.startswith("Opweg needs Python 3.11 or newer")


def test_an_unknown_target_is_one_sentence(clone: Path):
    answer = start(clone, "pass", target="party")
    assert (answer.returncode, answer.stderr.count("\n")) == (1, 1)
    assert "demo | serve | ready | test | check" in answer.stderr


def test_a_lock_is_installed_once_and_again_when_it_changes(house: Path):
    bootstrap.install("runtime")
    bootstrap.install("runtime")
    asked = (house / "asked").read_text().splitlines()
    assert len(asked) == 1
    assert "--require-hashes --only-binary :all:" in asked[0]
    (house / "requirements" / "runtime.txt").write_text("flask==2\n")
    bootstrap.install("runtime")
    assert len((house / "asked").read_text().splitlines()) == 2


def test_a_port_in_use_is_one_sentence():
    with socket.socket() as door:
        door.bind(("127.0.0.1", 0))
        door.listen()
        port = door.getsockname()[1]
        with pytest.raises(Stop, match=f"Port {port} cannot be used"):
            bootstrap._free_port(str(port))


@pytest.mark.parametrize("port", ["", "0", "65536", "http", "-1", "²"])
def test_what_is_no_port_is_refused(port: str):
    with pytest.raises(Stop, match="is no port"):
        bootstrap._free_port(port)


def test_the_key_is_made_once_and_only_its_owner_reads_it(house: Path, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.delenv("DATABASE_URL", raising=False)
    first = bootstrap._demo_settings()
    assert bootstrap._demo_settings() == first
    assert len(first["SECRET_KEY"]) > 40
    assert (house / "var" / "secret-key").stat().st_mode & 0o777 == 0o600
    assert first["DATABASE_URL"] == f"sqlite:///{house}/var/opweg.db"


def test_another_database_is_used_as_it_is(house: Path, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setenv("DATABASE_URL", "sqlite:///elsewhere.db")
    assert bootstrap._demo_settings()["DATABASE_URL"] == "sqlite:///elsewhere.db"
