"""The working elements and what they are linked to, read once when the application starts."""

from collections.abc import Container, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from itertools import chain
from pathlib import Path

from tracker.accounts.terms import Language
from tracker.core.catalogue import Mistake, load_whole
from tracker.prompts.terms import MOMENTS, SIGNALS, Grade, Point
from tracker.trajectory.terms import LifeDomain, Phase

CONTENT = Path(__file__).parents[1] / "content"


@dataclass(frozen=True, slots=True)
class Text:
    """An element in one language; the question is for the newcomer, the example shows a short note."""

    title: str
    summary: str
    question: str
    example: str


@dataclass(frozen=True, slots=True)
class Element:
    """A practice that research names, for one phase or for one point that holds in every phase."""

    key: str
    code: str
    domain: LifeDomain
    """Under which an answer to it and a step that is planned with it are kept."""
    grade: Grade
    trace: str
    """What in a dossier shows that it was done."""
    texts: Mapping[Language, Text]
    sources: tuple[str, ...] = ()
    phase: Phase | None = None
    point: Point | None = None
    retired: bool = False

    @property
    def part(self) -> Phase | Point | None:
        """The part of the catalogue in which it stands."""
        return self.phase or self.point


@dataclass(frozen=True, slots=True)
class Elements:
    """The file of the elements, whose sources are named once."""

    sources: Mapping[str, str]
    elements: Mapping[str, Element]


@dataclass(frozen=True, slots=True)
class Usual:
    """An element that belongs to a phase, from and until which day of the stay (both included)."""

    element: str
    from_day: int = 0
    until_day: int | None = None


Table = Mapping[LifeDomain, Mapping[Phase, tuple[str, ...]]]


@dataclass(frozen=True, slots=True)
class Links:
    """Which elements, by key and in order, answer a signal, a barrier, a strength or a phase."""

    returning: tuple[str, ...]
    signals: Mapping[str, tuple[str, ...]]
    barriers: Table
    strengths: Table
    usual: Mapping[Phase, tuple[Usual, ...]]

    def keys(self) -> Iterator[str]:
        """Every element that is named anywhere."""
        yield from self.returning
        yield from chain.from_iterable(self.signals.values())
        for table in (self.barriers, self.strengths):
            for row in table.values():
                yield from chain.from_iterable(row.values())
        yield from (usual.element for usual in chain.from_iterable(self.usual.values()))


def read_elements(path: Path) -> Mapping[str, Element]:
    """The elements in their order, each with the full names of its sources."""
    found = load_whole(path, Elements)
    for key, element in found.elements.items():
        if bool(element.phase) is bool(element.point):
            raise Mistake(f"{path.name}: {key}: give a phase or a point")
        _demand_known(f"{path.name}: {key}: sources", element.sources, found.sources)
    return {
        key: replace(element, sources=tuple(found.sources[source] for source in element.sources))
        for key, element in found.elements.items()
    }


def read_links(path: Path, elements: Mapping[str, Element]) -> Links:
    """The links, all of whose elements and signals exist."""
    links = load_whole(path, Links)
    _demand_known(path.name, links.keys(), elements)
    names = [name.partition(":") for name in links.signals]
    _demand_known(f"{path.name}: signals", (code for code, _, _ in names), SIGNALS)
    details = [detail for _, colon, detail in names if colon]
    _demand_known(f"{path.name}: signals", details, {*Phase, *LifeDomain, *MOMENTS})
    return links


def _demand_known(place: str, names: Iterable[str], known: Container[str]) -> None:
    for name in names:
        if name not in known:
            raise Mistake(f"{place}: there is no {name!r}")


ELEMENTS = read_elements(CONTENT / "working_elements.toml")
LINKS = read_links(CONTENT / "prompts.toml", ELEMENTS)
