"""What a caseload sheet holds, as far as Opweg has a place for it."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, time, timedelta
from typing import TypeAlias

from tracker.core.days import Unreadable
from tracker.core.sentence import Sentence
from tracker.core.term import N_, Term
from tracker.trajectory.terms import LifeDomain, Outcome, Phase

Raw: TypeAlias = str | float | int | bool | date | time | timedelta
"""A cell as the file holds it; an empty one is ""."""


class NoSheet(Unreadable):
    """A file holds no caseload that can be read."""


class Column(Term):
    """What a column of a sheet can be about."""

    CASE_NUMBER = "case_number", N_("Case number")
    FULL_NAME = "full_name", N_("Name")
    GIVEN_NAME = "given_name", N_("Given name")
    INFIX = "infix", N_("Infix")
    FAMILY_NAME = "family_name", N_("Family name")
    BIRTH_YEAR = "birth_year", N_("Birth year")
    PHONE = "phone", N_("Phone number")
    EMAIL = "email", N_("Email address")
    LANGUAGES = "languages", N_("Languages")
    INTERPRETER = "interpreter", N_("Interpreter")
    CLIENT_MANAGER = "client_manager", N_("Client manager")
    TEAM = "team", N_("Team")
    PHASE = "phase", N_("Phase")
    PHASE_SINCE = "phase_since", N_("In this phase since")
    STARTED_ON = "started_on", N_("Start of the trajectory")
    PERMIT_ON = "permit_on", N_("Permit since")
    SETTLED_ON = "settled_on", N_("Settled here since")
    INTEGRATION_ON = "integration_on", N_("Civic integration since")
    LAST_CONTACT_ON = "last_contact_on", N_("Last contact")
    BARRIERS = "barriers", N_("Barriers")
    BARRIER_DOMAIN = "barrier_domain", N_("Life domain")
    NEXT_STEP = "next_step", N_("Next step")
    NEXT_STEP_DUE = "next_step_due", N_("Next step by")
    OUTCOME = "outcome", N_("Outcome")
    CLOSED_ON = "closed_on", N_("Closed on")


NAMES = (Column.FULL_NAME, Column.GIVEN_NAME, Column.FAMILY_NAME)
IN_SEVERAL = (Column.BARRIERS, Column.BARRIER_DOMAIN, Column.PHONE, Column.EMAIL)
"""What may stand in several columns: barriers are read together, of the others the first that is filled."""
BELONGS_TO: Mapping[Term, Column] = {
    Column.BARRIER_DOMAIN: Column.BARRIERS,
    Column.NEXT_STEP_DUE: Column.NEXT_STEP,
}
"""The columns that only tell something more about what stands in another."""


class NotUsed(Term):
    """Why a column of a sheet is left alone."""

    NEVER = "never", N_("never taken over: Opweg needs no such thing of anybody")
    CITIZEN_NUMBERS = "citizen_numbers", N_("never taken over: these look like citizen service numbers")
    ALONE = "alone", N_("says nothing without the column that it belongs to")
    UNKNOWN = "unknown", N_("heading not known")
    CHOSEN = "chosen", N_("left out by you")


@dataclass(frozen=True, slots=True)
class Table:
    """The cells of one sheet of a file, all rows from the first."""

    name: str
    rows: list[list[Raw]]


@dataclass(frozen=True, slots=True)
class Heading:
    """A column of a sheet: its place (0 is A), what stands above it, and what it means here."""

    place: int
    text: str
    means: Column | NotUsed

    @property
    def letters(self) -> str:
        """A, B … Z, AA, as a spreadsheet counts its columns."""
        found, rest = "", self.place + 1
        while rest:
            rest, letter = divmod(rest - 1, 26)
            found = chr(65 + letter) + found
        return found


@dataclass(frozen=True, slots=True)
class Complaint:
    """What is wrong or doubtful in a row; `hurts` when the row cannot go in with it."""

    row: int
    why: Sentence
    heading: Heading | None = None
    value: str = ""
    hurts: bool = False


@dataclass(frozen=True, slots=True)
class Item:
    """One barrier of a cell; its domain is None when nothing tells it."""

    text: str
    domain: LifeDomain | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """One person of a sheet. What is empty, "" or None was not in the sheet or could not be read."""

    row: int
    cells: Mapping[Column, tuple[Heading, str]] = field(default_factory=dict)
    """Where each thing stands that the sheet tells, and how it is written there; "" when left empty."""
    complaints: tuple[Complaint, ...] = ()
    case_number: str = ""
    given_name: str = ""
    family_name: str = ""
    birth_year: int | None = None
    phone: str = ""
    email: str = ""
    languages: str = ""
    interpreter: bool | None = None
    client_manager: str = ""
    team: str = ""
    phase: Phase | None = None
    ended: bool = False
    """Whether the phase cell says that it is over."""
    phase_since: date | None = None
    started_on: date | None = None
    permit_on: date | None = None
    settled_on: date | None = None
    integration_on: date | None = None
    last_contact_on: date | None = None
    barriers: tuple[Item, ...] = ()
    next_step: str = ""
    next_step_due: date | None = None
    outcome: Outcome | None = None
    closed_on: date | None = None

    @property
    def name(self) -> str:
        return f"{self.given_name} {self.family_name}".strip()

    def complain(self, why: Sentence, about: Column = Column.FULL_NAME, *, hurts: bool = False) -> Complaint:
        """A complaint about one of the cells; that of the name when it is about the whole row."""
        places = (about, *NAMES) if about in NAMES else (about,)
        heading, value = next((self.cells[place] for place in places if place in self.cells), (None, ""))
        return Complaint(self.row, why, heading, value, hurts)


@dataclass(frozen=True, slots=True)
class Sheet:
    """What was read from a file."""

    name: str
    heading_row: int
    headings: tuple[Heading, ...]
    lines: tuple[Line, ...]
    left_out: int
    """Rows that hold no person: blank ones, totals, headings once more."""
    other_sheets: tuple[str, ...] = ()
