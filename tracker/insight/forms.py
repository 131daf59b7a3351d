"""Of whom the figures are; the choice lives in the address."""

from collections.abc import Mapping
from uuid import UUID

from tracker.core.term import N_
from tracker.trajectory.terms import Phase
from tracker.web.forms import Form, choose, pick_one
from tracker.web.language import gettext


class ChoiceForm(Form):
    """A team, a client manager, and the phase of which the curve is drawn; nothing chosen is everybody."""

    class Meta(Form.Meta):
        csrf = False  # It only reads.

    team = choose(N_("Team"))
    manager = choose(N_("Client manager"))
    phase = pick_one(N_("Phase"), Phase)

    def offer(self, *, teams: Mapping[UUID, str], managers: Mapping[UUID, str]) -> None:
        """What may be chosen; anything else does not pass."""
        self.team.choices = {"all": gettext("All my teams"), **_written(teams)}
        self.manager.choices = {"all": gettext("Everybody"), **_written(managers)}


def _written(names: Mapping[UUID, str]) -> dict[str, str]:
    return {str(key): name for key, name in names.items()}
