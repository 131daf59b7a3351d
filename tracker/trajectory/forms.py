"""What is filled in for the deeds of a trajectory."""

from datetime import datetime, time, timedelta
from hashlib import sha256
from typing import Any
from uuid import UUID

from wtforms import Field, ValidationError

from tracker.accounts.work import HOME
from tracker.core.sentence import Sentence
from tracker.core.term import N_
from tracker.trajectory.actions import FUTURE, SAME_PHASE, WHY_BACK
from tracker.trajectory.queries import OpenEnd
from tracker.trajectory.terms import (
    ContactDay,
    ContactKind,
    ContactResult,
    FollowUp,
    LifeDomain,
    Outcome,
    Phase,
    Sharing,
)
from tracker.web.forms import (
    Form,
    ahead,
    asked_when,
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
from tracker.web.language import day as short_day
from tracker.web.language import say, today

FAILED = (ContactResult.NOT_REACHED, ContactResult.DID_NOT_SHOW)
LONGEST_HOLD, FURTHEST_STEP = 365, 730
"""In days from today."""

ASKED = "yes"


def sharing() -> Field:
    return pick_one(
        N_("Who may read this"), Sharing, default=Sharing.CARE_TEAM, must=N_("Choose who may read this")
    )


class LogContactForm(Form):
    """One tap tells how it went: a kind of contact that reached somebody, or that it failed."""

    key = unseen(UUID)
    """The page's own number, so that sending it twice logs it once."""
    how = pick_one(
        N_("How"), (*ContactKind, *FAILED), default=ContactKind.TALK, must=N_("Choose how the contact went")
    )
    on = pick_one(N_("When"), ContactDay, default=ContactDay.TODAY, must=N_("Choose when it was"))
    on_day = day(N_("Day"), asked_when("on", ContactDay.OTHER, must=N_("Fill in the day")), past)
    at = clock_time(N_("Time, if you know it"), asked_when("on", ContactDay.OTHER))
    text = passage(N_("In one sentence"), rows=2)
    follow_up = pick_one(N_("Next step"), FollowUp, must=N_("Choose the next step"))
    title = line(
        N_("What"),
        asked_when("follow_up", FollowUp.OTHER, must=N_("Write down what will be done")),
        no_citizen_number,
    )
    due_on = day(
        N_("By which day"),
        asked_when("follow_up", FollowUp.OTHER, must=N_("Fill in the day")),
        ahead(0, FURTHEST_STEP),
    )
    tried_by = pick_one(N_("How did you try it, if it failed"), ContactKind)
    present = line(N_("Who else was there"), no_citizen_number)
    minutes = whole(N_("How many minutes"), 1, 600)
    domains = pick_some(N_("What it was about"), LifeDomain)
    sharing = sharing()

    def __init__(self, now: datetime, step: OpenEnd | None, *, closed: bool, **data: Any) -> None:
        """`step` is the next step that stands; without one something is to be agreed, unless it is closed."""
        usual, gone = (FollowUp.STANDS, FollowUp.NOTHING) if step else (FollowUp.CALL, FollowUp.STANDS)
        super().__init__(follow_up=usual, **data)
        self.now, self.closed = now, closed
        labels = {term.value: term.label for term in FollowUp}
        if step and step.due_on:
            labels["stands"] = say(Sentence(FollowUp.STANDS.label, {"date": short_day(step.due_on)}))
        self.follow_up.choices = {key: label for key, label in labels.items() if key != gone}

    def validate_at(self, field: Field) -> None:
        if self.on_day.data and not self.on_day.errors and self.happened_at > self.now:
            raise ValidationError(Sentence(FUTURE))

    @property
    def contact_id(self) -> UUID | None:
        """The same whenever this page is sent with the same in it; with something else in it, another."""
        if not self.key.data:
            return None
        sent = [(name, field.raw_data) for name, field in self._fields.items() if name != "csrf_token"]
        return UUID(bytes=self.key.data.bytes[:9] + sha256(repr((self.key.data, sent)).encode()).digest()[:7])

    @property
    def happened_at(self) -> datetime:
        """Now; or on an earlier day, whose time is midnight when it is not known."""
        if self.on.data is ContactDay.TODAY:
            return self.now
        day = today() - timedelta(1) if self.on.data is ContactDay.YESTERDAY else self.on_day.data
        return datetime.combine(day, self.at.data or time(), HOME)

    @property
    def answers(self) -> dict[str, Any]:
        return {
            "contact_id": self.contact_id,
            "happened_at": self.happened_at,
            "next_step": self._next_step(),
            **self._how(),
            **{name: self[name].data for name in ("text", "present", "minutes", "domains", "sharing")},
        }

    def _how(self) -> dict[str, Any]:
        """Who did not show had an appointment for a talk; who was not reached was called: unless told."""
        if self.how.data not in FAILED:
            return {"kind": self.how.data, "result": ContactResult.REACHED}
        usual = ContactKind.TALK if self.how.data is ContactResult.DID_NOT_SHOW else ContactKind.PHONE
        return {"kind": self.tried_by.data or usual, "result": self.how.data}

    def _next_step(self) -> tuple[str, Any] | None:
        if self.closed:
            return None
        if self.follow_up.data is FollowUp.CALL:
            return say(N_("Call again")), today() + timedelta(weeks=1)
        return (self.title.data, self.due_on.data) if self.follow_up.data is FollowUp.OTHER else None


class MoveToPhaseForm(Form):
    seen = unseen(int)
    """The stay that the page showed: what was decided on an older page is refused."""
    asked = unseen({ASKED: ASKED}.get)
    """Says that the page asked about what is still open."""
    phase = pick_one(N_("To which phase"), Phase, must=N_("Choose a phase"))
    reason = passage(N_("Why"), hint=N_("Only needed when you go back."))

    def __init__(self, now_in: Phase, **data: Any) -> None:
        super().__init__(**data)
        self.now_in = now_in

    @property
    def goes_back(self) -> bool:
        return bool(self.phase.data) and self.phase.data.number < self.now_in.number

    def validate_phase(self, field: Field) -> None:
        if field.data is self.now_in:
            raise ValidationError(Sentence(SAME_PHASE))

    def validate_reason(self, field: Field) -> None:
        if self.goes_back and not field.data:
            raise ValidationError(Sentence(WHY_BACK))


class CloseTrajectoryForm(Form):
    seen = unseen(int)
    outcome = pick_one(N_("How did it end?"), Outcome, must=N_("Choose how it ended"))
    note = passage(N_("What is good to remember"), hint=N_("May be empty."))


class ReopenTrajectoryForm(Form):
    seen = unseen(int)
    phase = pick_one(N_("In which phase"), Phase, must=N_("Choose a phase"))
    reason = passage(N_("Why"), must=N_("Write down why it opens again"))


class PutOnHoldForm(Form):
    until_on = day(
        N_("Until which day"),
        ahead(1, LONGEST_HOLD),
        must=N_("Fill in the day on which it wakes"),
        hint=N_("For instance 22-9-2026. At most one year from now."),
    )
    reason = passage(N_("Why"), must=N_("Write down why it waits"))


class EndHoldForm(Form):
    """Nothing to fill in."""
