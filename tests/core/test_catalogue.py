"""Content files: what they become, and that every slip stops the start by name."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

import pytest

from tracker.core.catalogue import Mistake, load_whole


class Colour(StrEnum):
    RED = "red"
    BLUE = "blue"


@dataclass(frozen=True, slots=True)
class Wheel:
    inches: int


@dataclass(frozen=True, slots=True)
class Bicycle:
    key: str
    colour: Colour
    wheels: tuple[Wheel, ...] = ()
    owner: str | None = None


@dataclass(frozen=True, slots=True)
class Shed:
    places: Mapping[Colour, int]
    words: Mapping[str, tuple[str, ...]]


@pytest.fixture
def file(tmp_path: Path) -> Callable[[str], Path]:
    def write(text: str) -> Path:
        path = tmp_path / "bicycles.toml"
        path.write_text(text, encoding="utf-8")
        return path

    return write


def test_a_table_becomes_a_frozen_record_under_its_key(file: Callable[[str], Path]):
    text = (
        '[oma]\ncolour = "red"\nwheels = [{inches = 28}, {inches = 26}]\n[bak]\ncolour = "blue"\nowner = "é"'
    )
    assert load_whole(file(text), Mapping[str, Bicycle]) == {
        "oma": Bicycle("oma", Colour.RED, (Wheel(28), Wheel(26))),
        "bak": Bicycle("bak", Colour.BLUE, owner="é"),
    }


def test_a_whole_file_becomes_one_record(file: Callable[[str], Path]):
    shed = load_whole(file('[places]\nred = 2\nblue = 1\n[words]\nopen = ["a", "b"]'), Shed)
    assert shed == Shed({Colour.RED: 2, Colour.BLUE: 1}, {"open": ("a", "b")})


@pytest.mark.parametrize(
    ("text", "slip"),
    [
        ('[oma]\ncolour = "red"\ncolor = "red"', "bicycles.toml: oma: there is no field 'color'"),
        ('[oma]\nowner = "I"', "bicycles.toml: oma: the field 'colour' is missing"),
        ('[oma]\ncolour = "rood"', "bicycles.toml: oma: colour: 'rood' is none of red, blue"),
        ('[oma]\ncolour = "red"\nowner = 3', "bicycles.toml: oma: owner: 3 is no str"),
        ('[oma]\ncolour = "red"\nwheels = 2', "bicycles.toml: oma: wheels: 2 is no list"),
        ('[oma]\ncolour = "red"\nwheels = [{inches = true}]', "oma: wheels: inches: True is no int"),
        ('oma = "red"', "bicycles.toml: oma: 'red' is no dict"),
        ('[oma]\ncolour = "red"\n[oma]', "bicycles.toml: Cannot declare"),
    ],
)
def test_a_slip_names_file_key_and_field(file: Callable[[str], Path], text: str, slip: str):
    with pytest.raises(Mistake) as caught:
        load_whole(file(text), Mapping[str, Bicycle])
    assert slip in str(caught.value)


@pytest.mark.parametrize(
    ("text", "slip"),
    [
        ("[places]\nred = 2\n[words]", "bicycles.toml: places: 'blue' is missing"),
        (
            "[places]\nred = 2\nblue = 1\ngreen = 1\n[words]",
            "bicycles.toml: places: 'green' is none of red, blue",
        ),
        ("[places]\nred = 2\nblue = 1", "bicycles.toml: the field 'words' is missing"),
    ],
)
def test_a_mapping_by_a_term_holds_every_member_and_no_other(
    file: Callable[[str], Path], text: str, slip: str
):
    with pytest.raises(Mistake) as caught:
        load_whole(file(text), Shed)
    assert slip in str(caught.value)
