"""Plain makers of rows for tests: each makes what it hangs on, when that is not given."""

from datetime import UTC, date, datetime, timedelta
from itertools import count
from typing import Any

from sqlalchemy.orm import Session

from tracker.accounts.models import Look, Membership, Organisation, Partner, Team, User
from tracker.accounts.queries import holds_on
from tracker.accounts.terms import Language, OrganisationKind, Role
from tracker.accounts.work import Actor, Work
from tracker.core.passwords import hashed
from tracker.trajectory.actions import name_newcomer, written_by
from tracker.trajectory.models import (
    Barrier,
    Contact,
    DomainView,
    ElementUse,
    Hold,
    Newcomer,
    PhaseStay,
    Step,
    Strength,
    Trajectory,
)
from tracker.trajectory.terms import (
    CauseSide,
    ContactKind,
    ContactResult,
    ElementAnswer,
    LifeDomain,
    Phase,
    Severity,
    Sharing,
    StepOwner,
    StepStatus,
    View,
)

NOW = datetime(2026, 11, 24, 9, 30, tzinfo=UTC)
TODAY = date(2026, 11, 24)
COLOURS = ("action", "hover", "highlight", "dark_action", "dark_hover")
PASSWORD = "a good password for tests"
PASSWORD_HASH = hashed(PASSWORD)


def ago(days: int) -> date:
    return TODAY - timedelta(days=days)


class Make:
    """The makers, on one session. Everything is committed at once, so that the app sees it too."""

    def __init__(self, session: Session) -> None:
        self.session = session
        self.number = count(1)

    def _keep(self, thing: Any) -> Any:
        self.session.commit()  # Ends what was read before, so that the newest rows are seen.
        self.session.add(thing)
        self.session.commit()
        return thing

    def organisation(self, kind: OrganisationKind = OrganisationKind.MUNICIPALITY) -> Organisation:
        return self._keep(Organisation(name=f"Organisation {next(self.number)}", kind=kind))

    def team(self, organisation: Organisation | None = None) -> Team:
        organisation = organisation or self.organisation()
        return self._keep(Team(organisation_id=organisation.id, name=f"Team {next(self.number)}"))

    def partner(self, organisation: Organisation, **fields: Any) -> Partner:
        fields.setdefault("name", f"Partner {next(self.number)}")
        return self._keep(Partner(organisation_id=organisation.id, **{"contact": "", **fields}))

    def look(self, organisation: Organisation, **fields: Any) -> Look:
        """Empty colours are those of Opweg."""
        own = {"logo": "", "digest": "", **dict.fromkeys(COLOURS, ""), **fields}
        return self._keep(Look(organisation_id=organisation.id, **own))

    def user(self, role: Role = Role.CLIENT_MANAGER, team: Team | None = None, **fields: Any) -> User:
        """Somebody with one membership; without a team in one of their own organisation."""
        fields.setdefault("language", Language.ENGLISH)
        number = next(self.number)
        user = self._keep(
            User(
                email=f"user{number}@opweg.example",
                name=f"User {number}",
                password_hash=PASSWORD_HASH,
                **fields,
            )
        )
        self.membership(user, role, team or self.team())
        return user

    def membership(self, user: User, role: Role, team: Team, **fields: Any) -> Membership:
        """Only client managers, team leads and partners sit in the team itself."""
        in_team = role in (Role.CLIENT_MANAGER, Role.TEAM_LEAD)
        fields.setdefault("from_on", ago(400))
        return self._keep(
            Membership(
                user_id=user.id,
                organisation_id=team.organisation_id,
                team_id=team.id if in_team else None,
                role=role,
                **fields,
            )
        )

    def work(self, user: User, now: datetime = NOW) -> Work:
        """The work of somebody in the role of their first membership."""
        running = self.session.query(Membership).filter(Membership.user_id == user.id, holds_on(now.date()))
        memberships = running.order_by(Membership.id).all()
        first = memberships[0]
        organisation = self.session.get_one(Organisation, first.organisation_id)
        teams = {m.team_id for m in memberships if m.role == first.role and m.team_id}
        actor = Actor(
            user.id,
            first.organisation_id,
            first.role,
            frozenset(teams),
            user.name,
            organisation.name,
            user.language,
        )
        return Work(self.session, actor, now)

    def newcomer(self, organisation_id: Any, **fields: Any) -> Newcomer:
        defaults = {
            "given_name": "Fatima",
            "family_name": f"Al-Khatib {next(self.number)}",
            "birth_year": 1990,
        }
        return self._keep(
            name_newcomer(
                Newcomer(
                    organisation_id=organisation_id,
                    **{"native_name": "", "other_names": "", **defaults, **fields},
                )
            )
        )

    def trajectory(
        self, manager: User | None = None, phase: Phase = Phase.ACTIVATION, days: int = 20, **fields: Any
    ) -> Trajectory:
        """A trajectory of a client manager, some days in its phase; `newcomer=` are the person's fields."""
        manager = manager or self.user()
        work = self.work(manager)
        newcomer = self.newcomer(work.actor.organisation_id, **fields.pop("newcomer", {}))
        values = {
            "team_id": next(iter(sorted(work.actor.team_ids)), None),
            "client_manager_id": manager.id,
            "reference": f"TR-{next(self.number):04}",
            "started_on": ago(days),
        }
        trajectory = Trajectory(
            organisation_id=newcomer.organisation_id, newcomer_id=newcomer.id, **{**values, **fields}
        )
        self._keep(trajectory)
        self.stay(trajectory, manager, phase=phase, entered_on=ago(days))
        return trajectory

    def stay(self, trajectory: Trajectory, author: User, **fields: Any) -> PhaseStay:
        return self._about(
            PhaseStay, trajectory, author, {"seq": 1, "phase": Phase.INTAKE, "entered_on": ago(20)}, fields
        )

    def leave(self, trajectory: Trajectory, **fields: Any) -> PhaseStay:
        """End the present stay; with an outcome the trajectory ends too."""
        present = self.session.query(PhaseStay).filter_by(trajectory_id=trajectory.id, left_on=None).one()
        for name, value in {"left_on": TODAY, **fields}.items():
            setattr(present, name, value)
        return self._keep(present)

    def barrier(self, trajectory: Trajectory, author: User | None = None, **fields: Any) -> Barrier:
        opened = fields.pop("opened_on", ago(10))
        defaults = {
            "domain": LifeDomain.LANGUAGE,
            "description": "Speaking at work is hard",
            "severity": Severity.HINDERS,
            "cause_side": CauseSide.CHAIN,
            "opened_on": opened,
            "looked_on": opened,
        }
        return self._about(Barrier, trajectory, author, defaults, fields)

    def strength(self, trajectory: Trajectory, author: User | None = None, **fields: Any) -> Strength:
        defaults = {"domain": LifeDomain.NETWORK, "description": "Knows a cook", "opened_on": ago(10)}
        return self._about(Strength, trajectory, author, defaults, fields)

    def view(self, trajectory: Trajectory, author: User | None = None, **fields: Any) -> DomainView:
        return self._about(DomainView, trajectory, author, {"view": View.NO_ISSUE, "seen_on": ago(5)}, fields)

    def hold(self, trajectory: Trajectory, author: User | None = None, **fields: Any) -> Hold:
        defaults = {"from_on": ago(5), "until_on": ago(-20), "reason": "Waits for the birth"}
        return self._about(Hold, trajectory, author, defaults, fields)

    def step(self, trajectory: Trajectory, author: User | None = None, **fields: Any) -> Step:
        defaults = {
            "title": "Ask for the timetable",
            "owner": StepOwner.PROFESSIONAL,
            "due_on": ago(-30),
            "status": StepStatus.PLANNED,
        }
        return self._about(Step, trajectory, author, defaults, fields)

    def element_use(self, trajectory: Trajectory, author: User | None = None, **fields: Any) -> ElementUse:
        defaults = {"element": "trust_first", "answer": ElementAnswer.DONE, "answered_on": ago(3)}
        return self._about(ElementUse, trajectory, author, defaults, fields)

    def contact(
        self, trajectory: Trajectory, author: User | None = None, days: int = 3, **fields: Any
    ) -> Contact:
        defaults = {
            "kind": ContactKind.TALK,
            "result": ContactResult.REACHED,
            "happened_at": NOW - timedelta(days=days),
            "domains": frozenset({LifeDomain.WORK}),
            "sharing": Sharing.CARE_TEAM,
            "text": "Talked about the timetable",
        }
        return self._about(Contact, trajectory, author, defaults, fields)

    def _about(
        self,
        table: type,
        trajectory: Trajectory,
        author: User | None,
        defaults: dict[str, Any],
        fields: dict[str, Any],
    ) -> Any:
        author = author or self.session.get_one(User, trajectory.client_manager_id)
        columns = written_by(self.work(author), trajectory)
        return self._keep(table(**{**columns, **defaults, **fields}))
