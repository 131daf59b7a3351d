"""What is filled in about the own account."""

from wtforms import Field, PasswordField, ValidationError

from tracker.core.passwords import LONGEST
from tracker.core.sentence import Sentence
from tracker.core.term import N_
from tracker.own_account.rules import SHORTEST, weakness
from tracker.web.forms import Form, at_most, required


def strong_enough(form: Form, field: Field) -> None:
    """Refuse a password that others would guess."""
    if field.data and (weak := weakness(field.data, form.own_words)):
        raise ValidationError(weak)


def same_as_new(form: Form, field: Field) -> None:
    if field.data != form.password.data:
        raise ValidationError(Sentence(N_("The two passwords are not the same")))


class ChoosePasswordForm(Form):
    own_words: tuple[str, ...] = ()
    """What belongs to the person: name, address, organisation."""

    password = PasswordField(
        N_("New password"),
        [required(N_("Fill in a new password")), at_most(LONGEST), strong_enough],
        description=Sentence(
            N_("At least %(least)s characters: a few words that do not belong together are easy to keep."),
            {"least": SHORTEST},
        ),
        render_kw={"autocomplete": "new-password"},
    )
    again = PasswordField(
        N_("The same password again"),
        [required(N_("Fill in the same password again")), same_as_new],
        render_kw={"autocomplete": "new-password"},
    )


class ChangePasswordForm(ChoosePasswordForm):
    present = PasswordField(
        N_("Present password"),
        [required(N_("Fill in your present password")), at_most(LONGEST)],
        render_kw={"autocomplete": "current-password"},
    )


class EndSessionForm(Form):
    """Which session is in the address; nothing to fill in."""
