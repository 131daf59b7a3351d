"""Who uses Opweg and what each role may do at all (product.md part 2)."""

from collections.abc import Mapping
from enum import StrEnum

from tracker.core.term import N_, Term


class Role(Term):
    CLIENT_MANAGER = "client_manager", N_("Client manager")
    TEAM_LEAD = "team_lead", N_("Team lead")
    PARTNER = "partner", N_("Partner professional")
    ADMINISTRATOR = "administrator", N_("Functional administrator")
    PRIVACY_OFFICER = "privacy_officer", N_("Privacy officer")
    FIGURES_READER = "figures_reader", N_("Figures reader")


GUIDES = (Role.CLIENT_MANAGER, Role.TEAM_LEAD)
"""Who guides people: the roles that sit in a team; a team lead sees nobody without one."""


class Language(Term):
    DUTCH = "nl", N_("Dutch")
    ENGLISH = "en", N_("English")


class OrganisationKind(Term):
    MUNICIPALITY = "municipality", N_("Municipality")
    PARTNER = "partner", N_("Partner organisation")


class Can(StrEnum):
    """What a visitor may be allowed to do; every route names one."""

    ANYONE = "anyone"
    """Open without signing in."""
    USE = "use"
    """Use the application at all."""
    READ_TRAJECTORIES = "read_trajectories"
    """Open the caseload and the dossiers that access.py lets through."""
    EDIT_TRAJECTORIES = "edit_trajectories"
    """Log contacts, barriers and steps, move phases, answer prompts."""
    SEE_TEAM = "see_team"
    """Open the persons of the own teams."""
    READ_FIGURES = "read_figures"
    """Read numbers about people; without SEE_TEAM groups under 5 are left out."""
    ASSIGN = "assign"
    """Hand trajectories of the own teams to another client manager."""
    SET_UP = "set_up"
    """Set up the organisation: teams, users, norms, partners, looks. Opens no content."""


GRANTS: Mapping[Role, frozenset[Can]] = {
    Role.CLIENT_MANAGER: frozenset({Can.USE, Can.READ_TRAJECTORIES, Can.EDIT_TRAJECTORIES, Can.READ_FIGURES}),
    Role.TEAM_LEAD: frozenset(
        {Can.USE, Can.READ_TRAJECTORIES, Can.EDIT_TRAJECTORIES, Can.SEE_TEAM, Can.READ_FIGURES, Can.ASSIGN}
    ),
    Role.PARTNER: frozenset({Can.USE}),
    Role.ADMINISTRATOR: frozenset({Can.USE, Can.SET_UP}),
    Role.PRIVACY_OFFICER: frozenset({Can.USE}),
    Role.FIGURES_READER: frozenset({Can.USE, Can.READ_FIGURES}),
}
