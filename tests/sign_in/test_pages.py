"""What the door promises."""

from datetime import timedelta
from urllib.parse import urlencode

import pytest

from tests.make import NOW, PASSWORD, ago
from tracker.accounts.models import Membership, SignIn, WrongTry
from tracker.accounts.terms import Language, Role
from tracker.audit import AuditLine


class Clock:
    """The moment of every request, which a test moves on."""

    def __init__(self) -> None:
        self.moment = NOW

    def go_on(self, seconds: int) -> None:
        self.moment += timedelta(seconds=seconds)


@pytest.fixture
def clock(app, monkeypatch) -> Clock:
    clock = Clock()
    monkeypatch.setitem(app.config, "CLOCK", lambda: clock.moment)
    return clock


def enter(browser, user, password=PASSWORD, status=302, path="/sign-in"):
    return browser.post(path, status=status, email=user.email, password=password)


def test_signing_in_leads_to_where_one_wanted_to_go(visit, make, manager):
    browser = visit()
    wanted = browser.client.get("/caseload?phase=intake").location
    assert wanted == "/sign-in?next=/caseload?phase%3Dintake"

    answer = browser.open(wanted, "POST", email=manager.email.upper(), password=PASSWORD)

    assert answer.location == "/caseload?phase=intake"
    assert browser.client.get("/caseload").status_code == 200


@pytest.mark.parametrize(
    "elsewhere",
    [
        *("https://elsewhere.example/", "//elsewhere.example", "/\\elsewhere.example"),
        *("//[", "//[x]/", "/caseload\r\nSet-Cookie: a=b", "/\t/elsewhere.example"),
    ],
)
def test_signing_in_never_leads_to_another_site(visit, manager, elsewhere):
    address = f"/sign-in?{urlencode({'next': elsewhere})}"
    answer = visit().open(address, "POST", email=manager.email, password=PASSWORD)
    assert answer.location == "/"


@pytest.mark.parametrize("password", ["wrong", "x" * 500, ""])
def test_a_wrong_password_keeps_the_address_and_says_why(visit, manager, password):
    page = enter(visit(), manager, password, status=422)
    assert page.select_one("#email")["value"] == manager.email
    assert page.select(".error")
    assert page.title.text.startswith("Fout:")


def test_a_nul_character_is_a_typing_slip_like_any_other(visit):
    visit().post("/sign-in", status=422, email="no\0body@opweg.example", password="wro\0ng")


def test_nobody_learns_whether_an_address_is_known(visit, manager):
    known = enter(visit(), manager, "wrong", status=422)
    unknown = visit().post("/sign-in", status=422, email="nobody@opweg.example", password="wrong")
    assert known.select_one(".alert").text == unknown.select_one(".alert").text


def shut_for(browser, email, password="wrong"):
    """The seconds that the door says it is shut; 0 when it looked at the password."""
    answer = browser.open("/sign-in", "POST", email=email, password=password)
    assert answer.status_code in (302, 422, 429)
    return int(answer.headers.get("Retry-After", 0))


@pytest.mark.parametrize("known", [True, False])
def test_the_door_stays_shut_longer_with_every_wrong_try(visit, manager, clock, known):
    browser, email = visit(), manager.email if known else "nobody@opweg.example"
    assert [shut_for(browser, email) for _ in range(4)] == [0, 0, 0, 10]
    for shut in (20, 40, 80):
        clock.go_on(seconds=shut // 2)
        assert shut_for(browser, email) == 0
        assert shut_for(browser, email) == shut
    clock.go_on(seconds=79)
    assert shut_for(browser, email, PASSWORD) == 1


def test_a_shut_door_is_shut_for_one_account_and_one_network_only(visit, make, manager):
    browser, other = visit(), make.user()
    assert [shut_for(browser, manager.email) for _ in range(4)][-1] == 10
    assert shut_for(browser, manager.email.upper(), PASSWORD) == 10
    enter(browser, other)
    elsewhere = visit()
    elsewhere.client.environ_base["REMOTE_ADDR"] = "192.0.2.7"
    enter(elsewhere, manager)


def test_the_right_password_forgives_the_wrong_ones(visit, manager, session):
    browser = visit()
    for _ in range(2):
        enter(browser, manager, "wrong", status=422)
    enter(browser, manager)
    assert not session.query(WrongTry).count()


def test_a_shut_door_says_when_it_opens_in_the_language_of_the_visitor(visit, manager):
    for _ in range(3):
        enter(visit(), manager, "wrong", status=422)
    assert "over 1 minuut" in enter(visit(), manager, status=429).main.text
    assert "in 1 minute." in enter(visit(), manager, status=429, path="/sign-in?language=en").main.text


def test_only_the_hash_of_a_token_is_kept(visit, manager, session):
    browser = visit()
    enter(browser, manager)
    with browser.client.session_transaction() as cookie:
        token = cookie["_user_id"]
    kept = session.query(SignIn).one()
    assert token not in (kept.token_hash, str(kept.id))


def test_a_cookie_of_before_signing_out_opens_nothing(browser):
    with browser.client.session_transaction() as cookie:
        before = dict(cookie)
    browser.post("/sign-out")
    with browser.client.session_transaction() as cookie:
        cookie.update(before)
    assert browser.client.get("/caseload").status_code == 302


def test_a_session_ends_by_itself(browser, session):
    session.query(SignIn).one().ends_at = NOW
    session.commit()
    assert browser.client.get("/caseload").status_code == 302


def test_a_role_that_ended_is_over_at_the_next_request(browser, session):
    assert browser.client.get("/caseload").status_code == 200
    session.query(Membership).one().until_on = ago(1)
    session.commit()
    assert browser.client.get("/caseload").status_code == 302


def test_who_has_no_role_today_stays_outside(visit, make, session, manager):
    session.query(Membership).one().from_on = ago(-1)
    session.commit()
    enter(visit(), manager, status=422)


def test_who_has_two_roles_chooses_one_and_the_old_token_is_worth_nothing(visit, make, session):
    user = make.user(Role.CLIENT_MANAGER)
    team = make.team()
    make.membership(user, Role.TEAM_LEAD, team)
    assert visit().open("/sign-in", "POST", email=user.email, password=PASSWORD).location == "/choose-role"
    browser = visit(user)
    with browser.client.session_transaction() as cookie:
        before = cookie["_user_id"]

    page = browser.get("/choose-role")
    assert len(page.select(".tasks li")) == 2
    browser.post(page.select_one(".tasks form")["action"])

    with browser.client.session_transaction() as cookie:
        assert cookie["_user_id"] != before
        cookie["_user_id"] = before
    assert browser.client.get("/choose-role").status_code == 302


def test_a_role_of_somebody_else_cannot_be_chosen(browser, make, session):
    other = make.team()
    browser.post(f"/choose-role/{other.organisation_id}/team_lead", status=404)
    assert not session.query(AuditLine).count()


def test_the_language_is_remembered_with_the_person(visit, make, session):
    user = make.user(language=Language.DUTCH)
    browser = visit(user)
    assert browser.get("/choose-role").html["lang"] == "nl"
    browser.post("/language", language="en")
    assert visit(user).get("/choose-role").html["lang"] == "en"


def test_the_door_speaks_both_languages(visit):
    assert "Inloggen" in visit().get("/sign-in").h1.text
    assert "Sign in" in visit().get("/sign-in?language=en").h1.text
    assert "Inloggen" in visit().get("/sign-in?language=xx").h1.text


@pytest.mark.parametrize(
    ("role", "address"),
    [
        (Role.CLIENT_MANAGER, "/caseload"),
        (Role.TEAM_LEAD, "/caseload"),
        (Role.FIGURES_READER, "/team/bottlenecks"),
        (Role.PARTNER, "/start"),
        (Role.ADMINISTRATOR, "/set-up"),
        (Role.PRIVACY_OFFICER, "/start"),
    ],
)
def test_everybody_begins_where_their_work_is(visit, make, role, address):
    browser = visit(make.user(role))
    assert browser.client.get("/").location == address
    browser.get(address)


def test_a_form_without_its_token_is_not_taken(app, browser, session):
    answer = browser.client.post("/language", data={"language": "nl"})
    assert answer.status_code == 400
    assert not session.query(AuditLine).count()


def test_signing_in_gives_a_session_of_ten_hours(visit, manager, session):
    enter(visit(), manager)
    kept = session.query(SignIn).one()
    assert kept.ends_at - kept.started_at == timedelta(hours=10)


def test_signing_in_leaves_one_line_and_a_wrong_try_leaves_none(visit, manager, session):
    enter(visit(), manager, "wrong", status=422)
    enter(visit(), manager)
    line = session.query(AuditLine).one()
    assert (line.deed, line.user_id) == ("sign_in", manager.id)
