"""`flask add-organisation` and `flask add-user`: from nothing to somebody who signs in."""

import re

import pytest
from sqlalchemy import select

from tests.make import Make
from tracker.accounts.models import Membership, Organisation, PasswordLink, User
from tracker.accounts.terms import Role
from tracker.audit import AuditLine

ADMINISTRATOR = ("add-user", "An@Noord.example ", "--name", "An de Wit", "--organisation", "Noord")


@pytest.fixture
def run(app, session):
    def invoke(*words, fails=False):
        session.commit()
        result = app.test_cli_runner().invoke(args=list(words))
        assert (result.exit_code != 0) is fails, result.output
        session.commit()
        return result.output

    return invoke


def link_in(output):
    return re.search(r"(/choose-password/\S+)", output)[1]


def test_from_an_empty_database_to_an_administrator_who_is_signed_in(run, session, visit):
    run("add-organisation", "Noord")
    link = link_in(run(*ADMINISTRATOR, "--role", "administrator"))
    browser = visit()
    page = browser.get(link)
    assert "an@noord.example" in page.text
    browser.post(link, password="paard batterij nietje", again="paard batterij nietje")
    answer = browser.open("/sign-in", "POST", email="an@noord.example", password="paard batterij nietje")
    assert answer.status_code == 302
    seat = session.scalars(select(Membership)).one()
    assert seat.role is Role.ADMINISTRATOR
    lines = session.execute(select(AuditLine.deed, AuditLine.user_id).order_by(AuditLine.id)).all()
    assert [(deed, who is None) for deed, who in lines] == [
        ("add_organisation", True),
        ("add_user", True),
        ("add_role", True),
        ("invite_user", True),
        ("choose_password", False),
        ("sign_in", False),
    ]


def test_the_token_is_not_kept(run, session):
    run("add-organisation", "Noord")
    token = link_in(run(*ADMINISTRATOR, "--role", "administrator")).rsplit("/", 1)[1]
    link = session.scalars(select(PasswordLink)).one()
    assert token not in str(vars(link))
    assert token not in str(session.scalars(select(AuditLine)).all())


def test_once_more_makes_another_link_and_the_first_opens_nothing(run, session, visit):
    run("add-organisation", "Noord")
    first, second = (link_in(run(*ADMINISTRATOR, "--role", "administrator")) for _ in range(2))
    assert session.scalars(select(Membership)).one()
    visit().get(first, status=404)
    visit().get(second)


def test_another_role_comes_beside_the_first(run, session):
    run("add-organisation", "Noord")
    for role in ("administrator", "privacy_officer"):
        run(*ADMINISTRATOR, "--role", role)
    assert set(session.scalars(select(Membership.role))) == {Role.ADMINISTRATOR, Role.PRIVACY_OFFICER}
    assert session.scalars(select(User)).one().name == "An de Wit"


def test_a_client_manager_sits_in_the_team_that_is_named(run, session, make: Make):
    run("add-organisation", "Noord")
    team = make.team(session.scalars(select(Organisation)).one())
    run(*ADMINISTRATOR, "--role", "client_manager", "--team", team.name)
    assert session.scalars(select(Membership)).one().team_id == team.id


@pytest.mark.parametrize(
    ("words", "says"),
    [
        (("add-organisation", "Noord"), "already"),
        (("add-organisation", " "), "1 to 120"),
        (("add-organisation", "x" * 121), "1 to 120"),
        (("add-user", "an@noord.example", "--organisation", "Zuid", "--role", "partner"), "no organisation"),
        (("add-user", "an@noord.example", "--organisation", "Noord", "--role", "partner"), "name needs"),
        (("add-user", "an at noord", "--organisation", "Noord", "--role", "partner"), "no e-mail address"),
        ((*ADMINISTRATOR, "--role", "boss"), "boss"),
        ((*ADMINISTRATOR, "--role", "client_manager", "--team", "West"), "no team"),
        ((*ADMINISTRATOR, "--role", "administrator", "--team", "West"), "in a team"),
    ],
)
def test_what_cannot_be_is_one_sentence_and_writes_nothing(run, session, words, says):
    run("add-organisation", "Noord")
    before = len(session.scalars(select(AuditLine)).all())
    assert says in run(*words, fails=True)
    assert len(session.scalars(select(AuditLine)).all()) == before
    assert session.scalars(select(User)).all() == []
