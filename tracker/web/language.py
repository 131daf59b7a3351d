"""The reader's language: texts, days, numbers and their order on the page."""

from collections.abc import Callable
from datetime import date, datetime
from functools import cache
from gettext import GNUTranslations, NullTranslations
from pathlib import Path
from typing import Any

from babel import Locale
from babel.dates import format_date, format_time
from babel.numbers import format_decimal, format_percent
from flask import Flask, g, request
from flask_login import current_user

from tracker.accounts.terms import Language
from tracker.accounts.work import HOME
from tracker.core.sentence import Month, Sentence
from tracker.core.term import Term
from tracker.web.pages import moment

COMPILED = Path(__file__).parents[2] / "build" / "translations"
"""Made from tracker/translations by tools/messages.py."""


def install(app: Flask) -> None:
    """Give the templates gettext and the filters that write in the reader's language."""
    app.jinja_env.add_extension("jinja2.ext.i18n")
    app.jinja_env.policies["ext.i18n.trimmed"] = True
    app.jinja_env.install_gettext_callables(gettext, ngettext, newstyle=True)  # type: ignore[attr-defined]
    writers: tuple[Callable[..., str], ...] = (
        say,
        day,
        full_day,
        week_day,
        full_week_day,
        clock,
        number,
        percent,
        iso,
    )
    app.jinja_env.filters.update({writer.__name__: writer for writer in writers})
    app.jinja_env.globals.update(language=language, this_day=today)


def language() -> Language:
    """What the visitor chose; at the door what the address asks for; else Dutch."""
    if "language" not in g:
        asked = request.args.get("language", "")
        chosen = current_user.actor.language if current_user.is_authenticated else asked
        g.language = Language(chosen) if chosen in list(Language) else Language.DUTCH
    return g.language


def speak(language: Language) -> None:
    """Say whose language it is, where there is no visitor: at a terminal."""
    g.language = language


@cache
def translations(language: Language) -> NullTranslations:
    """The catalogue of a language; English is the language of the msgids."""
    if language is Language.ENGLISH:
        return NullTranslations()
    compiled = COMPILED / language.value / "LC_MESSAGES" / "messages.mo"
    if not compiled.exists():
        raise RuntimeError("The messages are not compiled yet: run python3 tools/messages.py")
    with compiled.open("rb") as file:
        return GNUTranslations(file)


def gettext(text: str) -> str:
    return translations(language()).gettext(text) if text else ""


def ngettext(one: str, many: str, n: int) -> str:
    return translations(language()).ngettext(one, many, n)


def say(what: Sentence | Term | str) -> str:
    """A sentence, a term or a msgid in the reader's language."""
    if isinstance(what, Sentence):
        values = {name: written(value) for name, value in what.values.items()}
        if what.many is None:
            return gettext(what.text) % values
        return ngettext(what.text, what.many, int(str(what.values["n"]))) % values
    return gettext(what.label if isinstance(what, Term) else what)


def written(value: object) -> str:
    """A value inside a sentence: terms within a sentence start with a small letter."""
    if isinstance(value, Sentence):
        return say(value)
    if isinstance(value, Term):
        label = say(value)
        return label if label[:2].isupper() else label[:1].lower() + label[1:]
    if isinstance(value, date):
        return full_day(value)
    if isinstance(value, Month):
        return format_date(date(2000, value.number, 1), "MMMM", locale())
    return number(value) if isinstance(value, int | float) else str(value)


def locale() -> Locale:
    return Locale.parse({Language.DUTCH: "nl_NL", Language.ENGLISH: "en_GB"}[language()])


def day(value: date) -> str:
    """5 okt, or 5 okt 2025 when it is not within half a year of today."""
    near = abs((value - today()).days) < 183
    return format_date(value, "d MMM" if near else "d MMM y", locale()).replace(".", "")


def full_day(value: date) -> str:
    """5 oktober 2026"""
    return format_date(_at_home(value), "d MMMM y", locale())


def week_day(value: date) -> str:
    """vr 20 november, with its year when it is not this one."""
    pattern = "EEE d MMMM" if value.year == today().year else "EEE d MMMM y"
    return format_date(value, pattern, locale()).replace(".", "")


def full_week_day(value: date) -> str:
    """maandag 23 november"""
    return format_date(_at_home(value), "EEEE d MMMM", locale())


def clock(value: datetime) -> str:
    """14:02"""
    return format_time(value.astimezone(HOME), "HH:mm", locale=locale())


def iso(value: date | datetime) -> str:
    """For the datetime attribute of <time>."""
    return value.isoformat()


def number(value: Any) -> str:
    return format_decimal(value, locale=locale())


def percent(share: float) -> str:
    return format_percent(share, "0%", locale=locale())


def today() -> date:
    return moment().astimezone(HOME).date()


def _at_home(value: date) -> date:
    return value.astimezone(HOME).date() if isinstance(value, datetime) else value
