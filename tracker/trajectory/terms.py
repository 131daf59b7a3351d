"""The words of a trajectory (product.md part 3)."""

from tracker.core.term import N_, Term


class Phase(Term):
    """The handreiking's five phases and the optional warm hand-over before them (domain.md 1.1)."""

    PREPARATION = "preparation", N_("Preparation")
    INTAKE = "intake", N_("Intake")
    ORIENTATION = "orientation", N_("Orientation")
    ACTIVATION = "activation", N_("Activation")
    MATCHING = "matching", N_("Matching")
    AFTERCARE = "aftercare", N_("Aftercare")

    @property
    def number(self) -> int:
        """The junction number on the route: 0 for preparation, 5 for aftercare."""
        return list(Phase).index(self)


class LifeDomain(Term):
    """The ten life domains, in their fixed order (product.md part 3)."""

    LANGUAGE = "language", N_("Language")
    EDUCATION = "education", N_("Education and skills")
    WORK = "work", N_("Work and experience")
    HEALTH = "health", N_("Health and capacity")
    MONEY = "money", N_("Money and administration")
    HOUSING = "housing", N_("Housing")
    FAMILY = "family", N_("Family and care")
    NETWORK = "network", N_("Network and participation")
    RESIDENCE = "residence", N_("Residence and civic integration")
    MEANING = "meaning", N_("Meaning and future")


class View(Term):
    """How a life domain looks now. "Not discussed" is never "no barrier"."""

    NOT_DISCUSSED = "not_discussed", N_("Not discussed")
    NO_ISSUE = "no_issue", N_("No issue")
    STRENGTH = "strength", N_("Strength")
    ATTENTION = "attention", N_("Attention")
    BARRIER = "barrier", N_("Barrier")


class Severity(Term):
    HINDERS = "hinders", N_("Hinders")
    BLOCKS = "blocks", N_("Blocks")


class CauseSide(Term):
    """On whose side the cause of a barrier lies."""

    PERSON = "person", N_("With the person")
    US = "us", N_("With us")
    CHAIN = "chain", N_("In the chain")


class WaitingOn(Term):
    """Whom a barrier waits for."""

    NOBODY = "nobody", N_("Nobody")
    NEWCOMER = "newcomer", N_("The newcomer")
    US = "us", N_("Us, the municipality")
    LANGUAGE_SCHOOL = "language_school", N_("Language school")
    EMPLOYER = "employer", N_("Employer")
    CHILD_CARE = "child_care", N_("Child care")
    HEALTH_CARE = "health_care", N_("Health care")
    HOUSING = "housing", N_("Housing corporation")
    DEBT_HELP = "debt_help", N_("Debt help")
    VOLUNTEERS = "volunteers", N_("Volunteer organisation")
    AUTHORITY = "authority", N_("DUO, IND or another authority")
    OTHER = "other", N_("Someone else")


class BarrierEnd(Term):
    """How a barrier ended."""

    SOLVED = "solved", N_("Solved")
    LIVEABLE = "liveable", N_("Still there, but workable")
    NOT_THERE = "not_there", N_("Turned out not to be there")


class Sharing(Term):
    """Who may read a text, beside the domain that decides who of the care team."""

    INTERNAL = "internal", N_("Internal")
    CARE_TEAM = "care_team", N_("Care team")
    NEWCOMER = "newcomer", N_("Visible to the newcomer")


class ContactKind(Term):
    TALK = "talk", N_("Talk")
    PHONE = "phone", N_("Phone")
    HOME_VISIT = "home_visit", N_("Home visit")
    MESSAGE = "message", N_("Message")


class ContactResult(Term):
    """ "Tried" is not "reached": only a contact that was reached is a real contact."""

    REACHED = "reached", N_("Reached")
    NOT_REACHED = "not_reached", N_("Not reached")
    DID_NOT_SHOW = "did_not_show", N_("Absent")


class ContactDay(Term):
    """When a contact was, seen from today."""

    TODAY = "today", N_("Today")
    YESTERDAY = "yesterday", N_("Yesterday")
    OTHER = "other", N_("Another day")


class FollowUp(Term):
    """What comes after a contact."""

    STANDS = "stands", N_("Stands already: %(date)s")
    CALL = "call", N_("Call in 1 week")
    OTHER = "other", N_("Something else")
    NOTHING = "nothing", N_("Not yet")


class StepOwner(Term):
    """Whose step it is."""

    NEWCOMER = "newcomer", N_("The newcomer")
    PROFESSIONAL = "professional", N_("Client manager")
    PARTNER = "partner", N_("Partner")


class StepStatus(Term):
    PROPOSED = "proposed", N_("Proposed")
    PLANNED = "planned", N_("Planned")
    DOING = "doing", N_("Doing")
    DONE = "done", N_("Done")
    STOPPED = "stopped", N_("Stopped")


LIVE_STEPS = (StepStatus.PLANNED, StepStatus.DOING)
"""The steps that count as a next step: a proposed one does not (knowledge.md part 4)."""


class ElementAnswer(Term):
    """What was answered to a working element."""

    DONE = "done", N_("Done")
    DOING = "doing", N_("Doing")
    PLANNED = "planned", N_("Planned")
    DOES_NOT_FIT = "does_not_fit", N_("Does not fit")
    DISMISSED = "dismissed", N_("Not now")


class Outcome(Term):
    """How a trajectory ended."""

    WORK = "work", N_("Work")
    EDUCATION = "education", N_("Education")
    MOVED = "moved", N_("Moved away")
    OTHER = "other", N_("Other")


class Status(Term):
    """Derived from facts, never typed; in order of urgency (knowledge.md 4.1)."""

    CLOSED = "closed", N_("Closed")
    ON_HOLD = "on_hold", N_("On hold")
    STANDING_STILL = "standing_still", N_("Standing still")
    LATE = "late", N_("Late")
    DUE_THIS_WEEK = "due_this_week", N_("This week")
    ON_COURSE = "on_course", N_("On course")


class SignalCode(Term):
    """The signals that need only the facts of this release, in the order of knowledge.md 4.2."""

    NO_REAL_CONTACT = "no_real_contact", N_("No real contact")
    ON_HOLD_DATE_REACHED = "on_hold_date_reached", N_("Awake again")
    NO_NEXT_STEP = "no_next_step", N_("No next step")
    STEP_OVERDUE = "step_overdue", N_("Step overdue")
    BARRIER_WITHOUT_REVIEW = "barrier_without_review", N_("Barrier without review")
    PHASE_LONGER_THAN_NORM = "phase_longer_than_norm", N_("Phase longer than its norm")
