"""Reading a file: what kind it is, how it is written, and what stands in it."""

import csv
import io
import json
import subprocess
import sys
from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import Any
from zipfile import BadZipFile, ZipFile

from tracker.core.sentence import Sentence
from tracker.core.term import N_
from tracker.sheets import workbook
from tracker.sheets.rules import best_place, read_tables
from tracker.sheets.terms import NoSheet, Raw, Sheet, Table

MEGABYTE = 1024 * 1024
LARGEST, LARGEST_UNPACKED = 25 * MEGABYTE, 300 * MEGABYTE
PATIENCE = 120
"""Seconds in which a workbook must be read."""

ZIP, OLE = b"PK\x03\x04", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
"""How .xlsx and .ods, and .xls begin. An .xlsx with a password is packed as an .xls is."""

LOCKED = "EncryptedPackage".encode("utf-16-le")
DELIMITERS = (";", ",", "\t")
BINARY = frozenset(range(1, 32)) - frozenset(b"\t\n\v\f\r\x1a\x1b")
"""Bytes that no text holds."""
WIDEST = 1000
"""Columns of a text that are looked at: no caseload has more, and each is compared with every heading."""
STRAY = 1000
"""One NUL in so many bytes is a slip of the program that wrote the text; more of them are no text."""


def read_sheet(path: Path, today: date) -> Sheet:
    """The caseload in a file; NoSheet, with a sentence that says why, when there is none."""
    return read_tables(read_file(path), today)


def read_file(path: Path) -> list[Table]:
    """The sheets of a file; NoSheet when it cannot be read."""
    try:
        if not path.is_file():
            raise NoSheet(Sentence(N_("There is no file %(path)s."), {"path": str(path)}))
        if path.stat().st_size > LARGEST:
            raise NoSheet(_too_large(path.stat().st_size))
        begin = path.read_bytes()
    except OSError as error:
        why = N_("The file %(path)s cannot be opened: %(reason)s.")
        raise NoSheet(Sentence(why, {"path": str(path), "reason": error.strerror or ""})) from error
    return _tables(path, begin)


def _too_large(size: int) -> Sentence:
    why = N_("This file is too large: %(size)s MB, at most %(most)s MB are read. A caseload is smaller.")
    return Sentence(why, {"size": size // MEGABYTE, "most": LARGEST // MEGABYTE})


def _tables(path: Path, content: bytes) -> list[Table]:
    if content.startswith(ZIP):
        _demand_unpackable(path)
        return _workbook(path)
    if content.startswith(OLE):
        if LOCKED in content:
            raise NoSheet(Sentence(WITH_PASSWORD))
        return _workbook(path)
    return _text_tables(path.name, content)


WITH_PASSWORD = N_("This file has a password. Save it without one and try again.")
DAMAGED = N_("This file cannot be read: it is no sheet, is damaged, or has cells far outside its table.")


def _demand_unpackable(path: Path) -> None:
    """A file of a few kilobytes may unpack to far more than any memory holds."""
    try:
        with ZipFile(path) as archive:
            size = sum(entry.file_size for entry in archive.infolist())
    except (BadZipFile, ValueError, NotImplementedError) as error:  # the last: of a zip version to come
        raise NoSheet(Sentence(DAMAGED)) from error
    if size > LARGEST_UNPACKED:
        why = N_("Unpacked this file is too large: %(size)s MB.")
        raise NoSheet(Sentence(why, {"size": size // MEGABYTE}))


def _workbook(path: Path) -> list[Table]:
    """The sheets of a workbook, read in a process that may fail."""
    command = [sys.executable, "-I", workbook.__file__, str(path.absolute())]
    try:
        done = subprocess.run(command, capture_output=True, timeout=PATIENCE, check=False)
    except subprocess.TimeoutExpired as late:
        raise NoSheet(Sentence(DAMAGED)) from late
    if done.returncode:
        raise NoSheet(Sentence(WITH_PASSWORD if done.returncode == workbook.LOCKED else DAMAGED))
    return unpacked(done.stdout)


def packed(tables: Sequence[Table]) -> str:
    """Sheets as JSON, as the process that reads workbooks writes them."""
    rows = [[table.name, table.rows] for table in tables]
    return json.dumps(rows, ensure_ascii=False, separators=(",", ":"), default=workbook.plain)


def unpacked(text: str | bytes) -> list[Table]:
    return [Table(name, rows) for name, rows in json.loads(text, object_hook=_day)]


def _day(value: dict[str, Any]) -> date:
    return date.fromisoformat(value["day"])


def _text_tables(name: str, content: bytes) -> list[Table]:
    """The text cut up at each of the delimiters: the right one gives the best headings."""
    text = _decoded(content)
    return [best_place([Table(name, _rows(text, delimiter)) for delimiter in DELIMITERS])[0]]


def _decoded(content: bytes) -> str:
    """UTF-8, with or without its mark; UTF-16 with its mark; else Windows-1252, as a Dutch Excel writes."""
    if content.startswith((b"\xff\xfe", b"\xfe\xff")):
        encodings = ["utf-16"]
    elif BINARY.isdisjoint(content) and content.count(0) <= len(content) / STRAY:
        content = content.replace(b"\0", b"")
        encodings = ["utf-8-sig", "cp1252"]
    else:
        encodings = []
    for encoding in encodings:
        try:
            return content.decode(encoding)
        except UnicodeDecodeError:
            continue
    raise NoSheet(Sentence(DAMAGED))


def _rows(text: str, delimiter: str) -> list[list[Raw]]:
    try:
        rows = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter)
        return [list(row[:WIDEST]) for row in rows]
    except csv.Error:
        return []
