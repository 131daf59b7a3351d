"""The set-up: teams, people, norms; what is refused, and that nothing about newcomers is shown."""

import re
from datetime import timedelta

import pytest
from sqlalchemy import select

from tests.make import PASSWORD, TODAY
from tracker.accounts.models import Membership, Norm, Team, User
from tracker.accounts.terms import Role
from tracker.audit import AuditLine
from tracker.own_account.actions import invite_user

PERSON = {"name": "Zoë Çelik", "email": "  Zoe@Noord.example ", "role": "client_manager"}


def link_on(page):
    return re.search(r"/choose-password/\S+", page.select_one("#link").text)[0]


def seat_of(session, user):
    return session.scalars(select(Membership).where(Membership.user_id == user.id)).one()


def test_somebody_is_added_and_signs_in_by_the_link(desk, visit, session, team):
    page = desk.post("/set-up/people/add", status=200, **PERSON, team_id=str(team.id))
    link = link_on(page)
    password = "paard batterij nietje"
    visit().post(link, password=password, again=password)
    stranger = visit()
    assert stranger.open("/sign-in", "POST", email="zoe@noord.example", password=password).status_code == 302
    assert stranger.client.get("/caseload").status_code == 200
    user = session.scalars(select(User).where(User.email == "zoe@noord.example")).one()
    seat = seat_of(session, user)
    assert (seat.role, seat.team_id, seat.from_on, seat.until_on) == (
        Role.CLIENT_MANAGER,
        team.id,
        TODAY,
        None,
    )


def test_an_address_that_is_known_elsewhere_looks_like_any_other(desk, visit, make, session, team):
    stranger = make.user()
    page = desk.post(
        "/set-up/people/add", status=200, **{**PERSON, "email": stranger.email}, team_id=str(team.id)
    )
    link = link_on(page)
    password = "paard batterij nietje"
    assert "al een account" in visit().get(link).text
    visit().post(link, status=200, password=password, again=password)
    assert visit().open("/sign-in", "POST", email=stranger.email, password=PASSWORD).status_code == 302
    desk.post(f"/set-up/people/{stranger.id}/invite", status=409)


def test_who_was_invited_elsewhere_is_not_taken_over(desk, visit, make, session, team):
    """Without a password yet they would be signed in there by whoever holds the link of here."""
    stranger = make.user()
    stranger.password_hash = ""
    session.commit()
    page = desk.post(
        "/set-up/people/add", status=200, **{**PERSON, "email": stranger.email}, team_id=str(team.id)
    )
    link, password = link_on(page), "paard batterij nietje"
    assert "al een account" in visit().get(link).text
    visit().post(link, status=200, password=password, again=password)
    session.refresh(stranger)
    assert stranger.password_hash == ""


def test_an_invitation_of_elsewhere_ends_nobodys_link_without_a_word(desk, visit, make, session, team):
    stranger = make.user()
    stranger.password_hash = ""
    invite_user(make.work(stranger), stranger, token="first", replaces=False)
    session.commit()
    desk.post("/set-up/people/add", status=200, **{**PERSON, "email": stranger.email}, team_id=str(team.id))
    assert "al een account" in visit().get("/choose-password/first").text


@pytest.mark.parametrize(
    ("fields", "about"),
    [
        ({"name": ""}, "name"),
        ({"email": "zoe"}, "email"),
        ({"email": "zoe cilek@noord.example"}, "email"),
        ({"role": ""}, "role"),
        ({"role": "boss"}, "role"),
        ({"role": "team_lead"}, "team_id"),
        ({"role": "administrator", "team_id": "own"}, "team_id"),
        ({"from_on": "23-11-2026"}, "from_on"),
        ({"from_on": "1-12-2026", "until_on": "30-11-2026"}, "until_on"),
        ({"until_on": "31-11-2026"}, "until_on"),
    ],
)
def test_what_cannot_be_is_said_beside_its_field_and_kept(desk, session, team, fields, about):
    sent = {**PERSON, **fields}
    if sent.get("team_id"):
        sent["team_id"] = str(team.id)
    page = desk.post("/set-up/people/add", status=422, **sent)
    assert page.select_one(f"#{about}-error")
    assert "Your text is still here" in page.select_one("#errors").text
    assert page.select_one("#name")["value"] == sent["name"].strip()
    assert session.scalars(select(User.email).where(User.name == PERSON["name"])).all() == []


def test_a_person_in_two_teams_and_not_twice_in_one(desk, make, session, team):
    user = make.user(team=team)
    other = make.team(session.get_one(type(make.organisation()), team.organisation_id))
    desk.post(f"/set-up/people/{user.id}/add-role", role="client_manager", team_id=str(other.id))
    desk.post(f"/set-up/people/{user.id}/add-role", status=422, role="client_manager", team_id=str(other.id))
    assert len(make.work(user).actor.team_ids) == 2


def test_a_role_that_ended_holds_at_the_next_request(desk, visit, make, session, team):
    user = make.user(team=team)
    browser = visit(user)
    assert browser.client.get("/caseload").status_code == 200
    desk.post(f"/set-up/memberships/{seat_of(session, user).id}/end")
    assert browser.client.get("/caseload").status_code == 302
    desk.post(f"/set-up/memberships/{seat_of(session, user).id}/end", status=409)


def test_a_role_of_today_leaves_only_its_line(desk, make, session, team):
    user = make.user(team=team)
    seat = seat_of(session, user)
    seat.from_on = TODAY
    session.commit()
    desk.post(f"/set-up/memberships/{seat.id}/end")
    assert session.scalars(select(Membership.id).where(Membership.user_id == user.id)).all() == []
    assert session.scalars(select(AuditLine.details).where(AuditLine.deed == "end_membership")).one()


def test_the_last_day_of_a_role_that_is_still_to_begin_is_no_earlier(desk, make, session, team):
    seat = seat_of(session, make.user(team=team))
    seat.from_on = TODAY + timedelta(days=7)
    session.commit()
    path = f"/set-up/memberships/{seat.id}/change"
    page = desk.post(path, status=422, until_on="30-11-2026")
    assert "It cannot end before it begins on 1 December 2026" in page.select_one("#until_on-error").text
    assert page.select_one("#until_on")["value"] == "30-11-2026"
    desk.post(path, until_on="1-12-2026")
    desk.post(path, until_on="")


def test_the_last_administrator_stays(desk, make, session, administrator, team):
    seat = seat_of(session, administrator)
    for path, fields in ((f"/{seat.id}/end", {}), (f"/{seat.id}/change", {"until_on": "1-12-2026"})):
        page = desk.post(f"/set-up/memberships{path}", status=409, **fields)
        assert "Nobody else administrates" in page.text
    other = make.user(Role.ADMINISTRATOR, team)
    seat_of(session, other).until_on = TODAY + timedelta(days=9)
    session.commit()
    desk.post(f"/set-up/memberships/{seat.id}/end", status=409)  # The other one leaves too.
    seat_of(session, other).until_on = None
    session.commit()
    desk.post(f"/set-up/memberships/{seat.id}/end")
    assert desk.client.get("/set-up").status_code == 302


def test_teams_are_added_renamed_and_removed_as_long_as_nobody_was_in_them(desk, make, session, team):
    desk.post("/set-up/teams/add", name="Wést")
    desk.post("/set-up/teams/add", status=422, name="wést")
    added = session.scalars(select(Team).where(Team.name == "Wést")).one()
    desk.post(f"/set-up/teams/{added.id}/rename", name="Oost")
    desk.post(f"/set-up/teams/{added.id}/rename", name="OOST")
    desk.post(f"/set-up/teams/{added.id}/remove")
    make.user(team=team)
    desk.post(f"/set-up/teams/{team.id}/remove", status=409)
    assert session.scalars(select(Team.name).where(Team.organisation_id == team.organisation_id)).all() == [
        team.name
    ]


def test_a_norm_holds_from_its_day_and_never_from_the_past(desk, session, team):
    page = desk.post("/set-up/norms/contact_days/set", status=422, value="21", holds_from="23-11-2026")
    assert page.select_one("#holds_from-error")
    desk.post("/set-up/norms/contact_days/set", value="21")
    desk.post("/set-up/norms/contact_days/set", value="14", holds_from="1-12-2026")
    desk.post("/set-up/norms/contact_days/set", value="15", holds_from="1-12-2026")
    row = desk.get("/set-up/norms").select_one("tbody tr")
    assert [cell.text.strip() for cell in row.select("td.num")] == ["21", "30"]
    assert "15 from" in row.text
    coming = session.scalars(select(Norm).where(Norm.holds_from > TODAY)).one()
    desk.post(f"/set-up/norms/{coming.id}/withdraw")
    today = session.scalars(select(Norm)).one()
    desk.post(f"/set-up/norms/{today.id}/withdraw", status=409)
    assert today.value == 21


@pytest.mark.parametrize("value", ["", "0", "-3", "3651", "many", "1.5"])
def test_a_norm_is_a_number_of_days(desk, session, value):
    page = desk.post("/set-up/norms/contact_days/set", status=422, value=value)
    assert page.select_one("#value-error")
    assert session.scalars(select(Norm)).all() == []


def test_what_is_no_norm_is_not_there(desk):
    desk.post("/set-up/norms/chance_of_work/set", status=404, value="1")


def test_the_norm_is_what_the_caseload_goes_by(desk, visit, make, team):
    manager = make.user(team=team)
    trajectory = make.trajectory(manager, days=40)
    make.contact(trajectory, days=20)
    signals = lambda: visit(manager).get(f"/trajectories/{trajectory.id}").text  # noqa: E731
    assert "No real contact" not in signals()
    desk.post("/set-up/norms/contact_days/set", value="14")
    assert "14" in signals()


def test_every_change_stands_in_the_list_of_changes(desk, make, team):
    desk.post("/set-up/teams/add", name="West")
    desk.post("/set-up/norms/contact_days/set", value="21")
    text = desk.get("/set-up/changes").text
    assert "Team added" in text
    assert "Norm set" in text
    assert "nothing further back" in desk.get("/set-up/changes?page=2").text
    for page in ("%00x", "0", "-1", "²", "999999999999999999999", "9" * 5000):
        assert "Norm set" in desk.get(f"/set-up/changes?page={page}").text


def test_people_are_found_by_name_whatever_the_accents(desk, make, team):
    make.user(team=team)
    user = make.user(team=team)
    user.name = "Zoë Çelik"
    make.session.commit()
    assert [a.text for a in desk.get("/set-up/people?q=zoe+cel").select("tbody a")] == ["Zoë Çelik"]
    assert "Nobody with this name" in desk.get("/set-up/people?q=xyz").text


def test_nothing_of_another_organisation_is_listed(desk, make):
    stranger, team = make.user(Role.ADMINISTRATOR), make.team()
    for page in ("", "/teams", "/people", "/standing-in", "/norms", "/changes"):
        text = desk.get(f"/set-up{page}").text
        assert stranger.name not in text
        assert team.name not in text


def test_the_checklist_counts_what_runs_today(desk, make, team):
    make.user(team=team)
    text = desk.get("/set-up").text
    assert "1 team" in text
    assert "2 people work here" in text
    assert desk.client.get("/").location == "/set-up"


@pytest.mark.parametrize(
    ("page", "expected"),
    [("", 1), ("/teams", 1), ("/people", 3), ("/standing-in", 1), ("/norms", 1), ("/changes", 2)],
)
def test_a_page_costs_as_many_statements_with_many_people(desk, make, team, statements, page, expected):
    desk.get(f"/set-up{page}")
    for many in (1, 12):
        for _ in range(many):
            make.user(team=team)
        statements.clear()
        desk.get(f"/set-up{page}")
        assert len(statements) == expected + 1  # The door asks one.
