"""Every kind of value comes back from JSON as it went in, and nothing else comes in."""

from datetime import UTC, date, datetime
from uuid import UUID

import pytest
from sqlalchemy import (
    JSON,
    Boolean,
    Column,
    Date,
    Enum,
    Float,
    Integer,
    LargeBinary,
    MetaData,
    String,
    Table,
    Uuid,
    create_engine,
    insert,
    select,
)
from sqlalchemy.orm import Session

from tracker.core.model import UTCDateTime
from tracker.history.cells import kept_row_of, line_of, row_of
from tracker.trajectory.models import LifeDomains
from tracker.trajectory.terms import LifeDomain, Phase

TABLE = Table(
    "everything",
    MetaData(),
    Column("id", Uuid, primary_key=True),
    Column("day", Date, nullable=False),
    Column("moment", UTCDateTime),
    Column("phase", Enum(Phase, native_enum=False, values_callable=lambda all_: [one.value for one in all_])),
    Column("domains", LifeDomains),
    Column("known", JSON),
    Column("content", LargeBinary),
    Column("yes", Boolean),
    Column("share", Float),
    Column("number", Integer),
    Column("text", String(9)),
)
ROW = {
    "id": UUID(int=7),
    "day": date(1999, 12, 31),
    "moment": datetime(2026, 11, 24, 9, 30, 0, 1, UTC),
    "phase": Phase.MATCHING,
    "domains": frozenset({LifeDomain.WORK, LifeDomain.LANGUAGE}),
    "known": {"b": [1, None, "é"], "a": False},
    "content": b"\0\xff",
    "yes": False,
    "share": 0.1,
    "number": -3,
    "text": "a\n\u2028;ተ\U0001f600",
}


@pytest.mark.parametrize("row", [ROW, {**dict.fromkeys(ROW), "id": UUID(int=8), "day": date(2026, 1, 1)}])
def test_a_row_comes_back_as_it_was(row: dict):
    engine = create_engine("sqlite://")
    with Session(engine) as session:
        TABLE.create(session.connection())
        session.execute(insert(TABLE), [row])
        line = line_of(TABLE.columns, session.execute(select(TABLE)).mappings().one())
    engine.dispose()
    assert line.count(b"\n") == 1
    assert row_of(TABLE.columns, line) == row


@pytest.mark.parametrize(
    "line",
    [
        *(b"", b"[]", b"null", b"{}", b"{", b'{"id":1}'),
        b'{"id":"7","day":null,"moment":null,"phase":null,"domains":null,"known":null,"content":null,'
        b'"yes":null,"share":null,"number":null,"text":null}',
    ],
)
def test_what_is_no_row_is_refused(line: bytes):
    with pytest.raises(ValueError, match=r".*"):
        row_of(TABLE.columns, line)


def test_a_kept_line_may_lack_what_came_later_and_hold_what_is_gone():
    kept = {**ROW, "gone": 1}
    del kept["share"], kept["text"]
    columns = [column for column in TABLE.columns if column.name in kept]
    line = line_of([*columns, Column("gone", Integer)], kept)
    assert kept_row_of(TABLE.columns, line) == {column.name: ROW[column.name] for column in columns}
    with pytest.raises(ValueError, match="other columns"):
        row_of(TABLE.columns, line)


def test_a_kept_line_lacks_nothing_that_must_be_there():
    line = line_of([column for column in TABLE.columns if column.name != "day"], ROW)
    with pytest.raises(ValueError, match="other columns"):
        kept_row_of(TABLE.columns, line)
