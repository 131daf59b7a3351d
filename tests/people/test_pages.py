"""Adding, recognising and correcting people on their pages."""

from sqlalchemy import func, select

from tests.make import TODAY, ago
from tracker.accounts.terms import Role
from tracker.audit import AuditLine
from tracker.people.models import OldValue
from tracker.trajectory.models import Newcomer, PhaseStay, Step, Trajectory

FATIMA = {"given_name": "Fatima", "family_name": "Al-Khatib", "birth_year": "1990"}
BEGIN = {"started_on": "1-11-2026", "phase": "intake"}


def typed(page):
    """What a browser would send again: every control of the form with what stands in it."""
    sent = {}
    for control in page.select("main form [name]"):
        name = control["name"]
        if control.name == "select":
            chosen = control.select_one("option[selected]") or control.select_one("option")
            sent[name] = chosen["value"]
        elif control.name == "input" and (control.get("type") != "checkbox" or control.has_attr("checked")):
            sent[name] = control.get("value", "")
    return {name: value for name, value in sent.items() if name != "csrf_token"}


def count(session, table):
    session.rollback()
    return session.scalar(select(func.count()).select_from(table))


def deeds(session):
    session.rollback()
    return list(session.scalars(select(AuditLine.deed).order_by(AuditLine.id)))


def add(browser, status=302, **fields):
    page = browser.get("/add-newcomer")
    return browser.post("/add-newcomer", status, **{**typed(page), **fields})


def test_a_name_and_a_day_are_enough(browser, session, manager):
    add(browser, given_name="Zoë", family_name="Çelik")
    trajectory = session.scalars(select(Trajectory)).one()
    assert (trajectory.reference, trajectory.started_on) == ("TR-0001", TODAY)
    assert (trajectory.client_manager_id, trajectory.team_id is None) == (manager.id, False)
    page = browser.get(f"/trajectories/{trajectory.id}")
    assert page.h1.text.strip() == "Zoë Çelik"
    assert "Zoë Çelik" in browser.get("/caseload").text


def test_everything_that_is_known_can_be_written_at_once(browser, session):
    more = {"languages": "Arabic", "interpreter": "y", "email": "f@noord.example", "phone": "06-12345678"}
    names = {"other_names": "Fatma; Fatme", "native_name": "فاطمة"}
    start = {"reference": "Z-77", "started_on": "1-9-2026", "phase": "orientation", "permit_on": "1-2-2026"}
    add(browser, **FATIMA, **more, **names, **start, title="Call the school", due_on="1-12-2026")
    newcomer, trajectory = (session.scalars(select(table)).one() for table in (Newcomer, Trajectory))
    assert (newcomer.birth_year, newcomer.interpreter, newcomer.native_name) == (1990, True, "فاطمة")
    assert "fatme" in newcomer.search_key
    assert (trajectory.reference, trajectory.permit_on.year) == ("Z-77", 2026)
    stay, step = (session.scalars(select(table)).one() for table in (PhaseStay, Step))
    assert (stay.phase, stay.entered_on, step.title) == (
        "orientation",
        trajectory.started_on,
        "Call the school",
    )


def test_what_is_wrong_is_told_beside_its_field_and_nothing_is_lost(browser, session):
    wrong = {"birth_year": "2050", "email": "nobody", "due_on": "1-12-2026", "started_on": "31-2-2026"}
    page = add(browser, 422, given_name="", family_name="", phone="06-1", **wrong)
    bad = {field.select_one("input")["name"] for field in page.select(".field.bad")}
    assert bad == {"given_name", "birth_year", "email", "title", "started_on"}
    assert typed(page)["phone"] == "06-1"
    assert typed(page)["birth_year"] == "2050"
    assert count(session, Newcomer) == 0


def test_whom_one_guides_is_recognised_before_they_are_made_again(browser, make, manager, session):
    known = make.trajectory(manager, newcomer={"given_name": "Fatima", "family_name": "Al-Khatib"})
    page = add(browser, 422, **{**FATIMA, "given_name": "Fatma", "languages": "Arabic"})
    asked = page.select_one("#known")
    assert "guided by you" in asked.text
    assert asked.a["href"] == f"/trajectories/{known.id}"
    assert typed(page)["languages"] == "Arabic"
    assert count(session, Newcomer) == 1
    browser.post("/add-newcomer", 302, **typed(page))
    assert count(session, Newcomer) == 2


def test_somebody_else_holds_for_exactly_what_was_typed(browser, make, manager, session):
    make.trajectory(manager, newcomer={"given_name": "Fatima", "family_name": "Al-Khatib"})
    page = add(browser, 422, **FATIMA)
    again = browser.post("/add-newcomer", 422, **{**typed(page), "given_name": "Fatma"})
    assert again.select_one("#known")
    make.trajectory(manager, newcomer={"given_name": "Fatme", "family_name": "Al Khatib"})
    assert browser.post("/add-newcomer", 422, **typed(again)).select("#known"), "somebody came in between"
    assert count(session, Newcomer) == 2


def test_a_second_trajectory_begins_with_what_was_typed(browser, make, manager, session):
    known = make.trajectory(manager, newcomer={"given_name": "Fatima", "family_name": "Al-Khatib"})
    page = add(browser, 422, **FATIMA, started_on="1-10-2026")
    to = page.select_one("#known button")["formaction"]
    assert to == f"/trajectories/{known.id}/add-trajectory"
    browser.post(to, 302, **typed(page))
    assert (count(session, Newcomer), count(session, Trajectory)) == (1, 2)
    assert "Also a trajectory of this person" in browser.get(f"/trajectories/{known.id}").text


def test_of_whom_one_may_not_see_only_a_sentence_is_told_and_it_is_written_down(visit, make, session, team):
    mine, colleague = make.user(team=team), make.user(team=team)
    hidden = make.trajectory(
        colleague, newcomer={"given_name": "Fatima", "family_name": "Al-Khatib", "phone": "0612345678"}
    )
    browser = visit(mine)
    told = add(browser, 422, **FATIMA).select_one("#known")
    assert "with a colleague" in told.text
    assert not told.select("a, button")
    for secret in (colleague.name, hidden.reference, "0612345678"):
        assert secret not in told.text
    line = session.scalars(select(AuditLine)).one()
    assert (line.deed, line.subject_id, line.details) == ("recognise_newcomer", hidden.id, {})


def test_the_name_of_a_stranger_alone_finds_nobody(visit, make, session, team):
    mine, colleague = make.user(team=team), make.user(team=team)
    make.trajectory(colleague, newcomer={"given_name": "Fatima", "family_name": "Al-Khatib"})
    add(visit(mine), **{**FATIMA, "birth_year": ""})
    assert count(session, Newcomer) == 2
    assert "recognise_newcomer" not in deeds(session)


def test_the_check_is_no_search_over_strangers(visit, make, session, team):
    mine, colleague = make.user(team=team), make.user(team=team)
    make.trajectory(colleague, newcomer={"given_name": "Fatima", "family_name": "Al-Khatib"})
    browser = visit(mine)
    for _ in range(10):
        add(browser, 422, **FATIMA)
    assert "Ask your team lead" in add(browser, 409, given_name="Nobody", family_name="Here").text
    assert deeds(session) == ["recognise_newcomer"] * 10


def test_people_of_another_organisation_are_unknown(browser, make, session):
    make.trajectory(newcomer={"given_name": "Fatima", "family_name": "Al-Khatib"})
    add(browser, **FATIMA)
    assert count(session, Newcomer) == 2


def test_a_case_number_is_given_once(visit, make, session, team):
    mine, colleague = make.user(team=team), make.user(team=team)
    make.trajectory(mine, reference="Z-1", newcomer={"given_name": "Omar"})
    make.trajectory(colleague, reference="Z-2", newcomer={"given_name": "Rachid"})
    browser = visit(mine)
    person = {"given_name": "Zoltan", "family_name": "Horvat"}
    assert "Omar" in add(browser, 422, **person, reference="z 1").select_one(".field.bad .error").text
    told = add(browser, 422, **person, reference="Z-2").select_one(".field.bad .error").text
    assert "in use already" in told
    assert "Rachid" not in told
    assert deeds(session) == ["recognise_newcomer"]


def test_sent_twice_it_is_added_once(browser, session):
    page = browser.get("/add-newcomer")
    for _ in range(2):
        browser.post("/add-newcomer", 302, **{**typed(page), **FATIMA})
    assert count(session, Newcomer) == 1


def test_a_team_lead_adds_for_a_colleague_of_the_own_team_only(visit, make, lead, guide, session):
    other = make.user(team=make.team(), role=Role.CLIENT_MANAGER)
    browser = visit(lead)
    page = browser.get("/add-newcomer")
    names = [option.text for option in page.select("#seat_id option")]
    assert any(guide.name in name for name in names)
    assert not any(other.name in name for name in names)
    seat = next(o["value"] for o in page.select("#seat_id option") if guide.name in o.text)
    add(browser, given_name="Zoë", family_name="Çelik", seat_id=seat)
    assert session.scalars(select(Trajectory)).one().client_manager_id == guide.id
    add(browser, 422, given_name="Omar", family_name="Saleh", seat_id=str(other.id))


def test_a_client_manager_adds_for_nobody_else(browser, make, manager, session):
    assert not browser.get("/add-newcomer").select("#seat_id")
    add(browser, 422, given_name="Zoë", family_name="Çelik", seat_id=str(make.user().id))
    assert count(session, Newcomer) == 0


def test_a_correction_is_seen_with_what_was_there(browser, make, manager, session):
    trajectory = make.trajectory(manager, newcomer={"given_name": "Fatma", "phone": "06-1"})
    path = f"/trajectories/{trajectory.id}/correct-newcomer"
    sent = {**typed(browser.get(path)), "given_name": "Fatima", "other_names": "Fatma"}
    browser.post(path, 302, **sent)
    page = browser.get(f"/trajectories/{trajectory.id}")
    assert page.h1.text.strip().startswith("Fatima")
    assert "Given name: it said Fatma" in " ".join(page.text.split())
    assert count(session, OldValue) == 2
    assert browser.post(path, 409, **sent), "an older page"


def test_dates_are_corrected_by_hand(browser, make, manager, session):
    trajectory = make.trajectory(manager, permit_on=ago(300))
    path = f"/trajectories/{trajectory.id}/correct-dates"
    sent = {**typed(browser.get(path)), "permit_on": "1-3-2026"}
    browser.post(path, 302, **sent)
    page = browser.get(f"/trajectories/{trajectory.id}")
    assert "1 March 2026" in page.text
    assert "Permit since: it said 28 January 2026" in " ".join(page.text.split())
    browser.post(path, 409, **sent)
    for no in ("1-1-1800", "25-11-2026"):
        assert browser.post(path, 422, **{**typed(browser.get(path)), "started_on": no}).select(".error")


def test_the_first_phase_goes_along_with_the_start(browser, make, manager, session):
    trajectory = make.trajectory(manager, days=30)
    path = f"/trajectories/{trajectory.id}/correct-dates"
    browser.post(path, 302, **{**typed(browser.get(path)), "started_on": "1-11-2026"})
    session.expire_all()
    stay = session.scalars(select(PhaseStay).where(PhaseStay.trajectory_id == trajectory.id)).one()
    assert (trajectory.started_on.isoformat(), stay.entered_on.isoformat()) == ("2026-11-01", "2026-11-01")
    stay.entered_on = ago(40)
    session.commit()
    page = browser.post(path, 422, **{**typed(browser.get(path)), "started_on": "2-11-2026"})
    assert "was in a phase already" in page.text


def test_of_another_trajectory_with_a_colleague_only_the_guide_is_told(visit, make, team):
    mine, colleague = make.user(team=team), make.user(team=team)
    trajectory, theirs = make.trajectory(mine), make.trajectory(colleague)
    theirs.newcomer_id = trajectory.newcomer_id
    make.session.commit()
    page = visit(mine).get(f"/trajectories/{trajectory.id}")
    assert f"guided by {colleague.name}" in " ".join(page.text.split())
    assert theirs.reference not in page.text
    assert str(theirs.id) not in str(page)


def test_among_many_people_it_costs_as_many_statements(browser, make, manager, statements):
    sent = []
    for people in (1, 30):
        for number in range(people):
            make.trajectory(manager, newcomer={"given_name": "Omar", "family_name": f"Saleh {number}"})
        statements.clear()
        add(browser, given_name="Xeno", family_name=f"Philos {people}")
        sent.append(len(statements))
    assert sent[0] == sent[1]
