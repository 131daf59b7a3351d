"""Who of the chosen ones goes to a colleague, and who stays. Pure."""

from collections.abc import Iterable
from hashlib import blake2b

from tracker.assignment.terms import Chosen, Plan, Seat, Stays


def planned(chosen: Iterable[Chosen], to: Seat) -> Plan:
    """In the order of their names."""
    goes, stays = [], []
    for one in sorted(chosen, key=lambda one: (one.sort_key, one.reference)):
        why = _why_not(one, to)
        if why:
            stays.append((one, why))
        else:
            goes.append(one)
    what = [(one.id, one.client_manager_id, one.team_id) for one in goes]
    return Plan(to, goes, stays, _print((to.user_id, to.team_id, what)))


def room_shown(seats: Iterable[Seat]) -> str:
    """Knows again of whom a page showed the room, and how much."""
    return _print(sorted((one.id, one.capacity) for one in seats))


def _print(what: object) -> str:
    return blake2b(repr(what).encode(), digest_size=16).hexdigest()


def _why_not(one: Chosen, to: Seat) -> Stays | None:
    if one.closed:
        return Stays.CLOSED
    if (one.client_manager_id, one.team_id) == (to.user_id, to.team_id):
        return Stays.ALREADY
    return None
