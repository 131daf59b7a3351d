"""Deeds at the door."""

from datetime import timedelta

from tracker.accounts.models import SignIn, User
from tracker.accounts.terms import Language
from tracker.accounts.work import Work
from tracker.audit import record
from tracker.sign_in.queries import hash_of


def sign_in(work: Work, *, token: str, lifetime: timedelta) -> SignIn:
    """Begin a session in the actor's role; the token is for the visitor and is not kept."""
    begun = _session(work, token, lifetime)
    record(work, "sign_in", on=begun)
    return begun


def choose_role(work: Work, present: SignIn, *, token: str, lifetime: timedelta) -> SignIn:
    """End the session in the old role and begin one in the actor's new role, under a new token."""
    present.ends_at = work.now
    begun = _session(work, token, lifetime)
    record(work, "choose_role", on=begun)
    return begun


def sign_out(work: Work, present: SignIn) -> None:
    present.ends_at = work.now
    record(work, "sign_out", on=present)


def choose_language(work: Work, user: User, *, language: Language) -> None:
    user.language = language
    record(work, "choose_language", on=user, language=language)


def _session(work: Work, token: str, lifetime: timedelta) -> SignIn:
    begun = SignIn(
        token_hash=hash_of(token),
        user_id=work.actor.user_id,
        organisation_id=work.actor.organisation_id,
        role=work.actor.role,
        started_at=work.now,
        ends_at=work.now + lifetime,
    )
    work.session.add(begun)
    return begun
