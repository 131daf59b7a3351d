"""What is filled in for a set-up."""

from datetime import date
from typing import Any

from wtforms import EmailField, Field, ValidationError

from tracker.accounts.terms import GUIDES, Role
from tracker.core.colour import read_colour
from tracker.core.sentence import Sentence
from tracker.core.term import N_
from tracker.setup.rules import unreadable, unreadable_highlight
from tracker.setup.terms import DARK, LIGHT, Looks, Scheme
from tracker.web.forms import (
    Check,
    Form,
    TypedField,
    ahead,
    an_address,
    at_most,
    choose,
    day,
    line,
    pick_one,
    required,
    trimmed,
    whole,
)

LONGEST_NORM = 3650
"""Days: ten years."""

FAR = 10 * 366


def from_today(form: Form, field: Field) -> None:
    """Refuse a day before today: what was counted and seen until now stays as it was."""
    ahead(0, FAR)(form, field)


def not_before(name: str) -> Check:
    """Refuse a day before that of another field."""

    def check(form: Form, field: Field) -> None:
        _demand_order(form[name].data, field.data)

    return check


def _demand_order(begin: date | None, end: date | None) -> None:
    if begin and end and end < begin:
        raise ValidationError(Sentence(N_("It cannot end before it begins on %(date)s"), {"date": begin}))


def sits_in_a_team(form: Form, field: Field) -> None:
    """A team lead without a team sees nobody; administrators and figures readers have none."""
    role = form.role.data
    if role is Role.TEAM_LEAD and field.data is None:
        raise ValidationError(Sentence(N_("Choose the team that this team lead leads")))
    if field.data and role and role not in GUIDES:
        raise ValidationError(Sentence(N_("Only client managers and team leads are in a team")))


def works_for_a_partner(form: Form, field: Field) -> None:
    """Of a partner professional it must be known for whom they work; nobody else has a partner."""
    role = form.role.data
    if role is Role.PARTNER and field.data is None:
        text = N_("Choose the partner organisation. Not in the list? Add it first, under Partners")
        raise ValidationError(Sentence(text))
    if field.data and role and role is not Role.PARTNER:
        raise ValidationError(Sentence(N_("Only partner professionals work for a partner organisation")))


def colour(label: str, *checks: Check, hint: str = "") -> Field:
    """A colour, typed as style guides write it."""
    return TypedField(label, checks, description=hint, read=read_colour, write=str)


def is_read(scheme: Scheme, action: str) -> Check:
    """Refuse a colour that is read badly beside the action colour of that name."""

    def check(form: Form, field: Field) -> None:
        if field.data and (why := unreadable(field.data, scheme, form[action].data or "")):
            raise ValidationError(why)

    return check


def bears_ink(form: Form, field: Field) -> None:
    if field.data and (why := unreadable_highlight(field.data)):
        raise ValidationError(why)


class TeamForm(Form):
    name = line(N_("Name of the team"), must=N_("Give the team a name"), longest=80)


class RoleForm(Form):
    """A role for somebody: which, in which team, and from when until when."""

    role = pick_one(N_("Role"), Role, must=N_("Choose a role"))
    team_id = choose(N_("Team"))
    partner_id = choose(N_("Partner organisation"))
    from_on = day(N_("From"), from_today, hint=N_("Leave empty for today."))
    until_on = day(
        N_("Up to and including"), not_before("from_on"), from_today, hint=N_("Leave empty for no end.")
    )

    def validate_team_id(self, field: Field) -> None:
        sits_in_a_team(self, field)

    def validate_partner_id(self, field: Field) -> None:
        works_for_a_partner(self, field)


class AddUserForm(RoleForm):
    name = line(N_("Name"), must=N_("Fill in a name"), longest=120)
    email = EmailField(
        N_("E-mail address"),
        [required(N_("Fill in an e-mail address")), at_most(254), an_address],
        filters=[trimmed],
        description=N_("With this they sign in."),
    )


class ChangeMembershipForm(Form):
    until_on = day(
        N_("Up to and including"), from_today, hint=N_("Leave empty for no end. This day still counts.")
    )

    def __init__(self, from_on: date, **data: Any) -> None:
        """`from_on` is the first day of the role, which may be still to come."""
        super().__init__(**data)
        self.from_on = from_on

    def validate_until_on(self, field: Field) -> None:
        _demand_order(self.from_on, field.data)


class DeputiseForm(Form):
    absent_id = choose(N_("Who is away"), must=N_("Choose who is away"))
    deputy_id = choose(N_("Who stands in"), must=N_("Choose who stands in"))
    from_on = day(N_("From"), from_today, hint=N_("Leave empty for today."))
    until_on = day(N_("Up to and including"), not_before("from_on"), ahead(0, 366), must=N_("Say until when"))

    def validate_deputy_id(self, field: Field) -> None:
        if field.data and field.data == self.absent_id.data:
            raise ValidationError(Sentence(N_("Somebody cannot stand in for themself")))


class SetNormForm(Form):
    value = whole(N_("Days"), 1, LONGEST_NORM, must=N_("Fill in a number of days"))
    holds_from = day(
        N_("Holds from"),
        from_today,
        hint=N_("Today or later: what was late or on course before stays so. Leave empty for today."),
    )


class PartnerForm(Form):
    name = line(N_("Name of the partner"), must=N_("Give the partner a name"), longest=80)
    contact = line(N_("Whom we reach there"), hint=N_("A name with a phone number or e-mail address."))
    until_on = day(
        N_("Up to and including"),
        from_today,
        hint=N_("Until when the agreement runs; the roles of its people end then too. Empty is no end."),
    )


class LooksForm(Form):
    logo = line(N_("Text beside the logo"), longest=30, hint=N_("Leave empty for Opweg."))
    action = colour(
        N_("Colour of links and buttons"),
        is_read(LIGHT, "action"),
        hint=N_("For instance #0b5567. Leave empty for that of Opweg."),
    )
    hover = colour(
        N_("The same, under the pointer"),
        is_read(LIGHT, "action"),
        hint=N_("Leave empty: then it follows from the colour above."),
    )
    highlight = colour(
        N_("Colour of here and now"),
        bears_ink,
        hint=N_("The page you are on, and what needs doing now. Leave empty for that of Opweg."),
    )
    dark_action = colour(
        N_("Colour of links and buttons, in the dark"),
        is_read(DARK, "dark_action"),
        hint=N_("For who has a dark screen. Leave empty: then it follows from that of a light page."),
    )
    dark_hover = colour(
        N_("The same, under the pointer, in the dark"),
        is_read(DARK, "dark_action"),
        hint=N_("Leave empty: then it follows from the colour above."),
    )

    @property
    def looks(self) -> Looks:
        """The colours as they are filled in."""
        colours = {name: value or "" for name, value in self.answers.items() if name != "logo"}
        return Looks(**colours)
