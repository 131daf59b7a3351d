"""The rows of the set-up."""

from uuid import UUID

from tests.authorization.row import SETTERS, Row, Who
from tests.authorization.world import OWN, TEAM
from tests.make import TODAY, Make, ago
from tracker.accounts.models import Deputy, Look, Membership, Norm, Organisation, Partner, Team, User
from tracker.accounts.terms import Role
from tracker.trajectory.models import Trajectory

EVERYBODY_HERE: Who = dict.fromkeys(Role, (OWN, TEAM))


def _organisation(make: Make, user: User) -> Organisation:
    return make.session.get_one(Organisation, make.work(user).actor.organisation_id)


def a_team(make: Make, user: User) -> dict[str, UUID]:
    """A team; none of an earlier cell keeps the name that this cell gives."""
    for team in make.session.query(Team).filter_by(name="West"):
        team.name = f"Was West {next(make.number)}"
    return {"team_id": make.team(_organisation(make, user)).id}


def somebody(make: Make, user: User) -> dict[str, UUID]:
    return {"user_id": make.user(team=make.team(_organisation(make, user))).id}


def a_membership(make: Make, user: User) -> dict[str, UUID]:
    user_id = somebody(make, user)["user_id"]
    seat = make.session.query(Membership).filter_by(user_id=user_id).one()
    return {"membership_id": seat.id}


def a_deputy(make: Make, user: User) -> dict[str, UUID]:
    house = _organisation(make, user)
    absent, standin = (somebody(make, user)["user_id"] for _ in range(2))
    deputy = Deputy(
        organisation_id=house.id, absent_id=absent, deputy_id=standin, from_on=ago(3), until_on=ago(-3)
    )
    return {"deputy_id": make._keep(deputy).id}


def a_norm(make: Make, user: User) -> dict[str, UUID]:
    house, number = _organisation(make, user), next(make.number)
    norm = Norm(organisation_id=house.id, key="contact_days", value=number, holds_from=ago(-number))
    return {"norm_id": make._keep(norm).id}


def a_partner(make: Make, user: User) -> dict[str, UUID]:
    """A partner; none of an earlier cell keeps the name that this cell gives."""
    for partner in make.session.query(Partner).filter_by(name="GGD"):
        partner.name = f"Was GGD {next(make.number)}"
    return {"partner_id": make.partner(_organisation(make, user)).id}


def a_look(make: Make, user: User) -> dict[str, str]:
    """The address of how Opweg looks for somebody's organisation."""
    return {"digest": _look(make, _organisation(make, user)).digest}


def with_a_look(make: Make, trajectory: Trajectory) -> dict[str, UUID]:
    """Nothing in the address, and something to set back."""
    _look(make, make.session.get_one(Organisation, trajectory.organisation_id))
    return {}


def _look(make: Make, house: Organisation) -> Look:
    known = make.session.query(Look).filter_by(organisation_id=house.id).one_or_none()
    return known or make.look(house, digest=f"{next(make.number):016}")


PERSON = {"name": "Zoe", "email": "zoe@noord.example", "role": "client_manager"}
ROWS = {
    "setup.setup": Row(SETTERS),
    "setup.changes": Row(SETTERS),
    "setup.teams": Row(SETTERS),
    "setup.add_team": Row(SETTERS, deed="add_team", body={"name": "West"}),
    "setup.rename_team": Row(SETTERS, deed="rename_team", body={"name": "West"}, about=a_team),
    "setup.remove_team": Row(SETTERS, deed="remove_team", about=a_team),
    "setup.people": Row(SETTERS),
    "setup.add_user": Row(SETTERS, post=200, deeds=("add_user", "add_role", "invite_user"), body=PERSON),
    "setup.colleague": Row(SETTERS, about=somebody),
    "setup.add_role": Row(SETTERS, deed="add_role", body={"role": "privacy_officer"}, about=somebody),
    "setup.invite_user": Row(SETTERS, post=200, deed="invite_user", about=somebody),
    "setup.change_membership": Row(
        SETTERS, deed="change_membership", body={"until_on": "1-12-2026"}, about=a_membership
    ),
    "setup.end_membership": Row(SETTERS, deed="end_membership", about=a_membership),
    "setup.standing_in": Row(SETTERS),
    "setup.deputise": Row(SETTERS, post=422, body={"until_on": f"{TODAY:%d-%m-%Y}"}),
    "setup.end_deputy": Row(SETTERS, deed="end_deputy", about=a_deputy),
    "setup.partners": Row(SETTERS),
    "setup.add_partner": Row(SETTERS, deed="add_partner", body={"name": "GGD"}),
    "setup.change_partner": Row(SETTERS, deed="change_partner", body={"name": "GGD"}, about=a_partner),
    "setup.end_partner": Row(SETTERS, deed="end_partner", about=a_partner),
    "setup.set_looks": Row(SETTERS, deed="set_looks", body={"action": "#7a1f5c"}),
    "setup.reset_looks": Row(SETTERS, deed="reset_looks", prepare=with_a_look),
    "setup.examples": Row(SETTERS),
    "setup.looks": Row(EVERYBODY_HERE, about=a_look),
    "setup.norms": Row(SETTERS),
    "setup.set_norm": Row(SETTERS, deed="set_norm", body={"value": "21"}, ids={"key": "contact_days"}),
    "setup.withdraw_norm": Row(SETTERS, deed="withdraw_norm", about=a_norm),
}
