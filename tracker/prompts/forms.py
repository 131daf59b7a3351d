"""What is filled in when an element is answered."""

from wtforms import Field, ValidationError

from tracker.core.sentence import Sentence
from tracker.core.term import N_
from tracker.trajectory.forms import FURTHEST_STEP
from tracker.trajectory.terms import ElementAnswer
from tracker.web.forms import Form, ahead, day, line, no_citizen_number, pick_one

LONGEST_REASON = 300


class AnswerElementForm(Form):
    answer = pick_one(N_("Answer"), ElementAnswer, must=N_("Choose an answer"))
    reason = line(
        N_("Because"),
        no_citizen_number,
        longest=LONGEST_REASON,
        hint=N_("One line. Needed only when it does not fit."),
    )
    due_on = day(
        N_("Day of the step"),
        ahead(0, FURTHEST_STEP),
        hint=N_("For what you plan or are doing. When you leave it empty, it is in two weeks."),
    )

    def validate_reason(self, field: Field) -> None:
        if self.answer.data is ElementAnswer.DOES_NOT_FIT and not field.data:
            raise ValidationError(Sentence(N_("Say in one line why it does not fit")))
