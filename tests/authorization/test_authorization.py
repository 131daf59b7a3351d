"""Every route, for every role, in every relation, by real requests."""

from collections.abc import Iterator
from uuid import UUID

import pytest
from flask import Flask

from config import testing
from tests.authorization.requests import check_route, expected_status, gaps, relations_of, routes
from tests.authorization.row import GUIDES, Row
from tests.authorization.table import TABLE
from tests.authorization.world import VISITORS
from tests.make import NOW, Make
from tests.tally import Tally, authorization
from tracker import create_app
from tracker.accounts.terms import Can
from tracker.web.pages import Pages, db

PUBLIC = {
    "assets.asset",
    "operations.healthz",
    "guide.accessibility",
    "guide.help_index",
    "guide.help_topic",
    "sign_in.sign_in",
    "own_account.choose_password",
}
"""The only routes that are open to everybody."""


@pytest.mark.parametrize("endpoint", sorted(TABLE))
def test_every_cell_is_as_the_table_says(app: Flask, make: Make, endpoint: str):
    before = len(authorization.unexpected)
    for name, method, rule in routes(app):
        if name == endpoint:
            check_route(app, make, TABLE, authorization, name, method, rule)
    assert authorization.unexpected[before:] == []


def test_every_route_has_a_row_and_every_row_a_route(app: Flask):
    assert gaps(app, TABLE) == set()


def test_every_route_opens_for_somebody_and_refuses_somebody(app: Flask):
    for endpoint, method, rule in routes(app):
        row = TABLE[endpoint]
        answers = {
            expected_status(row, method, visitor, relation)
            for visitor in VISITORS
            for relation in relations_of(rule, row)
        }
        assert {row.get, row.post} & answers, endpoint
        assert answers & {302, 403, 404} or endpoint in PUBLIC, endpoint


@pytest.fixture
def careless_app(database: str) -> Iterator[Flask]:
    """Our application with one careless page: open to every role, for everybody's trajectory."""
    app = create_app(testing(database, clock=lambda: NOW))
    pages = Pages("careless", __name__)

    @pages.get("/careless/<uuid:trajectory_id>", can=Can.USE)
    def page(trajectory_id: UUID) -> str:
        return f"everything about {trajectory_id}"

    app.register_blueprint(pages)
    yield app
    with app.app_context():
        db.engine.dispose()


def test_a_careless_page_is_counted_and_red(careless_app: Flask, make: Make):
    tally = Tally()
    table = {**TABLE, "careless.page": Row(GUIDES)}
    rule = next(rule for name, _, rule in routes(careless_app) if name == "careless.page")

    assert gaps(careless_app, TABLE) == {"careless.page"}
    check_route(careless_app, make, table, tally, "careless.page", "GET", rule)

    assert len(tally.unexpected) >= 20
    assert "careless.page GET partner own: expected 403, saw 200" in tally.unexpected
    assert "careless.page GET client_manager other organisation: expected 404, saw 200" in tally.unexpected
    assert tally.line.endswith(f"{len(tally.unexpected)} unexpected")


def test_a_deed_without_its_audit_line_is_counted_and_red(app: Flask, make: Make):
    tally = Tally()
    table = {**TABLE, "sign_in.choose_language": Row(TABLE["sign_in.choose_language"].who, deed="another")}
    rule = next(rule for name, _, rule in routes(app) if name == "sign_in.choose_language")
    check_route(app, make, table, tally, "sign_in.choose_language", "POST", rule)
    assert tally.unexpected


def test_what_another_process_counted_is_added_and_red():
    ours, theirs = Tally(), Tally()
    ours.check("a.page", "GET", expected=200, seen=200)
    theirs.check("another.page", "GET", expected=403, seen=200)
    ours.add(theirs)
    assert ours.line == "2 routes, 2 cells, 1 unexpected"
