"""What a new row becomes, what is guessed and told, and what is refused."""

from typing import Any

import pytest

from tests.exchange.make_lines import COLLEAGUE, ME, NOORD, known, line, plan, row, whys
from tests.make import TODAY, ago
from tracker.core.sentence import Sentence
from tracker.exchange.terms import Opening, Place, Verdict
from tracker.sheets.terms import Column, Complaint, Item
from tracker.trajectory.terms import Outcome, Phase


def test_a_new_row_opens_a_trajectory_with_what_it_tells():
    found = row(line(case_number="Z-1", phase_since=ago(40), last_contact_on=ago(3), next_step="Bellen"))
    assert found.verdict is Verdict.NEW
    assert found.deeds.opening == Opening("Z-1", ME, NOORD, line().started_on)
    assert found.deeds.place == Place(Phase.ACTIVATION, ago(40))
    assert found.deeds.changes == {Column.LAST_CONTACT_ON, Column.NEXT_STEP}


def test_who_has_no_number_gets_the_next_free_one_of_ours():
    rows = plan(
        line(5, given_name="Yonas"),
        line(6, given_name="Hanna", birth_year=1980, case_number="TR-0020"),
        line(7, given_name="Omar", birth_year=1970),
        here=(
            known(line(birth_year=1960), reference="TR-0012"),
            known(line(birth_year=1950), reference="Z-99"),
        ),
    ).rows
    assert [one.deeds.opening.reference for one in rows] == ["TR-0021", "TR-0020", "TR-0022"]


@pytest.mark.parametrize(
    ("cell", "team", "manager", "own_team", "complaints"),
    [
        ("", "", ME, NOORD, 0),
        ("Annelies de Vries", "", COLLEAGUE, NOORD, 0),
        ("Vries, Annelies de", "Zuid", COLLEAGUE, NOORD, 1),
        ("ANNELIES@opweg.example", "", COLLEAGUE, NOORD, 0),
        ("Annelies", "", ME, NOORD, 1),
        ("Vacature", "West", ME, NOORD, 2),
    ],
)
def test_the_worker_column_names_the_owner_else_it_is_the_importer(
    cell: str, team: str, manager: Any, own_team: Any, complaints: int
):
    found = row(line(client_manager=cell, team=team))
    assert (found.deeds.opening.client_manager_id, found.deeds.opening.team_id) == (manager, own_team)
    assert (found.verdict, len(found.complaints)) == (Verdict.NEW, complaints)


@pytest.mark.parametrize(
    ("fields", "place", "complaints"),
    [
        ({"phase_since": ago(40)}, Place(Phase.ACTIVATION, ago(40)), []),
        ({}, Place(Phase.ACTIVATION, TODAY), []),
        ({"phase": Phase.INTAKE}, Place(Phase.INTAKE, line().started_on), []),
        ({"phase": None}, Place(Phase.INTAKE, line().started_on), ["No phase: begins in intake"]),
        (
            {"started_on": None, "phase_since": ago(40)},
            Place(Phase.ACTIVATION, ago(40)),
            ["No start: the first day that is known is taken"],
        ),
        ({"closed_on": ago(3), "outcome": Outcome.WORK}, Place(Phase.ACTIVATION, line().started_on), []),
    ],
)
def test_where_somebody_begins(fields: dict, place: Place, complaints: list[str]):
    found = row(line(**fields))
    assert (found.deeds.place, whys(found)) == (place, complaints)


@pytest.mark.parametrize(
    ("fields", "on", "outcome", "complaints"),
    [
        ({"closed_on": ago(3), "outcome": Outcome.WORK}, ago(3), Outcome.WORK, 0),
        ({"closed_on": ago(3)}, ago(3), Outcome.OTHER, 1),
        ({"outcome": Outcome.MOVED}, TODAY, Outcome.MOVED, 1),
        ({"ended": True, "phase": None}, TODAY, Outcome.OTHER, 2),
        ({"ended": True, "closed_on": ago(-3), "outcome": Outcome.WORK}, TODAY, Outcome.WORK, 2),
    ],
)
def test_how_it_ended_is_told_or_guessed_with_a_complaint(
    fields: dict, on: Any, outcome: Any, complaints: int
):
    found = row(line(**fields))
    assert Column.CLOSED_ON in found.deeds.changes
    assert (found.deeds.end.on, found.deeds.end.outcome, len(found.complaints)) == (on, outcome, complaints)


def test_an_end_that_lies_ahead_is_only_a_plan():
    found = row(line(closed_on=ago(-3), outcome=Outcome.WORK))
    assert (found.deeds.end, whys(found)) == (None, ["The end lies ahead: stays open"])


@pytest.mark.parametrize("begun", [{"started_on": ago(2)}, {"phase_since": ago(2)}])
def test_what_ended_before_it_began_is_refused(begun: dict):
    found = row(line(closed_on=ago(3), **begun))
    assert (found.verdict, whys(found)) == (Verdict.REFUSED, ["Ended before it began on 2026-11-22"])


def test_a_barrier_of_an_unknown_domain_goes_in_with_a_complaint():
    found = row(line(barriers=(Item("wachtlijst", None),)))
    assert found.verdict is Verdict.NEW
    assert whys(found) == ["The life domain of “wachtlijst” is not known: work is taken"]


def test_a_complaint_that_hurts_keeps_the_row_out_and_another_does_not():
    good, bad = (Complaint(5, Sentence("No"), hurts=hurts) for hurts in (False, True))
    assert row(line(complaints=(good,))).verdict is Verdict.NEW
    refused = row(line(complaints=(good, bad)))
    assert (refused.verdict, refused.deeds, whys(refused)) == (Verdict.REFUSED, None, ["No", "No"])


def test_the_counts_are_those_of_the_rows():
    counts = plan(line(5), line(6), line(7, birth_year=1980), here=(known(line(birth_year=1980)),)).counts
    assert [counts[verdict] for verdict in Verdict] == [1, 0, 1, 1]
