"""What people do at a terminal, one module per subject."""

from tracker.commands.accounts import add_organisation, add_user
from tracker.commands.database import migrate
from tracker.commands.demo import demo
from tracker.commands.exchange import import_caseload
from tracker.commands.nightly import nightly
from tracker.commands.operations import backup
from tracker.commands.transfer import export, import_export

ALL = (
    migrate,
    demo,
    add_organisation,
    add_user,
    import_caseload,
    export,
    import_export,
    backup,
    nightly,
)
