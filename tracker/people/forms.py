"""What is filled in about a person and about the begin of a trajectory."""

from collections.abc import Iterable
from datetime import date
from hashlib import sha256
from typing import Any
from uuid import UUID

from wtforms import EmailField, Field, ValidationError

from tracker.core.sentence import Sentence
from tracker.core.term import N_
from tracker.people.rules import Described, Recognised
from tracker.people.terms import CHOSEN, DATES, PERSON, File, Seat
from tracker.trajectory.terms import Phase
from tracker.web.forms import (
    Form,
    ahead,
    an_address,
    at_most,
    choose,
    day,
    line,
    list_one,
    no_citizen_number,
    offer,
    past,
    pick_one,
    tick,
    trimmed,
    unseen,
    whole,
)
from tracker.web.language import today

FURTHEST = 730
"""Days from today."""


def lived(form: Form, field: Field) -> None:
    """Refuse a birth year after this year."""
    if field.data and field.data > today().year:
        text = N_("Write a whole number from %(least)s to %(most)s")
        raise ValidationError(Sentence(text, {"least": 1900, "most": today().year}))


class PersonForm(Form):
    """What is known of a person."""

    given_name = line(PERSON["given_name"], no_citizen_number, longest=80)
    family_name = line(PERSON["family_name"], no_citizen_number, longest=80)
    birth_year = whole(PERSON["birth_year"], 1900, 2100)
    phone = line(PERSON["phone"], no_citizen_number, longest=40)
    email = EmailField(PERSON["email"], [an_address, at_most(254)], filters=[trimmed])
    languages = line(PERSON["languages"], no_citizen_number)
    interpreter = tick(PERSON["interpreter"])
    other_names = line(
        PERSON["other_names"], no_citizen_number, longest=300, hint=N_("With a semicolon between them.")
    )
    native_name = line(PERSON["native_name"], no_citizen_number, longest=120)

    def validate_given_name(self, field: Field) -> None:
        """Some people have only one name: it may stand in either field."""
        if not (field.data or self.family_name.data):
            raise ValidationError(Sentence(N_("Fill in a name")))

    def validate_birth_year(self, field: Field) -> None:
        lived(self, field)

    @property
    def person(self) -> dict[str, Any]:
        """The columns of the person."""
        return {name: self[name].data for name in PERSON}


class DatesForm(Form):
    """When the trajectory began, and the three dates that are kept apart from it."""

    started_on = day(DATES["started_on"], past, must=N_("Fill in the day"))
    permit_on = day(DATES["permit_on"], past)
    settled_on = day(DATES["settled_on"], past)
    integration_on = day(DATES["integration_on"], past)


class CorrectNewcomerForm(PersonForm):
    seen = unseen(int)


class CorrectDatesForm(DatesForm):
    seen = unseen(int)

    def __init__(self, latest: date | None, **data: Any) -> None:
        """`latest` is the day on which the trajectory was under way for certain."""
        super().__init__(**data)
        self.latest = latest

    def validate_started_on(self, field: Field) -> None:
        if field.data and self.latest and field.data > self.latest:
            text = N_("On %(date)s this trajectory was in a phase already: the start lies before that")
            raise ValidationError(Sentence(text, {"date": self.latest}))


class AddTrajectoryForm(DatesForm):
    """A trajectory that begins, with what is needed at least: when, and whose it is."""

    key = unseen(UUID)
    """The page's own number, so that sending it twice begins it once."""
    seat_id = choose(N_("Client manager"))
    reference = line(
        N_("Case number"),
        no_citizen_number,
        longest=40,
        hint=N_("May be empty: then it gets the next number of Opweg."),
    )
    phase = list_one(N_("First phase"), Phase, default=Phase.INTAKE, must=N_("Choose a phase"))
    title = line(N_("First next step"), no_citizen_number)
    due_on = day(N_("By which day"), ahead(0, FURTHEST))

    def __init__(self, seats: Iterable[Seat], **data: Any) -> None:
        self.seats = {seat.id: seat for seat in seats}
        super().__init__(seat_id=next(iter(self.seats), None), **data)
        offer(self.seat_id, {key: seat.label for key, seat in self.seats.items()})

    def validate_title(self, field: Field) -> None:
        if self.due_on.data and not field.data:
            raise ValidationError(Sentence(N_("Write down what will be done")))

    def validate_due_on(self, field: Field) -> None:
        if self.title.data and not field.data and not field.errors:
            raise ValidationError(Sentence(N_("Fill in the day")))

    @property
    def seat(self) -> Seat:
        """Whose it is: as chosen, or the actor's own."""
        return self.seats[self.seat_id.data or next(iter(self.seats))]

    @property
    def trajectory_id(self) -> UUID | None:
        """The same whenever this page is sent again; another for every page."""
        return UUID(bytes=sha256(self.key.data.bytes).digest()[:16]) if self.key.data else None

    @property
    def trajectory(self) -> dict[str, Any]:
        """What the trajectory begins with, besides its number."""
        return {
            "trajectory_id": self.trajectory_id,
            "client_manager_id": self.seat.user_id,
            "team_id": self.seat.team_id,
            "phase": self.phase.data,
            "next_step": (self.title.data, self.due_on.data) if self.title.data else None,
            **{name: self[name].data for name in DATES},
        }


class AddNewcomerForm(PersonForm, AddTrajectoryForm):
    """Somebody new and their first trajectory."""

    asked = unseen(str)
    """Says what the page asked: about whom, and for what was typed."""

    @property
    def somebody(self) -> Described:
        names = ("given_name", "family_name", "native_name", "other_names", "birth_year", "phone")
        return Described(**{name: self[name].data for name in names})

    def question(self, found: Recognised) -> str:
        """Another for everything else that is typed, and for everybody else who is found."""
        sent = [(name, self[name].raw_data) for name in (*PERSON, "reference")]
        about = [*(one.id for one in found.shown), *found.hidden]
        return sha256(repr((sent, about, self.key.data)).encode()).hexdigest()


class WithForm(Form):
    """With whom: one of their trajectories."""

    other_id = unseen(UUID)


class MergeNewcomersForm(Form):
    """Per column, which file's value stays."""

    seen = unseen(str)

    given_name, family_name, birth_year, phone, email, languages, interpreter, native_name = (
        pick_one(PERSON[name], File, must=N_("Choose what stays")) for name in CHOSEN
    )
