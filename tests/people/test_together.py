"""Who belongs together: households, and two files of one person that become one and two again."""

import pytest
from sqlalchemy import select

from tests.people.test_pages import count, deeds, typed
from tracker.people.models import HouseholdMember, NewcomerMerge
from tracker.trajectory.models import Newcomer, Trajectory


@pytest.fixture
def pair(make, manager):
    """Two files of one person with one client manager."""
    one = {"given_name": "Fatima", "family_name": "Al-Khatib", "phone": "", "languages": "Arabic"}
    other = {"given_name": "Fatma", "family_name": "Alkhatib", "phone": "06-12345678"}
    return make.trajectory(manager, newcomer=one), make.trajectory(manager, newcomer=other)


def rows(session):
    """Every row about these people without its version, which only goes up."""
    session.rollback()
    session.expire_all()
    found = {}
    for table in (Newcomer, Trajectory, HouseholdMember):
        for row in session.scalars(select(table)):
            values = {c.key: getattr(row, c.key) for c in table.__table__.columns if c.key != "version"}
            found[row.id] = values
    return found


def page_text(browser, trajectory):
    return " ".join(browser.get(f"/trajectories/{trajectory.id}").text.split())


def merge(browser, pair, status=302, **chosen):
    kept, merged = pair
    path = f"/trajectories/{kept.id}/merge-newcomers/{merged.id}"
    page = browser.get(path)
    radios = {one["name"]: one["value"] for one in page.select("input[type=radio][checked]")}
    return browser.post(path, status, **{**typed(page), **radios, **chosen})


def unmerge(browser, trajectory, session, status=302):
    session.rollback()
    last = session.scalars(select(NewcomerMerge).order_by(NewcomerMerge.id.desc())).first()
    return browser.post(f"/trajectories/{trajectory.id}/unmerge-newcomers/{last.id}", status)


def add_household(browser, one, other, status=302):
    return browser.post(f"/trajectories/{one.id}/add-to-household", status, other_id=str(other.id))


def test_the_other_file_is_proposed_and_both_are_read_side_by_side(browser, pair):
    kept, merged = pair
    page = browser.get(f"/trajectories/{kept.id}/find-other-file")
    assert [a["href"] for a in page.select("main a.button")] == [
        f"/trajectories/{kept.id}/merge-newcomers/{merged.id}"
    ]
    page = browser.get(f"/trajectories/{kept.id}/merge-newcomers/{merged.id}")
    for value in ("Fatima", "Fatma", "06-12345678", "Arabic"):
        assert value in page.text
    texts = [text.get_text(" ", strip=True) for text in page.select("main p")]
    (sentence,) = [text for text in texts if "become one person" in text]
    for told in (kept.reference, "Fatima", merged.reference, "Fatma"):
        assert told in sentence
    assert {chip.get_text(strip=True) for chip in page.select(".chip .num")} == {
        kept.reference,
        merged.reference,
    }


def test_merged_all_trajectories_hang_on_one_and_both_spellings_find_it(browser, pair, session):
    merge(browser, pair)
    session.expire_all()
    kept, merged = pair
    assert kept.newcomer_id == merged.newcomer_id
    newcomer = session.scalars(select(Newcomer).where(Newcomer.id == kept.newcomer_id)).one()
    assert (newcomer.given_name, newcomer.phone, newcomer.languages) == ("Fatima", "06-12345678", "Arabic")
    assert {"fatma", "alkhatib"} <= set(newcomer.search_key.split())
    assert merged.reference in page_text(browser, kept)
    assert "was added by" in page_text(browser, merged)
    assert count(session, Newcomer) == 2
    assert deeds(session) == ["merge_newcomers"]


def test_unmerged_everything_is_as_it_was(browser, pair, session, make, manager):
    third = make.trajectory(manager)
    add_household(browser, pair[1], third)
    before = rows(session)
    merge(browser, pair, given_name="merged")
    assert rows(session) != before
    unmerge(browser, pair[0], session)
    assert rows(session) == before
    assert deeds(session)[-1] == "unmerge_newcomers"
    unmerge(browser, pair[0], session, 409)


def test_what_was_changed_since_the_merge_stays(browser, pair, session):
    merge(browser, pair)
    path = f"/trajectories/{pair[0].id}/correct-newcomer"
    browser.post(path, 302, **{**typed(browser.get(path)), "phone": "06-99999999"})
    unmerge(browser, pair[1], session)
    session.expire_all()
    phones = {one.given_name: one.phone for one in session.scalars(select(Newcomer))}
    assert phones == {"Fatima": "06-99999999", "Fatma": "06-12345678"}


def test_two_households_become_one_and_two_again(browser, pair, session, make, manager):
    one, other = make.trajectory(manager), make.trajectory(manager)
    add_household(browser, pair[0], one)
    add_household(browser, pair[1], other)
    before = rows(session)
    merge(browser, pair)
    assert {one.reference, other.reference} <= set(page_text(browser, pair[0]).split())
    unmerge(browser, pair[0], session)
    assert rows(session) == before


def test_a_later_merge_is_undone_first(browser, pair, session, make, manager):
    third = make.trajectory(manager)
    before = rows(session)
    merge(browser, pair)
    first = session.scalars(select(NewcomerMerge)).one().id
    merge(browser, (pair[0], third))
    browser.post(f"/trajectories/{pair[0].id}/unmerge-newcomers/{first}", 409)
    unmerge(browser, pair[0], session)
    browser.post(f"/trajectories/{pair[0].id}/unmerge-newcomers/{first}", 302)
    assert rows(session) == before


def test_an_older_page_and_one_person_are_refused(browser, pair, session):
    kept, merged = pair
    path = f"/trajectories/{kept.id}/merge-newcomers/{merged.id}"
    browser.post(path, 409, seen="of an older page")
    seen = browser.get(path).select_one("#seen")["value"]
    browser.post(path, 422, seen=seen, given_name="neither")
    merge(browser, pair)
    assert "one person already" in browser.get(path, 409).text


def test_nothing_is_half_done_with_a_file_of_another_organisation_or_a_colleague(visit, make, session, team):
    mine, colleague = make.user(team=team), make.user(team=team)
    one, two = make.trajectory(mine), make.trajectory(mine)
    theirs, elsewhere = make.trajectory(colleague), make.trajectory()
    browser = visit(mine)
    for other in (theirs, elsewhere):
        browser.get(f"/trajectories/{one.id}/merge-newcomers/{other.id}", 404)
        add_household(browser, one, other, 404)
    theirs.newcomer_id = two.newcomer_id
    session.commit()
    before = rows(session)
    assert "ask your team lead" in merge(browser, (one, two), 409).text
    assert rows(session) == before


def test_a_household_is_seen_from_both_sides_and_undone(browser, make, manager, session):
    one, other = (make.trajectory(manager, newcomer={"family_name": "Saleh"}) for _ in range(2))
    page = browser.get(f"/trajectories/{one.id}/add-to-household")
    assert [field["value"] for field in page.select("input[name=other_id]")] == [str(other.id)]
    add_household(browser, one, other)
    assert not browser.get(f"/trajectories/{one.id}/add-to-household").select("input[name=other_id]")
    assert other.reference in page_text(browser, one)
    form = browser.get(f"/trajectories/{other.id}").select_one("form[action*=remove-from-household]")
    browser.post(form["action"].split("?")[0], 302)
    assert "Household:" not in page_text(browser, one)
    assert deeds(session) == ["add_to_household", "remove_from_household"]
    assert add_household(browser, one, one, 409)


def test_of_a_household_member_with_a_colleague_only_the_guide_is_told(visit, make, session, team, lead):
    mine, colleague = make.user(team=team), make.user(team=team)
    one, other = make.trajectory(mine), make.trajectory(colleague, newcomer={"given_name": "Rachida"})
    add_household(visit(lead), one, other)
    page = visit(mine).get(f"/trajectories/{one.id}")
    assert f"guided by {colleague.name}" in " ".join(page.text.split())
    for secret in ("Rachida", other.reference, str(other.id)):
        assert secret not in str(page)
    assert not page.select("form[action*=remove-from-household]")
