"""What follows from a measurement."""

from tracker.guide.terms import Measured, Status


def status(measured: Measured) -> Status:
    """A machine finds that something is wrong, never that all is well: status A or B takes people."""
    return Status.FALLS_SHORT if measured.violations else Status.FIRST_MEASURES
