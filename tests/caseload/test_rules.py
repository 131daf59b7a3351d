"""Which trajectories are shown, in which order and groups, and what their lines say."""

from collections.abc import Sequence
from itertools import product
from typing import Any
from uuid import uuid4

import pytest

from tests.caseload.cases import barrier, case, closed, due, listing, on_hold, said, still
from tests.make import TODAY, ago
from tracker.caseload import rules
from tracker.caseload.rules import Line
from tracker.caseload.terms import GROUPS, OPEN, Filters, NextStep, Order
from tracker.trajectory.queries import Case
from tracker.trajectory.rules import Pause
from tracker.trajectory.terms import LifeDomain, Phase, Status, StepOwner, WaitingOn

EVERY_NEED = [on_hold(), due(30), due(3), closed(), due(-2), still()]


def shown(cases: Sequence[Case], **asked: Any) -> list[Case]:
    """The cases on the page that was asked for, from top to bottom."""
    return [line.case for group in listing(cases, **asked).groups for line in group.lines]


def line(one: Case) -> Line:
    return listing([one], status=GROUPS).groups[0].lines[0]


def test_the_groups_stand_in_the_order_of_need_each_with_its_rule():
    groups = listing(EVERY_NEED).groups

    assert [group.status for group in groups] == list(OPEN)
    assert said(groups[0].rule) == "No real contact in 30 days and no step planned."
    assert said(groups[1].rule) == "A step, a review or a wake-up date has passed."
    assert [group.total for group in groups] == [1] * 5


def test_closed_trajectories_are_shown_when_asked_for():
    assert [group.status for group in listing(EVERY_NEED, status=(Status.CLOSED,)).groups] == [Status.CLOSED]
    assert len(shown(EVERY_NEED, status=GROUPS)) == 6


def test_what_is_calm_is_folded_below_what_is_not():
    folded = {group.status for group in listing(EVERY_NEED).groups if group.folded}
    assert folded == {Status.ON_COURSE, Status.ON_HOLD}

    assert not any(group.folded for group in listing([due(30), on_hold()]).groups)
    assert not any(group.folded for group in listing(EVERY_NEED, phase=(Phase.ACTIVATION,)).groups)


@pytest.mark.parametrize(
    "cases",
    [
        pytest.param([still(90), still(60), still(40)], id="longest quiet"),
        pytest.param([due(-9), due(-1)], id="longest late"),
        pytest.param(
            [due(0), due(1, family="Aydin"), due(1, family="Zaman")], id="soonest due, then by name"
        ),
        pytest.param([due(20), due(40), case(step="Ask", last_contact_on=ago(2))], id="soonest step"),
        pytest.param([on_hold(10), on_hold(50)], id="first awake"),
        pytest.param([closed(1), closed(100)], id="last closed"),
    ],
)
def test_most_urgent_comes_first_in_a_group(cases: list[Case]):
    assert shown(cases[::-1], status=GROUPS) == cases


def test_an_old_pause_does_not_decide_the_place_of_who_is_on_hold():
    again = on_hold(pauses=(Pause(ago(90), ago(60)), Pause(ago(5), ago(-10))))
    assert shown([on_hold(9), again, on_hold(11)])[1] is again


@pytest.mark.parametrize(
    ("order", "names"),
    [
        (Order.NAME, ["Abadi", "Musa", "Öztürk", "Zaman"]),
        (Order.PHASE, ["Zaman", "Öztürk", "Abadi", "Musa"]),
        (Order.LAST_CONTACT, ["Musa", "Zaman", "Abadi", "Öztürk"]),
        (Order.NEXT_STEP, ["Zaman", "Öztürk", "Musa", "Abadi"]),
    ],
)
def test_other_orders_show_one_list(order: Order, names: list[str]):
    people = [
        due(9, family="Abadi", phase=Phase.MATCHING, entered_on=ago(50), last_contact_on=ago(10)),
        due(5, family="Musa", phase=Phase.MATCHING, last_contact_on=None),
        due(2, family="Öztürk", last_contact_on=ago(3)),
        still(60, family="Zaman", phase=Phase.INTAKE, last_contact_on=ago(35)),
    ]
    page = listing(people, sort=order)

    assert [line.case.family_name for line in page.groups[0].lines] == names
    assert (len(page.groups), page.groups[0].status, page.groups[0].total) == (1, None, 4)


@pytest.mark.parametrize(
    ("asked", "families"),
    [
        ({"phase": (Phase.INTAKE,)}, "A"),
        ({"phase": (Phase.INTAKE, Phase.MATCHING)}, "AB"),
        ({"domain": (LifeDomain.LANGUAGE,)}, "BC"),
        ({"waiting_on": WaitingOn.LANGUAGE_SCHOOL}, "CD"),
        ({"domain": (LifeDomain.LANGUAGE,), "waiting_on": WaitingOn.LANGUAGE_SCHOOL}, "C"),
        ({"domain": (LifeDomain.HOUSING,), "waiting_on": WaitingOn.LANGUAGE_SCHOOL}, ""),
        ({"step": NextStep.MISSING}, "AD"),
        ({"step": NextStep.LATE}, "B"),
        ({"status": (Status.LATE, Status.ON_COURSE)}, "BC"),
        ({"phase": (Phase.MATCHING,), "step": NextStep.MISSING}, ""),
    ],
    ids=str,
)
def test_filters_narrow_the_list(asked: dict[str, Any], families: str):
    school = WaitingOn.LANGUAGE_SCHOOL
    people = [
        still(family="A", phase=Phase.INTAKE),
        due(-2, family="B", phase=Phase.MATCHING, barriers=(barrier(),)),
        due(20, family="C", barriers=(barrier(waiting_on=school),)),
        still(family="D", barriers=(barrier(LifeDomain.WORK, school), barrier(LifeDomain.HOUSING))),
    ]
    assert sorted(one.family_name for one in shown(people, **asked)) == list(families)


def test_who_is_closed_misses_no_step():
    assert rules.trouble(closed(), TODAY) is None
    assert shown([closed()], status=GROUPS, step=NextStep.MISSING) == []


@pytest.mark.parametrize(
    "asked",
    ["tesfay", "TESFAI", "Habtemariam tesfay", "habte", "Tsfay", "Tesfaye Habtemaryam", "tesfu", "TR-1042"],
)
def test_a_name_is_found_in_any_order_and_spelling(asked: str):
    tesfay = case("Tesfay", "Habtemariam", other_names="Tesfu", reference="TR-1042")
    assert shown([case("Şirin", "Yıldız"), tesfay, case("José", "Peñaloza")], q=asked) == [tesfay]


@pytest.mark.parametrize("asked", ["sirin", "Yildiz", "ŞİRİN YILDIZ", "yıldız, şirin"])
def test_accents_are_forgiven(asked: str):
    sirin = case("Şirin", "Yıldız")
    assert shown([sirin, case("Tesfay", "Habtemariam")], q=asked) == [sirin]


@pytest.mark.parametrize("asked", ["42", "0042", "tr42", "TR 42", "tr-0042"])
def test_a_number_is_found_with_and_without_its_zeros(asked: str):
    wanted = case(reference="TR-0042")
    assert shown([case(reference="TR-1042"), wanted, case(reference="TR-0420")], q=asked) == [wanted]


def test_signs_alone_are_nobodys_name():
    assert shown([case()], q="???") == []


def test_every_trajectory_is_on_exactly_one_page():
    people = [due(index % 90 - 40, family=f"Family {index}") for index in range(120)]
    pages = [shown(people, page=number) for number in (1, 2, 3)]

    assert [len(page) for page in pages] == [50, 50, 20]
    assert {one.id for page in pages for one in page} == {one.id for one in people}


def test_a_page_after_the_last_is_the_last():
    page = listing([due(1) for _ in range(51)], page=999)
    assert (page.pages, page.filters.page, page.found) == (2, 2, 51)
    assert listing([], page=7).filters.page == 1


def test_a_group_that_goes_on_over_the_page_keeps_its_whole_count():
    page = listing([still() for _ in range(70)], page=2)
    assert (page.groups[0].total, len(page.groups[0].lines)) == (70, 20)


@pytest.mark.parametrize(
    ("phase", "q", "sort"), list(product([(), (Phase.INTAKE,)], ["", "fatima", "nobody at all"], Order))
)
def test_every_count_at_the_top_opens_exactly_its_list(phase: tuple[Phase, ...], q: str, sort: Order):
    people = [*EVERY_NEED, *(still(phase=Phase.INTAKE) for _ in range(60)), due(1, given="Omar")]
    needs = listing(people, phase=phase, q=q, sort=sort, status=(Status.LATE,)).needs

    assert [need.status for need in needs] == list(OPEN[:4])
    for need in needs:
        opened = listing(people, need.list)
        assert opened.found == need.people
        assert {line.case.standing.status for group in opened.groups for line in group.lines} <= {need.status}


def test_a_team_and_a_person_are_the_scope_in_which_all_is_counted():
    north, south, me, other = uuid4(), uuid4(), uuid4(), uuid4()
    people = [
        case(team=north, manager=me),
        case(team=south, manager=me),
        case(team=south, manager=other),
    ]
    assert rules.in_view(people, Filters()) == people
    assert rules.in_view(people, Filters(team=south)) == people[1:]
    assert rules.in_view(people, Filters(team=south, manager=me)) == [people[1]]


def test_a_passed_norm_stands_in_the_line():
    long = line(due(3, phase=Phase.INTAKE, entered_on=ago(85), last_contact_on=ago(31)))
    assert (long.phase_norm, long.contact_norm, long.contact_days) == (84, 30, 31)

    short = line(due(3, phase=Phase.INTAKE, entered_on=ago(84), last_contact_on=ago(30)))
    assert (short.phase_norm, short.contact_norm, short.contact_days) == (None, None, 30)

    assert line(still()).contact_norm is None  # Its status says so already.
    assert [line(due(days)).step_late for days in (-1, 0)] == [True, False]


@pytest.mark.parametrize(
    ("one", "because"),
    [
        (still(barriers=(barrier(), barrier(waiting_on=WaitingOn.CHILD_CARE))), "waits for child care"),
        (still(tries=1), "tried 1 time, not reached"),
        (still(tries=2), "tried 2 times, not reached"),
        (still(), None),
        (due(-1, step_owner=StepOwner.PROFESSIONAL), "your step"),
        (due(-1, step_owner=StepOwner.PROFESSIONAL, manager=uuid4()), "step of the client manager"),
        (due(1, step_owner=StepOwner.NEWCOMER), "step of the newcomer"),
        (due(1, step_owner=StepOwner.PARTNER), "step of a partner"),
        (
            due(5, step_owner=StepOwner.PARTNER, barriers=(barrier(LifeDomain.MONEY, review_on=ago(-2)),)),
            "look again at the barrier in money and administration",
        ),
        (case(pauses=(Pause(ago(40), ago(3)),)), "awake again, not spoken to yet"),
        (due(30, barriers=(barrier(waiting_on=WaitingOn.EMPLOYER),)), "waits for employer"),
        (on_hold(tries=3), None),
        (closed(barriers=(barrier(waiting_on=WaitingOn.US),)), None),
    ],
)
def test_a_line_says_what_lies_behind_its_status(one: Case, because: str | None):
    assert said(line(one).because) == because


TOGETHER = "No trajectory fits all of this together"


@pytest.mark.parametrize(
    ("asked", "why"),
    [
        ({"step": NextStep.MISSING}, "Everyone has a next step"),
        ({"step": NextStep.MISSING, "phase": (Phase.AFTERCARE,)}, "Everyone in Aftercare has a next step"),
        ({"step": NextStep.MISSING, "domain": (LifeDomain.MONEY,)}, TOGETHER),
        ({"step": NextStep.LATE}, "No step is late"),
        ({"status": (Status.STANDING_STILL,)}, "No trajectory is standing still."),
        ({"status": (Status.STANDING_STILL,), "phase": (Phase.AFTERCARE,)}, TOGETHER),
        ({"domain": (LifeDomain.MONEY,)}, TOGETHER),
        ({"q": "Zwaantje"}, "Nobody is found for “Zwaantje”"),
        ({"q": "Fatima", "step": NextStep.LATE}, "No step is late"),
    ],
    ids=str,
)
def test_an_empty_list_says_why(asked: dict[str, Any], why: str):
    people = [due(30, phase=Phase.AFTERCARE), due(30)]
    for sort in Order:
        nothing = listing(people, **asked, sort=sort).nothing
        assert nothing
        assert said(nothing.why) == why


def test_a_name_outside_the_filters_is_told():
    tesfay = due(30, given="Tesfay", family="Habtemariam")
    nothing = listing([due(1), tesfay], q="tesfai", status=(Status.DUE_THIS_WEEK,)).nothing

    assert nothing
    assert said(nothing.why) == "Nobody is found for “tesfai”"
    assert (nothing.outside, nothing.alike) == (tesfay, None)


@pytest.mark.parametrize(("asked", "meant"), [("Gharsif", True), ("Xqwwv", False)])
def test_the_nearest_name_may_be_meant(asked: str, meant: bool):
    sharif, tesfay = case("Sharif", "Popalzai"), case("Tesfay", "Habtemariam")
    nothing = listing([tesfay, sharif], q=asked).nothing

    assert nothing
    assert (nothing.outside, nothing.alike) == (None, sharif if meant else None)


def test_an_empty_caseload_is_no_question_of_filters():
    page = listing([])
    assert (page.total, page.found, page.groups, page.nothing) == (0, 0, (), None)
