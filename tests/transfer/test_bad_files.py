"""What is no export, or none for here, is one sentence and changes nothing."""

import hashlib
import json
import warnings
from collections.abc import Callable
from pathlib import Path
from typing import Any
from zipfile import ZIP_DEFLATED, ZipFile

import pytest
from flask import Flask
from sqlalchemy import Column, ForeignKey, Integer, MetaData, String, Table, create_engine, func, select
from sqlalchemy.orm import Session

from tests.databases import passing_session
from tests.make import Make
from tests.transfer.copies import changed, run, told
from tracker.accounts.models import Organisation
from tracker.accounts.terms import OrganisationKind
from tracker.core.model import Base
from tracker.transfer.actions import _insert
from tracker.transfer.archive import LARGEST_RATIO

Change = Callable[[dict[str, Any]], object]


@pytest.fixture
def good(app: Flask, session: Session, make: Make, tmp_path: Path) -> Path:
    """An export of somebody's first day; afterwards the system is empty again."""
    path = make.trajectory(make.user())
    make.contact(path)
    make.step(path)
    run(app, "export", tmp_path / "good.zip")
    with passing_session(session.get_bind()):
        session.rollback()
    return tmp_path / "good.zip"


def everything(session: Session) -> int:
    session.rollback()
    return sum(
        session.scalar(select(func.count()).select_from(table)) for table in Base.metadata.sorted_tables
    )


def refused(app: Flask, session: Session, file: Path) -> str:
    """The sentence, when nothing was taken in."""
    before = everything(session)
    said = run(app, "import-export", file, code=1)
    assert said.startswith("Error: ")
    assert "Nothing was taken in." in said
    assert len(said.splitlines()) == 1
    assert everything(session) == before
    return said


def retold(file: Path, to: Path, change: Change) -> Path:
    """A copy with another manifest."""

    def rewrite(name: str, content: bytes) -> bytes:
        if name != "manifest.json":
            return content
        manifest = json.loads(content)
        change(manifest)
        return json.dumps(manifest).encode()

    return changed(file, to, rewrite)


def rewritten(file: Path, to: Path, table: str, change: Callable[[dict[str, Any]], object]) -> Path:
    """A copy in which the first record of a table is another, with hashes that fit: made on purpose."""
    with ZipFile(file) as packed:
        lines = packed.read(f"{table}.jsonl").splitlines(keepends=True)
    row = json.loads(lines[0])
    change(row)
    content = b"".join([json.dumps(row, ensure_ascii=False).encode() + b"\n", *lines[1:]])
    entry = {"sha256": hashlib.sha256(content).hexdigest()}
    other = changed(
        file, to.with_suffix(".x"), lambda name, old: content if name == f"{table}.jsonl" else old
    )
    return retold(other, to, lambda manifest: manifest["tables"][table].update(entry))


def test_a_good_one_is_taken_in(app: Flask, session: Session, good: Path):
    assert everything(session) == 0
    run(app, "import-export", good)
    assert everything(session) == told(good)["records"] + 1


def test_a_file_that_is_not_there_or_no_zip(app: Flask, session: Session, good: Path, tmp_path: Path):
    assert "There is no such file." in refused(app, session, tmp_path / "absent.zip")
    assert "cannot be read: Is a directory." in refused(app, session, tmp_path)
    other = tmp_path / "text.zip"
    other.write_text("no zip")
    assert "no zip file, or it is damaged" in refused(app, session, other)
    other.write_bytes(good.read_bytes()[:-200])
    assert "no zip file, or it is damaged" in refused(app, session, other)


@pytest.mark.parametrize("name", ["organisation.jsonl", "contact.jsonl", "manifest.json"])
@pytest.mark.parametrize("share", [0.1, 0.5, 0.9])
def test_a_damaged_byte_is_found(
    app: Flask, session: Session, good: Path, tmp_path: Path, name: str, share: float
):
    content = bytearray(good.read_bytes())
    with ZipFile(good) as packed:
        info = packed.getinfo(name)
    header = content[info.header_offset :][:30]
    before = 30 + int.from_bytes(header[26:28], "little") + int.from_bytes(header[28:30], "little")
    content[info.header_offset + before + int(info.compress_size * share)] ^= 0xFF
    (tmp_path / "damaged.zip").write_bytes(content)
    refused(app, session, tmp_path / "damaged.zip")


@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        (lambda m: m.update(format="another"), "It is no export of Opweg."),
        (lambda m: m.update(version=2), "It has version 2 of the format; this Opweg reads 1."),
        (
            lambda m: m.update(migration="older"),
            "It was made at migration older, and this database",
        ),
        (lambda m: m.pop("version"), "Its manifest cannot be read."),
        (lambda m: m.update(tables=[]), "Its manifest cannot be read."),
        (lambda m: m["organisation"].update(id="x"), "Its manifest cannot be read."),
        (lambda m: m["tables"]["step"].update(records=9), "step.jsonl is not as it was"),
        (lambda m: m["tables"]["step"].update(sha256="0"), "step.jsonl is not as it was"),
        (
            lambda m: m["tables"]["step"].update(file="../../step.jsonl"),
            "names files that an export does",
        ),
        (lambda m: m["tables"].pop("step"), "other files than its manifest says"),
    ],
)
def test_another_manifest(
    app: Flask, session: Session, good: Path, tmp_path: Path, change: Change, sentence: str
):
    assert sentence in refused(app, session, retold(good, tmp_path / "other.zip", change))


def test_a_table_less_or_more(app: Flask, session: Session, good: Path, tmp_path: Path):
    def without(name: str, content: bytes) -> bytes | None:
        return None if name == "step.jsonl" else content

    less = retold(good, tmp_path / "a.zip", lambda manifest: manifest["tables"].pop("step"))
    assert "other tables than this Opweg" in refused(app, session, changed(less, tmp_path / "b.zip", without))
    assert "other files than its manifest" in refused(
        app, session, changed(good, tmp_path / "c.zip", without)
    )


def test_an_export_without_its_own_organisation(
    app: Flask, session: Session, make: Make, good: Path, tmp_path: Path
):
    def emptied(name: str, content: bytes) -> bytes:
        return b"" if name.endswith(".jsonl") else content

    def none(manifest: dict[str, Any]) -> None:
        for entry in manifest["tables"].values():
            entry["records"] = 0

    empty = retold(changed(good, tmp_path / "empty.zip", emptied), tmp_path / "none.zip", none)
    assert "It lacks its own organisation." in refused(app, session, rehashed(empty, tmp_path / "sum.zip"))


def test_paths_bombs_doubles_and_locks(app: Flask, session: Session, good: Path, tmp_path: Path):
    file = tmp_path / "evil.zip"

    def fresh() -> Path:
        file.write_bytes(good.read_bytes())
        return file

    with ZipFile(fresh(), "a") as packed:
        packed.writestr("../../etc/evil", "x")
    assert "other files than its manifest" in refused(app, session, file)
    with ZipFile(fresh(), "a", ZIP_DEFLATED) as packed:
        packed.writestr("bomb", b"0" * 30_000_000)
    assert f"more than {LARGEST_RATIO} times its size" in refused(app, session, file)
    with warnings.catch_warnings(), ZipFile(fresh(), "a") as packed:
        warnings.simplefilter("ignore")
        packed.writestr("step.jsonl", "{}")
    assert "a file is in it twice" in refused(app, session, file)
    content = bytearray(good.read_bytes())
    content[content.rindex(b"PK\x01\x02") + 8] |= 1
    file.write_bytes(content)
    assert "locked with a password" in refused(app, session, file)


@pytest.mark.parametrize(
    ("table", "change", "sentence"),
    [
        ("contact", lambda row: row.update(kind="telepathy"), "Line 1 of contact.jsonl cannot be"),
        ("contact", lambda row: row.update(domains=["moon"]), "Line 1 of contact.jsonl cannot be"),
        ("contact", lambda row: row.update(happened_at="2026-11-24"), "Line 1 of contact.jsonl cannot be"),
        ("contact", lambda row: row.update(text="x" * 5001), "Line 1 of contact.jsonl cannot be"),
        ("contact", lambda row: row.update(text="a\0b"), "Line 1 of contact.jsonl cannot be"),
        ("contact", lambda row: row.update(text=None), "Line 1 of contact.jsonl cannot be"),
        ("contact", lambda row: row.update(minutes="5"), "Line 1 of contact.jsonl cannot be"),
        ("contact", lambda row: row.update(extra=1), "Line 1 of contact.jsonl cannot be"),
        ("contact", lambda row: row.pop("text"), "Line 1 of contact.jsonl cannot be"),
        ("contact", lambda row: row.update(minutes=2**31), "Line 1 of contact.jsonl cannot be"),
        ("contact", lambda row: row.update(minutes=-5), "contact.jsonl cannot be taken in"),
        ("step", lambda row: row.update(trajectory_id=row["id"]), "step.jsonl cannot be taken in"),
        ("step", lambda row: row.update(author_id=row["id"]), "step.jsonl cannot be taken in"),
        ("step", lambda row: row.update(organisation_id=row["id"]), "step.jsonl is of another organisation"),
        ("user_account", lambda row: row.update(password_hash="x"), "user_account.jsonl cannot be read."),
        ("newcomer", lambda row: row.update(birth_year=True), "Line 1 of newcomer.jsonl cannot be read."),
    ],
)  # fmt: skip
def test_a_row_that_does_not_fit(
    app: Flask, session: Session, good: Path, tmp_path: Path, table: str, change: Change, sentence: str
):
    assert sentence in refused(app, session, rewritten(good, tmp_path / "other.zip", table, change))


def test_an_organisation_that_is_here_is_not_mixed_with_it(app: Flask, session: Session, good: Path):
    run(app, "import-export", good)
    assert "is here already. An export comes into an empty system." in refused(app, session, good)


def test_another_organisation_of_that_name_is_in_the_way(app: Flask, session: Session, good: Path):
    name = told(good)["organisation"]["name"]
    session.add(Organisation(name=name, kind=OrganisationKind.MUNICIPALITY))
    session.commit()
    assert "organisation.jsonl cannot be taken in" in refused(app, session, good)


def test_a_shared_account_that_differs_is_in_the_way(
    app: Flask, session: Session, good: Path, tmp_path: Path
):
    run(app, "import-export", good)
    moved = changed(good, tmp_path / "two.zip", lambda name, content: content)

    def other_organisation(name: str, content: bytes) -> bytes:
        ours = told(good)["organisation"]["id"]
        return content.replace(ours.encode(), b"01a211f2-0036-7405-a899-000000000000").replace(
            told(good)["organisation"]["name"].encode(), b"Elsewhere"
        )

    moved = rehashed(changed(good, tmp_path / "two.zip", other_organisation), tmp_path / "three.zip")
    other = rewritten(moved, tmp_path / "four.zip", "user_account", lambda row: row.update(name="Another"))
    assert "is here already, and differs." in refused(app, session, other)
    assert "records of “Elsewhere” are here" in run(app, "import-export", moved)


def rehashed(file: Path, to: Path) -> Path:
    with ZipFile(file) as packed:
        hashes = {name: hashlib.sha256(packed.read(name)).hexdigest() for name in packed.namelist()}

    def rehash(manifest: dict[str, Any]) -> None:
        for entry in manifest["tables"].values():
            entry["sha256"] = hashes[entry["file"]]

    return retold(file, to, rehash)


def test_rows_that_point_at_each_other_in_one_table_come_in():
    engine, metadata = create_engine("sqlite://"), MetaData()
    table = Table(
        "person",
        metadata,
        Column("id", Integer, primary_key=True),
        Column("name", String),
        Column("into_id", ForeignKey("person.id")),
    )
    with Session(engine) as session:
        session.connection().exec_driver_sql("PRAGMA foreign_keys = ON")
        metadata.create_all(session.connection())
        rows = [{"id": 1, "name": "a", "into_id": 2}, {"id": 2, "name": "b", "into_id": None}]
        _insert(session, table, rows)
        assert [row._asdict() for row in session.execute(select(table))] == rows
    engine.dispose()
