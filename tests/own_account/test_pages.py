"""The own account: links that work once, passwords, and sessions that end at the next request."""

from datetime import timedelta

import pytest
from sqlalchemy import select

from tests.browser import Browser, begin_session
from tests.make import NOW, PASSWORD
from tracker.accounts.models import SignIn, User
from tracker.accounts.terms import Role
from tracker.core.passwords import is_right
from tracker.own_account.actions import invite_user

NEW = "paard batterij nietje"


@pytest.fixture
def link(make, manager):
    """Makes a link for the client manager; gives its address."""

    def made(replaces=True, now=NOW):
        invite_user(make.work(manager, now), manager, token="one-two-three", replaces=replaces)
        make.session.commit()
        return "/choose-password/one-two-three"

    return made


def choose(browser, address, password=NEW, again=None, status=302):
    return browser.post(address, status=status, password=password, again=again or password)


def test_a_link_works_once_and_ends_every_session(visit, browser, session, manager, link):
    address = link()
    stranger = visit()
    stranger.get(address)
    stranger.get(address)  # Looking does not use it up.
    choose(stranger, address)
    session.refresh(manager)
    assert is_right(NEW, manager.password_hash)
    assert manager.password_since == NOW
    assert browser.client.get("/caseload").status_code == 302
    assert "werkt niet meer" in stranger.get(address, status=404).text
    choose(stranger, address, status=404)


def test_a_link_is_good_for_thirty_minutes(app, visit, link, monkeypatch):
    address = link(now=NOW - timedelta(minutes=29, seconds=59))
    visit().get(address)
    monkeypatch.setitem(app.config, "CLOCK", lambda: NOW + timedelta(seconds=1))
    visit().get(address, status=404)


def test_links_that_open_nothing_say_the_same(visit, link):
    used = link()
    choose(visit(), used)
    pages = [visit().get(path, status=404).main for path in (used, "/choose-password/never-was")]
    assert pages[0] == pages[1]


def test_an_invitation_never_replaces_a_password(visit, session, manager, link):
    address = link(replaces=False)
    assert "al een account" in visit().get(address).text
    choose(visit(), address, status=200)
    session.refresh(manager)
    assert is_right(PASSWORD, manager.password_hash)


@pytest.mark.parametrize(
    ("password", "again"), [("", None), ("short", None), (NEW, "paard batterij niet"), ("x" * 129, None)]
)
def test_a_password_that_will_not_do_is_said_beside_its_field(visit, link, password, again):
    page = choose(visit(), link(), password, again, status=422)
    assert page.select(".error")
    assert "Je tekst staat er nog" not in page.select_one("#errors").text  # Passwords are emptied.


def test_changing_the_password_ends_the_other_sessions_only(browser, make, session, manager):
    other = Browser(browser.app, session, make.work(manager))
    browser.post("/account/password", present=PASSWORD, password=NEW, again=NEW)
    assert browser.client.get("/account").status_code == 200
    assert other.client.get("/account").status_code == 302


def test_the_present_password_is_asked_and_guessing_it_is_slowed_down(browser, session, manager):
    for _ in range(3):
        page = browser.post("/account/password", status=422, present="wrong", password=NEW, again=NEW)
        assert page.select("#present-error")
    answer = browser.open("/account/password", "POST", present=PASSWORD, password=NEW, again=NEW)
    assert answer.status_code == 429
    session.refresh(manager)
    assert is_right(PASSWORD, manager.password_hash)


def test_sessions_end_one_by_one_or_all_at_once(browser, make, session, manager):
    others = [Browser(browser.app, session, make.work(manager)) for _ in range(3)]
    ids = session.scalars(select(SignIn.id).order_by(SignIn.id)).all()
    assert len(browser.get("/account").select(".tasks li")) == 4
    browser.post(f"/account/sessions/{ids[1]}/end")
    assert [other.client.get("/account").status_code for other in others] == [302, 200, 200]
    browser.post("/account/sessions/end-others")
    assert [other.client.get("/account").status_code for other in others] == [302, 302, 302]
    assert len(browser.get("/account").select(".tasks li")) == 1


def test_nobody_ends_the_session_of_somebody_else(browser, make, session):
    stranger = make.user()
    begin_session(session, make.work(stranger))
    theirs = session.scalars(select(SignIn.id).where(SignIn.user_id == stranger.id)).one()
    browser.post(f"/account/sessions/{theirs}/end", status=404)


def test_an_account_without_a_password_opens_for_nobody(visit, make, session):
    user = make.user()
    session.get_one(User, user.id).password_hash = ""
    session.commit()
    for password in ("", "somebody who is not here"):
        visit().post("/sign-in", status=422, email=user.email, password=password)


def test_the_account_costs_as_many_statements_with_many_sessions(browser, make, session, manager, statements):
    browser.get("/account")
    statements.clear()
    browser.get("/account")
    few = len(statements)
    for _ in range(20):
        begin_session(session, make.work(manager))
    statements.clear()
    browser.get("/account")
    assert len(statements) == few == 5


def test_another_role_is_offered_to_who_has_one(browser, make, manager):
    assert not browser.get("/account").select("main a[href='/choose-role']")
    make.membership(manager, Role.FIGURES_READER, make.team())
    assert browser.get("/account").select("main a[href='/choose-role']")
