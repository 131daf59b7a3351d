"""Taking out everything of an organisation: what goes along, at which moment, and never half."""

import json
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

import pytest
from flask import Flask
from sqlalchemy import JSON, func, select
from sqlalchemy.orm import Session

from tests.make import NOW, Make
from tests.transfer.copies import records, run, system, told
from tracker.accounts.models import Membership, Organisation, User
from tracker.audit import AuditLine
from tracker.core.model import Base
from tracker.history.cells import _codec
from tracker.trajectory.models import Contact
from tracker.transfer import queries
from tracker.transfer.terms import LEFT_OUT, LEFT_OUT_COLUMNS, SHARED
from tracker.web.pages import db


def test_every_table_goes_along_or_says_why_not():
    known = set(Base.metadata.tables)
    assert set(LEFT_OUT) | SHARED <= known
    for table in queries.exported_tables():
        assert table.name in SHARED or "organisation_id" in table.c, f"{table.name}: whose is it?"
        pointed_at = {key.column.table.name for key in table.foreign_keys}
        assert not pointed_at & set(LEFT_OUT), f"{table.name} points at what stays"
        assert table.name not in SHARED or not pointed_at
    for table, columns in LEFT_OUT_COLUMNS.items():
        assert set(columns) <= set(Base.metadata.tables[table].c.keys())


@pytest.mark.parametrize("table", queries.exported_tables(), ids=str)
def test_every_column_has_a_way_to_be_written(table):
    assert [column.name for column in table.columns if not _codec(column.type)] == []
    for column in table.columns:
        if isinstance(column.type, JSON) and column.nullable:
            assert column.type.none_as_null, f"{column}: nothing would come back as the word null"


def test_both_leave_one_line_in_the_audit_and_neither_travels(
    app: Flask, session: Session, make: Make, addresses: dict[str, Callable[[], str]], tmp_path: Path
):
    make.trajectory(make.user())
    name = session.scalars(select(Organisation.name)).one()
    files = [tmp_path / "one.zip", tmp_path / "two.zip"]
    for file in files:
        assert f"records of “{name}” are in {file}" in run(app, "export", file)
    assert records(files[0]) == records(files[1])
    session.rollback()
    lines = session.scalars(select(AuditLine)).all()
    assert [(line.deed, line.user_id, line.role) for line in lines] == [
        ("export_organisation", None, None)
    ] * 2
    assert lines[0].details == {"records": told(files[0])["records"]}

    there = system(addresses["sqlite"]())
    run(there, "import-export", files[0])
    with there.app_context():
        (line,) = db.session.scalars(select(AuditLine))
        assert line.deed == "import_organisation"
        assert line.details == {"records": told(files[0])["records"], "made_at": NOW.isoformat()}
        db.engine.dispose()


def test_people_come_in_by_a_new_link(
    app: Flask, session: Session, make: Make, addresses: dict[str, Callable[[], str]], tmp_path: Path
):
    user = make.user()
    organisation = session.scalars(select(Organisation.name)).one()
    run(app, "export", tmp_path / "town.zip")
    there = system(addresses["sqlite"]())
    assert "Nobody has a password here yet" in run(there, "import-export", tmp_path / "town.zip")
    with there.app_context():
        known = db.session.scalars(select(User)).one()
        assert (known.id, known.email, known.password_hash) == (user.id, user.email, "")
        db.session.rollback()
    seat = session.scalars(select(Membership)).one()
    (team,) = session.execute(select(Base.metadata.tables["team"].c.name)).scalars()
    words = ["add-user", user.email, "--organisation", organisation, "--role", seat.role, "--team", team]
    assert "/choose-password/" in run(there, *words)
    with there.app_context():
        assert db.session.scalar(select(func.count()).select_from(Membership)) == 1
        db.engine.dispose()


def test_it_shows_one_moment_while_people_write(app: Flask, session: Session, make: Make):
    path = make.trajectory(make.user())
    make.contact(path)
    with app.app_context(), queries.one_moment(db.session()):
        tables = queries.exported_rows(db.session(), path.organisation_id)
        found = {}
        for name, lines in tables:
            found[name] = list(lines)
            if name == "organisation":  # Whatever is written from here on is of another moment.
                make.contact(path, text="a moment later")
                make.barrier(path)
    assert len(found["contact"]) == 1
    assert b"a moment later" not in found["contact"][0]
    assert found["barrier"] == []
    assert session.scalar(select(func.count()).select_from(Contact)) == 2


def test_of_several_it_asks_which_and_of_none_it_says_so(app: Flask, make: Make, tmp_path: Path):
    file = tmp_path / "town.zip"
    assert "there are 0" in run(app, "export", file, code=1)
    one, other = make.organisation(), make.organisation()
    said = run(app, "export", file, code=1)
    assert f"there are 2.\n  {one.name}\n  {other.name}" in said
    assert "There is no organisation “Nowhere”" in run(
        app, "export", file, "--organisation", "Nowhere", code=1
    )
    assert not file.exists()
    assert "1 records" in run(app, "export", file, "--organisation", other.name)


def test_an_export_overwrites_nothing_and_leaves_no_half_file(
    app: Flask, session: Session, make: Make, tmp_path: Path
):
    make.organisation()
    there = tmp_path / "there.zip"
    there.write_text("precious")
    assert "is there already; an export overwrites nothing" in run(app, "export", there, code=1)
    assert there.read_text() == "precious"
    missing = tmp_path / "no folder" / "town.zip"
    said = run(app, "export", missing, code=1)
    assert "cannot be written: the folder does not exist. Nothing was written." in said
    assert [path.name for path in tmp_path.iterdir()] == ["there.zip"]
    session.rollback()
    assert not session.scalars(select(AuditLine)).all()


def test_a_full_disk_is_one_sentence_and_no_half_file(
    app: Flask, session: Session, make: Make, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    make.organisation()

    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("tracker.core.new_file.os.fsync", full)
    said = run(app, "export", tmp_path / "town.zip", code=1)
    assert said.endswith("town.zip cannot be written: the disk is full. Nothing was written.\n")
    assert list(tmp_path.iterdir()) == []


def test_later_rows_are_later_records(app: Flask, make: Make, tmp_path: Path):
    """Old moments, accents, other scripts and long texts pass through unchanged."""
    path = make.trajectory(make.user(), newcomer={"native_name": "ተስፋይ فاطمة", "other_names": "a;b\n\u2028"})
    make.contact(path, text="x" * 4999 + "é", happened_at=NOW - timedelta(days=9999, microseconds=1))
    run(app, "export", tmp_path / "town.zip")
    (line,) = records(tmp_path / "town.zip")["contact"].values()
    contact = json.loads(line)
    assert contact["text"] == "x" * 4999 + "é"
    assert contact["happened_at"] == (NOW - timedelta(days=9999, microseconds=1)).isoformat()
    (line,) = records(tmp_path / "town.zip")["newcomer"].values()
    assert json.loads(line)["native_name"] == "ተስፋይ فاطمة"
