"""The file of an export: a zip with JSON Lines, a file for each table, and a manifest (docs/export.md)."""

import hashlib
import json
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import asdict
from datetime import datetime
from pathlib import Path
from typing import IO, Any
from uuid import UUID
from zipfile import ZIP_DEFLATED, BadZipFile, ZipFile, ZipInfo
from zlib import error as ZlibError  # noqa: N812  (an error of another name)

from tracker.transfer.terms import (
    FORMAT,
    LEFT_OUT,
    LEFT_OUT_COLUMNS,
    MANIFEST,
    VERSION,
    Entry,
    Manifest,
    NoExport,
)

LONGEST_LINE = 32 * 1024 * 1024
LONGEST_MANIFEST = 1024 * 1024
LARGEST_RATIO = 200
"""Unpacked to packed. Ours is about ten; only what was made to fill a disk comes near."""
LEAST_PACKED = 10_000
"""Bytes; of what is smaller the ratio says nothing."""


def write_archive(
    file: IO[bytes],
    tables: Iterable[tuple[str, Iterable[bytes]]],
    *,
    migration: str,
    made_at: datetime,
    organisation_id: UUID,
    organisation: str,
) -> Manifest:
    """Every table with its lines, as they come, and the manifest last."""
    entries = {}
    with ZipFile(file, "w", ZIP_DEFLATED) as packed:
        for name, lines in tables:
            entries[name] = _write_lines(packed, f"{name}.jsonl", lines)
        manifest = Manifest(migration, made_at, organisation_id, organisation, entries)
        with packed.open(_named(MANIFEST), "w") as target:
            target.write(json.dumps(_told(manifest), ensure_ascii=False, indent=2).encode())
    return manifest


def _write_lines(packed: ZipFile, name: str, lines: Iterable[bytes]) -> Entry:
    digest, records = hashlib.sha256(), 0
    with packed.open(_named(name), "w", force_zip64=True) as target:
        for line in lines:
            target.write(line)
            digest.update(line)
            records += 1
    return Entry(name, records, digest.hexdigest())


def _named(name: str) -> ZipInfo:
    """Without a moment, so that the same rows make the same file; for its owner alone."""
    info = ZipInfo(name)
    info.compress_type, info.external_attr = ZIP_DEFLATED, 0o600 << 16
    return info


def _told(manifest: Manifest) -> dict[str, Any]:
    return {
        "format": FORMAT,
        "version": VERSION,
        "migration": manifest.migration,
        "made_at": manifest.made_at.isoformat(),
        "organisation": {"id": str(manifest.organisation_id), "name": manifest.organisation},
        "records": manifest.records,
        "tables": {name: asdict(entry) for name, entry in manifest.tables.items()},
        "left_out": {**LEFT_OUT, **_left_out_columns()},
    }


def _left_out_columns() -> dict[str, str]:
    return {
        f"{table}.{name}": why for table, columns in LEFT_OUT_COLUMNS.items() for name, why in columns.items()
    }


class Archive:
    """An opened export whose every byte was looked at: its manifest, and the lines of its tables."""

    def __init__(self, packed: ZipFile) -> None:
        self._packed = packed
        _demand_harmless(packed)
        self.manifest = _manifest(packed)
        _demand_complete(packed, self.manifest)
        for entry in self.manifest.tables.values():
            self._demand_whole(entry)

    def lines(self, table: str) -> Iterator[bytes]:
        """Of a table that the export has, one by one."""
        yield from self._lines_of(self.manifest.tables[table])

    def _lines_of(self, entry: Entry) -> Iterator[bytes]:
        with self._packed.open(entry.file) as file:
            while line := file.readline(LONGEST_LINE):
                if not line.endswith(b"\n"):
                    raise NoExport(f"{entry.file} has a line that does not end.")
                yield line

    def _demand_whole(self, entry: Entry) -> None:
        digest, records = hashlib.sha256(), 0
        for line in self._lines_of(entry):
            digest.update(line)
            records += 1
        if (digest.hexdigest(), records) != (entry.sha256, entry.records):
            raise NoExport(f"{entry.file} is not as it was when the export was made.")


@contextmanager
def opened(path: Path) -> Iterator[Archive]:
    """An export to read; NoExport with a sentence when it is none, damaged, or made by another version."""
    try:
        with ZipFile(path) as packed:
            yield Archive(packed)
    # NotImplementedError is what zipfile says of a version or a compression that it does not know.
    except (BadZipFile, ZlibError, EOFError, NotImplementedError, RecursionError) as problem:
        raise NoExport("It is no zip file, or it is damaged.") from problem
    except FileNotFoundError:
        raise NoExport("There is no such file.") from None
    except OSError as problem:
        raise NoExport(f"It cannot be read: {problem.strerror or problem}.") from problem


def _demand_harmless(packed: ZipFile) -> None:
    infos = packed.infolist()
    names = [info.filename for info in infos]
    if MANIFEST not in names or len(names) != len(set(names)):
        raise NoExport("It is no export of Opweg: its manifest is missing, or a file is in it twice.")
    for info in infos:
        if info.flag_bits & 1:
            raise NoExport("It is locked with a password. Unlock it first.")
        if info.file_size > LARGEST_RATIO * max(info.compress_size, LEAST_PACKED):
            raise NoExport(f"{info.filename!a} would unpack to more than {LARGEST_RATIO} times its size.")


def _manifest(packed: ZipFile) -> Manifest:
    with packed.open(MANIFEST) as file:
        text = file.read(LONGEST_MANIFEST)
    try:
        told = json.loads(text)
        if told["format"] != FORMAT:
            raise NoExport("It is no export of Opweg.")
        if told["version"] != VERSION:
            raise NoExport(f"It has version {told['version']!a} of the format; this Opweg reads {VERSION}.")
        return _read(told)
    except (ValueError, TypeError, KeyError, AttributeError) as problem:
        raise NoExport("Its manifest cannot be read.") from problem


def _read(told: Mapping[str, Any]) -> Manifest:
    return Manifest(
        migration=str(told["migration"]),
        made_at=datetime.fromisoformat(told["made_at"]),
        organisation_id=UUID(told["organisation"]["id"]),
        organisation=str(told["organisation"]["name"]),
        tables={name: Entry(**entry) for name, entry in told["tables"].items()},
    )


def _demand_complete(packed: ZipFile, manifest: Manifest) -> None:
    """The files that the manifest names and no other, each under the name of its table."""
    expected = {f"{name}.jsonl" for name in manifest.tables}
    if {entry.file for entry in manifest.tables.values()} != expected:
        raise NoExport("Its manifest names files that an export does not have.")
    if set(packed.namelist()) != {MANIFEST, *expected}:
        raise NoExport("It has other files than its manifest says.")
