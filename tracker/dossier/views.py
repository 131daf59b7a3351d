"""One trajectory on one page."""

from functools import partial
from uuid import UUID

from flask import render_template, request, url_for
from flask.typing import ResponseReturnValue

from tracker.accounts.terms import Can
from tracker.dossier import queries, rules
from tracker.prompts.catalogue import ELEMENTS
from tracker.prompts.rules import prompts_for, situation_of
from tracker.story.rules import timeline
from tracker.trajectory.rules import rule_of
from tracker.trajectory.terms import LifeDomain
from tracker.trajectory.views import asked_domain
from tracker.web.pages import Pages, current_work, read_dossier

pages = Pages("dossier", __name__)


@pages.get("/trajectories/<uuid:trajectory_id>", can=Can.READ_TRAJECTORIES)
def dossier(trajectory_id: UUID) -> ResponseReturnValue:
    """Everything about one trajectory; a life domain, in the address, narrows it down."""
    work = current_work()
    found = queries.get_dossier(work, trajectory_id)
    read_dossier(trajectory_id)
    domain, automatic = asked_domain(), request.args.get("automatic") != "no"
    everything = request.args.get("all") == "yes"
    lines = rules.domain_lines(found.record)
    situation = situation_of(found.case.facts, found.case.standing, found.record, work.today)
    return render_template(
        "dossier/dossier.html",
        person=found.person,
        case=found.case,
        relatives=found.relatives,
        corrections=found.corrections,
        merge=found.merge,
        rule=rule_of(found.case.standing.status, found.norms),
        needs=rules.needs(found.case.standing, found.record, work.today),
        prompts=prompts_for(situation),
        elements=ELEMENTS,
        junctions=rules.junctions(found.record.stays),
        domain=domain,
        domains=[line for line in lines if domain in (None, line.domain)],
        steps=rules.steps_shown(found.record, domain, work.today),
        story=timeline(found.record, work.today, domain=domain, automatic=automatic, everything=everything),
        automatic=automatic,
        here=partial(_here, trajectory_id, domain=domain, automatic=automatic, everything=everything),
        deed=partial(url_for, trajectory_id=trajectory_id, domain=domain),
        today=work.today,
    )


def _here(
    trajectory_id: UUID, *, domain: LifeDomain | None, automatic: bool, everything: bool, part: str
) -> str:
    """This page with another choice, at one of its parts."""
    return url_for(
        "dossier.dossier",
        trajectory_id=trajectory_id,
        domain=domain,
        automatic=None if automatic else "no",
        all="yes" if everything else None,
        _anchor=part,
    )
