"""What people do at a terminal, one module per subject."""

from tracker.commands.database import migrate
from tracker.commands.demo import demo
from tracker.commands.exchange import import_caseload

ALL = (
    migrate,
    demo,
    import_caseload,
)
