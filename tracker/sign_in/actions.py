"""Deeds at the door."""

from datetime import datetime, timedelta

from sqlalchemy import delete
from sqlalchemy.orm import Session

from tracker.accounts.models import SignIn, User, WrongTry
from tracker.accounts.terms import Language
from tracker.accounts.work import Work
from tracker.audit import record
from tracker.sign_in.queries import hash_of
from tracker.sign_in.rules import FORGOTTEN


def fail_to_sign_in(session: Session, *, key: str, now: datetime) -> WrongTry:
    """Remember a wrong try. There is no actor yet, so it is no deed of somebody."""
    tried = WrongTry(key_hash=hash_of(key), at=now)
    session.add(tried)
    return tried


def sign_in(work: Work, *, token: str, lifetime: timedelta, key: str) -> SignIn:
    """Begin a session in the actor's role; the token is for the visitor and is not kept.

    The wrong tries before it are forgiven, and everybody's old ones go.
    """
    old = (WrongTry.key_hash == hash_of(key)) | (WrongTry.at <= work.now - FORGOTTEN)
    work.session.execute(delete(WrongTry).where(old))
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
