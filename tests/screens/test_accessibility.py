"""axe finds nothing on any screen (WCAG 2.2 AA), three widths, light and dark; nothing scrolls sideways."""

import json
import secrets
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import UTC, datetime
from typing import Any
from uuid import uuid4

import pytest
from axe_playwright_python.sync_playwright import Axe
from flask import Flask, url_for
from playwright.sync_api import Page
from sqlalchemy import select

from tests.authorization.table import TABLE
from tests.screens.conftest import SHOTS
from tracker.accounts.models import Membership, Organisation, Partner, User
from tracker.accounts.terms import Role
from tracker.accounts.work import HOME, Work, operator
from tracker.assignment.actions import assign_trajectory
from tracker.history.actions import correct_entry
from tracker.history.terms import EntryKind
from tracker.imports.models import ImportDraft, ImportRun
from tracker.own_account.actions import invite_user
from tracker.people.actions import add_newcomer, add_trajectory, merge_newcomers
from tracker.sheets.queries import packed
from tracker.sheets.terms import Table
from tracker.trajectory.models import Barrier, Contact, Hold, PhaseStay, Step, Strength, Trajectory
from tracker.trajectory.terms import Phase
from tracker.web.pages import db

AXE = SHOTS.parent / "axe"
WIDTHS = (1280, 390, 320)
TODAY = datetime.now(HOME).date()
RULES = {"type": "tag", "values": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]}
NO_SCREEN = {"assets.asset", "operations.healthz", "setup.examples", "setup.looks", "sign_in.home"}
WHO_LEADS = "teamleider@opweg.example"
WHO_GUIDES = "klantmanager@opweg.example"
ASSIGNMENT = [endpoint for endpoint in TABLE if endpoint.startswith("assignment.")]
SETUP = [endpoint for endpoint in TABLE if endpoint.startswith("setup.")]
WHO = {
    "sign_in.sign_in": None,
    "own_account.choose_password": None,
    "guide.accessibility": None,
    "guide.help_index": None,
    "guide.help_topic": None,
    "sign_in.start": "partner@opweg.example",
    **dict.fromkeys(SETUP, "beheerder@opweg.example"),
    "insight.bottlenecks": WHO_LEADS,
    **dict.fromkeys([*ASSIGNMENT, "nightly.exceptions"], WHO_LEADS),
}
"""Who looks at a screen; else the client manager."""


def _link() -> dict[str, Any]:
    """A link to choose a password, for the client manager of the demo town."""
    user = db.session.scalars(select(User).where(User.email == "klantmanager@opweg.example")).one()
    organisation = db.session.scalars(
        select(Organisation).join(Membership).where(Membership.user_id == user.id)
    ).first()
    work = Work(db.session(), operator(organisation.id, organisation.name), datetime.now(UTC))
    token = secrets.token_urlsafe(32)
    invite_user(work, user, token=token, replaces=True)
    db.session.commit()
    return {"token": token}


def _somebody() -> dict[str, Any]:
    """The client manager of the demo town, their team and their membership, as the set-up knows them."""
    email = "klantmanager@opweg.example"
    seats = select(Membership).join(User, User.id == Membership.user_id).where(User.email == email)
    seat = db.session.scalars(seats).one()
    partner = db.session.scalars(
        select(Partner).where(Partner.organisation_id == seat.organisation_id).order_by(Partner.name)
    ).first()
    return {
        "user_id": seat.user_id,
        "team_id": seat.team_id,
        "membership_id": seat.id,
        "partner_id": partner.id,
        "key": "contact_days",
    }


def _merged() -> dict[str, Any]:
    """Two files that became one, for the client manager of the demo town."""
    seat = db.session.scalars(
        select(Membership).join(User, User.id == Membership.user_id).where(User.email == WHO_GUIDES)
    ).one()
    actor = replace(operator(seat.organisation_id, ""), user_id=seat.user_id, role=seat.role)
    work = Work(db.session(), actor, datetime.now(UTC))
    people = [add_newcomer(work, given_name="Tweemaal", family_name="Genoemd") for _ in range(2)]
    begin = {"client_manager_id": seat.user_id, "team_id": seat.team_id, "started_on": TODAY}
    made = [
        add_trajectory(work, one, reference=f"TWEE-{uuid4()}", phase=Phase.INTAKE, **begin) for one in people
    ]
    merge = merge_newcomers(work, *people, made, ([], []), values={})
    db.session.commit()
    return {"trajectory_id": made[0].id, "merge_id": merge.id}


def _import() -> dict[str, Any]:
    """A sheet with slips on its way in, and an import, for the client manager of the demo town."""
    seat = db.session.scalars(
        select(Membership).join(User, User.id == Membership.user_id).where(User.email == WHO_GUIDES)
    ).one()
    mine = {"organisation_id": seat.organisation_id, "user_id": seat.user_id, "file_name": "caseload.xlsx"}
    rows = [["Naam", "Dossiernr", "Fase", "Belemmeringen", "Geloof"]]
    rows += [
        ["Omar Saleh", "", "Zwemles", "taal\nwonen", ""],
        ["Selam Tesfay", "X-1", "Intake", "", ""],
        ["3"],
    ]
    matching = {"0": "full_name", "1": "case_number", "2": "phase", "3": "barriers"}
    draft = ImportDraft(
        **mine,
        made_at=datetime.now(UTC),
        tables=packed([Table("Blad1", rows), Table("Blad2", rows)]),
        table_no=0,
        heading_row=1,
        matching=matching,
        mended={},
    )
    counts = {"new": 12, "changed": 3, "unchanged": 0, "refused": 2}
    run = ImportRun(**mine, draft_id=draft.id, at=datetime.now(UTC), counts=counts, changes=[])
    db.session.add_all([draft, run])
    db.session.commit()
    return {"draft_id": draft.id, "run_id": run.id}


def _assigned() -> dict[str, Any]:
    """Somebody of the demo town who was just assigned to a colleague."""
    lead = db.session.scalars(select(User).where(User.email == WHO_LEADS)).one()
    seat = db.session.scalars(
        select(Membership).join(User, User.id == Membership.user_id).where(User.email == WHO_GUIDES)
    ).one()
    actor = replace(operator(seat.organisation_id, ""), user_id=lead.id, role=Role.TEAM_LEAD)
    theirs = Trajectory.team_id == seat.team_id, Trajectory.client_manager_id != seat.user_id
    someone = db.session.scalars(select(Trajectory).where(*theirs).order_by(Trajectory.reference)).first()
    to = {"client_manager_id": seat.user_id, "team_id": seat.team_id, "together_id": uuid4()}
    assign_trajectory(Work(db.session(), actor, datetime.now(UTC)), someone, **to)
    db.session.commit()
    return {"together_id": to["together_id"]}


def _corrected() -> dict[str, Any]:
    """A contact of the client manager of the demo town that was corrected."""
    seat = db.session.scalars(
        select(Membership).join(User, User.id == Membership.user_id).where(User.email == WHO_GUIDES)
    ).one()
    actor = replace(operator(seat.organisation_id, ""), user_id=seat.user_id, role=seat.role)
    mine = select(Trajectory.id).where(Trajectory.client_manager_id == seat.user_id)
    written = select(Contact).where(Contact.author_id == seat.user_id, Contact.trajectory_id.in_(mine))
    contact = db.session.scalars(written.order_by(Contact.id)).first()
    work = Work(db.session(), actor, datetime.now(UTC))
    correct_entry(work, contact, EntryKind.CONTACT, {"present": "Een tolk"})
    db.session.commit()
    return {"trajectory_id": contact.trajectory_id, "entry_id": contact.id, "kind": "contact"}


IMPORT = [endpoint for endpoint in TABLE if endpoint.startswith("imports.") and "_" in endpoint]
PLACES: dict[str, Callable[[], dict[str, Any]]] = {
    "own_account.choose_password": _link,
    **dict.fromkeys(SETUP, _somebody),
    "people.unmerge_newcomers": _merged,
    **dict.fromkeys(IMPORT, _import),
    "guide.help_topic": lambda: {"topic": "caseload"},
    "assignment.look_at_assignment": _assigned,
    "history.correct_entry": _corrected,
    "history.entry_history": _corrected,
}
"""What the address of a screen is about, when that is no trajectory of the client manager: its ids, by the
names in the address, read from the demo town."""


ASKED = {"assignment.assign_trajectory": ("trajectory_id",)}
"""What a screen cannot be without, and stands behind its address."""


def screens(app: Flask) -> Iterator[str]:
    """Every endpoint that answers a GET with a page."""
    for rule in app.url_map.iter_rules():
        if "GET" in (rule.methods or ()) and rule.endpoint not in NO_SCREEN:
            yield rule.endpoint


def path_of(app: Flask, endpoint: str) -> str:
    """The address of a screen, for a dossier of the client manager in which it can be used."""
    rule = next(rule for rule in app.url_map.iter_rules() if rule.endpoint == endpoint)
    with app.test_request_context():
        names = (*rule.arguments, *ASKED.get(endpoint, ()))
        ids = _ids(endpoint) if names else {}
        return url_for(endpoint, **{name: ids[name] for name in names})


def _ids(endpoint: str) -> dict[str, Any]:
    """A closed dossier, one on hold, or else the richest of the others."""
    manager = select(User.id).where(User.email == "klantmanager@opweg.example").scalar_subquery()
    mine = select(Trajectory.id).where(Trajectory.client_manager_id == manager).order_by(Trajectory.reference)
    open_ones = select(PhaseStay.trajectory_id).where(PhaseStay.left_on.is_(None))
    on_hold = select(Hold.trajectory_id).where(Hold.until_on > TODAY, Hold.ended_on.is_(None))
    if endpoint in PLACES:
        return PLACES[endpoint]()
    if endpoint == "trajectory.reopen_trajectory":
        return {"trajectory_id": db.session.scalar(mine.where(Trajectory.id.not_in(open_ones)))}
    if endpoint == "trajectory.end_hold":
        return {"trajectory_id": db.session.scalar(mine.where(Trajectory.id.in_(on_hold)))}
    row = db.session.execute(
        mine.where(Trajectory.id.in_(open_ones), Trajectory.id.not_in(on_hold))
        .join(Barrier, (Barrier.trajectory_id == Trajectory.id) & Barrier.closed_on.is_(None))
        .join(Step, (Step.trajectory_id == Trajectory.id) & Step.ended_on.is_(None))
        .join(Strength, (Strength.trajectory_id == Trajectory.id) & Strength.closed_on.is_(None))
        .add_columns(Barrier.id, Step.id, Strength.id)
    ).first()
    assert row, "the demo town has nobody with a barrier, a step and a strength"
    ids = dict(zip(("trajectory_id", "barrier_id", "step_id", "strength_id"), row, strict=True))
    ids["other_id"] = db.session.scalar(mine.where(Trajectory.id != ids["trajectory_id"]))
    return {**ids, "key": "side_by_side"}


@pytest.mark.parametrize("dark", [False, True], ids=["light", "dark"])
@pytest.mark.parametrize("width", WIDTHS)
def test_no_screen_has_a_violation(town: Flask, open_page: Callable[..., Page], width: int, dark: bool):
    axe, found, seen, wrong, version = Axe(), [], 0, {}, ""
    pages: dict[str | None, Page] = {}
    for endpoint in sorted(screens(town)):
        email = WHO.get(endpoint, "klantmanager@opweg.example")
        page = pages.get(email) or pages.setdefault(email, open_page(email, width=width, dark=dark))
        answer = page.goto(path_of(town, endpoint))
        assert answer, endpoint
        assert answer.status == 200, endpoint
        seen += 1
        result = axe.run(page, options={"runOnly": RULES})
        version = result.response["testEngine"]["version"]
        for v in result.response["violations"]:
            found.append(f"{endpoint}: {v['id']} {v['nodes'][0]['html'][:120]}")
            wrong[endpoint] = v["help"]
        if page.evaluate("document.documentElement.scrollWidth > document.documentElement.clientWidth"):
            found.append(f"{endpoint}: scrolls sideways at {width} px")
        _keep(page, endpoint, width, dark)
    _note(town, width=width, colour="dark" if dark else "light", axe=version, violations=wrong)
    assert found == []
    assert seen == len(set(screens(town))) == len({e for e in TABLE if e in set(screens(town))})


def _keep(page: Page, endpoint: str, width: int, dark: bool) -> None:
    """A picture of the screen in var/screens, for people to look at."""
    SHOTS.mkdir(parents=True, exist_ok=True)
    page.screenshot(path=SHOTS / f"{endpoint}-{width}-{'dark' if dark else 'light'}.png", full_page=True)


def _note(town: Flask, **found: Any) -> None:
    """For tools/accessibility.py, which makes the accessibility statement of it."""
    AXE.mkdir(parents=True, exist_ok=True)
    facts = {"day": TODAY.isoformat(), "screens": sorted(set(screens(town))), **found}
    (AXE / f"{found['width']}-{found['colour']}.json").write_text(json.dumps(facts))
