"""What the words of a cell mean: phases, outcomes, names, barriers."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tracker.core.days import Unreadable
from tracker.sheets import cells
from tracker.sheets.terms import Item
from tracker.trajectory.terms import LifeDomain, Outcome, Phase


@pytest.mark.parametrize(
    ("typed", "phase", "ended"),
    [
        ("Fase 3: activering", Phase.ACTIVATION, False),
        ("2", Phase.ORIENTATION, False),
        (3.0, Phase.ACTIVATION, False),
        ("oriëntatiefase", Phase.ORIENTATION, False),
        ("Leerwerktraject", Phase.ACTIVATION, False),
        ("warme overdracht", Phase.PREPARATION, False),
        ("jobcoach", Phase.AFTERCARE, False),
        ("werkt", Phase.AFTERCARE, False),
        ("Werktraining", Phase.ACTIVATION, False),
        ("klaar voor werk", Phase.MATCHING, False),
        ("arbeidstoeleiding", Phase.ACTIVATION, False),
        ("intake / activering (3)", Phase.ACTIVATION, False),
        ("Uitgestroomd", None, True),
        ("afgesloten (was matching)", Phase.MATCHING, True),
    ],
)
def test_a_phase_is_known_by_its_words_or_its_number(typed, phase, ended):
    assert cells.phase(typed) == (phase, ended)


@pytest.mark.parametrize("typed", ["traject B", "8", "coaching", "werkt nog niet", "intake of activering"])
def test_a_phase_that_is_not_certain_is_told(typed):
    with pytest.raises(Unreadable):
        cells.phase(typed)


@pytest.mark.parametrize(
    ("typed", "outcome"),
    [
        ("Betaald werk", Outcome.WORK),
        ("BBL-opleiding", Outcome.EDUCATION),
        ("verhuisd naar Ede", Outcome.MOVED),
        ("gestopt", Outcome.OTHER),
    ],
)
def test_an_outcome_is_known_by_its_words(typed, outcome):
    assert cells.outcome(typed) is outcome


@pytest.mark.parametrize("typed", ["geen werk", "zie dossier"])
def test_an_outcome_that_is_not_certain_is_told(typed):
    with pytest.raises(Unreadable):
        cells.outcome(typed)


@pytest.mark.parametrize(
    ("typed", "family_first", "given", "family"),
    [
        ("Fatima Al-Khatib", False, "Fatima", "Al-Khatib"),
        ("Al-Khatib, Fatima", False, "Fatima", "Al-Khatib"),
        ("Vries, Annelies de", False, "Annelies", "de Vries"),
        ("Vries, de, Annelies", False, "Annelies", "de Vries"),
        ("Berg, van den Jan Piet", False, "Jan Piet", "van den Berg"),
        ("Dhr. Tekle, Yonas", False, "Yonas", "Tekle"),
        ("mevr. Selam Haile Woldu", False, "Selam", "Haile Woldu"),
        ("De heer Omar Saleh", False, "Omar", "Saleh"),
        ("Al-Khatib Fatima", True, "Fatima", "Al-Khatib"),
        ("Ahmed", False, "", "Ahmed"),
        ("Pacino, Al", False, "Al", "Pacino"),
        ("", False, "", ""),
    ],
)
def test_a_name_falls_apart_in_two(typed, family_first, given, family):
    assert cells.split_name(typed, family_first=family_first) == (given, family)


@given(st.text(max_size=60))
def test_every_letter_of_a_name_is_kept(typed):
    given_name, family = cells.split_name(typed, family_first=False)
    assert len(given_name) + len(family) <= len(typed.replace(",", " , "))


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Taal; schulden", ["Taal", "schulden"]),
        ("- taal\n- rugklachten, kan niet tillen", ["taal", "rugklachten, kan niet tillen"]),
        ("taal, gezondheid, kinderopvang", ["taal", "gezondheid", "kinderopvang"]),
        ("taal en gezondheid", ["taal", "gezondheid"]),
        ("lezen en schrijven", ["lezen en schrijven"]),
        (
            "spreekt weinig Nederlands, maar zoekt wel zelf werk",
            ["spreekt weinig Nederlands, maar zoekt wel zelf werk"],
        ),
        ("wonen/schulden", ["wonen", "schulden"]),
        ("", []),
    ],
)
def test_a_cell_may_hold_several_barriers(text, found):
    assert cells.split_items(text) == found


@pytest.mark.parametrize(
    ("text", "domain"),
    [
        ("taalschool vol", LifeDomain.LANGUAGE),
        ("geen kinderopvang", LifeDomain.FAMILY),
        ("rugpijn", LifeDomain.HEALTH),
        ("huurschuld", LifeDomain.MONEY),
        ("klein netwerk", LifeDomain.NETWORK),
        ("inburgeringsexamen", LifeDomain.RESIDENCE),
        ("individueel", None),
        ("wachtlijst", None),
        ("", None),
    ],
)
def test_a_barrier_lies_in_the_domain_of_its_longest_word(text, domain):
    assert cells.domain(text) is domain


def test_a_barrier_that_tells_no_domain_has_that_of_the_column_beside_it():
    assert list(cells.items(["wachtlijst; taal"], "gezondheid")) == [
        Item("wachtlijst", LifeDomain.HEALTH),
        Item("taal", LifeDomain.LANGUAGE),
    ]
    assert list(cells.items(["wachtlijst; te vol"], "wonen; werk")) == [
        Item("wachtlijst", LifeDomain.HOUSING),
        Item("te vol", LifeDomain.WORK),
    ]


def test_the_same_barrier_twice_in_a_cell_is_one():
    assert [item.text for item in cells.items(["taal; Taal", "taal"], "")] == ["taal"]
