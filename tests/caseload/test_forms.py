"""What may be asked, how it reads, and that every count beside a filter opens exactly its list."""

from dataclasses import replace
from uuid import uuid4

import pytest
from flask import Flask, request, url_for
from werkzeug.datastructures import MultiDict

from tests.caseload.cases import barrier, closed, due, listing, on_hold, said, still
from tests.make import TODAY
from tracker.caseload.forms import FilterForm, chips, options
from tracker.caseload.terms import GROUPS, Filters, NextStep, Order
from tracker.trajectory.terms import LifeDomain, Phase, Status, WaitingOn

EVERYTHING = Filters(
    q="Fatima",
    phase=(Phase.INTAKE, Phase.MATCHING),
    domain=(LifeDomain.LANGUAGE,),
    waiting_on=WaitingOn.EMPLOYER,
    step=NextStep.LATE,
    status=(Status.LATE, Status.CLOSED),
    team=uuid4(),
    manager=uuid4(),
    sort=Order.NAME,
    page=3,
)
PEOPLE = [
    *(still(phase=Phase.INTAKE, barriers=(barrier(), barrier(LifeDomain.MONEY))) for _ in range(3)),
    *(
        due(-2, phase=Phase.MATCHING, barriers=(barrier(waiting_on=WaitingOn.US), barrier()))
        for _ in range(2)
    ),
    *(due(3), due(30), on_hold(), on_hold(barriers=(barrier(LifeDomain.MONEY, WaitingOn.US),))),
    *(closed(phase=Phase.INTAKE, barriers=(barrier(),)) for _ in range(4)),
]


def read(app: Flask, asked: object) -> Filters:
    with app.test_request_context():
        return FilterForm(MultiDict(asked)).filters


@pytest.mark.parametrize("filters", [Filters(), EVERYTHING, replace(EVERYTHING, status=(), team=None)])
def test_an_address_asks_for_what_was_asked(app: Flask, filters: Filters):
    with app.test_request_context():
        address = url_for("caseload.caseload", **filters.address())
    with app.test_request_context(address):
        assert FilterForm(request.args).filters == filters


def test_nothing_asked_needs_no_parameter():
    assert Filters().address() == {}


@pytest.mark.parametrize(
    ("asked", "filters"),
    [
        ([("phase", "matching"), ("phase", "intake"), ("phase", "matching")], EVERYTHING.phase),
        ([("phase", "nonsense"), ("phase", "intake")], (Phase.INTAKE,)),
        ([("phase", "")], ()),
    ],
)
def test_values_stand_once_in_the_order_of_the_screen(
    app: Flask, asked: list[tuple[str, str]], filters: object
):
    assert read(app, asked).phase == filters


@pytest.mark.parametrize(
    "asked",
    [
        {"step": "x", "status": "on fire", "sort": "random", "waiting_on": "godot", "domain": "0"},
        {"team": "all", "manager": "99999999999999999999"},
        *({"page": page} for page in ("0", "-1", "x", "²", "99999999999999999999", "1.5", "")),
        {"q": " \0 "},
        {"unknown": "1"},
    ],
    ids=str,
)
def test_what_is_no_value_is_passed_over(app: Flask, asked: dict[str, str]):
    assert read(app, asked) == Filters()


def test_a_search_has_an_end(app: Flask):
    assert read(app, {"q": "a" * 5001}).q == "a" * 100


@pytest.mark.parametrize("cases", [PEOPLE, PEOPLE[:9]], ids=["closed asked", "closed not asked"])
def test_every_count_beside_a_filter_opens_exactly_its_list(cases: list):
    shown = options(cases, Filters(), TODAY)

    assert set(shown) == {"phase", "step", "domain", "waiting_on", "status"}
    for name, values in shown.items():
        for one in values:
            asked = (one.term,) if name in ("phase", "domain", "status") else one.term
            assert listing(cases, **{name: asked}).found == one.people, one


def test_a_filter_shows_the_values_that_fit_somebody_and_those_that_are_on():
    asked = Filters(phase=(Phase.AFTERCARE,), step=NextStep.LATE)
    shown = options([due(3, barriers=(barrier(), barrier()))], asked, TODAY)

    assert [(one.term, one.people, one.chosen) for one in shown["phase"]] == [
        (Phase.ACTIVATION, 1, False),
        (Phase.AFTERCARE, 0, True),
    ]
    assert [(one.term, one.people, one.chosen) for one in shown["step"]] == [(NextStep.LATE, 0, True)]
    assert [(one.term, one.people) for one in shown["domain"]] == [(LifeDomain.LANGUAGE, 1)]
    assert [one.term for one in shown["status"]] == [Status.DUE_THIS_WEEK, Status.CLOSED]


def test_every_filter_that_is_on_can_be_taken_off_by_itself():
    found = list(chips(EVERYTHING))

    assert [said(chip.label) for chip in found] == [
        "Search: Fatima",
        "Phase: Intake",
        "Phase: Matching",
        "Next step: Late",
        "Barrier in: Language",
        "Waits for: Employer",
        "Status: Late",
        "Status: Closed",
    ]
    assert [chip.without for chip in found] == [
        EVERYTHING.but(q=""),
        EVERYTHING.but(phase=(Phase.MATCHING,)),
        EVERYTHING.but(phase=(Phase.INTAKE,)),
        EVERYTHING.but(step=None),
        EVERYTHING.but(domain=()),
        EVERYTHING.but(waiting_on=None),
        EVERYTHING.but(status=(Status.CLOSED,)),
        EVERYTHING.but(status=(Status.LATE,)),
    ]
    assert {chip.without.page for chip in found} == {1}


def test_a_team_a_person_and_an_order_leave_nobody_out():
    assert not Filters(team=uuid4(), manager=uuid4(), sort=Order.NAME, page=2).narrow
    assert all(chip.without.narrow for chip in chips(EVERYTHING))
    assert Filters(status=GROUPS).narrow
