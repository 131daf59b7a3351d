"""The set-up: the checklist, and teams. People, standing in and norms have files of their own."""

from uuid import UUID

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from tracker.accounts.terms import Can
from tracker.core.sentence import Sentence
from tracker.core.term import N_
from tracker.setup import actions, queries
from tracker.setup.changes import changes as changes_on
from tracker.setup.forms import TeamForm
from tracker.web.forms import PressForm, page_number
from tracker.web.language import gettext
from tracker.web.pages import BOTH, Pages, current_work, form_page

pages = Pages("setup", __name__, url_prefix="/set-up")


@pages.get("", can=Can.SET_UP)
def setup() -> ResponseReturnValue:
    return render_template("setup/setup.html", progress=queries.progress(current_work()))


@pages.get("/changes", can=Can.SET_UP)
def changes() -> ResponseReturnValue:
    page = page_number(request.args.get("page", ""))
    lines, more = changes_on(current_work(), page)
    return render_template("setup/changes.html", lines=lines, page=page, more=more)


@pages.get("/teams", can=Can.SET_UP)
def teams() -> ResponseReturnValue:
    return render_template("setup/teams.html", teams=queries.teams(current_work()), press=PressForm())


@pages.route("/teams/add", methods=BOTH, can=Can.SET_UP)
def add_team() -> ResponseReturnValue:
    work, form = current_work(), TeamForm()
    if form.validate_on_submit() and _is_free(form):
        actions.add_team(work, **form.answers)
        flash(gettext("Team added."))
        return redirect(url_for("setup.teams"))
    return form_page("setup/add_team.html", form)


@pages.route("/teams/<uuid:team_id>/rename", methods=BOTH, can=Can.SET_UP)
def rename_team(team_id: UUID) -> ResponseReturnValue:
    work = current_work()
    team = queries.get_team(work, team_id)
    form = TeamForm(name=team.name)
    if form.validate_on_submit() and _is_free(form, team_id):
        actions.rename_team(work, team, **form.answers)
        flash(gettext("The team has another name."))
        return redirect(url_for("setup.teams"))
    return form_page("setup/rename_team.html", form, team=team.name)


@pages.post("/teams/<uuid:team_id>/remove", can=Can.SET_UP)
def remove_team(team_id: UUID) -> ResponseReturnValue:
    work = current_work()
    team = queries.get_team(work, team_id)
    actions.remove_team(work, team, used=queries.was_used(work, team))
    flash(gettext("Team removed."))
    return redirect(url_for("setup.teams"))


def _is_free(form: TeamForm, team_id: UUID | None = None) -> bool:
    """Whether no other team has the name; else it says so beside the field."""
    if not queries.has_team(current_work(), form.name.data, team_id):
        return True
    form.name.errors = [Sentence(N_("There is a team with this name already"))]
    return False
