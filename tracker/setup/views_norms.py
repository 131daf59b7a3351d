"""The set-up of the numbers of the method."""

from http import HTTPStatus
from uuid import UUID

from flask import abort, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from tracker.accounts.terms import Can
from tracker.setup import actions, queries, rules
from tracker.setup.forms import SetNormForm
from tracker.setup.terms import NORMS
from tracker.setup.views import pages
from tracker.web.forms import PressForm
from tracker.web.language import gettext
from tracker.web.pages import BOTH, current_work, form_page


@pages.get("/norms", can=Can.SET_UP)
def norms() -> ResponseReturnValue:
    work = current_work()
    rows = rules.norm_rows(queries.norm_values(work), work.today)
    return render_template("setup/norms.html", rows=rows, labels=NORMS, press=PressForm())


@pages.route("/norms/<key>/set", methods=BOTH, can=Can.SET_UP)
def set_norm(key: str) -> ResponseReturnValue:
    if key not in rules.STANDARD:
        abort(HTTPStatus.NOT_FOUND)
    work, form = current_work(), SetNormForm()
    if form.validate_on_submit():
        holds_from = form.holds_from.data or work.today
        known = queries.find_norm(work, key, holds_from)
        actions.set_norm(work, known, key=key, value=form.value.data, holds_from=holds_from)
        flash(gettext("The number is set."))
        return redirect(url_for("setup.norms"))
    rows = rules.norm_rows(queries.norm_values(work), work.today)
    row = next(row for row in rows if row.key == key)
    return form_page("setup/set_norm.html", form, row=row, label=NORMS[key])


@pages.post("/norms/<uuid:norm_id>/withdraw", can=Can.SET_UP)
def withdraw_norm(norm_id: UUID) -> ResponseReturnValue:
    work = current_work()
    actions.withdraw_norm(work, queries.get_norm(work, norm_id))
    flash(gettext("The number is taken back."))
    return redirect(url_for("setup.norms"))
