"""Whose trajectories are found, and of whom the list may be asked."""

from tests.caseload.reading import close
from tests.make import Make, ago
from tracker.accounts.models import Organisation, Team, User
from tracker.accounts.terms import Role
from tracker.accounts.work import Work
from tracker.caseload import queries
from tracker.caseload.queries import Choices
from tracker.trajectory.rules import Norms
from tracker.trajectory.terms import Status


def found(work: Work, *, closed: bool = False) -> set[str]:
    return {case.reference for case in queries.cases_in_scope(work, Norms(), closed=closed)}


def choices(work: Work) -> Choices:
    return queries.choices(work, queries.cases_in_scope(work, Norms(), closed=False))


def test_a_client_manager_finds_the_own_trajectories_and_a_team_lead_those_of_the_team(
    make: Make, guide: User, lead: User, team: Team
):
    elsewhere = make.team(make.session.get_one(Organisation, team.organisation_id))
    for manager, reference in [
        (guide, "mine"),
        (make.user(team=team), "colleague's"),
        (lead, "lead's"),
        (make.user(team=elsewhere), "another team's"),
        (make.user(), "another municipality's"),
    ]:
        make.trajectory(manager, reference=reference)

    assert found(make.work(guide)) == {"mine"}
    assert found(make.work(lead)) == {"mine", "colleague's", "lead's"}


def test_closed_trajectories_are_found_when_asked_for(make: Make, guide: User):
    make.trajectory(guide, reference="open")
    close(make, make.trajectory(guide, reference="closed"))
    work = make.work(guide)

    assert found(work) == {"open"}
    assert found(work, closed=True) == {"open", "closed"}
    cases = queries.cases_in_scope(work, Norms(), closed=True)
    assert [case.reference for case in cases if case.standing.status is Status.CLOSED] == ["closed"]


def test_a_client_manager_has_nobody_else_to_choose(make: Make, guide: User, lead: User, team: Team):
    make.trajectory(guide)
    make.trajectory(lead)
    assert choices(make.work(guide)) == Choices({team.id: team.name}, {guide.id: guide.name})


def test_a_team_lead_chooses_among_who_works_in_the_own_teams_by_name(
    make: Make, guide: User, lead: User, team: Team
):
    organisation = make.session.get_one(Organisation, team.organisation_id)
    south, other = make.team(organisation), make.team(organisation)
    make.membership(lead, Role.TEAM_LEAD, south)
    new = make.user(team=south)
    gone = make.user(team=other)
    make.trajectory(gone, team_id=team.id)
    make.user(team=other)
    make.user(Role.FIGURES_READER, team)
    former = make.user()
    make.membership(former, Role.CLIENT_MANAGER, team, until_on=ago(1))
    for person, name in [(guide, "Zoë"), (lead, "Éva"), (new, "anna"), (gone, "Mehmet")]:
        person.name = name
    make.session.commit()

    chosen = choices(make.work(lead))

    assert chosen.teams == {team.id: team.name, south.id: south.name}
    assert list(chosen.people.values()) == ["anna", "Éva", "Mehmet", "Zoë"]


def test_a_team_lead_with_two_memberships_in_one_team_of_another_municipality_sees_nobody_of_it(
    make: Make, lead: User
):
    foreign = make.team()
    make.membership(lead, Role.TEAM_LEAD, foreign)
    stranger = make.user(team=foreign)
    make.trajectory(stranger, reference="foreign")
    work = make.work(lead)

    assert "foreign" not in found(work)
    assert stranger.id not in choices(work).people
    assert foreign.id not in choices(work).teams
