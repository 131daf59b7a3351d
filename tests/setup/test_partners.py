"""Partner organisations: their people, and that everything ends and begins again with them."""

from datetime import timedelta

import pytest
from sqlalchemy import select

from tests.make import TODAY
from tracker.accounts.models import Membership, Organisation, Partner
from tracker.accounts.terms import Role
from tracker.audit import AuditLine

PERSON = {"name": "Hanna Verbeek", "email": "hanna@school.example", "role": "partner"}


@pytest.fixture
def house(session, team):
    return session.get_one(Organisation, team.organisation_id)


@pytest.fixture
def partner(make, house):
    return make.partner(house, name="Taalschool", contact="Balie, 020 555 01 23")


@pytest.fixture
def professional(make, team, partner):
    """Somebody of the partner."""
    user = make.user(Role.PARTNER, team)
    make.session.query(Membership).filter_by(user_id=user.id).one().partner_id = partner.id
    make.session.commit()
    return user


def works(visit, user):
    return visit(user).client.get("/start").status_code == 200


def test_a_partner_is_added_and_changed(desk, session):
    desk.post("/set-up/partners/add", name="  GGD Noord ", contact="Mo, 020 555 01 23", until_on="1-12-2026")
    desk.post("/set-up/partners/add", status=422, name="ggd noord")
    added = session.scalars(select(Partner)).one()
    assert (added.name, added.until_on) == ("GGD Noord", TODAY + timedelta(days=7))
    desk.post(f"/set-up/partners/{added.id}/change", name="GGD NOORD", contact="")
    session.expire_all()
    assert (added.name, added.contact, added.until_on) == ("GGD NOORD", "", None)
    assert "GGD NOORD" in desk.get("/set-up/partners").text
    deeds = session.scalars(select(AuditLine.deed).order_by(AuditLine.id)).all()
    assert deeds == ["add_partner", "change_partner"]


@pytest.mark.parametrize(
    ("fields", "about"),
    [
        ({"name": ""}, "name"),
        ({"name": "x" * 81}, "name"),
        ({"contact": "x" * 201}, "contact"),
        ({"until_on": "23-11-2026"}, "until_on"),
        ({"until_on": "31-11-2026"}, "until_on"),
    ],
)
def test_what_cannot_be_is_said_beside_its_field_and_kept(desk, session, fields, about):
    page = desk.post("/set-up/partners/add", status=422, **{"name": "GGD", "contact": "Mo", **fields})
    assert page.select_one(f"#{about}-error")
    assert page.select_one("#contact")["value"] == {"contact": "Mo", **fields}["contact"]
    assert session.scalars(select(Partner)).all() == []


def test_a_partner_professional_works_for_a_partner_and_nobody_else_does(desk, session, partner, team):
    page = desk.post("/set-up/people/add", status=422, **PERSON)
    assert "Add it first" in page.select_one("#partner_id-error").text
    lead = {**PERSON, "role": "team_lead", "team_id": str(team.id), "partner_id": str(partner.id)}
    assert desk.post("/set-up/people/add", status=422, **lead).select_one("#partner_id-error")
    desk.post("/set-up/people/add", status=200, **PERSON, partner_id=str(partner.id))
    assert session.scalars(select(Membership.partner_id).where(Membership.role == Role.PARTNER)).all() == [
        partner.id
    ]
    assert "Taalschool" in desk.get("/set-up/people?q=hanna").text


def test_a_partner_of_another_organisation_is_none(desk, make):
    stranger = make.partner(make.organisation())
    desk.post("/set-up/people/add", status=422, **PERSON, partner_id=str(stranger.id))
    assert stranger.name not in desk.get("/set-up/partners").text


def test_the_people_of_a_partner_leave_and_come_back_with_it(desk, visit, session, partner, professional):
    browser = visit(professional)
    browser.get("/start")
    page = desk.get(f"/set-up/partners/{partner.id}/end")
    assert "The role of 1 person ends at once" in page.text
    desk.post(f"/set-up/partners/{partner.id}/end")
    assert browser.client.get("/start").status_code == 302
    assert professional.name in desk.get("/set-up/people").select_one("details").text
    desk.post(f"/set-up/partners/{partner.id}/end", status=409)
    page = desk.get(f"/set-up/partners/{partner.id}/change")
    assert not page.select_one("#until_on").get("value")
    desk.post(f"/set-up/partners/{partner.id}/change", name="Taalschool")
    browser.get("/start")


@pytest.mark.parametrize(("days", "status"), [(-1, 302), (0, 200), (1, 200)])
def test_the_last_day_still_counts(visit, make, session, partner, professional, days, status):
    browser = visit(professional)
    partner.until_on = TODAY + timedelta(days=days)
    session.commit()
    assert browser.client.get("/start").status_code == status


def test_one_that_ended_is_not_offered(desk, make, house):
    make.partner(house, name="Gone", until_on=TODAY - timedelta(days=1))
    make.partner(house, name="Here")
    offered = desk.get("/set-up/people/add").select_one("#partner_id").text
    assert "Here" in offered
    assert "Gone" not in offered


def test_a_page_costs_as_many_statements_with_many_partners(desk, make, house, statements):
    for many in (1, 12):
        for _ in range(many):
            make.partner(house)
        statements.clear()
        desk.get("/set-up/partners")
        assert len(statements) == 2  # The door asks one.
