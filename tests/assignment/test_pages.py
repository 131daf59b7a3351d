"""Dividing the work: one or many to a colleague, told before it is done, and back."""

from collections.abc import Callable
from typing import Any

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session
from uuid_utils.compat import uuid7

from tests.assignment.test_room import PATH as ROOM
from tests.assignment.test_room import as_shown
from tests.browser import Browser
from tests.make import Make
from tracker.accounts.models import Membership, Team, User
from tracker.accounts.terms import Role
from tracker.audit import AuditLine
from tracker.history.models import Assignment
from tracker.trajectory.models import Trajectory
from tracker.trajectory.terms import Outcome

Visit = Callable[..., Browser]
PATH = "/assign-trajectory"


@pytest.fixture
def team(make: Make) -> Team:
    return make.team()


@pytest.fixture
def lead(make: Make, team: Team) -> User:
    return make.user(Role.TEAM_LEAD, team)


@pytest.fixture
def hanna(make: Make, team: Team) -> User:
    return make.user(team=team)


@pytest.fixture
def ilse(make: Make, team: Team) -> User:
    return make.user(team=team)


@pytest.fixture
def desk(visit: Visit, lead: User) -> Browser:
    return visit(lead)


def seat_of(session: Session, user: User) -> str:
    return str(session.scalars(select(Membership.id).where(Membership.user_id == user.id)).one())


def fields(session: Session, to: User, *chosen: Trajectory, **more: Any) -> dict[str, Any]:
    ids = " ".join(str(one.id) for one in chosen)
    return {"chosen": ids, "seat_id": seat_of(session, to), "handover": "y", **more}


def confirm(desk: Browser, sent: dict[str, Any]) -> str:
    """Look what happens, and do it; the address of what was done."""
    page = desk.post(PATH, 200, **sent)
    answer = desk.open(PATH, "POST", **sent, seen=page.select_one("[name=seen]")["value"])
    assert answer.status_code == 302, answer.text
    return answer.location


def reads(statements: list[str]) -> int:
    return sum(one.startswith("SELECT") for one in statements)


def look(session: Session, *rows: Any) -> None:
    session.rollback()
    for row in rows:
        session.refresh(row)


def test_it_is_told_who_goes_and_who_stays_and_why(
    desk: Browser, make: Make, session: Session, hanna: User, ilse: User
):
    goes, already, over = make.trajectory(hanna), make.trajectory(ilse), make.trajectory(hanna)
    make.leave(over, outcome=Outcome.OTHER)
    page = desk.post(PATH, 200, **fields(session, ilse, goes, already, over))
    going, staying = (section.text for section in page.select("main section"))
    assert goes.reference in going
    assert f"{already.reference}: is guided by them already" in " ".join(staying.split())
    assert f"{over.reference}: the trajectory is closed" in " ".join(staying.split())
    look(session, goes)
    assert goes.client_manager_id == hanna.id


def test_they_go_with_what_was_still_to_be_done_and_come_back_with_it(
    desk: Browser, make: Make, session: Session, hanna: User, ilse: User, lead: User
):
    trajectory = make.trajectory(hanna)
    mine, others = make.step(trajectory, owner_id=hanna.id), make.step(trajectory, owner_id=lead.id)
    barrier = make.barrier(trajectory, owner_id=hanna.id)
    done = confirm(desk, fields(session, ilse, trajectory))
    look(session, trajectory, mine, others, barrier)
    assert {trajectory.client_manager_id, mine.owner_id, barrier.owner_id} == {ilse.id}
    assert others.owner_id == lead.id
    assert trajectory.reference in desk.get(done).main.text
    story = " ".join(desk.get(f"/trajectories/{trajectory.id}").main.text.split())
    assert f"{ilse.name} guides instead of {hanna.name}" in story

    desk.post(f"{done}/return-trajectory")
    look(session, trajectory, mine, others, barrier)
    assert {trajectory.client_manager_id, mine.owner_id, barrier.owner_id} == {hanna.id}
    assert "Assignment undone" in desk.get(done).h1.text
    deeds = [
        line.deed for line in session.scalars(select(AuditLine).where(AuditLine.subject_id == trajectory.id))
    ]
    assert deeds == ["assign_trajectory", "return_trajectory"]


def test_what_was_to_be_done_stays_when_it_is_not_ticked(
    desk: Browser, make: Make, session: Session, hanna: User, ilse: User
):
    trajectory = make.trajectory(hanna)
    step = make.step(trajectory, owner_id=hanna.id)
    sent = fields(session, ilse, trajectory)
    del sent["handover"]
    confirm(desk, sent)
    look(session, trajectory, step)
    assert (trajectory.client_manager_id, step.owner_id) == (ilse.id, hanna.id)


def test_nothing_is_done_when_it_changed_after_it_was_shown(
    desk: Browser, make: Make, session: Session, hanna: User, ilse: User, lead: User
):
    one, two = make.trajectory(hanna), make.trajectory(hanna)
    sent = fields(session, ilse, one, two)
    seen = desk.post(PATH, 200, **sent).select_one("[name=seen]")["value"]
    one.client_manager_id = lead.id
    session.commit()
    page = desk.post(PATH, 409, **sent, seen=seen)
    assert "nothing was done yet" in page.select_one("[role=alert]").text
    look(session, two)
    assert two.client_manager_id == hanna.id


def test_undo_leaves_alone_who_was_assigned_again(
    desk: Browser, make: Make, session: Session, hanna: User, ilse: User, lead: User
):
    one, two = make.trajectory(hanna), make.trajectory(hanna)
    done = confirm(desk, fields(session, ilse, one, two))
    confirm(desk, fields(session, lead, two))
    assert desk.get(done).h1.text == f"1 person is with {ilse.name} now"
    desk.post(f"{done}/return-trajectory")
    look(session, one, two)
    assert (one.client_manager_id, two.client_manager_id) == (hanna.id, lead.id)
    returned = session.scalars(select(Assignment).where(Assignment.returned_at.is_not(None)))
    assert [row.trajectory_id for row in returned] == [one.id]

    page = desk.get(done)
    told = {one.reference: f"back with {hanna.name}", two.reference: "assigned again meanwhile"}
    for line in page.select("main li"):
        assert line.text.endswith(told[line.select_one(".num").text])
    assert not page.select("form[action$=return-trajectory]")
    desk.post(f"{done}/return-trajectory", 409)


def test_nobody_of_elsewhere_is_assigned_or_told_about(
    desk: Browser, make: Make, session: Session, hanna: User, ilse: User, visit: Visit
):
    mine = make.trajectory(hanna)
    for stranger in (make.trajectory(make.user(team=make.team())), make.trajectory(make.user())):
        desk.get(f"{PATH}?trajectory_id={stranger.id}", 404)
        desk.post(PATH, 404, **fields(session, ilse, mine, stranger))
    desk.get(f"{PATH}?trajectory_id={uuid7()}", 404)
    desk.get(f"{PATH}?trajectory_id=nobody", 404)
    visit(hanna).get(f"{PATH}?trajectory_id={mine.id}", 403)


def test_to_whom_must_be_a_colleague_of_the_own_teams(
    desk: Browser, make: Make, session: Session, hanna: User
):
    trajectory, stranger = make.trajectory(hanna), make.user(team=make.team())
    for sent in ({}, {"seat_id": ""}, {"seat_id": "nobody"}, {"seat_id": seat_of(session, stranger)}):
        page = desk.post(PATH, 422, chosen=str(trajectory.id), **sent)
        assert stranger.name not in page.main.text
        told = "no longer works in your teams" if sent.get("seat_id") else "Choose a colleague"
        assert told in page.select_one("[role=alert]").text
        assert told in page.select_one("#seat_id-error").text
    desk.post(PATH, 409, chosen="x y", seat_id="")


def test_the_room_stands_beside_each_name(
    desk: Browser, make: Make, session: Session, hanna: User, ilse: User
):
    trajectory = make.trajectory(hanna)
    make.trajectory(hanna)
    names = {f"capacity-{seat_of(session, user)}": number for user, number in ((hanna, "1"), (ilse, "30"))}
    desk.post(ROOM, **{**as_shown(desk), **names})
    rows = desk.get(f"{PATH}?trajectory_id={trajectory.id}").select("tbody tr")
    told = {
        row.th.text.strip(): [" ".join(cell.text.split()) for cell in row.select("td")][1:] for row in rows
    }
    assert told[hanna.name] == ["2", "1 too many"]
    assert told[ilse.name] == ["0", "30 of 30"]
    page = desk.post(ROOM, 422, **{**as_shown(desk), **dict.fromkeys(names, "many")})
    assert page.select("input[value=many]")
    assert "Write a whole number from 0 to 500" in page.select_one("[role=alert]").text


def test_all_of_a_list_are_assigned_as_it_is_filtered(
    desk: Browser, make: Make, session: Session, hanna: User, ilse: User
):
    for _ in range(60):
        make.trajectory(hanna)
    make.trajectory(ilse)
    page = desk.get(f"/caseload?manager={hanna.id}")
    link = page.select_one("a[href*='all=yes']")
    assert link.text == "Assign all 60 trajectories of this list"
    chosen = desk.get(str(link["href"])).select_one("[name=chosen]")["value"].split()
    confirm(desk, {"chosen": " ".join(chosen), "seat_id": seat_of(session, ilse)})
    session.rollback()
    guided = select(Trajectory.id).where(Trajectory.client_manager_id == ilse.id)
    assert len(session.scalars(guided).all()) == 61


def test_many_cost_as_many_statements_as_one(
    desk: Browser, make: Make, session: Session, hanna: User, ilse: User, statements: list[str]
):
    sent = []
    for many in (1, 40):
        chosen = [make.trajectory(hanna) for _ in range(many)]
        form = fields(session, ilse, *chosen)
        statements.clear()
        desk.post(PATH, 200, **form)
        sent.append(len(statements))
    assert sent == [3, 3]


def test_doing_it_and_undoing_it_read_as_much_for_many(
    # What is written is a row for each of them.
    desk: Browser,
    make: Make,
    session: Session,
    hanna: User,
    ilse: User,
    statements: list[str],
):
    there, back = [], []
    for many in (2, 40):
        chosen = [make.trajectory(hanna) for _ in range(many)]
        for trajectory in chosen:
            make.step(trajectory, owner_id=hanna.id)
        form = fields(session, ilse, *chosen)
        seen = desk.post(PATH, 200, **form).select_one("[name=seen]")["value"]
        statements.clear()
        done = desk.open(PATH, "POST", **form, seen=seen).location
        there.append(reads(statements))
        statements.clear()
        desk.post(f"{done}/return-trajectory")
        back.append(reads(statements))
    assert (there, back) == ([6, 6], [6, 6])


def test_names_stand_in_the_order_of_the_alphabet(desk: Browser, make: Make, team: Team, hanna: User):
    names = ["Zoë Bos", "Özlem Kaya", "anna de Wit", "Émile Roos"]
    for name in names:
        make.user(team=team).name = name
    make.session.commit()
    rows = desk.get(f"{PATH}?trajectory_id={make.trajectory(hanna).id}").select("tbody tr")
    told = [row.th.text.strip() for row in rows]
    assert [name for name in told if name in names] == [names[2], names[3], names[1], names[0]]


@pytest.mark.parametrize("name", [("Ahmad", ""), ("", "Ahmad")])
def test_one_name_has_no_blank_beside_it(
    desk: Browser, make: Make, session: Session, hanna: User, ilse: User, name: tuple[str, str]
):
    person = dict(zip(("given_name", "family_name"), name, strict=True))
    sent = fields(session, ilse, make.trajectory(hanna, newcomer=person))
    for page in (desk.post(PATH, 200, **sent), desk.get(confirm(desk, sent))):
        assert page.select_one("main li bdi").text == "Ahmad"


def test_who_changes_team_is_told(
    desk: Browser, make: Make, session: Session, lead: User, hanna: User, ilse: User
):
    same, other = make.trajectory(hanna), make.trajectory(lead, team_id=None)
    page = desk.post(PATH, 200, **fields(session, ilse, same, other))
    assert "1 of them comes from another team." in page.main.text
    assert "another team" not in desk.post(PATH, 200, **fields(session, ilse, same)).main.text


def test_a_client_manager_ticks_nobody(visit: Visit, make: Make, hanna: User):
    make.trajectory(hanna)
    page = visit(hanna).get("/caseload")
    assert not page.select("[name=trajectory_id], #assign")
