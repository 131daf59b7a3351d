"""What people fill in: one base, a few kinds of field, and errors as sentences."""

from collections.abc import Callable, Mapping
from datetime import date
from typing import Any
from uuid import UUID

from flask_wtf import FlaskForm
from wtforms import (
    BooleanField,
    Field,
    RadioField,
    SelectField,
    SelectMultipleField,
    StringField,
    TextAreaField,
    ValidationError,
)

from tracker.core.days import NotADay, read_day
from tracker.core.sentence import Sentence
from tracker.core.term import N_, Term

LONGEST_TEXT = 5000
LONGEST_LINE = 200
EARLIEST = date(1990, 1, 1)


class Form(FlaskForm):
    """A form whose field names are the keywords of its action."""

    class Meta:
        locales = ()  # Errors are our own sentences, translated when they are shown.

    @property
    def answers(self) -> dict[str, Any]:
        """What was filled in, ready to be handed to the action."""
        return {name: field.data for name, field in self._fields.items() if name != "csrf_token"}


Check = Callable[[Form, Field], None]


def required(sentence: str) -> Check:
    """Refuse an empty answer with this msgid."""

    def check(form: Form, field: Field) -> None:
        if not field.data and not field.process_errors:
            raise ValidationError(Sentence(sentence))

    check.field_flags = {"required": True}  # type: ignore[attr-defined]
    return check


def at_most(length: int) -> Check:
    def check(form: Form, field: Field) -> None:
        if field.data and len(field.data) > length:
            text = N_("This is too long: %(n)s characters, at most %(most)s fit")
            raise ValidationError(Sentence(text, {"n": len(field.data), "most": length}))

    return check


def between(earliest: date | None = None, latest: date | None = None) -> Check:
    """Refuse a day before the earliest or after the latest."""

    def check(form: Form, field: Field) -> None:
        if field.data and earliest and field.data < earliest:
            text = N_("This day is too early: %(date)s or later")
            raise ValidationError(Sentence(text, {"date": earliest}))
        if field.data and latest and field.data > latest:
            text = N_("This day is too late: %(date)s or earlier")
            raise ValidationError(Sentence(text, {"date": latest}))

    return check


def pick_one(label: str, term: type[Term], *, default: Term | None = None, must: str | None = None) -> Field:
    """One of the terms, as chips; `must` is the sentence when nothing was chosen."""
    return RadioField(
        label,
        [required(must)] if must else [],
        choices=term.choices(),
        coerce=_term_or_none(term),
        default=default,
        validate_choice=False,
    )


def pick_some(label: str, term: type[Term]) -> Field:
    """Any number of the terms, as chips; what is no term is ignored."""
    read = _term_or_none(term)
    return SelectMultipleField(
        label,
        choices=term.choices(),
        coerce=read,
        filters=[lambda chosen: [term for term in chosen or [] if term]],
        validate_choice=False,
    )


def choose(label: str, *, must: str | None = None) -> Field:
    """One of a list of rows by id; give the rows with `offer` before validating."""
    return SelectField(
        label, [_offered, *([required(must)] if must else [])], coerce=_id_or_none, validate_choice=False
    )


def offer(field: Field, names: Mapping[UUID, str]) -> None:
    """The names to choose from, after an empty first line."""
    field.choices = {"": "", **{str(key): name for key, name in names.items()}}


def _offered(form: Form, field: Field) -> None:
    if field.data is not None and str(field.data) not in field.choices:
        raise ValidationError(Sentence(N_("Choose a name from the list")))


def line(label: str, *, must: str | None = None, longest: int = LONGEST_LINE, hint: str = "") -> Field:
    """One line of text."""
    checks = [*([required(must)] if must else []), at_most(longest)]
    return StringField(label, checks, filters=[_trimmed], description=hint)


def passage(label: str, *, must: str | None = None, hint: str = "", rows: int = 3) -> Field:
    """A few lines of text."""
    checks = [*([required(must)] if must else []), at_most(LONGEST_TEXT)]
    return TextAreaField(label, checks, filters=[_trimmed], description=hint, render_kw={"rows": rows})


def tick(label: str) -> Field:
    return BooleanField(label)


class DayField(StringField):
    """A day, typed as people type it; what was typed stays when it is wrong."""

    typed: str | None = None

    def process_formdata(self, valuelist: list[str]) -> None:
        self.typed = (valuelist or [""])[0]
        try:
            self.data = read_day(self.typed) if self.typed.strip() else None
        except NotADay as problem:
            self.data = None
            raise ValueError(problem.sentence) from problem

    def _value(self) -> str:
        if self.typed is not None:
            return self.typed
        return f"{self.data.day}-{self.data.month}-{self.data.year}" if self.data else ""


def day(label: str, *checks: Check, must: str | None = None, hint: str = "") -> Field:
    return DayField(label, [*([required(must)] if must else []), *checks], description=hint)


def _trimmed(text: str | None) -> str:
    return (text or "").replace("\r\n", "\n").strip()


def _term_or_none(term: type[Term]) -> Callable[[object], Term | None]:
    def read(value: object) -> Term | None:
        return term(str(value)) if str(value) in list(term) else None

    return read


def _id_or_none(value: object) -> UUID | None:
    try:
        return UUID(str(value))
    except ValueError:
        return None
