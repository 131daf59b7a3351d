"""How Opweg looks for an organisation: the page that sets it, and the stylesheet that follows from it."""

from http import HTTPStatus

from flask import Response, abort, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from tracker.accounts.models import Look
from tracker.accounts.terms import Can
from tracker.setup import actions, queries, rules
from tracker.setup.forms import LooksForm
from tracker.setup.terms import Looks
from tracker.setup.views import pages
from tracker.web.language import gettext
from tracker.web.pages import BOTH, current_work, form_page

FOREVER = "private, max-age=31536000, immutable"


@pages.route("/looks/set", methods=BOTH, can=Can.SET_UP)
def set_looks() -> ResponseReturnValue:
    """The form, with examples of what is filled in; the button "Show" keeps nothing."""
    work = current_work()
    known = queries.find_look(work)
    form = LooksForm(obj=known)
    if not form.validate_on_submit():
        return form_page("setup/set_looks.html", form, known=known)
    if "show" in request.form:
        return render_template("setup/set_looks.html", form=form, known=known)
    digest = rules.digest(rules.stylesheet(form.looks))
    colours = {name: value or "" for name, value in form.answers.items()}
    actions.set_looks(work, known, **colours, digest=digest)
    flash(gettext("Everybody here sees it so from their next page on."))
    return redirect(url_for("setup.set_looks"))


@pages.post("/looks/reset", can=Can.SET_UP)
def reset_looks() -> ResponseReturnValue:
    work = current_work()
    actions.reset_looks(work, queries.find_look(work) or abort(HTTPStatus.NOT_FOUND))
    flash(gettext("Opweg's own name and colours again."))
    return redirect(url_for("setup.set_looks"))


@pages.get("/looks/examples", can=Can.SET_UP)
def examples() -> ResponseReturnValue:
    """The stylesheet of colours that are only tried; what is no good colour is not there."""
    form = LooksForm(request.args, meta={"csrf": False})
    if not form.validate():
        abort(HTTPStatus.NOT_FOUND)
    return Response(rules.examples(form.looks), mimetype="text/css")


@pages.get("/looks/<digest>", can=Can.USE)
def looks(digest: str) -> ResponseReturnValue:
    """The stylesheet of the visitor's own organisation; another one has another address."""
    known = queries.find_look(current_work())
    if known is None or digest != known.digest:
        abort(HTTPStatus.NOT_FOUND)
    answer = Response(rules.stylesheet(_looks_of(known)), mimetype="text/css")
    answer.headers["Cache-Control"] = FOREVER
    return answer


def _looks_of(look: Look) -> Looks:
    return Looks(look.action, look.hover, look.highlight, look.dark_action, look.dark_hover)
