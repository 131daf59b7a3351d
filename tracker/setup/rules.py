"""What a set-up may be, as far as it can be said without looking further. Pure."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict
from datetime import date
from uuid import UUID

from tracker.setup.terms import Colleague, NormRow, NormValue, Seat
from tracker.trajectory.rules import Norms

STANDARD: Mapping[str, int] = asdict(Norms())
"""What Opweg begins with (knowledge.md 4.2, grade C: our own)."""


def colleagues(seats: Iterable[Seat], last: Mapping[UUID, date]) -> list[Colleague]:
    """One line per person, in the order of the seats."""
    by_user: dict[UUID, list[Seat]] = defaultdict(list)
    for seat in seats:
        by_user[seat.user_id].append(seat)
    return [
        Colleague(user, own[0].name, own[0].email, own[0].has_password, tuple(own), last.get(user))
        for user, own in by_user.items()
    ]


def norm_rows(values: Sequence[NormValue], today: date) -> list[NormRow]:
    """Every number of the method; the values are in the order of their days."""
    rows = []
    for key, standard in STANDARD.items():
        own = [value for value in values if value.key == key]
        begun = [value for value in own if value.holds_from <= today]
        coming = tuple(value for value in own if value.holds_from > today)
        present, since = (begun[-1].value, begun[-1].holds_from) if begun else (standard, None)
        rows.append(NormRow(key, standard, present, since, coming))
    return rows
