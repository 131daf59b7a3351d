"""Whether the application can do its work, in words for whoever runs it."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum


class Readiness(StrEnum):
    READY = "Ready."
    UNREACHABLE = "The database cannot be reached."
    UNMIGRATED = "The database is not up to date: run flask --app tracker migrate first."
    FULL = "The disk is nearly full."


class NoBackup(Exception):
    """There is no backup, and nothing of it was left behind; the text says why, for whoever runs it."""


@dataclass(frozen=True, slots=True)
class Content:
    """What a table holds: how many rows, and a checksum that does not depend on their order."""

    rows: int
    checksum: int


Contents = Mapping[str, Content]
"""The tables of a database by name."""
