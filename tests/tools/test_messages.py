"""The translations: what is found in code and templates, how files merge, and what is called wrong."""

import gettext
from pathlib import Path

import pytest
from babel.messages.catalog import Catalog

from tools.messages import Clash, Use, merged, problems, uses, write

CODE = """
_("one"); gettext("two"); N_("thr" "ee"); web.lazy("four")
ngettext("%(num)s day", "%(num)s days", n)
Sentence(N_("late by %(n)s day"), {"n": 1}, many=N_("late by %(n)s days"))
Sentence(N_("alone"))
_(variable); say("not marked")
"""

TEMPLATE = """
{{ _("five") }}
{% trans n=1 %}
  {{ n }} person
{% pluralize %}
  {{ n }} persons
{% endtrans %}
"""


@pytest.fixture
def house(tmp_path: Path) -> Path:
    """An empty repository."""
    for folder in ("tracker/translations/nl", "templates"):
        (tmp_path / folder).mkdir(parents=True)
    return tmp_path


@pytest.fixture
def dutch(house: Path) -> Path:
    return house / "tracker" / "translations" / "nl"


def entry(text: str, dutch: str) -> str:
    return f'\nmsgid "{text}"\nmsgstr "{dutch}"\n'


def complaints(*used: Use, **translated: str) -> list[str]:
    catalogue = Catalog(locale="nl")
    for text, string in translated.items():
        catalogue.add(text.replace("_", " "), string)
    return list(problems(used, "nl", catalogue))


def test_the_marks_of_code_and_templates_are_found(house: Path):
    (house / "tracker" / "code.py").write_text(CODE)
    (house / "templates" / "page.html").write_text(TEMPLATE)
    assert {(use.text, use.many) for use in uses(house)} == {
        ("one", None),
        ("two", None),
        ("three", None),
        ("four", None),
        ("%(num)s day", "%(num)s days"),
        ("late by %(n)s day", "late by %(n)s days"),
        ("alone", None),
        ("five", None),
        ("%(n)s person", "%(n)s persons"),
    }


def test_a_use_says_where_it_is(house: Path):
    (house / "tracker" / "code.py").write_text('\nN_("one")\n')
    (house / "templates" / "page.html").write_text('\n\n{{ _("two") }}')
    assert [use.where for use in uses(house)] == ["tracker/code.py:2", "templates/page.html:3"]


def test_files_without_a_header_merge_and_compile(house: Path, dutch: Path):
    (dutch / "a.po").write_text(entry("yes", "ja") + entry("name", "naam"))
    (dutch / "b.po").write_text(
        entry("yes", "ja")
        + '\nmsgid "%(n)s day"\nmsgid_plural "%(n)s days"\nmsgstr[0] "%(n)s dag"\nmsgstr[1] "%(n)s dagen"\n'
    )
    write(merged(dutch), house / "build" / "messages.mo")
    with (house / "build" / "messages.mo").open("rb") as file:
        catalogue = gettext.GNUTranslations(file)
    assert catalogue.gettext("name") == "naam"
    assert [catalogue.ngettext("%(n)s day", "%(n)s days", n) for n in (1, 2)] == ["%(n)s dag", "%(n)s dagen"]


def test_two_files_that_differ_are_both_named(dutch: Path):
    (dutch / "a.po").write_text(entry("open", "open"))
    (dutch / "b.po").write_text(entry("open", "openen"))
    with pytest.raises(Clash, match=r"a\.po and .*b\.po differ on 'open'"):
        merged(dutch)


def test_a_text_that_stands_twice_in_a_file_is_named(dutch: Path):
    (dutch / "a.po").write_text(entry("open", "open") + entry("open", "openen"))
    with pytest.raises(Clash, match=r'a\.po has msgid "open" twice'):
        merged(dutch)


def test_a_broken_file_is_named(dutch: Path):
    (dutch / "a.po").write_text('msgid "open"\nopen\n')
    with pytest.raises(Clash, match=r"a\.po: "):
        merged(dutch)


def test_a_complete_language_has_no_complaints():
    use = Use("since %(day)s", None, "here")
    assert complaints(use, **{"since_%(day)s": "sinds %(day)s"}) == []


@pytest.mark.parametrize(
    ("use", "translated", "complaint"),
    [
        (Use("yes", None, "here"), {}, "here: nl: no translation for 'yes'"),
        (Use("yes", None, "here"), {"yes": ""}, "here: nl: no translation for 'yes'"),
        (Use(" ", None, "here"), {}, "here: nl: an empty text cannot be translated"),
        (
            Use("at %(day)s", None, "here"),
            {"at_%(day)s": "op %(dag)s"},
            "here: nl: the translation of 'at %(day)s' has other %(places)s",
        ),
        (Use("a", "b", "here"), {"a": "c"}, "here: nl: the entry for 'a' needs msgid_plural 'b'"),
    ],
)
def test_what_is_wrong_with_a_translation_is_said(use: Use, translated: dict[str, str], complaint: str):
    assert complaints(use, **translated) == [complaint]


def test_a_doubtful_translation_is_said():
    catalogue = Catalog(locale="nl")
    catalogue.add("yes", "ja", flags=["fuzzy"])
    assert list(problems([Use("yes", None, "here")], "nl", catalogue)) == [
        "here: nl: the translation of 'yes' is fuzzy"
    ]


def test_each_plural_form_keeps_its_places():
    catalogue = Catalog(locale="nl")
    catalogue.add(("one day", "%(n)s days"), ("een dag", "dagen"))
    (complaint,) = problems([Use("one day", "%(n)s days", "here")], "nl", catalogue)
    assert "has other %(places)s" in complaint


def test_a_translation_that_nothing_shows_is_said():
    assert complaints(yes="ja") == ["nl: nothing shows 'yes' any more"]


def test_one_text_with_two_plurals_is_said():
    (complaint,) = complaints(Use("a", "b", "here"), Use("a", "c", "there"), a="x")[:1]
    assert complaint == "there: 'a' has another plural at here"
