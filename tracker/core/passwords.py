"""Passwords: argon2id with the parameters that OWASP ASVS 5.0 appendix C asks (46 MiB, 1 pass)."""

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError

LONGEST = 128
"""Characters; a longer password never reaches the hash."""

_hasher = PasswordHasher(time_cost=1, memory_cost=46 * 1024, parallelism=1)
_NOBODY = _hasher.hash("somebody who is not here")


def hashed(password: str) -> str:
    return _hasher.hash(password)


def is_right(password: str, password_hash: str | None) -> bool:
    """Whether the password fits; takes as long when there is no such user, or one without a password."""
    try:
        return _hasher.verify(password_hash or _NOBODY, password[:LONGEST]) and bool(password_hash)
    except (VerificationError, InvalidHashError):
        return False
