"""What is filled in to divide the work."""

from collections.abc import Iterable, Sequence
from uuid import UUID

from wtforms import Field, HiddenField, RadioField, ValidationError

from tracker.assignment.rules import room_shown
from tracker.assignment.terms import Seat
from tracker.core.sentence import Sentence
from tracker.core.term import N_
from tracker.web.forms import Form, required, tick, unseen, whole

LARGEST_CAPACITY = 500


def _ids(text: str) -> list[UUID]:
    return [UUID(part) for part in text.split()]


class AssignTrajectoryForm(Form):
    """To whom; which trajectories, and what was shown of it, stand hidden in the page."""

    seat_id = RadioField(N_("To whom"), [required(N_("Choose a colleague"))], validate_choice=False)
    handover = tick(N_("What they still had to do goes along: live steps and open barriers"))
    chosen = unseen(_ids)
    seen = HiddenField()

    def validate_seat_id(self, field: Field) -> None:
        if field.data and field.data not in field.choices:
            text = N_("This colleague no longer works in your teams. Choose another")
            raise ValidationError(Sentence(text))

    def seat(self, seats: Iterable[Seat]) -> Seat | None:
        return next((one for one in seats if str(one.id) == self.seat_id.data), None)


class SetCapacityForm(Form):
    """A number for each seat; `of` makes the form of a team. What it showed stands hidden in it."""

    seen = unseen(str)

    @classmethod
    def of(cls, seats: Sequence[Seat]) -> "SetCapacityForm":
        fields = {field_of(one): whole(one.name, 0, LARGEST_CAPACITY) for one in seats}
        present = {field_of(one): one.capacity for one in seats}
        form: SetCapacityForm = type("CapacityOfTheseForm", (cls,), fields)(**present, seen=room_shown(seats))
        return form


def field_of(seat: Seat) -> str:
    return f"capacity-{seat.id}"
