"""Content as data: TOML read once into frozen dataclasses; every slip names file, key and field."""

import tomllib
from collections.abc import Mapping
from dataclasses import MISSING, Field, fields, is_dataclass
from enum import Enum
from pathlib import Path
from types import UnionType
from typing import Any, TypeVar, get_args, get_origin

T = TypeVar("T")


class Mistake(ValueError):
    """A slip in a content file. It stops the start, so that an editor finds it before a reader does."""


def load_whole(path: Path, into: type[T]) -> T:
    """The file as one `into`, whose fields are its tables."""
    whole: T = _value(into, _parsed(path), path.name)
    return whole


def _parsed(path: Path) -> dict[str, Any]:
    try:
        return tomllib.loads(path.read_text(encoding="utf-8"))
    except tomllib.TOMLDecodeError as error:
        raise Mistake(f"{path.name}: {error}") from error


def _value(kind: Any, given: Any, place: str) -> Any:
    """`given` as a `kind`: dataclass, Mapping, tuple of one kind, X | None, enum or plain type."""
    if is_dataclass(kind):
        return _record(kind, given, place)
    shape, inner = get_origin(kind), get_args(kind)
    if shape is Mapping:
        return _mapping(inner[0], inner[1], given, place)
    if shape is tuple:
        return _tuple(inner[0], given, place)
    if shape is UnionType:
        return _value(inner[0], given, place)
    return _member(kind, given, place) if issubclass(kind, Enum) else _typed(kind, given, place)


def _record(kind: Any, given: Any, place: str) -> Any:
    known = {field.name: field for field in fields(kind)}
    _no_strangers(_typed(dict, given, place), known, place)
    lacking = [name for name, field in known.items() if name not in given and _demanded(field)]
    if lacking:
        raise Mistake(f"{place}: the field {lacking[0]!r} is missing")
    return kind(**{name: _value(known[name].type, one, f"{place}: {name}") for name, one in given.items()})


def _no_strangers(given: Mapping[str, Any], known: Mapping[str, Any], place: str) -> None:
    strange = [name for name in given if name not in known]
    if strange:
        raise Mistake(f"{place}: there is no field {strange[0]!r}; there are {', '.join(known)}")


def _demanded(field: Field[Any]) -> bool:
    return field.default is MISSING and field.default_factory is MISSING


def _mapping(keys: Any, kind: Any, given: Any, place: str) -> Mapping[Any, Any]:
    """A mapping by the members of an enum must hold them all."""
    named = is_dataclass(kind) and "key" in {field.name for field in fields(kind)}
    found = {}
    for name, one in _typed(dict, given, place).items():
        inside = f"{place}: {name}"
        entry = {**_typed(dict, one, inside), "key": name} if named else one
        found[_value(keys, name, place)] = _value(kind, entry, inside)
    lacking = [key.value for key in keys if key not in found] if issubclass(keys, Enum) else []
    if lacking:
        raise Mistake(f"{place}: {lacking[0]!r} is missing")
    return found


def _tuple(kind: Any, given: Any, place: str) -> tuple[Any, ...]:
    return tuple(_value(kind, one, place) for one in _typed(list, given, place))


def _member(kind: type[Enum], given: Any, place: str) -> Enum:
    try:
        return kind(given)
    except ValueError:
        known = ", ".join(str(member.value) for member in kind)
        raise Mistake(f"{place}: {given!r} is none of {known}") from None


def _typed(kind: Any, given: Any, place: str) -> Any:
    if type(given) is not kind:
        raise Mistake(f"{place}: {given!r} is no {kind.__name__}")
    return given
