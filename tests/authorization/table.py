"""Who may do what on every route: one row per endpoint, checked by real requests.

A row names, per role, the relations in which a route opens; everything else is refused: 403 for a role
(before any look-up), the same 404 for not found and not yours, the way to the door for who is nobody yet.
"""

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from sqlalchemy import select

from tests.authorization.assignment import ROWS as ASSIGNMENT_ROWS
from tests.authorization.history import ROWS as HISTORY_ROWS
from tests.authorization.imports import ROWS as IMPORTS_ROWS
from tests.authorization.people import ROWS as PEOPLE_ROWS
from tests.authorization.row import ANYONE, COUNTERS, GUIDES, READERS, SETTERS, SIGNED_IN, Row
from tests.authorization.setup import ROWS as SETUP_ROWS
from tests.browser import begin_session
from tests.make import PASSWORD, Make
from tracker.accounts.models import SignIn, User
from tracker.trajectory.models import Trajectory
from tracker.trajectory.terms import Outcome


def on_trajectory(deed: str, body: Mapping[str, Any], **more: Any) -> Row:
    return Row(GUIDES, deed=deed, body=body, **more)


def closed(make: Make, trajectory: Trajectory) -> dict[str, UUID]:
    make.leave(trajectory, outcome=Outcome.OTHER)
    return {}


def on_hold(make: Make, trajectory: Trajectory) -> dict[str, UUID]:
    make.hold(trajectory)
    return {}


def a_barrier(make: Make, trajectory: Trajectory) -> dict[str, UUID]:
    return {"barrier_id": make.barrier(trajectory).id}


def a_strength(make: Make, trajectory: Trajectory) -> dict[str, UUID]:
    return {"strength_id": make.strength(trajectory).id}


def a_step(make: Make, trajectory: Trajectory) -> dict[str, UUID]:
    return {"step_id": make.step(trajectory).id}


def a_session(make: Make, user: User) -> dict[str, UUID]:
    begin_session(make.session, make.work(user))
    last = select(SignIn.id).where(SignIn.user_id == user.id).order_by(SignIn.id.desc())
    return {"sign_in_id": make.session.scalars(last).first()}


BARRIER = {
    "domain": "language",
    "description": "Speaking is hard",
    "opened_on": "1-11-2026",
    "severity": "blocks",
    "cause_side": "chain",
}
STEP = {"title": "Ask the school", "owner": "newcomer", "due_on": "1-12-2026", "domain": "work"}

TABLE: dict[str, Row] = {
    "assets.asset": Row(ANYONE, ids={"digest": "any", "name": "opweg.css"}),
    "operations.healthz": Row(ANYONE),
    "guide.accessibility": Row(ANYONE),
    "guide.help_index": Row(ANYONE),
    "guide.help_topic": Row(ANYONE, ids={"topic": "caseload"}),
    "sign_in.sign_in": Row(ANYONE, post=422, body={"email": "nobody@opweg.example", "password": ""}),
    "sign_in.sign_out": Row(SIGNED_IN, deed="sign_out"),
    "sign_in.choose_language": Row(SIGNED_IN, body={"language": "en"}, deed="choose_language"),
    "sign_in.choose_role_page": Row(SIGNED_IN),
    "sign_in.choose_role": Row(SIGNED_IN, deed="choose_role"),
    "sign_in.home": Row(SIGNED_IN, get=302),
    "sign_in.start": Row(SIGNED_IN),
    "own_account.choose_password": Row(ANYONE, get=404, post=404, ids={"token": "unknown"}),
    "own_account.account": Row(SIGNED_IN),
    "own_account.change_password": Row(
        SIGNED_IN,
        deed="change_password",
        body={"present": PASSWORD, "password": "paard batterij nietje", "again": "paard batterij nietje"},
    ),
    "own_account.end_session": Row(SIGNED_IN, deed="end_session", about=a_session),
    "own_account.end_other_sessions": Row(SIGNED_IN, deed="end_other_sessions"),
    **SETUP_ROWS,
    **PEOPLE_ROWS,
    **IMPORTS_ROWS,
    **HISTORY_ROWS,
    **ASSIGNMENT_ROWS,
    "caseload.caseload": Row(READERS),
    "dossier.dossier": Row(GUIDES),
    "trajectory.log_contact": on_trajectory("log_contact", {"how": "talk"}),
    "trajectory.move_to_phase": on_trajectory("move_to_phase", {"phase": "matching"}),
    "trajectory.close_trajectory": on_trajectory("close_trajectory", {"outcome": "work"}),
    "trajectory.reopen_trajectory": on_trajectory(
        "reopen_trajectory", {"phase": "intake", "reason": "Lost the job"}, prepare=closed
    ),
    "trajectory.put_on_hold": on_trajectory("put_on_hold", {"until_on": "24-12-2026", "reason": "Birth"}),
    "trajectory.end_hold": on_trajectory("end_hold", {}, prepare=on_hold),
    "plan.open_barrier": on_trajectory("open_barrier", BARRIER),
    "plan.review_barrier": on_trajectory(
        "review_barrier", {"review_on": "1-12-2026", "seen": "1"}, prepare=a_barrier
    ),
    "plan.close_barrier": on_trajectory("close_barrier", {"ending": "solved"}, prepare=a_barrier),
    "plan.add_strength": on_trajectory("add_strength", {"domain": "network", "description": "A good friend"}),
    "plan.end_strength": on_trajectory("end_strength", {}, prepare=a_strength),
    "plan.note_view": on_trajectory("note_view", {"domain": "housing", "view": "no_issue"}),
    "plan.plan_step": on_trajectory("plan_step", STEP),
    "plan.start_step": on_trajectory("start_step", {}, prepare=a_step),
    "plan.move_step": on_trajectory("move_step", {"due_on": "1-12-2026", "seen": "1"}, prepare=a_step),
    "plan.finish_step": on_trajectory("finish_step", {}, prepare=a_step),
    "plan.stop_step": on_trajectory("stop_step", {}, prepare=a_step),
    "insight.bottlenecks": Row(COUNTERS),
    "find.find": Row(SIGNED_IN),
    "transfer.export_caseload": Row(READERS, post=200, body={"format": "csv"}, deed="export_list"),
    "transfer.export_figures": Row(COUNTERS, post=200, body={"format": "xlsx"}, deed="export_list"),
    "transfer.export_people": Row(SETTERS, post=200, body={"format": "csv"}, deed="export_list"),
    "prompts.elements": Row(READERS),
    "prompts.answer_element": on_trajectory(
        "answer_element", {"answer": "planned"}, ids={"key": "side_by_side"}
    ),
}
