"""Standing in: the colleague's people before, during and after, and never more."""

from datetime import timedelta

import pytest
from sqlalchemy import select

from tests.make import TODAY
from tracker.accounts.models import Deputy
from tracker.accounts.terms import Role
from tracker.audit import AuditLine


@pytest.fixture
def absent(make, team):
    return make.user(team=team)


@pytest.fixture
def standin(make, team):
    return make.user(team=team)


def arrange(make, absent, standin, first, last):
    make._keep(
        Deputy(
            organisation_id=make.work(absent).actor.organisation_id,
            absent_id=absent.id,
            deputy_id=standin.id,
            from_on=TODAY + timedelta(days=first),
            until_on=TODAY + timedelta(days=last),
        )
    )


@pytest.mark.parametrize(
    ("first", "last", "status"), [(-5, -1, 404), (-5, 0, 200), (0, 0, 200), (0, 5, 200), (1, 5, 404)]
)
def test_from_the_first_day_up_to_and_including_the_last(visit, make, absent, standin, first, last, status):
    trajectory = make.trajectory(absent)
    arrange(make, absent, standin, first, last)
    browser = visit(standin)
    browser.get(f"/trajectories/{trajectory.id}", status=status)
    assert (trajectory.reference in browser.get("/caseload").text) is (status == 200)


def test_what_the_standin_writes_stands_under_their_own_name(visit, make, session, absent, standin):
    trajectory = make.trajectory(absent)
    arrange(make, absent, standin, 0, 5)
    visit(standin).post(f"/trajectories/{trajectory.id}/log-contact", how="talk")
    assert session.scalars(select(AuditLine.user_id)).one() == standin.id


def test_it_works_one_way_and_not_on(visit, make, absent, standin, team):
    third = make.user(team=team)
    own, thirds = make.trajectory(standin), make.trajectory(third)
    arrange(make, absent, standin, 0, 5)
    arrange(make, third, absent, 0, 5)
    visit(absent).get(f"/trajectories/{own.id}", status=404)
    visit(standin).get(f"/trajectories/{thirds.id}", status=404)


def test_an_administrator_who_stands_in_sees_nothing(visit, make, absent, team):
    administrator = make.user(Role.ADMINISTRATOR, team)
    trajectory = make.trajectory(absent)
    arrange(make, absent, administrator, 0, 5)
    visit(administrator).get(f"/trajectories/{trajectory.id}", status=403)


def test_arranging_it_and_ending_it(desk, visit, make, session, absent, standin):
    trajectory = make.trajectory(absent)
    names = {"absent_id": str(absent.id), "deputy_id": str(standin.id)}
    desk.post("/set-up/standing-in/add", **names, until_on="1-12-2026")
    browser = visit(standin)
    browser.get(f"/trajectories/{trajectory.id}")
    assert standin.name in desk.get("/set-up/standing-in").text
    desk.post(f"/set-up/standing-in/{session.scalars(select(Deputy.id)).one()}/end")
    browser.get(f"/trajectories/{trajectory.id}", status=404)


@pytest.mark.parametrize(
    ("fields", "about"),
    [
        ({"until_on": ""}, "until_on"),
        ({"until_on": "23-11-2026"}, "until_on"),
        ({"from_on": "2-12-2026"}, "until_on"),
        ({"from_on": "1-1-2020"}, "from_on"),
        ({"deputy_id": ""}, "deputy_id"),
        ({"deputy_id": "absent"}, "deputy_id"),
        ({"deputy_id": "administrator"}, "deputy_id"),
        ({"absent_id": "stranger"}, "absent_id"),
    ],
)
def test_what_cannot_be_is_said_beside_its_field(
    desk, make, session, administrator, absent, standin, fields, about
):
    people = {"absent": absent, "administrator": administrator, "stranger": make.user()}
    sent = {"absent_id": str(absent.id), "deputy_id": str(standin.id), "until_on": "1-12-2026", **fields}
    sent = {name: str(people[value].id) if value in people else value for name, value in sent.items()}
    page = desk.post("/set-up/standing-in/add", status=422, **sent)
    assert page.select_one(f"#{about}-error")
    assert session.scalars(select(Deputy)).all() == []


def test_nobody_arranges_to_stand_in_themselves(desk, make, session, absent, administrator, team):
    make.membership(administrator, Role.CLIENT_MANAGER, team)
    sent = {"absent_id": str(absent.id), "deputy_id": str(administrator.id), "until_on": "1-12-2026"}
    assert desk.post("/set-up/standing-in/add", status=422, **sent).select("#deputy_id-error")
    assert session.scalars(select(Deputy)).all() == []
