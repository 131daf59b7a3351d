"""Reads for what is taken out."""

from sqlalchemy import select

from tracker.accounts.models import Organisation
from tracker.accounts.work import Work


def get_organisation(work: Work) -> Organisation:
    """For which somebody works."""
    own = select(Organisation).where(Organisation.id == work.actor.organisation_id)
    return work.session.scalars(own).one()
