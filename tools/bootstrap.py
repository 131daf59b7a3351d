"""Set up what a target needs on a fresh machine, then run it.

    python3 tools/bootstrap.py demo | serve | ready | check | lock | test [-- arguments for pytest]

Standard library only: this runs before anything is installed. A second run finds the
stamps of the first in .venv and goes on at once.
"""

from __future__ import annotations

import hashlib
import os
import secrets
import shutil
import socket
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import NoReturn

ROOT = Path(__file__).resolve().parent.parent
VENV = ROOT / ".venv"
PYTHON = VENV / "bin" / "python"
OLDEST_PYTHON = (3, 11)

SIGN_INS = {
    "klantmanager@opweg.example": "client manager",
    "teamleider@opweg.example": "team lead",
    "partner@opweg.example": "partner organisation",
    "beheerder@opweg.example": "administrator",
    "privacy@opweg.example": "privacy officer",
    "cijferlezer@opweg.example": "reader of figures",
    "klantmanager2@opweg.example": "client manager in the second municipality",
    "tweerollen@opweg.example": "client manager and team lead: chooses at sign-in",
}

CHECKS = (
    ["-m", "ruff", "check", "."],
    ["-m", "ruff", "format", "--check", "."],
    ["-m", "mypy"],
    [str(VENV / "bin" / "lint-imports")],  # as a module it would look at nothing
    ["-m", "djlint", "templates", "--lint", "--quiet"],
    ["-m", "tools.messages", "--check"],
)


class Stop(Exception):  # noqa: N818  (it is no error of ours but a sentence for the reader)
    """This machine cannot go on; the text says what to do about it."""


def demo(arguments: list[str]) -> int:
    port = _free_port(os.environ.get("PORT", "8000"))
    _prepare()
    where = f"127.0.0.1:{port}"
    os.environ.update(_demo_settings() | {"BIND": where, "ADDRESS": f"http://{where}", "WORKERS": "2"})
    _run("-m", "flask", "--app", "tracker", "migrate")
    _run("-m", "flask", "--app", "tracker", "demo")
    _print_sign_ins(port)
    return _gunicorn()


def serve(arguments: list[str]) -> int:
    """For real work: the settings come from the environment, and config.py says which are missing."""
    _prepare()
    return _gunicorn()


def ready(arguments: list[str]) -> int:
    """All that is needed to serve, for a server on which something else starts it."""
    _prepare()
    return _run("-m", "compileall", "-q", "config.py", "wsgi.py", "tracker", "migrations")


def _prepare() -> None:
    install("runtime")
    _run("-m", "tools.assets")
    _run("-m", "tools.messages")


def _gunicorn() -> NoReturn:
    """It takes the place of this process, and reads gunicorn.conf.py by itself."""
    os.chdir(ROOT)
    os.execv(PYTHON, [str(PYTHON), "-m", "gunicorn"])


def test(arguments: list[str]) -> int:
    install("runtime", "dev", "postgres")
    _run("-m", "tools.browser")
    _run("-m", "tools.assets")
    _run("-m", "tools.messages")
    return _run("-m", "pytest", "--numprocesses", "auto", *arguments, may_fail=True)


def check(arguments: list[str]) -> int:
    """All checks run, also after a red one, so that one round shows everything."""
    install("runtime", "dev")
    red = [_spoken(words) for words in CHECKS if _run(*words, may_fail=True)]
    print("check: " + (f"red: {', '.join(red)}" if red else "all green"))
    return 1 if red else 0


def lock(arguments: list[str]) -> int:
    """Write the locks without a header or index, so that they hold no address."""
    install("dev")
    for name in ("runtime", "dev", "postgres", "node"):
        words = ["--universal", "--python-version", "3.11", "--generate-hashes", "--only-binary", ":all:"]
        plain = ["--no-header", "--no-annotate", "--no-emit-index-url", "--quiet"]
        files = [f"requirements/{name}.in", "--output-file", f"requirements/{name}.txt"]
        _run("-m", "uv", "pip", "compile", *words, *plain, *files, *arguments)
    return 0


def install(*names: str) -> None:
    """Install the named locks of requirements/ into .venv, each only when it changed since.

    Raises Stop when this Python cannot make a .venv.
    """
    _make_venv()
    for name in names:
        wanted = ROOT / "requirements" / f"{name}.txt"
        stamp = VENV / f".{name}.sha256"
        digest = hashlib.sha256(wanted.read_bytes()).hexdigest()
        if not stamp.exists() or stamp.read_text() != digest:
            print(f"Installing the {name} packages …", flush=True)
            _install_lock(wanted)
            stamp.write_text(digest)


def _make_venv() -> None:
    """A .venv of another Python, or one that was never finished, is made again."""
    packages = VENV / "lib" / f"python{sys.version_info[0]}.{sys.version_info[1]}" / "site-packages"
    if sys.prefix == str(VENV) or (packages / "pip").is_dir():
        return
    try:
        import ensurepip  # noqa: F401, PLC0415
        import venv  # noqa: PLC0415
    except ImportError:
        raise Stop(
            "Python cannot make a virtual environment here: install the package python3-venv"
            " (Debian, Ubuntu: apt-get install python3-venv) and start again."
        ) from None
    venv.create(VENV, with_pip=True, clear=True)


def _install_lock(wanted: Path) -> None:
    """With uv where it is; pip when there is none, or when only pip knows this machine's index."""
    strict = ["--require-hashes", "--only-binary", ":all:", "--quiet", "-r", str(wanted)]
    uv = shutil.which("uv")
    if uv and subprocess.run([uv, "pip", "install", "--python", str(PYTHON), *strict]).returncode == 0:
        return
    _run("-m", "pip", "install", "--no-input", "--disable-pip-version-check", *strict)


def _run(*words: str, may_fail: bool = False) -> int:
    """Run the Python of .venv in the repository; the answer is its exit code.

    By its path, not by a script's first line: so a .venv that was moved still works.
    Raises Stop when it fails and may not.
    """
    code = subprocess.run([str(PYTHON), *words], cwd=ROOT).returncode
    if code and not may_fail:
        raise Stop(f"Stopped: {_spoken(words)} ended with code {code}.")
    return code


def _spoken(words: Sequence[str]) -> str:
    """The first words of a command, without what every reader knows."""
    return " ".join([Path(word).name for word in words if word != "-m"][:4])


def _free_port(port: str) -> int:
    if not port.isdecimal() or not 0 < int(port) < 65536:
        raise Stop(f"PORT={port} is no port: choose a number from 1 to 65535.")
    with socket.socket() as door:
        door.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            door.bind(("127.0.0.1", int(port)))
        except OSError as why:
            another = f"choose another one: PORT={int(port) % 65535 + 1} make demo"
            raise Stop(f"Port {port} cannot be used ({why.strerror}); {another}") from None
    return int(port)


def _demo_settings() -> dict[str, str]:
    """The key is made once and only its owner reads it: another key would end all sessions."""
    var = ROOT / "var"
    var.mkdir(mode=0o700, exist_ok=True)
    key = var / "secret-key"
    if not key.exists():
        handle = os.open(key, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        with os.fdopen(handle, "w") as file:
            file.write(secrets.token_urlsafe(48))
    database = os.environ.get("DATABASE_URL") or f"sqlite:///{var / 'opweg.db'}"
    return {"SECRET_KEY": key.read_text(), "DATABASE_URL": database, "DEMO": "1"}


def _print_sign_ins(port: int) -> None:
    print(f"\nOpweg runs on http://127.0.0.1:{port} (Ctrl-C stops it). Password: opweg-demo. Sign in as")
    for email, role in SIGN_INS.items():
        print(f"  {email:<30} {role}")
    print("This is a demo: put no real persons in it.", flush=True)


TARGETS = {"demo": demo, "serve": serve, "ready": ready, "test": test, "check": check, "lock": lock}


def main(arguments: list[str]) -> int:
    if not arguments or arguments[0] not in TARGETS:
        raise Stop(f"Say what to do: python3 tools/bootstrap.py {' | '.join(TARGETS)}")
    if sys.version_info[:2] < OLDEST_PYTHON:
        raise Stop(f"Opweg needs Python 3.11 or newer; this is {sys.version.split()[0]}.")
    rest = arguments[1:]
    return TARGETS[arguments[0]](rest[1:] if rest[:1] == ["--"] else rest)


if __name__ == "__main__":
    try:
        sys.exit(main(sys.argv[1:]))
    except Stop as stop:
        sys.exit(str(stop))
    except KeyboardInterrupt:
        sys.exit(130)
