"""Which row holds the headings, what they mean, and which rows are about somebody."""

from datetime import date

import pytest

from tests.make import TODAY
from tracker.sheets.catalogue import WORDS
from tracker.sheets.rules import headings_of, meaning, read_tables
from tracker.sheets.terms import Column, Heading, Line, NoSheet, NotUsed, Sheet, Table
from tracker.trajectory.terms import LifeDomain, Phase

HEADINGS = ["Dossiernr", "Naam klant", "Geboortejaar", "Fase"]


def read(*rows: list) -> Sheet:
    return read_tables([Table("Blad1", list(rows))], TODAY)


def only(*rows: list) -> Line:
    [line] = read(*rows).lines
    return line


def complaints(line: Line) -> list[tuple[str, str, bool]]:
    """Of each complaint the heading, the value and whether it hurts."""
    return [(c.heading.text if c.heading else "", c.value, c.hurts) for c in line.complaints]


@pytest.mark.parametrize("column", Column)
def test_every_word_of_the_list_means_its_own_column(column: Column):
    assert {entry: meaning(entry) for entry in WORDS.headings[column]} == dict.fromkeys(
        WORDS.headings[column], column
    )


@pytest.mark.parametrize(
    ("heading", "column"),
    [
        ("Naam klant", Column.FULL_NAME),
        ("NAAM (achternaam, voornaam)", Column.FULL_NAME),
        ("Naam\nklantmanager", Column.CLIENT_MANAGER),
        ("Dossier-nr.", Column.CASE_NUMBER),
        ("Fase traject (0-5)", Column.PHASE),
        ("Datum instroom (dd-mm-jjjj)", Column.STARTED_ON),
        ("Laatste contact (datum)", Column.LAST_CONTACT_ON),
        ("Leefgebied / belemmering", Column.BARRIERS),
        ("Reden uitstroom", Column.OUTCOME),
        ("Datum uitstroom", Column.CLOSED_ON),
        ("E-mail adres", Column.EMAIL),
        ("BSN", NotUsed.NEVER),
        ("BSN-nummer klant", NotUsed.NEVER),
        ("Land van herkomst", NotUsed.NEVER),
        ("Adres", NotUsed.NEVER),
        ("Kleur", NotUsed.UNKNOWN),
        ("Datum", NotUsed.UNKNOWN),
        ("Klanttevredenheid naam", NotUsed.UNKNOWN),
    ],
)
def test_a_heading_is_known_in_many_spellings(heading: str, column: Column | NotUsed):
    assert meaning(heading) is column


@pytest.mark.parametrize(("place", "letters"), [(0, "A"), (25, "Z"), (26, "AA"), (701, "ZZ"), (702, "AAA")])
def test_a_column_has_the_letters_of_a_spreadsheet(place: int, letters: str):
    assert Heading(place, "", NotUsed.UNKNOWN).letters == letters


def test_titles_above_the_headings_are_passed_over():
    sheet = read(
        ["Caseload team Noord"],
        [],
        ["Klant", "", "Traject", ""],
        HEADINGS,
        ["Z1", "Omar Saleh", 1990, "Intake"],
    )
    assert sheet.heading_row == 4
    assert [(line.row, line.name) for line in sheet.lines] == [(5, "Omar Saleh")]


def test_blank_rows_totals_and_repeated_headings_are_nobody():
    sheet = read(
        HEADINGS,
        ["Z1", "Omar Saleh", 1990, "Intake"],
        ["", " ", "", ""],
        HEADINGS,
        ["Z2", "Hanna Tekle", 1991, "Intake"],
        ["", "Totaal", 2, ""],
        ["Aantal: 23"],
        ["", "", "Gemiddelde leeftijd 34", ""],
    )
    assert [line.row for line in sheet.lines] == [2, 5]
    assert sheet.left_out == 4


def test_a_person_whose_name_is_a_word_for_a_total_is_a_person():
    assert only(HEADINGS, ["", "Som, Li", 1990, "Intake"]).name == "Li Som"


def test_the_table_with_the_best_headings_is_taken():
    tables = [
        Table("Legenda", [["Naam", "Kleur", "Team"], ["Rood", "spoed", "x"]]),
        Table("Caseload", [HEADINGS, ["Z1", "Omar Saleh", 1990, "Intake"]]),
        Table("Oud", [["Naam", "Fase"], ["Omar Saleh", "Intake"]]),
    ]
    sheet = read_tables(tables, TODAY)
    assert (sheet.name, sheet.other_sheets) == ("Caseload", ("Legenda", "Oud"))


@pytest.mark.parametrize(
    ("rows", "why"),
    [
        ([], "empty"),
        ([["", "  "], []], "empty"),
        ([["zomaar een brief"], ["met regels"]], "No row with headings"),
        ([["Naam"], ["Omar Saleh"]], "No row with headings"),
        ([["Fase", "Team"], ["Intake", "Noord"]], "No row with headings"),
        ([["titel"], HEADINGS], "stands nobody"),
        ([HEADINGS, ["Totaal", 0]], "stands nobody"),
    ],
)
def test_a_file_without_a_caseload_says_so(rows: list, why: str):
    with pytest.raises(NoSheet, match=why):
        read(*rows)


def test_columns_that_are_not_used_are_listed_with_the_reason():
    sheet = read(
        ["Naam", "Fase", "BSN", "Kleur", "Leefgebied", ""],
        ["Omar Saleh", "Intake", "123456782", "rood", "taal", "los"],
    )
    unused = {heading.text: heading.means for heading in sheet.headings if isinstance(heading.means, NotUsed)}
    assert unused == {
        "BSN": NotUsed.NEVER,
        "Kleur": NotUsed.UNKNOWN,
        "Leefgebied": NotUsed.ALONE,
        "": NotUsed.UNKNOWN,
    }


def test_case_numbers_that_are_citizen_service_numbers_are_not_read():
    sheet = read(HEADINGS, ["123456782", "Omar Saleh", 1990, ""], [10464554.0, "Hanna Tekle", 1991, ""])
    assert sheet.headings[0].means is NotUsed.CITIZEN_NUMBERS
    assert [line.case_number for line in sheet.lines] == ["", ""]


def test_a_name_comes_from_its_own_columns_with_the_infix():
    line = only(
        ["Voornaam", "Tussenvoegsel", "Achternaam", "Fase"],
        ["Annelies", "de", "Vries", "Intake"],
    )
    assert (line.given_name, line.family_name) == ("Annelies", "de Vries")


@pytest.mark.parametrize(
    ("headings", "cells"),
    [
        (["Naam", "Voornaam", "Fase"], ["Al-Khatib", "Fatima", "Intake"]),
        (["Naam", "Roepnaam", "Fase"], ["Fatima Al-Khatib", "Fatima", "Intake"]),
        (["Achternaam voornaam", "Team", "Fase"], ["Al-Khatib Fatima", "Noord", "Intake"]),
        (["Naam (voornaam achternaam)", "Team", "Fase"], ["Fatima Al-Khatib", "Noord", "Intake"]),
    ],
)
def test_a_whole_name_is_split_as_its_heading_says(headings: list, cells: list):
    line = only(headings, cells)
    assert (line.given_name, line.family_name) == ("Fatima", "Al-Khatib")


def test_several_barrier_columns_are_read_together_and_of_others_the_first_that_is_filled():
    line = only(
        ["Naam", "Fase", "Belemmering 1", "Belemmering 2", "Telefoon", "Mobiel"],
        ["Omar Saleh", "Intake", "taal", "wonen", "", "0612345678"],
    )
    assert [item.domain for item in line.barriers] == [LifeDomain.LANGUAGE, LifeDomain.HOUSING]
    assert line.phone == "0612345678"


def test_what_cannot_be_read_is_a_complaint_with_its_place_and_the_rest_is_read():
    line = only(
        ["Naam", "Fase", "Datum instroom", "Tel", "E-mail", "Laatste contact"],
        ["Omar Saleh", "traject B", "31-2-2025", "1" * 41, "geen mail", "3-4-2025"],
    )
    assert complaints(line) == [
        ("Tel", "1" * 41, False),
        ("E-mail", "geen mail", False),
        ("Fase", "traject B", True),
        ("Datum instroom", "31-2-2025", True),
    ]
    assert line.last_contact_on == date(2025, 4, 3)


@pytest.mark.parametrize("name", ["", "Bijgewerkt op 3-4-2025", "x" * 81])
def test_a_row_without_a_good_name_cannot_go_in(name: str):
    assert any(complaint.hurts for complaint in only(HEADINGS, ["Z1", name, 1990, "Intake"]).complaints)


def test_a_name_with_nothing_beside_it_is_too_little():
    assert complaints(only(HEADINGS, ["", "Team Zuid", "", ""])) == [("Naam klant", "Team Zuid", True)]


def test_a_cell_left_empty_still_has_its_place():
    line = only(HEADINGS, ["Z1", "Omar Saleh", 1990, ""])
    assert line.cells[Column.PHASE] == (Heading(3, "Fase", Column.PHASE), "")
    assert line.phase is None


def test_a_formula_is_text():
    line = only([*HEADINGS, "Volgende stap"], ["Z1", "Omar Saleh", 1990, "Intake", '=HYPERLINK("http://x")'])
    assert line.next_step == '=HYPERLINK("http://x")'


def test_an_ended_phase_is_no_phase_but_an_end():
    line = only(HEADINGS, ["Z1", "Omar Saleh", 1990, "Afgesloten"])
    assert (line.phase, line.ended) == (None, True)
    line = only(HEADINGS, ["Z1", "Omar Saleh", 1990, "Matching"])
    assert (line.phase, line.ended) == (Phase.MATCHING, False)


def test_headings_may_have_line_breaks_and_spaces():
    assert [heading.means for heading in headings_of([" Naam\n klant ", "", "FASE"])] == [
        Column.FULL_NAME,
        Column.PHASE,
    ]
