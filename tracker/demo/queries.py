"""What a database holds before the demo town is written into it."""

from sqlalchemy import select
from sqlalchemy.orm import Session

from tracker.accounts.models import Organisation


def organisation_names(session: Session) -> set[str]:
    """Every organisation of the database. Nobody has signed in, so this takes the session itself."""
    return set(session.scalars(select(Organisation.name)))
