"""What people fill in: one base, a few kinds of field, and errors as sentences."""

from collections.abc import Callable, Iterable, Mapping
from datetime import date, timedelta
from typing import Any
from uuid import UUID

from flask_wtf import FlaskForm
from wtforms import (
    BooleanField,
    Field,
    HiddenField,
    RadioField,
    SelectField,
    SelectMultipleField,
    StringField,
    TextAreaField,
    ValidationError,
)
from wtforms.validators import StopValidation

from tracker.core.citizen_number import holds_citizen_number
from tracker.core.days import Unreadable, read_day, read_time
from tracker.core.sentence import Sentence
from tracker.core.term import N_, Term
from tracker.web.language import say, today

LONGEST_TEXT = 5000
LONGEST_LINE = 200
EARLIEST = date(1990, 1, 1)


class Form(FlaskForm):
    """A form whose field names are the keywords of its action."""

    class Meta:
        locales = ()  # Errors are our own sentences, translated when they are shown.

    @property
    def answers(self) -> dict[str, Any]:
        """What was filled in, ready to be handed to the action; what is hidden is for the view."""
        filled = self._fields.items()
        return {name: field.data for name, field in filled if not isinstance(field, HiddenField)}


class PressForm(Form):
    """A deed of which everything is in the address; nothing to fill in."""


Check = Callable[[Form, Field], None]


def required(sentence: str) -> Check:
    """Refuse an empty answer with this msgid; the number 0 is an answer."""

    def check(form: Form, field: Field) -> None:
        if not field.data and type(field.data) is not int and not field.process_errors:
            raise ValidationError(Sentence(sentence))

    check.field_flags = {"required": True}  # type: ignore[attr-defined]
    return check


def asked_when(name: str, answer: Term, *, must: str | None = None) -> Check:
    """Ask this only when the other field has that answer; else what stands here is passed over."""

    def check(form: Form, field: Field) -> None:
        if form[name].data is not answer:
            field.errors = []
            raise StopValidation
        if must:
            required(must)(form, field)

    return check


def at_most(length: int) -> Check:
    def check(form: Form, field: Field) -> None:
        if field.data and len(field.data) > length:
            text = N_("This is too long: %(n)s characters, at most %(most)s fit")
            raise ValidationError(Sentence(text, {"n": len(field.data), "most": length}))

    return check


def no_citizen_number(form: Form, field: Field) -> None:
    """Refuse a citizen service number in what somebody writes: nothing in Opweg needs one."""
    if field.data and holds_citizen_number(field.data):
        text = N_("This contains a citizen service number. Remove it and you can save")
        raise ValidationError(Sentence(text))


def an_address(form: Form, field: Field) -> None:
    """Refuse what is no e-mail address."""
    local, at, domain = (field.data or "").partition("@")
    if field.data and (not (local and at and domain) or len(field.data.split()) > 1):
        raise ValidationError(Sentence(N_("This is no e-mail address")))


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


def past(form: Form, field: Field) -> None:
    """Refuse a day after today."""
    between(EARLIEST, today())(form, field)


def ahead(first: int, last: int) -> Check:
    """Refuse a day sooner than the first or later than the last number of days from today."""

    def check(form: Form, field: Field) -> None:
        between(today() + timedelta(first), today() + timedelta(last))(form, field)

    return check


def pick_one(
    label: str, terms: Iterable[Term], *, default: Term | None = None, must: str | None = None
) -> Field:
    """One of the terms, as chips; `must` is the sentence when nothing was chosen."""
    known = {term.value: term for term in terms}
    return RadioField(
        label,
        [required(must)] if must else [],
        choices={value: term.label for value, term in known.items()},
        coerce=lambda value: known.get(str(value)),
        default=default,
        validate_choice=False,
    )


def list_one(label: str, terms: Iterable[Term], *, default: Term, must: str) -> Field:
    """One of the terms, in a list that opens: for many of them."""
    known = {term.value: term for term in terms}
    return SelectField(
        label,
        [required(must)],
        choices=lambda: {value: say(term) for value, term in known.items()},
        coerce=lambda value: known.get(str(value)),
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
    """The names to choose from, after a first line that chooses none."""
    none = say(N_("Choose a name")) if field.flags.required else ""
    field.choices = {"": none, **{str(key): name for key, name in names.items()}}


def _offered(form: Form, field: Field) -> None:
    if field.data is not None and str(field.data) not in field.choices:
        raise ValidationError(Sentence(N_("Choose a name from the list")))


def line(
    label: str, *checks: Check, must: str | None = None, longest: int = LONGEST_LINE, hint: str = ""
) -> Field:
    """One line of text."""
    demands = [*([required(must)] if must else []), *checks, at_most(longest)]
    return StringField(label, demands, filters=[trimmed], description=hint)


def passage(label: str, *, must: str | None = None, hint: str = "", rows: int = 3) -> Field:
    """A few lines of text."""
    checks = [*([required(must)] if must else []), at_most(LONGEST_TEXT), no_citizen_number]
    return TextAreaField(label, checks, filters=[trimmed], description=hint, render_kw={"rows": rows})


def tick(label: str) -> Field:
    return BooleanField(label)


class TypedField(StringField):
    """Something that is read from what was typed; what was typed stays when it is wrong."""

    typed: str | None = None

    def __init__(self, *args: Any, read: Callable[[str], Any], write: Callable[[Any], str], **more: Any):
        super().__init__(*args, **more)
        self.read, self.write = read, write

    def process_formdata(self, valuelist: list[str]) -> None:
        self.typed = trimmed((valuelist or [""])[0])
        try:
            self.data = self.read(self.typed) if self.typed else None
        except Unreadable as problem:
            self.data = None
            raise ValueError(problem.sentence) from problem

    def _value(self) -> str:
        if self.typed is not None:
            return self.typed
        return "" if self.data is None else self.write(self.data)


def day(label: str, *checks: Check, must: str | None = None, hint: str = "") -> Field:
    """A day, typed as people type it."""
    demands = [*([required(must)] if must else []), *checks]
    return TypedField(label, demands, description=hint, read=read_day, write=_day_written)


def clock_time(label: str, *checks: Check) -> Field:
    """A time of day."""
    return TypedField(label, checks, read=read_time, write="{:%H:%M}".format)


def whole(label: str, least: int, most: int, *, must: str | None = None, hint: str = "") -> Field:
    """A whole number."""

    def read(typed: str) -> int:
        number = int(typed) if typed.isdecimal() and len(typed) < 10 else None
        if number is None or not least <= number <= most:
            text = N_("Write a whole number from %(least)s to %(most)s")
            raise Unreadable(Sentence(text, {"least": str(least), "most": str(most)}))
        return number

    return TypedField(label, [required(must)] if must else [], description=hint, read=read, write=str)


def unseen(read: Callable[[str], Any]) -> Field:
    """What a page carries along to know again; what cannot be read is None."""

    def read_or_none(value: object) -> Any:
        try:
            return read(str(value))
        except ValueError:
            return None

    return HiddenField(filters=[read_or_none])


def trimmed(text: str | None) -> str:
    """Without room around it, and without NUL: nobody types that, and PostgreSQL refuses it."""
    return (text or "").replace("\0", "").replace("\r\n", "\n").strip()


def page_number(typed: str) -> int:
    """The page that an address asks for; what is no number of a page is the first."""
    return max(1, int(typed)) if typed.isascii() and typed.isdecimal() and len(typed) < 7 else 1


def _day_written(day: date) -> str:
    return f"{day.day}-{day.month}-{day.year}"


def _term_or_none(term: type[Term]) -> Callable[[object], Term | None]:
    def read(value: object) -> Term | None:
        return term(str(value)) if str(value) in list(term) else None

    return read


def _id_or_none(value: object) -> UUID | None:
    try:
        return UUID(str(value))
    except ValueError:
        return None
