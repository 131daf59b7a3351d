"""Whatever stands in a sheet becomes a plan that can be carried out."""

from hypothesis import given, settings
from hypothesis import strategies as st

from tests.exchange.make_lines import ACTOR, WORKERS, known, line
from tests.make import TODAY
from tracker.exchange.rules import planned
from tracker.exchange.terms import Here
from tracker.sheets.catalogue import WORDS
from tracker.sheets.rules import read_tables
from tracker.sheets.terms import Table

HEADINGS = st.sampled_from([entry for entries in WORDS.headings.values() for entry in entries])
WORDS_OF_CELLS = [
    *WORDS.left_out.totals,
    *("Omar Saleh", "Saleh, Omar", "Fatima", "Al-Khatib", "Annelies de Vries", "x@y.nl", "ja", "123456782"),
    *(
        "activering",
        "3",
        "afgesloten",
        "werk",
        "1-1-2025",
        "31-12-2026",
        "1-1-3025",
        "taal; wonen",
        "",
        "nvt",
    ),
]
CELLS = st.one_of(
    st.sampled_from(WORDS_OF_CELLS),
    st.text(max_size=12),
    st.integers(-10, 60_000),
    st.floats(allow_nan=False, allow_infinity=False),
    st.booleans(),
    st.dates(),
)
HERE = Here((known(), known(line(birth_year=None, case_number="Z-1"), editable=False)), WORKERS, {})


@settings(deadline=None)
@given(st.lists(HEADINGS, max_size=10), st.lists(st.lists(CELLS, max_size=12), max_size=6))
def test_every_row_is_judged_and_nothing_lies_ahead_that_has_happened(headings: list, rows: list):
    first = ["Omar Saleh", "intake"]
    sheet = read_tables([Table("Blad1", [["naam", "fase", *headings], first, *rows])], TODAY)
    plan = planned(sheet, HERE, ACTOR, TODAY)
    assert len(plan.rows) == len(sheet.lines)
    for deeds in (row.deeds for row in plan.rows if row.deeds):
        days = [deeds.place.since, deeds.opening and deeds.opening.started_on, deeds.end and deeds.end.on]
        assert max(day for day in days if day) <= TODAY
