"""Rows of a table as lines of JSON and back, by the types of its columns."""

import json
from base64 import b64decode, b64encode
from collections.abc import Callable, Mapping
from datetime import date, datetime
from typing import Any
from uuid import UUID

from sqlalchemy import (
    JSON,
    Boolean,
    Column,
    Date,
    Enum,
    Float,
    Integer,
    LargeBinary,
    String,
    Uuid,
)
from sqlalchemy.sql.base import ReadOnlyColumnCollection
from sqlalchemy.types import TypeEngine

from tracker.core.model import UTCDateTime
from tracker.trajectory.models import LifeDomains
from tracker.trajectory.terms import LifeDomain

Columns = ReadOnlyColumnCollection[str, Column[Any]] | list[Column[Any]]


def line_of(columns: Columns, row: Mapping[Any, Any]) -> bytes:
    """These columns of a row as one line."""
    cells = {column.name: _written(column, row[column.name]) for column in columns}
    return (json.dumps(cells, ensure_ascii=False, separators=(",", ":")) + "\n").encode()


def row_of(columns: Columns, line: bytes) -> dict[str, Any]:
    """A line as a row; ValueError when it holds no row of exactly these columns."""
    return _row(columns, json.loads(line))


def kept_row_of(columns: Columns, line: bytes) -> dict[str, Any]:
    """A line that this database kept, perhaps before a migration: what stood in a column that is gone is
    passed over, and a column that came later is missing, if it may be empty or fills itself."""
    cells = json.loads(line)
    there = [column for column in columns if column.name in cells or not _fills_itself(column)]
    return _row(there, {column.name: cells[column.name] for column in there if column.name in cells})


def _row(columns: Columns, cells: Any) -> dict[str, Any]:
    if not isinstance(cells, dict) or set(cells) != {column.name for column in columns}:
        raise ValueError("other columns")
    return {column.name: _read(column, cells[column.name]) for column in columns}


def _fills_itself(column: Column[Any]) -> bool:
    return bool(column.nullable or column.default is not None or column.server_default is not None)


def _written(column: Column[Any], value: Any) -> Any:
    return None if value is None else _codec(column.type)[0](value)


def _read(column: Column[Any], cell: Any) -> Any:
    if cell is None:
        if column.nullable:
            return None
        raise ValueError("an empty cell")
    try:
        return _codec(column.type)[1](column.type, cell)
    except (TypeError, AttributeError, LookupError) as problem:
        raise ValueError("another kind of cell") from problem


def _codec(kind: TypeEngine[Any]) -> tuple[Callable[[Any], Any], Callable[[Any, Any], Any]]:
    """How a value of a type is written and read. A new type asks for a line here; a test says so."""
    return next(codec for known, codec in _CODECS.items() if isinstance(kind, known))


def _moment(kind: object, cell: str) -> datetime:
    moment = datetime.fromisoformat(cell)
    if moment.tzinfo is None:
        raise ValueError("a moment without its zone")
    return moment


def _text(kind: String, cell: object) -> str:
    if not isinstance(cell, str) or "\0" in cell or len(cell) > (kind.length or len(cell)):
        raise ValueError("no text, or too long")
    return cell


def _number(kind: object, cell: object) -> int:
    if type(cell) is not int or not -(2**31) <= cell < 2**31:
        raise ValueError("no whole number, or too large")
    return cell


def _exactly(*kinds: type) -> Callable[[object, Any], Any]:
    def read(kind: object, cell: Any) -> Any:
        if type(cell) not in kinds:
            raise ValueError("another kind of cell")
        return cell

    return read


def _itself(value: Any) -> Any:
    return value


_CODECS: Mapping[type, tuple[Callable[[Any], Any], Callable[[Any, Any], Any]]] = {
    LifeDomains: (
        lambda domains: [domain.value for domain in LifeDomain if domain in domains],
        lambda kind, cell: frozenset(LifeDomain(value) for value in cell),
    ),
    UTCDateTime: (datetime.isoformat, _moment),
    Date: (date.isoformat, lambda kind, cell: date.fromisoformat(cell)),
    Uuid: (str, lambda kind, cell: UUID(cell)),
    Enum: (lambda term: term.value, lambda kind, cell: kind.enum_class(cell)),
    JSON: (_itself, lambda kind, cell: cell),
    LargeBinary: (
        lambda content: b64encode(content).decode(),
        lambda kind, cell: b64decode(cell, validate=True),
    ),
    Boolean: (_itself, _exactly(bool)),
    Integer: (_itself, _number),
    Float: (_itself, _exactly(int, float)),
    String: (_itself, _text),
}
"""The first that fits; a term is a string too, so the order counts."""
