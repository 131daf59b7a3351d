"""What of an entry is shown and can be corrected. Pure."""

from collections.abc import Mapping

from tracker.core.term import N_
from tracker.history.terms import EntryKind

FIELDS: Mapping[EntryKind, tuple[str, ...]] = {
    EntryKind.CONTACT: ("happened_at", "kind", "result", "text", "present", "minutes", "domains", "sharing"),
    EntryKind.BARRIER: ("domain", "description", "severity", "cause_side", "opened_on", "sharing"),
    EntryKind.STRENGTH: ("domain", "description", "opened_on", "sharing"),
    EntryKind.STEP: ("title", "owner", "due_on", "domain", "sharing"),
    EntryKind.VIEW: ("domain", "view", "seen_on", "note", "sharing"),
}
"""What an earlier version shows, by column."""

LABELS: Mapping[str, str] = {
    "happened_at": N_("When"),
    "kind": N_("How"),
    "result": N_("Result"),
    "text": N_("In one sentence"),
    "present": N_("Who else was there"),
    "minutes": N_("How many minutes"),
    "domains": N_("What it was about"),
    "domain": N_("Life domain"),
    "description": N_("What it says"),
    "severity": N_("How heavy is it?"),
    "cause_side": N_("On whose side does the cause lie?"),
    "opened_on": N_("Since when"),
    "title": N_("What"),
    "owner": N_("Whose step is it?"),
    "due_on": N_("By which day"),
    "view": N_("How does it look?"),
    "seen_on": N_("When"),
    "note": N_("In one sentence"),
    "sharing": N_("Who may read this"),
}
