"""Sends the request of every cell and tells the tally what came of it."""

from collections.abc import Iterator, Mapping
from typing import Any
from uuid import UUID

from flask import Flask, url_for
from sqlalchemy import select
from sqlalchemy.orm import Session
from werkzeug.routing import Rule

from tests.authorization.row import Row
from tests.authorization.world import (
    ANONYMOUS,
    CROSSED,
    OWN,
    RELATIONS,
    SUBJECT_RELATIONS,
    VISITORS,
    World,
    world,
)
from tests.browser import Browser
from tests.make import Make
from tests.tally import Tally
from tracker.accounts.terms import Role
from tracker.audit import AuditLine


def routes(app: Flask) -> Iterator[tuple[str, str, Rule]]:
    """Every endpoint and method that the application answers."""
    for rule in app.url_map.iter_rules():
        yield from ((rule.endpoint, method, rule) for method in sorted(rule.methods or ()))


def relations_of(rule: Rule, row: Row) -> tuple[str, ...]:
    """A route about one trajectory is tried in every relation; one with a child also with another's."""
    if row.about:
        return SUBJECT_RELATIONS
    if "trajectory_id" not in rule.arguments:
        return (OWN,)
    children = [name for name in rule.arguments if name.endswith("_id") and name != "trajectory_id"]
    return (*RELATIONS, CROSSED) if children else RELATIONS


def check_route(
    app: Flask, make: Make, table: Mapping[str, Row], tally: Tally, endpoint: str, method: str, rule: Rule
) -> None:
    """All cells of one route and method: every visitor in every relation."""
    row = table[endpoint]
    for visitor in VISITORS:
        made = world(make, row.prepare)
        for relation in relations_of(rule, row):
            _check_cell(app, make, made, tally, row, rule, method, visitor, relation)


def _check_cell(
    app: Flask,
    make: Make,
    made: World,
    tally: Tally,
    row: Row,
    rule: Rule,
    method: str,
    visitor: Role | str,
    relation: str,
) -> None:
    work = None if visitor == ANONYMOUS else make.work(made.users[Role(visitor)])
    browser = Browser(app, make.session, work)
    subject = made.subject(make, row.about, visitor, relation) if row.about else {}
    before = _lines(make.session)
    with browser.open(_path(app, made, row, rule, visitor, relation, subject), method, **row.body) as answer:
        seen = answer.status_code
    deeds = _lines(make.session)[len(before) :]
    expected = expected_status(row, method, visitor, relation)
    done = method == "POST" and expected == row.post and visitor != ANONYMOUS
    lines = list(row.deeds) or ([row.deed] if row.deed else [])
    cell = f"{method} {visitor} {relation}"
    tally.check(rule.endpoint, cell, expected=expected, seen=seen)
    tally.check(rule.endpoint, f"{cell} (audit)", expected=lines if done else [], seen=deeds)


def expected_status(row: Row, method: str, visitor: Role | str, relation: str) -> int:
    opens = row.who.get(visitor, ())
    if relation in opens:
        return row.post if method == "POST" else row.get
    if visitor == ANONYMOUS:
        return 401 if method == "POST" else 302  # A form waits at the door to be sent again.
    return 404 if opens else 403


def _path(
    app: Flask,
    made: World,
    row: Row,
    rule: Rule,
    visitor: Role | str,
    relation: str,
    subject: Mapping[str, UUID],
) -> str:
    ids: dict[str, Any] = {**row.ids, **subject}
    if "trajectory_id" in rule.arguments:
        ids.update(made.address(visitor, relation))
    if "organisation_id" in rule.arguments and "organisation_id" not in ids:
        role = Role.CLIENT_MANAGER if visitor == ANONYMOUS else visitor
        ids.update(organisation_id=made.trajectories[OWN].organisation_id, role=str(role))
    with app.test_request_context():
        return url_for(rule.endpoint, **{name: ids[name] for name in rule.arguments})


def _lines(session: Session) -> list[str]:
    session.commit()
    lines = list(session.scalars(select(AuditLine.deed).order_by(AuditLine.id)))
    session.commit()
    return lines


def gaps(app: Flask, table: Mapping[str, Row]) -> set[str]:
    """Routes without a row, and rows without a route."""
    return {endpoint for endpoint, _, _ in routes(app)} ^ set(table)
