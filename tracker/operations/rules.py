"""When the application is ready for its visitors."""

from collections.abc import Set

LEAST_FREE = 256 * 1024 * 1024
"""Bytes that must be free on the disk: some thousands of contacts, and time to make room."""


def is_up_to_date(found: Set[str], *, newest: Set[str], known: Set[str]) -> bool:
    """Whether the database has all migrations of this version of the application.

    A step that we do not know was made by a newer version. Steps only add (docs/operations.md), so the
    version before it goes on working while it is replaced, and after it was put back.
    """
    return bool(found) and (found == newest or not found <= known)
