"""The rules of this house that a linter does not know."""

import ast
import re
from pathlib import Path

import pytest
from flask import Flask
from jinja2 import nodes

from tracker.core.model import Base, TenantBase
from tracker.web.pages import Pages

ROOT = Path(__file__).parent.parent
MODULES = sorted(path for folder in ("tracker", "tests", "tools") for path in (ROOT / folder).rglob("*.py"))
TEMPLATES = sorted((ROOT / "templates").rglob("*.html"))
FREE_OF_TENANT = {"organisation", "user_account", "sign_in", "wrong_try"}
"""Tables that are no municipality's own: an account may work for several."""


def name(path: Path) -> str:
    return str(path.relative_to(ROOT))


@pytest.mark.parametrize("module", MODULES, ids=name)
def test_a_module_fits_in_the_head(module: Path):
    assert len(module.read_text().splitlines()) <= 300


def test_the_readme_is_short():
    assert len((ROOT / "README.md").read_text().splitlines()) <= 100


@pytest.mark.parametrize("module", [m for m in MODULES if m.name == "actions.py"], ids=name)
def test_every_deed_records_itself_once_under_its_own_name(module: Path):
    """The first argument tells them apart: a deed takes the work and is public."""
    for action in ast.parse(module.read_text()).body:
        if not isinstance(action, ast.FunctionDef) or action.name.startswith("_"):
            continue
        text = ast.unparse(action)
        recorded = re.findall(r"record\(work, '(\w+)'", text)
        returns_a_part = action.returns is not None and not recorded
        assert recorded == [action.name] or returns_a_part, action.name


def test_a_page_without_permission_cannot_be_made():
    with pytest.raises(TypeError, match="say who may open this page"):
        Pages("p", __name__).get("/open")(lambda: "")


def test_every_id_in_a_url_is_a_uuid(app: Flask):
    for rule in app.url_map.iter_rules():
        ids = {name for name in rule.arguments if name.endswith("_id")}
        assert all(type(rule._converters[name]).__name__ == "UUIDConverter" for name in ids), rule.rule


def test_every_address_is_kebab_case(app: Flask):
    for rule in app.url_map.iter_rules():
        fixed = re.sub(r"<[^>]+>", "", rule.rule)
        assert re.fullmatch(r"[a-z0-9/-]+", fixed), rule.rule


def test_every_table_of_a_municipality_carries_it_in_its_key():
    for mapper in Base.registry.mappers:
        if mapper.local_table.name in FREE_OF_TENANT:
            continue
        assert issubclass(mapper.class_, TenantBase), mapper.class_
        assert [column.name for column in mapper.primary_key] == ["organisation_id", "id"]


def test_parents_and_children_stay_in_one_organisation():
    """A foreign key to a municipality's table always takes the organisation along."""
    for table in Base.metadata.sorted_tables:
        for key in table.foreign_key_constraints:
            if key.referred_table.name not in FREE_OF_TENANT:
                assert "organisation_id" in key.column_keys, (table.name, key.column_keys)


def test_every_row_about_a_person_has_its_domain_and_sharing_level():
    about = [table for table in Base.metadata.sorted_tables if "written_at" in table.c]
    assert len(about) >= 8
    for table in about:
        assert {"domain", "domains"} & set(table.c.keys()), table.name
        assert "sharing" in table.c


@pytest.mark.parametrize("template", TEMPLATES, ids=name)
def test_a_template_imports_nothing_it_does_not_use(app: Flask, template: Path):
    tree = app.jinja_env.parse(template.read_text())
    imported = {
        name if isinstance(name, str) else name[1]
        for statement in tree.find_all(nodes.FromImport)
        for name in statement.names
    }
    assert imported <= {name.name for name in tree.find_all(nodes.Name)}


@pytest.mark.parametrize("template", TEMPLATES, ids=name)
def test_a_template_needs_no_evaluated_code(template: Path):
    text = template.read_text()
    assert not re.search(r"hx-on|\bjs:|javascript:|\sstyle=|<style|\son[a-z]+=\"", text)
    assert "|safe" not in text.replace(" ", "")


@pytest.mark.parametrize("module", [m for m in MODULES if "tracker" in m.parts], ids=name)
def test_no_row_is_fetched_past_access(module: Path):
    """`session.get` and `Model.query` would go round access.py."""
    assert not re.search(r"\bsession\.get(_one)?\(|\.query\b|session\.query\(", module.read_text())


def test_every_decision_has_its_own_number():
    files = sorted((ROOT / "docs" / "decisions").glob("*.md"))
    numbers = [int(file.name[:4]) for file in files]
    assert numbers == list(range(1, len(files) + 1))
    assert [file.read_text().split(".")[0] for file in files] == [f"# {number}" for number in numbers]
