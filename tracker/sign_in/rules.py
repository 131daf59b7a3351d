"""How long the door stays shut after wrong passwords (security.md R34). Pure."""

from datetime import datetime, timedelta
from ipaddress import ip_address, ip_network

FREE_TRIES = 3
"""So many mistakes cost nothing."""

FIRST_WAIT = timedelta(seconds=10)
LONGEST_WAIT = timedelta(minutes=15)
FORGOTTEN = timedelta(days=1)
"""After this a wrong try counts no more."""


def wait_after(tries: int) -> timedelta:
    """Twice as long with every further try: nine in the first quarter of an hour, then one in each."""
    if tries < FREE_TRIES:
        return timedelta(0)
    doublings = min(tries - FREE_TRIES, 10)
    return min(FIRST_WAIT * (1 << doublings), LONGEST_WAIT)


def seconds_shut(tries: int, last: datetime | None, now: datetime) -> int:
    """How many whole seconds the door is still shut; 0 when it is open."""
    if last is None:
        return 0
    left = last + wait_after(tries) - now
    return max(0, -(-left // timedelta(seconds=1)))


def network_of(address: str | None) -> str:
    """The network that an address stands for: of IPv6 somebody has a whole /64."""
    try:
        found = ip_address(address or "")
    except ValueError:
        return ""
    return str(ip_network((found, 64 if found.version == 6 else 32), strict=False))
