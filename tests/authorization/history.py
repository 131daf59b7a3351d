"""The rows of correcting and withdrawing: only what one wrote; whoever reads an entry reads what it was."""

from uuid import UUID

from tests.authorization.row import GUIDES, READERS, Row
from tests.make import Make
from tracker.accounts.models import User
from tracker.history.actions import withdraw_entry
from tracker.history.terms import EntryKind
from tracker.trajectory.models import Trajectory

CONTACT = {"kind": "contact"}


def a_contact(make: Make, trajectory: Trajectory) -> dict[str, UUID]:
    return {"entry_id": make.contact(trajectory).id}


def withdrawn(make: Make, trajectory: Trajectory) -> dict[str, UUID]:
    contact, author = make.contact(trajectory), make.session.get_one(User, trajectory.client_manager_id)
    withdraw_entry(make.work(author), contact, EntryKind.CONTACT)
    make.session.commit()
    return {"entry_id": contact.id}


BODY = {
    "seen": "1",
    "happened_on": "20-11-2026",
    "result": "reached",
    "text": "Spoke about work",
    "domains": ["work"],
    "sharing": "internal",
}
ROWS = {
    "history.correct_entry": Row(
        READERS, deed="correct_entry", body={**BODY, "kind": "talk"}, prepare=a_contact, ids=CONTACT
    ),
    "history.withdraw_entry": Row(READERS, deed="withdraw_entry", prepare=a_contact, ids=CONTACT),
    "history.restore_entry": Row(READERS, deed="restore_entry", prepare=withdrawn, ids=CONTACT),
    "history.entry_history": Row(GUIDES, prepare=a_contact, ids=CONTACT),
}
