"""Everything of an organisation, out of one system and into another: equal, on both databases."""

import json
import stat
from collections.abc import Callable, Iterator
from pathlib import Path
from zipfile import ZipFile

import pytest
from flask import Flask
from sqlalchemy import Engine, select
from sqlalchemy.orm import Session

from tests.databases import passing_session
from tests.make import TODAY
from tests.tally import Records, export
from tests.transfer.copies import changed, compare, records, run, system, told
from tracker.accounts.models import Deputy, Membership, Norm, Organisation
from tracker.exchange.models import ImportedRow
from tracker.trajectory.models import Trajectory
from tracker.web.pages import db

TOWNS = ("Gemeente Lindewaard", "Gemeente Oosterwold")
TOWN = TOWNS[0]


@pytest.fixture(scope="module")
def filled(app: Flask, engine: Engine) -> Iterator[Session]:
    """The demo town, with a row of every kind that it does not have by itself."""
    with passing_session(engine) as session:
        run(app, "demo")
        town = session.scalars(select(Organisation).where(Organisation.name == TOWN)).one()
        paths = select(Trajectory).where(Trajectory.organisation_id == town.id)
        path = session.scalars(paths.order_by(Trajectory.id).limit(1)).one()
        seats = select(Membership).where(Membership.organisation_id == town.id).order_by(Membership.id)
        one, other = session.scalars(seats).all()[:2]
        ours = {"organisation_id": town.id}
        marks = {"phase": "ü", "a": ["1", None], "Z": {"b": True}}
        away = {"absent_id": one.user_id, "deputy_id": other.user_id, "from_on": TODAY, "until_on": TODAY}
        session.add_all(
            [
                Norm(**ours, key="contact_days", value=21, holds_from=TODAY),
                ImportedRow(**ours, trajectory_id=path.id, marks=marks),
                Deputy(**ours, **away),
            ]
        )
        session.commit()
        yield session


def moved(files: dict[str, Path], address: str, folder: Path) -> dict[str, Path]:
    """The files taken in by an empty system one after another, and exported again from there."""
    there = system(address)
    for town, file in files.items():
        assert f"records of “{town}” are here" in run(there, "import-export", file)
    again = exported(there, folder)
    with there.app_context():
        db.engine.dispose()
    return again


def exported(app: Flask, folder: Path) -> dict[str, Path]:
    folder.mkdir()
    files = {town: folder / f"{number}.zip" for number, town in enumerate(TOWNS)}
    for town, file in files.items():
        run(app, "export", file, "--organisation", town)
    return files


def test_an_export_taken_in_and_exported_again_is_equal_on_either_database_and_back(
    app: Flask, filled: Session, addresses: dict[str, Callable[[], str]], tmp_path: Path
):
    here = filled.get_bind().dialect.name
    (other,) = addresses.keys() - {here}
    first = exported(app, tmp_path / "first")
    second = moved(first, addresses[other](), tmp_path / "second")
    third = moved(second, addresses[here](), tmp_path / "third")

    before = len(export.unexpected)
    for town in TOWNS:
        compare(export, first[town], second[town])
        compare(export, first[town], third[town])
        assert told(first[town])["records"] == sum(map(len, records(first[town]).values())) > 500
    assert export.unexpected[before:] == []
    everything = records(first[TOWN])
    assert [name for name in ("norm", "imported_row", "deputy", "hold") if not everything[name]] == []


def test_a_planted_fault_is_counted_and_red(app: Flask, filled: Session, tmp_path: Path):
    file, tally = tmp_path / "town.zip", Records()
    run(app, "export", file, "--organisation", TOWN)

    def one_letter(name: str, content: bytes) -> bytes:
        return (
            content.replace(b'"description":"', b'"description":"!', 1)
            if name == "barrier.jsonl"
            else content
        )

    def one_less(name: str, content: bytes) -> bytes:
        return content.split(b"\n", 1)[1] if name == "step.jsonl" else content

    compare(tally, file, changed(file, tmp_path / "changed.zip", one_letter))
    assert tally.line == f"{told(file)['records']} records, 1 differ"
    assert tally.unexpected[0].startswith("barrier ")
    compare(tally, file, changed(file, tmp_path / "less.zip", one_less))
    assert tally.line.endswith("2 differ")


def test_no_secret_and_nobody_elses_row_is_in_the_file(app: Flask, filled: Session, tmp_path: Path):
    file = tmp_path / "town.zip"
    run(app, "export", file, "--organisation", TOWN)
    with ZipFile(file) as packed:
        text = b"".join(packed.read(name) for name in packed.namelist() if name != "manifest.json").decode()
    assert "argon2" not in text
    assert "password" not in text
    assert not {"sign_in", "wrong_try", "password_link"} & records(file).keys()
    town = str(filled.scalars(select(Organisation.id).where(Organisation.name == TOWN)).one())
    lines = [json.loads(line) for table in records(file).values() for line in table.values()]
    assert {line["organisation_id"] for line in lines if "organisation_id" in line} == {town}
    emails = {line["email"] for line in lines if "language" in line}
    assert "klantmanager@opweg.example" in emails
    assert "klantmanager2@opweg.example" not in emails
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
