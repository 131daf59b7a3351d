"""Who of a sheet is known here: what is certain, what is asked, what is never told."""

from datetime import date
from uuid import uuid4

import pytest

from tests.exchange.make_lines import known, line, plan, row, whys
from tracker.exchange.terms import Verdict
from tracker.sheets.terms import Column
from tracker.trajectory.terms import Phase

OTHER_YEAR = {"birth_year": 1971}
GUIDED = "A colleague guides this person: nothing is changed. Ask your team lead."


def test_a_case_number_tells_who_somebody_is_also_under_a_new_name():
    here = known(line(case_number="Z-1"))
    found = row(line(case_number="z 1", family_name="de Boer"), here)
    assert found.deeds.known is here
    assert found.verdict is Verdict.CHANGED


def test_without_a_case_number_name_and_birth_year_tell_it():
    here = known(line(case_number="Z-1"))
    assert row(line(given_name="FATIMA", family_name="al khatib"), here).deeds.known is here
    assert row(line(**OTHER_YEAR), here).verdict is Verdict.NEW


def test_a_person_without_a_number_of_the_municipality_is_known_by_name_though_the_sheet_has_numbers_now():
    here = known()
    assert row(line(case_number="Z-1"), here).deeds.known is here


def test_what_the_last_sheet_said_tells_it_too_when_the_name_was_corrected_here():
    here = known(line(given_name="Fatma"), given_name="Fatima")
    found = row(line(given_name="Fatma"), here)
    assert found.deeds.known is here
    assert (found.verdict, whys(found)) == (
        Verdict.UNCHANGED,
        ["Here it says “Fatima”, and not by an import: that stays"],
    )


def test_a_number_that_the_last_sheet_had_tells_it_though_the_trajectory_has_one_of_ours():
    here = known(line(case_number="Z-1"), reference="TR-0007")
    assert row(line(case_number="Z-1", family_name="de Boer"), here).deeds.known is here
    assert row(line(case_number="Z-2"), here).verdict is Verdict.NEW


@pytest.mark.parametrize(
    "other",
    [
        {"given_name": "Fatma"},
        {"family_name": "Alkhatib"},
        {"given_name": "Al-Khatib", "family_name": "Fatima"},
        {"birth_year": None},
    ],
)
def test_whoever_it_may_be_is_asked_and_never_merged(other: dict):
    found = row(line(**other), known())
    assert found.verdict is Verdict.REFUSED
    assert whys(found) == [
        "Looks like Fatima Al-Khatib (TR-0007). If so, give this row that case number, "
        "or the same name and birth year; if not, say that this is somebody else."
    ]


@pytest.mark.parametrize("other", [{"given_name": "Yonas"}, OTHER_YEAR, {"family_name": "Tekle"}])
def test_somebody_else_is_somebody_else(other: dict):
    assert row(line(**other), known()).verdict is Verdict.NEW


def test_two_case_numbers_are_two_people_and_one_name_is_worth_a_look():
    found = row(line(case_number="Z-2"), known(line(case_number="Z-1")))
    assert found.verdict is Verdict.NEW
    assert whys(found) == [
        "Has the name and birth year of Fatima Al-Khatib (Z-1), but another case number: somebody else?"
    ]


def test_a_case_number_of_quite_another_person_is_a_slip():
    found = row(
        line(case_number="Z-1", given_name="Yonas", family_name="Tekle", birth_year=1971),
        known(line(case_number="Z-1")),
    )
    assert found.verdict is Verdict.REFUSED
    assert whys(found) == ["This case number belongs to somebody with another name and birth year here"]


def test_several_with_one_name_and_year_are_not_chosen_from():
    here = known(), known(reference="TR-0008")
    found = row(line(), *here)
    assert (found.verdict, len(found.complaints)) == (Verdict.REFUSED, 1)
    assert "Several people here" in whys(found)[0]


def test_the_same_person_twice_in_a_sheet_goes_in_once():
    rows = plan(line(5), line(6, phone="06"), line(7, case_number="Z-1"), line(8, birth_year=None)).rows
    assert [one.verdict for one in rows] == [Verdict.NEW, *[Verdict.REFUSED] * 3]
    assert whys(rows[1]) == whys(rows[2]) == ["The same person as in row 5"]
    assert "Looks like the person of row 5." in rows[3].complaints[0].why.text % {
        "who": "the person of row 5"
    }


def test_the_same_case_number_twice_in_a_sheet_goes_in_once():
    rows = plan(line(5, case_number="Z-1"), line(6, case_number="Z-1", family_name="de Boer")).rows
    assert [one.verdict for one in rows] == [Verdict.NEW, Verdict.REFUSED]
    assert whys(rows[1]) == ["This case number stands in row 5 already, under another name"]
    assert rows[1].complaints[0].heading.means is Column.CASE_NUMBER
    again = plan(line(5, case_number="Z-1"), line(6, case_number="Z-1")).rows
    assert whys(again[1]) == ["The same person as in row 5"]


def test_who_is_known_and_stands_twice_in_a_sheet_changes_once():
    rows = plan(line(5, phone="1"), line(6, phone="2"), here=(known(),)).rows
    assert [one.verdict for one in rows] == [Verdict.CHANGED, Verdict.REFUSED]


def test_nothing_is_told_of_whom_a_colleague_guides():
    hidden = known(editable=False)
    same, alike = row(line(phone="06"), hidden), row(line(given_name="Fatma"), hidden)
    assert (same.verdict, whys(same)) == (Verdict.UNCHANGED, [GUIDED])
    assert (alike.verdict, whys(alike)) == (
        Verdict.REFUSED,
        ["May be somebody whom a colleague guides. Ask your team lead."],
    )
    numbered = known(line(case_number="Z-1"), editable=False)
    assert whys(row(line(case_number="Z-2"), numbered)) == []
    guessed = row(line(started_on=date(2025, 2, 3)), hidden)
    assert alike.hidden == guessed.hidden == (hidden.id,)


def test_a_name_alone_tells_nothing_of_whom_a_colleague_guides():
    """Else a sheet would be a search over strangers; the birth year or the phone must be right too."""
    hidden = known(editable=False, phone="06-12345678")
    for guess in (line(birth_year=None), line(birth_year=1970), line(given_name="Fatma", birth_year=None)):
        assert (row(guess, hidden).verdict, whys(row(guess, hidden)), row(guess, hidden).hidden) == (
            Verdict.NEW,
            whys(row(guess)),
            (),
        )
    called = row(line(birth_year=None, phone="+31612345678"), hidden)
    assert (called.verdict, called.hidden) == (Verdict.REFUSED, (hidden.id,))
    yearless = known(editable=False, birth_year=None)
    assert row(line(birth_year=None), yearless).verdict is Verdict.NEW


def test_who_knows_a_case_number_or_had_the_person_in_a_sheet_is_no_guesser():
    numbered = known(line(case_number="Z-1"), editable=False, reference="Z-1")
    assert row(line(case_number="Z-1", phone="06"), numbered).hidden == ()
    robel = {"given_name": "Robel", "family_name": "Tsegay", "birth_year": 1970}
    other = row(line(case_number="Z-1", started_on=date(2025, 2, 3), **robel), numbered)
    assert other.hidden == (numbered.id,)
    assert row(line(phone="06"), known(editable=False)).hidden == ()


@pytest.mark.parametrize(
    "guess",
    [
        *({}, {"phase": Phase.INTAKE}, {"phase": Phase.ACTIVATION}, {"started_on": date(2025, 1, 7)}),
        *({"given_name": "Xyzzy", "birth_year": 1990}, {"given_name": "Xyzzy", "birth_year": 1971}),
    ],
)
def test_whatever_is_tried_about_whom_a_colleague_guides_the_answer_is_one(guess: dict):
    """Else a phase, a year or a name could be found out by trying."""
    found = row(line(case_number="Z-1", **guess), known(line(case_number="Z-1"), editable=False))
    assert (found.verdict, found.deeds, whys(found)) == (Verdict.UNCHANGED, None, [GUIDED])


def test_a_second_row_tells_no_more_of_whom_a_colleague_guides_than_the_first():
    """Else the holder of a case number could be looked for among many names and years."""
    hidden = known(line(case_number="Z-1"), editable=False, reference="Z-1")
    numbered = line(5, case_number="Z-1", given_name="Robel", family_name="Tsegay", birth_year=1970)
    later = {"started_on": date(2025, 2, 3)}
    for second in (line(6, **later), line(6, case_number="Z-1", given_name="Omar", **later)):
        rows = plan(numbered, second, here=(hidden,)).rows
        assert [whys(one) for one in rows] == [[GUIDED], [GUIDED]]
        assert rows[1].hidden == (hidden.id,)


def test_of_two_trajectories_of_one_person_the_open_one_is_meant():
    person = uuid4()
    closed = known(reference="TR-0001", newcomer_id=person, closed_on=date(2026, 3, 1))
    present = known(reference="TR-0002", newcomer_id=person)
    assert row(line(), closed, present).deeds.known is present
    assert row(line(), known(reference="TR-0003"), present).verdict is Verdict.REFUSED
