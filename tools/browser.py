"""Chromium for the browser tests: the one that is installed, or else we install it.

.venv/bin/python -m tools.browser
"""

import ctypes.util
import os
import shutil
import subprocess
import sys

from playwright.sync_api import sync_playwright

NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")


def executable() -> str:
    """The path of a Chromium; Playwright's own where the machine has none."""
    for name in NAMES:
        if found := shutil.which(name):
            return found
    with sync_playwright() as playwright:
        return playwright.chromium.executable_path


def main() -> int:
    """Install what is missing; the exit code is that of the installer."""
    wanted = missing_packages()
    if wanted and os.geteuid() == 0 and shutil.which("apt-get"):
        return _from_debian(wanted)
    if os.path.exists(executable()):
        return 0
    own = [sys.executable, "-m", "playwright", "install", "chromium", "--no-shell"]
    return subprocess.run(own).returncode


def missing_packages() -> list[str]:
    """Debian's names; Playwright's driver needs libatomic, other scripts than Latin need the fonts."""
    wanted = [] if any(shutil.which(name) for name in NAMES) else ["chromium", "fonts-noto-core"]
    return wanted if ctypes.util.find_library("atomic") else [*wanted, "libatomic1"]


def _from_debian(packages: list[str]) -> int:
    print(f"Installing {' '.join(packages)} …", flush=True)
    quiet = os.environ | {"DEBIAN_FRONTEND": "noninteractive"}
    for words in (["update", "-qq"], ["install", "-y", "-qq", "--no-install-recommends", *packages]):
        done = subprocess.run(["apt-get", *words], env=quiet, stdout=subprocess.DEVNULL)
        if done.returncode:
            return done.returncode
    return 0


if __name__ == "__main__":
    sys.exit(main())
