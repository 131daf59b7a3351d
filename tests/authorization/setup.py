"""The rows of the set-up."""

from uuid import UUID

from tests.authorization.row import SETTERS, Row
from tests.make import TODAY, Make, ago
from tracker.accounts.models import Deputy, Membership, Norm, Organisation, Team, User


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


PERSON = {"name": "Zoe", "email": "zoe@noord.example", "role": "client_manager"}
ROWS = {
    "setup.setup": Row(SETTERS),
    "setup.changes": Row(SETTERS),
    "setup.teams": Row(SETTERS),
    "setup.add_team": Row(SETTERS, deed="add_team", body={"name": "West"}),
    "setup.rename_team": Row(SETTERS, deed="rename_team", body={"name": "West"}, about=a_team),
    "setup.remove_team": Row(SETTERS, deed="remove_team", about=a_team),
    "setup.people": Row(SETTERS),
    "setup.add_user": Row(SETTERS, post=200, deeds=("add_user", "invite_user"), body=PERSON),
    "setup.colleague": Row(SETTERS, about=somebody),
    "setup.add_role": Row(SETTERS, deed="add_user", body={"role": "privacy_officer"}, about=somebody),
    "setup.invite_user": Row(SETTERS, post=200, deed="invite_user", about=somebody),
    "setup.change_membership": Row(
        SETTERS, deed="change_membership", body={"until_on": "1-12-2026"}, about=a_membership
    ),
    "setup.end_membership": Row(SETTERS, deed="end_membership", about=a_membership),
    "setup.standing_in": Row(SETTERS),
    "setup.deputise": Row(SETTERS, post=422, body={"until_on": f"{TODAY:%d-%m-%Y}"}),
    "setup.end_deputy": Row(SETTERS, deed="end_deputy", about=a_deputy),
    "setup.norms": Row(SETTERS),
    "setup.set_norm": Row(SETTERS, deed="set_norm", body={"value": "21"}, ids={"key": "contact_days"}),
    "setup.withdraw_norm": Row(SETTERS, deed="withdraw_norm", about=a_norm),
}
