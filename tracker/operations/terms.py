"""Whether the application can do its work, in words for whoever runs it."""

from enum import StrEnum


class Readiness(StrEnum):
    READY = "Ready."
    UNREACHABLE = "The database cannot be reached."
    UNMIGRATED = "The database is not up to date: run flask --app tracker migrate first."
    FULL = "The disk is nearly full."
