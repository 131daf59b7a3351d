"""What is filled in for the deeds of the plan."""

from wtforms import Field, ValidationError

from tracker.core.sentence import Sentence
from tracker.core.term import N_
from tracker.trajectory.forms import FURTHEST_STEP, sharing
from tracker.trajectory.terms import (
    BarrierEnd,
    CauseSide,
    LifeDomain,
    Severity,
    StepOwner,
    View,
    WaitingOn,
)
from tracker.web.forms import (
    Form,
    ahead,
    choose,
    day,
    line,
    list_one,
    no_citizen_number,
    passage,
    past,
    pick_one,
    unseen,
)

FURTHEST_REVIEW = 365
"""In days from today."""

NOTED = (View.NO_ISSUE, View.ATTENTION)
"""What can be noted of a life domain; barriers and strengths have deeds of their own."""


def life_domain() -> Field:
    return pick_one(N_("Life domain"), LifeDomain, must=N_("Choose a life domain"))


def severity(label: str) -> Field:
    return pick_one(label, Severity, must=N_("Choose how heavy it is"))


def waiting_on() -> Field:
    return list_one(
        N_("Whom does it wait for?"),
        WaitingOn,
        default=WaitingOn.NOBODY,
        must=N_("Choose whom it waits for"),
    )


def review_day(*, must: str | None = None) -> Field:
    long = N_("For instance 22-9-2026. At most one year from now.")
    may = N_("May be empty. For instance 22-9-2026, at most one year from now.")
    return day(N_("Look again on"), ahead(1, FURTHEST_REVIEW), must=must, hint=long if must else may)


def step_day(label: str) -> Field:
    hint = N_("For instance 22-9-2026. At most two years from now.")
    return day(label, ahead(0, FURTHEST_STEP), must=N_("Fill in the day"), hint=hint)


class OpenBarrierForm(Form):
    domain = life_domain()
    description = passage(
        N_("What is going on?"),
        must=N_("Write down what is going on"),
        hint=N_(
            "One or two sentences. What can this person do, and under what conditions? "
            "About health: hours and conditions, no diagnosis."
        ),
    )
    opened_on = day(
        N_("Since when"), past, must=N_("Fill in since when it is so"), hint=N_("For instance 22-9-2026.")
    )
    severity = severity(N_("How heavy is it?"))
    cause_side = pick_one(
        N_("On whose side does the cause lie?"), CauseSide, must=N_("Choose on whose side the cause lies")
    )
    waiting_on = waiting_on()
    owner_id = choose(N_("Who takes the next step?"), must=N_("Choose who takes the next step"))
    review_on = review_day()
    sharing = sharing()


class ReviewBarrierForm(Form):
    seen = unseen(int)
    """The version that the page showed: what was decided on an older page is refused."""
    severity = severity(N_("How heavy is it now?"))
    waiting_on = waiting_on()
    review_on = review_day(must=N_("Fill in the day on which you look again"))


class CloseBarrierForm(Form):
    ending = pick_one(N_("How did it end?"), BarrierEnd, must=N_("Choose how it ended"))
    what_helped = passage(
        N_("What helped?"), hint=N_("May be empty. What helped here may help somebody else.")
    )


class AddStrengthForm(Form):
    domain = life_domain()
    description = passage(
        N_("What helps?"),
        must=N_("Write down what helps"),
        hint=N_("One or two sentences. What does this person bring, or who is there for them?"),
    )
    review_on = review_day()
    sharing = sharing()


class NoteViewForm(Form):
    domain = life_domain()
    view = pick_one(N_("How does it look?"), NOTED, must=N_("Choose how it looks"))
    note = passage(
        N_("In one sentence"),
        hint=N_("May be empty when there is no issue. About health: hours and conditions, no diagnosis."),
    )
    sharing = sharing()

    def validate_note(self, field: Field) -> None:
        if self.view.data is View.ATTENTION and not field.data:
            raise ValidationError(Sentence(N_("Write down what asks for attention")))


class PlanStepForm(Form):
    title = line(
        N_("What"),
        no_citizen_number,
        must=N_("Write down what will be done"),
        hint=N_("One small thing to do."),
    )
    owner = pick_one(N_("Whose step is it?"), StepOwner, must=N_("Choose whose step it is"))
    due_on = step_day(N_("By which day"))
    domain = life_domain()
    sharing = sharing()


class MoveStepForm(Form):
    seen = unseen(int)
    due_on = step_day(N_("By which day now"))
