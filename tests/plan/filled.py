"""The forms of the plan, filled in well."""

BARRIER = {
    "domain": "family",
    "description": "No child care on Friday",
    "opened_on": "22-9-2026",
    "severity": "blocks",
    "cause_side": "chain",
    "waiting_on": "child_care",
    "review_on": "22-1-2027",
    "sharing": "internal",
}
REVIEW = {"severity": "blocks", "waiting_on": "us", "review_on": "8-12-2026"}
STRENGTH = {"domain": "network", "description": "A cousin drives along"}
VIEW = {"domain": "housing", "view": "attention", "note": "Moves in May"}
STEP = {"title": "Ask the school", "owner": "professional", "due_on": "1-12-2026", "domain": "language"}
