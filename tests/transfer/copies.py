"""Systems to copy between, and how two files are compared record by record."""

import json
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any
from zipfile import ZipFile

from flask import Flask

from config import testing
from tests.make import NOW
from tests.tally import Tally
from tracker import create_app

Records = dict[str, dict[str, bytes]]


def system(address: str) -> Flask:
    """Another Opweg, migrated and empty."""
    app = create_app(testing(address, clock=lambda: NOW))
    run(app, "migrate")
    return app


def run(app: Flask, *words: object, code: int = 0) -> str:
    result = app.test_cli_runner().invoke(args=[str(word) for word in words])
    assert result.exit_code == code, result.output
    return result.output


def records(file: Path) -> Records:
    """The lines of every table, by the id of their row."""
    with ZipFile(file) as packed:
        tables = json.loads(packed.read("manifest.json"))["tables"]
        return {name: dict(_lines(packed.read(entry["file"]))) for name, entry in tables.items()}


def _lines(content: bytes) -> Iterator[tuple[str, bytes]]:
    return ((json.loads(line)["id"], line) for line in content.splitlines())


def compare(tally: Tally, one: Path, other: Path) -> None:
    """Count every record of both files, and note which is not the same in the other."""
    ours, theirs = records(one), records(other)
    for table in ours.keys() | theirs.keys():
        here, there = ours.get(table, {}), theirs.get(table, {})
        for key in here.keys() | there.keys():
            tally.check(table, key, expected=here.get(key), seen=there.get(key))


def changed(file: Path, to: Path, change: Callable[[str, bytes], bytes | None]) -> Path:
    """A copy in which the files are what `change` makes of them; None leaves one out."""
    with ZipFile(file) as packed, ZipFile(to, "w") as target:
        for name in packed.namelist():
            content = change(name, packed.read(name))
            if content is not None:
                target.writestr(name, content)
    return to


def told(file: Path) -> dict[str, Any]:
    with ZipFile(file) as packed:
        return json.loads(packed.read("manifest.json"))
