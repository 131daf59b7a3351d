"""What changed in the sheet, what changed here, and which of the two counts."""

from datetime import date
from typing import Any
from uuid import uuid4

import pytest

from tests.exchange.make_lines import known, line, row, whys
from tests.make import TODAY, ago
from tracker.exchange.changes import mark_of
from tracker.exchange.terms import LiveStep, Verdict
from tracker.sheets.terms import Column, Item
from tracker.trajectory.terms import LifeDomain, Outcome, Phase

FULL: dict[str, Any] = {
    "case_number": "Z-1",
    "languages": "Arabic",
    "interpreter": True,
    "phone": "06-1",
    "email": "a@b.nl",
    "permit_on": date(2024, 5, 1),
    "settled_on": date(2024, 9, 1),
    "integration_on": date(2025, 2, 1),
    "last_contact_on": ago(9),
    "barriers": (Item("taal", LifeDomain.LANGUAGE),),
}
OTHER: dict[str, Any] = {
    "given_name": "Fatma",
    "family_name": "de Boer",
    "birth_year": 1991,
    "languages": "Arabic, Dutch",
    "interpreter": False,
    "phone": "06-2",
    "email": "c@d.nl",
    "started_on": date(2025, 1, 7),
    "permit_on": date(2024, 5, 2),
    "settled_on": date(2024, 9, 2),
    "integration_on": date(2025, 2, 2),
    "phase": Phase.MATCHING,
}


@pytest.mark.parametrize("name", OTHER)
def test_a_cell_that_changed_in_the_sheet_only_is_taken_over(name: str):
    found = row(line(**FULL | {name: OTHER[name]}), known(line(**FULL)))
    assert (found.verdict, found.deeds.changes, whys(found)) == (Verdict.CHANGED, {Column(name)}, [])
    assert found.deeds.memory[name] == mark_of(OTHER[name])


@pytest.mark.parametrize("name", OTHER)
def test_a_cell_that_changed_here_is_reported_and_not_overwritten(name: str):
    here = known(line(**FULL), **{name: OTHER[name]})
    found = row(line(**FULL), here)
    assert (found.verdict, found.deeds.anything) == (Verdict.UNCHANGED, False)
    [complaint] = found.complaints
    assert (complaint.heading.means, complaint.hurts) == (Column(name), False)


@pytest.mark.parametrize("name", OTHER)
def test_a_cell_that_changed_on_both_sides_in_the_same_way_is_in_order(name: str):
    found = row(line(**FULL | {name: OTHER[name]}), known(line(**FULL), **{name: OTHER[name]}))
    assert (found.verdict, whys(found), found.deeds.anything) == (Verdict.UNCHANGED, [], True)


def test_a_cell_that_changed_differently_on_both_sides_stays_as_it_is_here():
    found = row(line(**FULL | {"phone": "06-2"}), known(line(**FULL), phone="06-3"))
    assert (found.verdict, found.deeds.changes) == (Verdict.UNCHANGED, frozenset())
    assert whys(found) == ["Here it says “06-3”, and not by an import: that stays"]
    assert found.deeds.memory["phone"] == mark_of("06-1")


def test_the_other_cells_of_such_a_row_are_taken_over():
    found = row(line(**FULL | {"phone": "06-2", "email": "c@d.nl"}), known(line(**FULL), phone="06-3"))
    assert (found.verdict, found.deeds.changes) == (Verdict.CHANGED, {Column.EMAIL})


def test_an_empty_cell_says_nothing():
    blank = {name: None if not isinstance(FULL[name], str) else "" for name in FULL if name != "barriers"}
    found = row(line(**blank | {"case_number": "Z-1", "barriers": ()}), known(line(**FULL)))
    assert (found.verdict, whys(found), found.deeds.anything) == (Verdict.UNCHANGED, [], False)


def test_somebody_who_was_never_imported_is_filled_in_where_nothing_stands():
    here = known(line(**FULL | {"phone": "", "email": "c@d.nl"}), memory={})
    found = row(line(**FULL), here)
    assert (found.verdict, found.deeds.changes) == (Verdict.CHANGED, {Column.PHONE})
    assert whys(found) == ["Here it says “c@d.nl”, and not by an import: that stays"]


def test_only_a_later_contact_comes_in_addition():
    here = known(line(**FULL), last_contact_on=ago(4))
    assert row(line(**FULL | {"last_contact_on": ago(5)}), here).verdict is Verdict.UNCHANGED
    assert row(line(**FULL | {"last_contact_on": ago(3)}), here).deeds.changes == {Column.LAST_CONTACT_ON}


def test_only_new_barriers_come_in_addition():
    new = Item("schulden", LifeDomain.MONEY)
    found = row(line(**FULL | {"barriers": (*FULL["barriers"], new)}), known(line(**FULL)))
    assert (found.verdict, found.deeds.barriers) == (Verdict.CHANGED, (new,))


def test_a_barrier_that_ended_here_is_not_opened_again():
    found = row(line(**FULL), known(line(**FULL), barriers=frozenset()))
    assert (found.verdict, found.deeds.barriers) == (Verdict.UNCHANGED, ())
    assert whys(found) == ["“taal” has ended here, and stays so"]


def test_a_barrier_that_was_opened_here_by_hand_is_not_opened_twice():
    here = known(line(**FULL | {"barriers": ()}), barriers=frozenset({"taal"}))
    assert row(line(**FULL), here).verdict is Verdict.UNCHANGED


STEP = {"next_step": "Bellen", "next_step_due": ago(-5)}


def with_step(**fields: Any) -> Any:
    return known(line(**STEP), **{"steps": (LiveStep(uuid4(), "Bellen", ago(-5)),), **fields})


def test_another_title_is_a_new_step():
    found = row(line(**STEP | {"next_step": "Mailen"}), with_step())
    assert (found.deeds.changes, found.deeds.step_due_on) == ({Column.NEXT_STEP}, ago(-5))


def test_another_day_moves_the_step():
    here = with_step()
    found = row(line(**STEP | {"next_step_due": ago(-9)}), here)
    assert (found.deeds.changes, found.deeds.step_due_on) == ({Column.NEXT_STEP_DUE}, ago(-9))
    assert found.deeds.moved_step == here.steps[0].id


def test_a_step_that_was_moved_here_stays_where_it_is():
    here = with_step(steps=(LiveStep(uuid4(), "Bellen", ago(-7)),))
    found = row(line(**STEP | {"next_step_due": ago(-9)}), here)
    assert (found.verdict, len(found.complaints)) == (Verdict.UNCHANGED, 1)


def test_a_step_that_is_over_here_is_not_planned_again():
    found = row(line(**STEP), with_step(steps=()))
    assert (found.verdict, whys(found)) == (Verdict.UNCHANGED, ["“Bellen” has ended here, and stays so"])


def test_a_step_without_a_day_gets_one_that_the_next_sheet_may_change():
    new = row(line(next_step="Bellen"))
    assert new.deeds.step_due_on == ago(-14)
    here = known(
        line(next_step="Bellen"), steps=(LiveStep(uuid4(), "Bellen", ago(-14)),), memory=new.deeds.memory
    )
    assert row(line(next_step="Bellen"), here).deeds.anything is False
    assert row(line(**STEP), here).deeds.changes == {Column.NEXT_STEP_DUE}


ENDED = {"closed_on": ago(3), "outcome": Outcome.WORK}


def test_an_end_in_the_sheet_closes_what_is_open_here():
    found = row(line(**ENDED), known())
    assert (found.verdict, found.deeds.changes, found.deeds.end.on) == (
        Verdict.CHANGED,
        {Column.CLOSED_ON},
        ago(3),
    )


def test_what_is_closed_on_both_sides_is_in_order_and_moves_no_more():
    found = row(line(**ENDED, phase=Phase.MATCHING, next_step="Bellen"), known(line(**ENDED)))
    assert (found.verdict, whys(found)) == (Verdict.UNCHANGED, [])


@pytest.mark.parametrize(
    ("of", "here", "why"),
    [
        (
            line(),
            {"closed_on": ago(3), "outcome": Outcome.WORK},
            "Was closed here on 2026-11-21, and stays so",
        ),
        (line(**ENDED), {"closed_on": None, "outcome": None}, "Was opened again here, and stays so"),
        (line(**ENDED), {"outcome": Outcome.MOVED}, "Here it says “moved”, and not by an import: that stays"),
    ],
)
def test_closing_and_opening_here_is_reported_and_stays(of: Any, here: dict, why: str):
    found = row(of, known(of, **here))
    assert (found.verdict, whys(found)) == (Verdict.UNCHANGED, [why])


def test_an_import_hands_nobody_over():
    found = row(line(client_manager="Annelies de Vries"), known())
    assert (found.verdict, whys(found)) == (
        Verdict.UNCHANGED,
        ["Has another client manager here: an import hands nobody over"],
    )


@pytest.mark.parametrize("since", [None, ago(6)])
def test_a_phase_moves_on_the_day_that_the_sheet_tells_or_today(since: date | None):
    found = row(line(phase=Phase.MATCHING, phase_since=since), known())
    assert (found.deeds.place.phase, found.deeds.place.since) == (Phase.MATCHING, since or TODAY)
