"""What is filled in at the door."""

from wtforms import EmailField, HiddenField, PasswordField

from tracker.accounts.terms import Language
from tracker.core.passwords import LONGEST
from tracker.core.term import N_
from tracker.web.forms import Form, at_most, pick_one, required, trimmed


class SignInForm(Form):
    email = EmailField(
        N_("E-mail address"),
        [required(N_("Fill in your e-mail address")), at_most(254)],
        filters=[trimmed],
        render_kw={"autocomplete": "username", "spellcheck": "false"},
    )
    password = PasswordField(
        N_("Password"),
        [required(N_("Fill in your password")), at_most(LONGEST)],
        description=N_("You may paste it from a password manager."),
        render_kw={"autocomplete": "current-password"},
    )
    kept = HiddenField()
    """What was filled in on a page whose session had ended."""


class ChooseLanguageForm(Form):
    language = pick_one(N_("Language"), Language, must=N_("Choose a language"))


class SignOutForm(Form):
    """Nothing to fill in."""


class ChooseRoleForm(Form):
    """The role is in the address; nothing else to fill in."""
