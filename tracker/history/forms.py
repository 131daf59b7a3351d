"""What is filled in to correct what one wrote."""

from collections.abc import Mapping
from datetime import datetime, time
from typing import Any

from wtforms import ValidationError

from tracker.accounts.work import HOME
from tracker.core.sentence import Sentence
from tracker.core.term import N_
from tracker.history.terms import EntryKind
from tracker.plan.forms import life_domain, severity
from tracker.trajectory.forms import sharing
from tracker.trajectory.terms import CauseSide, ContactKind, ContactResult, LifeDomain, View
from tracker.web.forms import (
    Form,
    clock_time,
    day,
    line,
    no_citizen_number,
    passage,
    past,
    pick_one,
    pick_some,
    unseen,
    whole,
)


class CorrectEntryForm(Form):
    """`seen` is the version that the page showed."""

    seen = unseen(int)

    def values(self, entry: Any, now: datetime) -> dict[str, Any]:
        """What the columns hold from now on."""
        return self.answers


class CorrectContactForm(CorrectEntryForm):
    happened_on = day(N_("Day"), past, must=N_("Fill in the day"))
    at = clock_time(N_("Time, if you know it"))
    kind = pick_one(N_("How"), ContactKind, must=N_("Choose how the contact went"))
    result = pick_one(N_("Result"), ContactResult, must=N_("Choose how the contact went"))
    text = passage(N_("In one sentence"))
    present = line(N_("Who else was there"), no_citizen_number)
    minutes = whole(N_("How many minutes"), 1, 600)
    domains = pick_some(N_("What it was about"), LifeDomain)
    sharing = sharing()

    def validate_domains(self, field: Any) -> None:
        if not field.data:
            raise ValidationError(Sentence(N_("Choose what it was about")))

    def values(self, entry: Any, now: datetime) -> dict[str, Any]:
        """A time that stays is kept to the second, no time is midnight, and one that is to come is now."""
        answers = dict(self.answers)
        before, at = entry.happened_at.astimezone(HOME), answers.pop("at")
        clock = before.time() if at == minute_of(before) else at or time()
        answers["happened_at"] = min(now, datetime.combine(answers.pop("happened_on"), clock, HOME))
        return {**answers, "domains": frozenset(answers["domains"])}


class CorrectBarrierForm(CorrectEntryForm):
    domain = life_domain()
    description = passage(N_("What is going on?"), must=N_("Write down what is going on"))
    severity = severity(N_("How heavy is it?"))
    cause_side = pick_one(
        N_("On whose side does the cause lie?"), CauseSide, must=N_("Choose on whose side the cause lies")
    )
    sharing = sharing()


class CorrectStrengthForm(CorrectEntryForm):
    domain = life_domain()
    description = passage(N_("What helps?"), must=N_("Write down what helps"))
    sharing = sharing()


class CorrectStepForm(CorrectEntryForm):
    title = line(N_("What"), no_citizen_number, must=N_("Write down what will be done"))
    domain = life_domain()
    sharing = sharing()


class CorrectViewForm(CorrectEntryForm):
    view = pick_one(N_("How does it look?"), View, must=N_("Choose how it looks"))
    note = passage(N_("In one sentence"))
    sharing = sharing()


FORMS: Mapping[EntryKind, type[CorrectEntryForm]] = {
    EntryKind.CONTACT: CorrectContactForm,
    EntryKind.BARRIER: CorrectBarrierForm,
    EntryKind.STRENGTH: CorrectStrengthForm,
    EntryKind.STEP: CorrectStepForm,
    EntryKind.VIEW: CorrectViewForm,
}


def form_of(kind: EntryKind, entry: Any) -> CorrectEntryForm:
    """The form of an entry, filled in as it is."""
    if kind is not EntryKind.CONTACT:
        return FORMS[kind](obj=entry, seen=entry.version)
    moment = entry.happened_at.astimezone(HOME)
    return CorrectContactForm(obj=entry, seen=entry.version, happened_on=moment.date(), at=minute_of(moment))


def minute_of(moment: datetime) -> time | None:
    """The time as people type it; midnight says that it is not known."""
    minute = moment.time().replace(second=0, microsecond=0)
    return None if minute == time() else minute
