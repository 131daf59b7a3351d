"""What was changed in the set-up, by whom, when and about what: read from the audit trail."""

from collections.abc import Iterable, Mapping
from typing import Any
from uuid import UUID

from sqlalchemy import Row, Select, select, union

from tracker.accounts.models import Membership, Partner, Team, User
from tracker.accounts.work import Work
from tracker.audit import AuditLine
from tracker.setup.terms import DEEDS, Change

A_PAGE = 50
POINTS_AT = ("user", "deputy", "absent", "team", "partner")
"""The details of a line that are the id of somebody or something."""


def changes(work: Work, page: int) -> tuple[list[Change], bool]:
    """A page of what was changed, the newest first, and whether there is more; in two statements."""
    statement = (
        select(AuditLine.at, User.name.label("who"), AuditLine.deed, AuditLine.subject_id, AuditLine.details)
        .outerjoin(User, User.id == AuditLine.user_id)
        .where(AuditLine.organisation_id == work.actor.organisation_id, AuditLine.deed.in_(DEEDS))
        .order_by(AuditLine.at.desc(), AuditLine.id.desc())
        .offset((page - 1) * A_PAGE)
        .limit(A_PAGE + 1)
    )
    rows = work.session.execute(statement).all()
    names = _names(work, rows[:A_PAGE])
    return [_told(row, names) for row in rows[:A_PAGE]], len(rows) > A_PAGE


def _told(row: Row[Any], names: Mapping[UUID, str]) -> Change:
    """A line with names in the place of ids: of the one it was done to, or of whom its details name."""
    told = {key: names.get(_pointed(row.details, key)) or "" for key in POINTS_AT}
    whom = told["deputy"] or told["user"] or names.get(row.subject_id) or ""
    where = told["team"] or told["partner"]
    return Change(row.at, row.who, row.deed, whom, where, told["absent"], row.details)


def _names(work: Work, rows: Iterable[Row[Any]]) -> dict[UUID, str]:
    """What they are called now; of a membership the name of who has it. What is gone has no name."""
    rows = list(rows)
    ids = {row.subject_id for row in rows}
    ids |= {_pointed(row.details, key) for row in rows for key in POINTS_AT if key in row.details}
    every = union(*(one.where(one.selected_columns[0].in_(ids)) for one in _named(work)))
    return {row.id: row.name for row in work.session.execute(every)}


def _named(work: Work) -> tuple[Select[UUID, str], ...]:
    """Everything of the set-up that has a name; an account is named by a line of this organisation only."""
    mine = work.actor.organisation_id
    seats = select(Membership.id, User.name).join(User, User.id == Membership.user_id)
    return (
        select(User.id, User.name),
        seats.where(Membership.organisation_id == mine),
        select(Team.id, Team.name).where(Team.organisation_id == mine),
        select(Partner.id, Partner.name).where(Partner.organisation_id == mine),
    )


def _pointed(details: Mapping[str, Any], key: str) -> UUID:
    """The id in a detail; nobody's when there is none."""
    return UUID(details[key]) if details.get(key) else UUID(int=0)
