"""The deeds of a set-up: teams, memberships, standing in, norms, partners, looks.

Adding people is in own_account."""

from datetime import date, timedelta
from uuid import UUID

from tracker.accounts.models import Deputy, Look, Membership, Norm, Partner, Team
from tracker.accounts.terms import Role
from tracker.accounts.work import Work
from tracker.audit import record
from tracker.core.refusal import Refused
from tracker.core.term import N_
from tracker.own_account.rules import seat_details

LAST_ADMINISTRATOR = N_(
    "Nobody else administrates Opweg here without an end. Give somebody that role first, then end this one."
)
USED = N_("Somebody works or has worked in this team, so it stays. You can give it another name.")
ENDED = N_("This role has ended already.")
BEGUN = N_("This number holds already. Set another one from a later day instead.")

PARTNER_ENDED = N_("This partner has ended already.")


def add_team(work: Work, *, name: str) -> Team:
    team = Team(organisation_id=work.actor.organisation_id, name=name)
    work.session.add(team)
    record(work, "add_team", on=team)
    return team


def rename_team(work: Work, team: Team, *, name: str) -> None:
    team.name = name
    record(work, "rename_team", on=team)


def remove_team(work: Work, team: Team, *, used: bool) -> None:
    """Take away a team in which nobody ever was."""
    if used:
        raise Refused(USED)
    work.session.delete(team)
    record(work, "remove_team", on=team)


def change_membership(work: Work, membership: Membership, *, until_on: date | None, replaced: bool) -> None:
    """Set the last day of a role; `replaced` says whether another administrator stays."""
    _demand_an_administrator(membership, stays=until_on is None, replaced=replaced)
    membership.until_on = until_on
    record(work, "change_membership", on=membership, until_on=_day(until_on), **seat_details(membership))


def end_membership(work: Work, membership: Membership, *, replaced: bool) -> None:
    """End a role at once, in sessions that run too: yesterday was its last day. One that did not run a
    whole day yet leaves only its line in the audit trail."""
    yesterday = work.today - timedelta(days=1)
    if membership.until_on and membership.until_on <= yesterday:
        raise Refused(ENDED)
    _demand_an_administrator(membership, stays=False, replaced=replaced)
    if membership.from_on > yesterday:
        work.session.delete(membership)
    else:
        membership.until_on = yesterday
    record(work, "end_membership", on=membership, **seat_details(membership))


def deputise(work: Work, *, absent_id: UUID, deputy_id: UUID, from_on: date, until_on: date) -> Deputy:
    """Let somebody do the work of a colleague who is away; both days are included."""
    deputy = Deputy(
        organisation_id=work.actor.organisation_id,
        absent_id=absent_id,
        deputy_id=deputy_id,
        from_on=from_on,
        until_on=until_on,
    )
    work.session.add(deputy)
    until = until_on.isoformat()
    record(work, "deputise", on=deputy, absent=str(absent_id), deputy=str(deputy_id), until_on=until)
    return deputy


def end_deputy(work: Work, deputy: Deputy) -> None:
    """End standing in at once; what did not run a whole day yet leaves only its line."""
    yesterday = work.today - timedelta(days=1)
    if deputy.from_on > yesterday:
        work.session.delete(deputy)
    else:
        deputy.until_on = yesterday
    record(work, "end_deputy", on=deputy, absent=str(deputy.absent_id), deputy=str(deputy.deputy_id))


def set_norm(work: Work, known: Norm | None, *, key: str, value: int, holds_from: date) -> Norm:
    """Set a number of the method from a day on; `known` is what was set for that very day before."""
    norm = known or Norm(organisation_id=work.actor.organisation_id, key=key, holds_from=holds_from)
    norm.value = value
    work.session.add(norm)
    record(work, "set_norm", on=norm, key=key, value=value, holds_from=holds_from.isoformat())
    return norm


def withdraw_norm(work: Work, norm: Norm) -> None:
    """Take back a number that does not hold yet."""
    if norm.holds_from <= work.today:
        raise Refused(BEGUN)
    work.session.delete(norm)
    holds_from = norm.holds_from.isoformat()
    record(work, "withdraw_norm", on=norm, key=norm.key, value=norm.value, holds_from=holds_from)


def add_partner(work: Work, *, name: str, contact: str, until_on: date | None) -> Partner:
    """A partner organisation, up to and including its last day."""
    partner = Partner(
        organisation_id=work.actor.organisation_id, name=name, contact=contact, until_on=until_on
    )
    work.session.add(partner)
    record(work, "add_partner", on=partner)
    return partner


def change_partner(work: Work, partner: Partner, *, name: str, contact: str, until_on: date | None) -> None:
    """Another name, contact or last day; one that ended begins again with everybody's roles."""
    partner.name, partner.contact, partner.until_on = name, contact, until_on
    record(work, "change_partner", on=partner, until_on=_day(until_on))


def end_partner(work: Work, partner: Partner) -> None:
    """Nobody works here for this partner any more, in sessions that run too: yesterday was its last day."""
    yesterday = work.today - timedelta(days=1)
    if partner.until_on and partner.until_on <= yesterday:
        raise Refused(PARTNER_ENDED)
    partner.until_on = yesterday
    record(work, "end_partner", on=partner)


def set_looks(work: Work, known: Look | None, *, logo: str, digest: str, **colours: str) -> Look:
    """How Opweg looks for everybody of the organisation, from their next page on."""
    look = known or Look(organisation_id=work.actor.organisation_id)
    for name, value in {"logo": logo, "digest": digest, **colours}.items():
        setattr(look, name, value)
    work.session.add(look)
    record(work, "set_looks", on=look)
    return look


def reset_looks(work: Work, look: Look) -> None:
    """Opweg's own name and colours again."""
    work.session.delete(look)
    record(work, "reset_looks", on=look)


def _day(day: date | None) -> str | None:
    return day.isoformat() if day else None


def _demand_an_administrator(membership: Membership, *, stays: bool, replaced: bool) -> None:
    if membership.role is Role.ADMINISTRATOR and not stays and not replaced:
        raise Refused(LAST_ADMINISTRATOR)
