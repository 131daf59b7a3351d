"""The pages that can be found, and who may open them."""

from dataclasses import dataclass

from tracker.accounts.terms import Can
from tracker.core.term import N_


@dataclass(frozen=True, slots=True)
class Place:
    """A page or a thing to do; `can` is what its route asks, `words` what people also call it."""

    endpoint: str
    label: str
    can: Can
    words: str = ""


PLACES = (
    Place("caseload.caseload", N_("Caseload"), Can.READ_TRAJECTORIES, N_("people list newcomers overview")),
    Place(
        "people.add_newcomer", N_("New newcomer"), Can.EDIT_TRAJECTORIES, N_("add person client trajectory")
    ),
    Place(
        "imports.imports", N_("Import"), Can.EDIT_TRAJECTORIES, N_("upload sheet excel csv spreadsheet undo")
    ),
    Place("assignment.set_capacity", N_("Room per colleague"), Can.ASSIGN, N_("capacity workload how many")),
    Place("nightly.exceptions", N_("What is missing"), Can.ASSIGN, N_("exceptions no owner no next step")),
    Place("insight.bottlenecks", N_("Team"), Can.READ_FIGURES, N_("figures bottlenecks report numbers")),
    Place(
        "prompts.elements", N_("What works"), Can.READ_TRAJECTORIES, N_("working elements research prompts")
    ),
    Place("setup.setup", N_("Set-up"), Can.SET_UP, N_("settings administration")),
    Place("setup.teams", N_("Teams"), Can.SET_UP),
    Place("setup.people", N_("Colleagues"), Can.SET_UP, N_("users accounts roles password link")),
    Place("setup.add_team", N_("Add team"), Can.SET_UP),
    Place("setup.add_user", N_("Add somebody"), Can.SET_UP, N_("invite colleague user account")),
    Place("setup.deputise", N_("Let somebody stand in"), Can.SET_UP),
    Place("setup.partners", N_("Partners"), Can.SET_UP),
    Place("setup.add_partner", N_("Add partner"), Can.SET_UP),
    Place("setup.set_looks", N_("Looks"), Can.SET_UP, N_("logo colours house style")),
    Place("setup.norms", N_("Norms and signals"), Can.SET_UP, N_("days limits")),
    Place("setup.standing_in", N_("Standing in"), Can.SET_UP, N_("deputy leave holiday ill")),
    Place("setup.changes", N_("Changes in the set-up"), Can.SET_UP, N_("audit trail history who did what")),
    Place("guide.help_index", N_("Help"), Can.USE, N_("explanation manual how question")),
    Place("own_account.account", N_("Your account"), Can.USE, N_("sessions sign out elsewhere profile")),
    Place("own_account.change_password", N_("Change password"), Can.USE, N_("security sign in")),
    Place("sign_in.choose_role_page", N_("Another role"), Can.USE, N_("organisation switch role")),
)
