"""The content of the demo town: it fits together, and says nothing that should not be written down."""

import re
from collections.abc import Iterator
from dataclasses import fields, is_dataclass
from typing import Any

import pytest

from tracker.demo import catalogue
from tracker.demo.catalogue import contacts, domains, origins, people, plan, showcase, staff
from tracker.prompts.catalogue import ELEMENTS
from tracker.trajectory.terms import ContactKind, LifeDomain, Phase

EVERYTHING = (people, origins, contacts, plan, domains, staff, showcase)
SLOTS = {"naam", "hij", "Hij", "zijn", "hem", "beroep", "wens", "plek", "uren"}
NEVER = re.compile(
    r"diagnos|ptss|trauma|depress|psych|medicij|medicat|verslav|ziekte|"
    r"kerk|moskee|geloof|islam|christ|moslim|koran|bijbel|"
    r"politie|gevang|strafblad|justitie|\bbsn\b|"
    r"syri|eritr|afghan|irak|iraan|jemen|turkije|oekra",
    re.IGNORECASE,
)
"""Diagnoses, religion, offences, citizen service numbers and origin have no place in a dossier."""


def texts(thing: Any) -> Iterator[str]:
    """Every text in a record, however deep."""
    if isinstance(thing, str):
        yield thing
        return
    inner = [getattr(thing, field.name) for field in fields(thing)] if is_dataclass(thing) else ()
    inner = (
        thing.values() if isinstance(thing, dict) else inner or (thing if isinstance(thing, tuple) else ())
    )
    for one in inner:
        yield from texts(one)


@pytest.mark.parametrize("content", EVERYTHING, ids=lambda content: content.__name__)
def test_no_text_has_a_slot_that_nobody_fills(content: Any):
    assert {slot for text in texts(content()) for slot in re.findall(r"{(.*?)}", text)} <= SLOTS


@pytest.mark.parametrize("content", [contacts, plan, domains, showcase], ids=lambda content: content.__name__)
def test_no_text_holds_what_a_dossier_should_not(content: Any):
    found = [text for text in texts(content()) if NEVER.search(text)]
    assert found == []


def test_there_is_something_to_say_in_every_phase_by_the_municipality_alone():
    for phase in Phase:
        assert any(phase in line.phases and line.by is None for line in contacts().reached)
        assert any(phase in line.phases and line.by is None for line in plan().step)
    in_vain = contacts().not_reached + contacts().did_not_show
    assert {kind for line in in_vain for kind in line.kinds} == set(ContactKind)
    assert {line.domain for line in domains().barrier} == {line.domain for line in domains().strength}
    assert {line.domain for line in domains().barrier} == set(LifeDomain)


def test_the_partners_of_the_texts_exist():
    named = {line.by for line in (*contacts().reached, *plan().step) if line.by}
    assert named <= {seat.at for user in staff().user for seat in user.works}


def test_the_showcase_names_people_and_elements_that_exist():
    facts = [one for field in fields(catalogue.Showcase) for one in _tuple(getattr(showcase(), field.name))]
    assert {fact.author for fact in facts} <= {user.email for user in staff().user}
    assert {use.element for use in showcase().use} <= set(ELEMENTS)
    assert all(use.domain is ELEMENTS[use.element].domain for use in showcase().use)


def _tuple(value: Any) -> tuple[Any, ...]:
    return value if isinstance(value, tuple) else ()


def test_the_weights_are_percentages_and_the_work_table_is_whole():
    assert sum(origin.weight for origin in origins()) == 100
    assert sum(age.weight for age in people().age) == 100
    table = people().work
    assert {origin.curve for origin in origins()} == set(table.percent)
    assert {len(row) for row in (table.men_to_women, *table.percent.values())} == {len(table.months)}


def test_every_name_is_written_in_latin_letters_own_script_and_other_spellings():
    names = [name for origin in origins() for name in (*origin.men, *origin.women, *origin.families)]
    assert all(len(name) == 3 and name[0] for name in names)
    assert len(names) > 250
