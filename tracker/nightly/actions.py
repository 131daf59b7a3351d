"""What is done every night. It looks at what is so, not at what changed: a missed night is made good."""

from tracker.accounts.work import Work
from tracker.audit import record
from tracker.nightly import queries, rules
from tracker.nightly.models import NightlyRun, OpenException
from tracker.nightly.terms import Found


def check_exceptions(work: Work) -> list[Found]:
    """Write down what is missing of whom, and strike out what is there again."""
    people, seats = queries.watched_cases(work), queries.workers(work)
    found = list(rules.found(people, seats, queries.last_steps(work), queries.gone(work)))
    missing = {(one.trajectory_id, one.kind): one for one in found}
    for row in queries.known_exceptions(work):
        one = missing.pop((row.trajectory_id, row.kind), None)
        if one is None:
            work.session.delete(row)
        else:
            row.since_on = one.since_on
    organisation_id = work.actor.organisation_id
    for one in missing.values():
        row = OpenException(
            organisation_id=organisation_id,
            trajectory_id=one.trajectory_id,
            kind=one.kind,
            since_on=one.since_on,
        )
        work.session.add(row)
    run = queries.find_run(work) or NightlyRun(organisation_id=organisation_id)
    run.at = work.now
    work.session.add(run)
    record(work, "check_exceptions", on=run, found=len(found))
    return found
