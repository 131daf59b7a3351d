"""What the importer says of a row in doubt: this is somebody else."""

import pytest

from tests.exchange.make_lines import known, line, plan, whys
from tracker.exchange.terms import Verdict

HIDDEN = "May be somebody whom a colleague guides. Ask your team lead."


@pytest.mark.parametrize("row", [line(given_name="Fatma"), line(given_name="Fatma", case_number="Z-9")])
def test_who_looks_like_somebody_here_is_new_when_told_apart(row):
    here = (known(),)
    [asked] = plan(row, here=here).rows
    assert (asked.verdict, asked.told_apart) == (Verdict.REFUSED, False)
    [told] = plan(row, here=here, apart=[asked]).rows
    assert (told.verdict, told.told_apart, whys(told)) == (Verdict.NEW, True, [])
    assert told.deeds.opening.reference == (row.case_number or "TR-0008")


@pytest.mark.parametrize("other", [{"given_name": "Fatma"}, {"case_number": "Z-1"}, {}])
def test_two_rows_that_look_alike_or_the_same_can_be_two_people(other: dict):
    lines = line(5), line(6, **other)
    _, asked = plan(*lines).rows
    assert (asked.verdict, bool(asked.question)) == (Verdict.REFUSED, True)
    rows = plan(*lines, apart=[asked]).rows
    assert [row.verdict for row in rows] == [Verdict.NEW, Verdict.NEW]


def test_somebody_else_than_several_with_one_name_and_year():
    here = known(), known(reference="TR-0008")
    asked = plan(line(), here=here).rows
    assert plan(line(), here=here, apart=asked).rows[0].verdict is Verdict.NEW


def test_it_counts_for_exactly_what_was_asked():
    here = (known(),)
    row = line(given_name="Fatma")
    asked = plan(row, here=here).rows
    others = (
        plan(line(given_name="Fatme"), here=here, apart=asked),
        plan(line(6, given_name="Fatma"), here=here, apart=asked),
        plan(row, here=(*here, known(line(given_name="Fatima"), reference="TR-0008")), apart=asked),
    )
    assert [one.rows[0].verdict for one in others] == [Verdict.REFUSED] * 3


def test_a_case_number_tells_it_whatever_was_said():
    lines = line(5, case_number="Z-1"), line(6, case_number="Z-1", family_name="de Boer")
    assert plan(*lines).rows[1].question == ""
    assert plan(line(), here=(known(editable=False),)).rows[0].question == ""


def test_of_whom_the_importer_may_not_see_nothing_more_is_told_and_it_keeps_counting():
    hidden = known(editable=False)
    row = line(given_name="Fatma")
    asked = plan(row, here=(hidden,))
    assert whys(asked.rows[0]) == [HIDDEN]
    told = plan(row, here=(hidden,), apart=asked.rows)
    assert (told.rows[0].verdict, whys(told.rows[0])) == (Verdict.NEW, [])
    assert asked.hidden == told.hidden == {hidden.id}
    guess = plan(line(given_name="Fatma", birth_year=None), here=(hidden,)).rows[0]
    assert (guess.verdict, guess.question) == (Verdict.NEW, "")


def test_beside_somebody_who_is_shown_it_is_told_that_there_may_be_another():
    shown, hidden = known(), known(editable=False, reference="TR-0008")
    asked = plan(line(given_name="Fatma"), here=(shown, hidden))
    first, second = whys(asked.rows[0])
    assert (first.partition(".")[0], second) == ("Looks like Fatima Al-Khatib (TR-0007)", HIDDEN)
    assert asked.hidden == {hidden.id}
