"""Organisations, teams, the people who use Opweg and their sessions."""

from datetime import date, datetime
from uuid import UUID

from sqlalchemy import CheckConstraint, ForeignKey, ForeignKeyConstraint, Index, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from tracker.accounts.terms import Language, OrganisationKind, Role
from tracker.core.model import Base, TenantBase


class Organisation(Base):
    """A municipality, or a partner that helps it."""

    __tablename__ = "organisation"

    name: Mapped[str] = mapped_column(String(120), unique=True)
    kind: Mapped[OrganisationKind]


class Team(TenantBase):
    __tablename__ = "team"
    __table_args__ = (UniqueConstraint("organisation_id", "name"),)

    name: Mapped[str] = mapped_column(String(80))


class Partner(TenantBase):
    """A partner organisation as this municipality knows it; who works there for it has a role here."""

    __tablename__ = "partner"
    __table_args__ = (UniqueConstraint("organisation_id", "name"),)

    name: Mapped[str] = mapped_column(String(80))
    contact: Mapped[str] = mapped_column(String(200))
    """Whom one calls or writes there."""
    until_on: Mapped[date | None]
    """The last day; after it nobody works here for this partner."""


class Look(TenantBase):
    """How Opweg looks for an organisation; an empty colour is that of Opweg, or follows from another one."""

    __tablename__ = "look"
    __table_args__ = (UniqueConstraint("organisation_id"),)

    logo: Mapped[str] = mapped_column(String(30))
    action: Mapped[str] = mapped_column(String(7))
    hover: Mapped[str] = mapped_column(String(7))
    highlight: Mapped[str] = mapped_column(String(7))
    dark_action: Mapped[str] = mapped_column(String(7))
    dark_hover: Mapped[str] = mapped_column(String(7))
    digest: Mapped[str] = mapped_column(String(16))
    """Of the stylesheet that follows from the colours; empty when there is none."""


class User(Base):
    """Somebody who can sign in; what they may do hangs on their memberships."""

    __tablename__ = "user_account"

    email: Mapped[str] = mapped_column(String(254), unique=True)
    """Lower case, as typed at sign-in."""
    name: Mapped[str] = mapped_column(String(120))
    password_hash: Mapped[str] = mapped_column(String(200), default="")
    """Empty for who was invited and has not chosen one yet."""
    password_since: Mapped[datetime | None]
    """When it was chosen, as far as known."""
    language: Mapped[Language] = mapped_column(default=Language.DUTCH)


class Membership(TenantBase):
    """A role of a user in an organisation, in one team or in none, from-until (both days included)."""

    __tablename__ = "membership"
    __table_args__ = (
        ForeignKeyConstraint(["organisation_id", "team_id"], ["team.organisation_id", "team.id"]),
        ForeignKeyConstraint(["organisation_id", "partner_id"], ["partner.organisation_id", "partner.id"]),
        CheckConstraint("until_on IS NULL OR until_on >= from_on", name="ends_after_start"),
    )

    user_id: Mapped[UUID] = mapped_column(ForeignKey("user_account.id"), index=True)
    team_id: Mapped[UUID | None]
    partner_id: Mapped[UUID | None]
    """For which partner organisation, of who works for one."""
    role: Mapped[Role]
    from_on: Mapped[date]
    until_on: Mapped[date | None]
    capacity: Mapped[int | None]
    """How many people they can guide in this team, as far as their team lead said so."""


class Deputy(TenantBase):
    """From-until (both days included) somebody does the work of a colleague who is away."""

    __tablename__ = "deputy"
    __table_args__ = (
        CheckConstraint("until_on >= from_on", name="ends_after_start"),
        CheckConstraint("deputy_id <> absent_id", name="somebody_else"),
        Index(None, "organisation_id", "deputy_id"),
    )

    absent_id: Mapped[UUID] = mapped_column(ForeignKey("user_account.id"))
    deputy_id: Mapped[UUID] = mapped_column(ForeignKey("user_account.id"))
    from_on: Mapped[date]
    until_on: Mapped[date]


class SignIn(Base):
    """A session: only the hash of its token is kept, so a stolen table opens nothing."""

    __tablename__ = "sign_in"

    token_hash: Mapped[str] = mapped_column(String(64), unique=True)
    user_id: Mapped[UUID] = mapped_column(ForeignKey("user_account.id"), index=True)
    organisation_id: Mapped[UUID] = mapped_column(ForeignKey("organisation.id"))
    role: Mapped[Role]
    started_at: Mapped[datetime]
    ends_at: Mapped[datetime]
    """The last moment at which it is good; signing out brings it forward."""


class PasswordLink(TenantBase):
    """A link with which somebody chooses a password once; only the hash of its token is kept."""

    __tablename__ = "password_link"

    token_hash: Mapped[str] = mapped_column(String(64), unique=True)
    user_id: Mapped[UUID] = mapped_column(ForeignKey("user_account.id"), index=True)
    made_at: Mapped[datetime]
    ends_at: Mapped[datetime]
    """The last moment at which it is good; using it, or making a newer one, brings it forward."""
    replaces: Mapped[bool]
    """Whether it may replace a password that was chosen before."""


class WrongTry(Base):
    """A sign-in that failed. The key stands for the account as it was typed and the network it came
    from, known or not; it is hashed, so that the table is no list of addresses."""

    __tablename__ = "wrong_try"
    __table_args__ = (Index(None, "key_hash", "at"),)

    key_hash: Mapped[str] = mapped_column(String(64))
    at: Mapped[datetime]


class Norm(TenantBase):
    """A number of the method as this organisation set it, from the day it holds."""

    __tablename__ = "norm"
    __table_args__ = (
        UniqueConstraint("organisation_id", "key", "holds_from"),
        CheckConstraint("value > 0", name="positive"),
    )

    key: Mapped[str] = mapped_column(String(60))
    value: Mapped[int]
    holds_from: Mapped[date]
