"""What stands in deploy/ and docs/operations.md is about this application, and not about one of last year."""

import re

import pytest
from flask import Flask

from tests.test_house_rules import ROOT

FILES = sorted((ROOT / "deploy").iterdir())
UNITS = [file for file in FILES if file.suffix == ".service" and "@" not in file.name]
MANUAL = (ROOT / "docs" / "operations.md").read_text()
READ = set(re.findall(r'environment(?:\.get\(|\[)"(\w+)"', (ROOT / "config.py").read_text()))
"""The settings that config.py reads from the environment."""

FOR_PEOPLE = READ - {"DEMO"}


def test_every_file_is_explained():
    assert len(FILES) >= 9
    for file in FILES:
        assert file.name in MANUAL or f"deploy/*{file.suffix}" in MANUAL, file.name


def test_every_setting_is_explained_and_exists():
    table = set(re.findall(r"^\| `(\w+)` \|", MANUAL, re.MULTILINE))
    example = set(
        re.findall(r"^(?:# )?([A-Z_]+)=", (ROOT / "deploy" / "opweg.env").read_text(), re.MULTILINE)
    )
    assert table == FOR_PEOPLE
    assert example <= READ


def test_every_command_exists(app: Flask):
    text = MANUAL + "".join(file.read_text() for file in FILES)
    named = set(
        re.findall(r"(?:flask --app tracker|^ {4}opweg|`opweg|1\.1 opweg) ([a-z-]+)", text, re.MULTILINE)
    )
    assert {"migrate", "backup", "add-user"} <= named
    assert named - {"nightly"} <= set(app.cli.commands)


@pytest.mark.parametrize("unit", UNITS, ids=lambda unit: unit.name)
def test_every_service_is_confined_alike(unit):
    start = "# What it need not do, it may not do.\n"
    confined = [one.read_text().split(start)[1].split("\n\n")[0].strip() for one in UNITS]
    assert unit.read_text().split(start)[1].split("\n\n")[0].strip() == confined[0]
    assert "NoNewPrivileges=yes" in confined[0]
    assert "User=opweg" in unit.read_text()


def test_nginx_keeps_no_names_and_packs_nothing():
    site = (ROOT / "deploy" / "nginx.conf").read_text()
    assert re.findall(r"^\s*access_log (.*);", site, re.MULTILINE) == ["off", "off"]
    assert re.findall(r"^\s*gzip (.*);", site, re.MULTILINE) == ["off"]
    assert "proxy_set_header X-Forwarded-For $remote_addr;" in site
