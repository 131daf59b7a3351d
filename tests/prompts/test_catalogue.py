"""The working elements: complete in both languages, linked rightly, and every slip stops the start."""

from collections.abc import Callable
from dataclasses import fields
from pathlib import Path

import pytest

from tracker.accounts.terms import Language
from tracker.core.catalogue import Mistake
from tracker.prompts.catalogue import CONTENT, ELEMENTS, LINKS, Text, read_elements, read_links
from tracker.prompts.terms import Grade, Point
from tracker.trajectory.models import ElementUse
from tracker.trajectory.terms import LifeDomain, Phase

EVERY = pytest.mark.parametrize("key", ELEMENTS)


def test_every_phase_and_every_point_has_its_elements():
    sizes = {part: sum(one.part is part for one in ELEMENTS.values()) for part in (*Phase, *Point)}
    assert list(sizes.values()) == [7, 10, 9, 10, 10, 10, 6, 6, 6, 7]
    assert len({element.code for element in ELEMENTS.values()}) == len(ELEMENTS) == 81


@EVERY
def test_an_element_is_complete_in_both_languages(key: str):
    texts = ELEMENTS[key].texts
    assert set(texts) == set(Language)
    for text in texts.values():
        assert all(getattr(text, field.name).strip() for field in fields(Text))
    assert texts[Language.DUTCH].question != texts[Language.ENGLISH].question


@EVERY
def test_an_element_has_a_source_unless_nothing_was_checked(key: str):
    element = ELEMENTS[key]
    assert element.sources or element.grade is Grade.C
    assert element.trace


@EVERY
def test_a_key_and_a_title_fit_in_their_columns(key: str):
    assert key.isascii()
    assert key.isidentifier()
    assert len(key) <= ElementUse.element.type.length
    assert all(len(text.title) <= 60 for text in ELEMENTS[key].texts.values())


def test_an_answer_about_health_is_kept_under_health():
    health = {key for key, element in ELEMENTS.items() if element.domain is LifeDomain.HEALTH}
    assert {key for key, element in ELEMENTS.items() if element.point is Point.HEALTH} < health


def test_a_phase_has_elements_from_its_first_day_to_its_last():
    for usual in LINKS.usual.values():
        assert any(one.from_day == 0 for one in usual)
        assert any(one.until_day is None for one in usual)


Edit = Callable[..., Path]


@pytest.fixture
def edited(tmp_path: Path) -> Edit:
    """A content file in which one text was replaced by another."""

    def edit(name: str, old: str, new: str) -> Path:
        text = (CONTENT / name).read_text(encoding="utf-8")
        assert old in text
        path = tmp_path / name
        path.write_text(text.replace(old, new, 1), encoding="utf-8")
        return path

    return edit


@pytest.mark.parametrize(
    ("old", "new", "slip"),
    [
        ('phase = "preparation"', 'phase = "prepare"', "early_start: phase: 'prepare' is none of"),
        (
            'phase = "preparation"',
            'point = "health"\nphase = "preparation"',
            "early_start: give a phase or a",
        ),
        ('phase = "preparation"\n', "", "early_start: give a phase or a point"),
        ('domain = "work"', 'domain = "werk"', "early_start: domain: 'werk' is none of"),
        ('grade = "A"', 'grade = "D"', "early_start: grade: 'D' is none of"),
        ('"monitor_2018"', '"monitor_2081"', "early_start: sources: there is no 'monitor_2081'"),
        ("[elements.early_start.texts.en]", "[elements.early_start.texts.fr]", "'fr' is none of nl, en"),
        ('title = "Vroege start"', 'titel = "Vroege start"', "texts: nl: there is no field 'titel'"),
    ],
)
def test_a_slip_in_an_element_stops_the_start(edited: Edit, old: str, new: str, slip: str):
    with pytest.raises(Mistake, match=slip):
        read_elements(edited("working_elements.toml", old, new))


@pytest.mark.parametrize(
    ("old", "new", "slip"),
    [
        ('"taking_part_counts"', '"taking_part"', "prompts.toml: there is no 'taking_part'"),
        ('intake = ["understand_each_other"', 'intake = ["understand"', "there is no 'understand'"),
        ("no_real_contact =", "no_contact =", "signals: there is no 'no_contact'"),
        ('"no_next_step:intake"', '"no_next_step:intakes"', "signals: there is no 'intakes'"),
        ("[barriers.language]", "[barriers.languages]", "barriers: 'languages' is none of"),
        ("from_day = 7", "from = 7", "there is no field 'from'"),
    ],
)
def test_a_slip_in_a_link_stops_the_start(edited: Edit, old: str, new: str, slip: str):
    with pytest.raises(Mistake, match=slip):
        read_links(edited("prompts.toml", old, new), ELEMENTS)
