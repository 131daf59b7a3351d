"""What is installed is pinned by its hash, and no file says where it comes from."""

import json
import re
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
LOCKS = sorted((ROOT / "requirements").glob("*.txt"))
PIN = re.compile(r"^([a-z0-9-]+)==(\S+)", re.MULTILINE)


@pytest.mark.parametrize("file", [*LOCKS, ROOT / "package-lock.json"], ids=lambda file: file.name)
def test_a_lock_holds_no_address(file: Path):
    assert "://" not in file.read_text()


@pytest.mark.parametrize("file", LOCKS, ids=lambda file: file.name)
def test_every_package_has_its_hashes(file: Path):
    packages = file.read_text().replace(" \\\n", " ").splitlines()
    assert packages
    assert [line for line in packages if not re.match(r"\S+==\S+ .*--hash=sha256:", line)] == []


def test_the_locks_agree_on_every_version():
    versions: dict[str, set[str]] = {}
    for lock in LOCKS:
        for name, version in PIN.findall(lock.read_text()):
            versions.setdefault(f"{name} in {lock.name}", set()).add(version)
    runtime = {key.split(" in ")[0]: found for key, found in versions.items() if key.endswith("runtime.txt")}
    others = [(key.split(" in ")[0], found) for key, found in versions.items()]
    assert [name for name, found in others if name in runtime and runtime[name] != found] == []


def test_npm_fetches_one_package_and_checks_it():
    lock = json.loads((ROOT / "package-lock.json").read_text())["packages"]
    assert set(lock) == {"", "node_modules/htmx.org"}
    assert lock["node_modules/htmx.org"]["integrity"].startswith("sha512-")
