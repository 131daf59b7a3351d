"""The rows of the pages about people."""

from tests.authorization.row import GUIDES, READERS, Row

PERSON = {"given_name": "Zoltan", "family_name": "Horvat"}
BEGIN = {"started_on": "1-11-2026", "phase": "intake"}
BEGUN = ("add_newcomer", "open_trajectory", "add_trajectory")
ROWS = {
    "people.add_newcomer": Row(READERS, deeds=BEGUN, body={**PERSON, **BEGIN}),
    "people.add_trajectory": Row(GUIDES, deeds=BEGUN[1:], body=BEGIN),
    "people.correct_newcomer": Row(GUIDES, deed="correct_newcomer", body={**PERSON, "seen": "1"}),
    "people.correct_dates": Row(GUIDES, deed="correct_dates", body={"started_on": "1-11-2026", "seen": "1"}),
}
