"""How long the import of a large caseload takes, and how much memory, on both databases.

    .venv/bin/python -m bench.import_caseload [rows]

The floor is what nobody can do without: reading the same file with python-calamine alone.
"""

import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from pathlib import Path
from random import Random

import openpyxl
from sqlalchemy import create_engine
from sqlalchemy.orm import Session

from tests.databases import fresh_database, postgresql_server
from tests.make import Make
from tracker.accounts.terms import Role

ROWS = 10_000
HEADINGS = (
    *("Dossiernummer", "Naam klant", "Geboortedatum", "Telefoon", "Klantmanager", "Fase", "Fase sinds"),
    *("Datum instroom", "Datum vergunning", "Laatste contact", "Belemmeringen", "Volgende stap", "Deadline"),
    *("Datum uitstroom", "Uitkomst", "Opmerkingen"),
)
GIVEN = (
    "Fatima",
    "Mohamed",
    "Yonas",
    "Selam",
    "Ahmad",
    "Hanna",
    "Omar",
    "Zahra",
    "Tesfay",
    "Amira",
    "Khaled",
)
FAMILY = ("Al-Khatib", "Tekle", "Hassan", "Haile", "Ibrahim", "Rahimi", "Yusuf", "Osman", "Nazari", "Saleh")
PHASES = ("Intake", "2. Oriëntatie", "Activering", "fase 4", "Nazorg")
BARRIERS = ("taal", "kinderopvang geregeld tot 15 uur", "schulden", "rugklachten", "wachtlijst taalschool")


def make_sheet(path: Path, rows: int) -> None:
    """A caseload as somebody keeps it for years: a quarter has left."""
    random = Random(1)
    book = openpyxl.Workbook(write_only=True)
    sheet = book.create_sheet("Caseload")
    sheet.append(["Caseload, bijgewerkt tot vandaag"])
    sheet.append(HEADINGS)
    for number in range(rows):
        sheet.append(_person(random, number))
    book.save(path)


def _person(random: Random, number: int) -> list[object]:
    start = date(2022, 1, 1) + timedelta(random.randrange(1200))
    gone = random.random() < 0.25
    return [
        f"Z-{number:06}",
        f"{random.choice(FAMILY)}-{random.choice(FAMILY)}, {random.choice(GIVEN)}",
        date(1960, 1, 1) + timedelta(random.randrange(16_000)),
        f"06-{random.randrange(10_000_000, 99_999_999)}",
        f"User {1 + number % 5}",
        random.choice(PHASES),
        start + timedelta(random.randrange(200)),
        start,
        start - timedelta(random.randrange(90, 300)),
        start + timedelta(random.randrange(200, 400)),
        "; ".join(random.sample(BARRIERS, random.randrange(3))),
        "" if gone else "Bellen over de taalles",
        "" if gone else date(2026, 12, 1) + timedelta(random.randrange(60)),
        start + timedelta(random.randrange(400, 500)) if gone else "",
        "Betaald werk" if gone else "",
        "belt liever niet",
    ]


def measured(name: str, command: Sequence[str], settings: Mapping[str, str]) -> None:
    """Run it, and tell seconds by the clock and of the processor, peak memory and its last line."""
    begin = time.perf_counter()
    done = subprocess.Popen(
        command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True, env={**os.environ, **settings}
    )
    lines = list(done.stdout or ())
    _, status, usage = os.wait4(done.pid, 0)
    done.returncode = os.waitstatus_to_exitcode(status)
    seconds, busy = time.perf_counter() - begin, usage.ru_utime + usage.ru_stime
    memory, last = usage.ru_maxrss / 1024, lines[-1].strip() if lines else ""
    print(f"{name:30} {seconds:6.1f} s {busy:6.1f} s {memory:6.0f} MB  {last}", flush=True)
    if done.returncode:
        raise SystemExit(f"{name} failed")


def flask(*arguments: str) -> tuple[str, ...]:
    return (sys.executable, "-m", "flask", "--app", "tracker", *arguments)


def on_database(name: str, address: str, sheet: Path) -> None:
    settings = {"DATABASE_URL": address, "SECRET_KEY": "bench"}
    subprocess.run(flask("migrate"), check=True, capture_output=True, env={**os.environ, **settings})
    engine = create_engine(address)
    with Session(engine) as session:
        make = Make(session)
        team = make.team()
        lead = make.user(Role.TEAM_LEAD, team).email
        for _ in range(4):
            make.user(team=team)
    engine.dispose()
    command = flask("import-caseload", str(sheet), "--as", lead)
    measured(f"{name}: dry run", (*command, "--dry-run"), settings)
    measured(f"{name}: run", command, settings)
    measured(f"{name}: run again", command, settings)


FLOOR = "import sys, python_calamine as c; c.load_workbook(sys.argv[1]).get_sheet_by_index(0).to_python()"


def main(rows: int) -> None:
    with tempfile.TemporaryDirectory() as folder, postgresql_server() as server:
        sheet = Path(folder) / "caseload.xlsx"
        make_sheet(sheet, rows)
        print(f"{rows} rows, {sheet.stat().st_size / 1024:.0f} kB")
        measured("floor: python-calamine alone", (sys.executable, "-c", FLOOR, str(sheet)), {})
        on_database("SQLite", f"sqlite:///{folder}/bench.db", sheet)
        on_database("PostgreSQL", fresh_database(server), sheet)


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else ROWS)
