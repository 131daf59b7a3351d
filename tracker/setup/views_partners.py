"""The set-up of the partner organisations."""

from uuid import UUID

from flask import flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from tracker.accounts.terms import Can
from tracker.core.sentence import Sentence
from tracker.core.term import N_
from tracker.setup import actions, queries
from tracker.setup.forms import PartnerForm
from tracker.setup.views import pages
from tracker.web.forms import PressForm
from tracker.web.language import gettext
from tracker.web.pages import BOTH, current_work, form_page


@pages.get("/partners", can=Can.SET_UP)
def partners() -> ResponseReturnValue:
    work = current_work()
    found = queries.partners(work)
    here = [one for one in found if one.works(work.today)]
    gone = [one for one in found if not one.works(work.today)]
    return render_template("setup/partners.html", here=here, gone=gone)


@pages.route("/partners/add", methods=BOTH, can=Can.SET_UP)
def add_partner() -> ResponseReturnValue:
    work, form = current_work(), PartnerForm()
    if form.validate_on_submit() and _is_free(form):
        actions.add_partner(work, **form.answers)
        flash(gettext("Partner added."))
        return redirect(url_for("setup.partners"))
    return form_page("setup/add_partner.html", form)


@pages.route("/partners/<uuid:partner_id>/change", methods=BOTH, can=Can.SET_UP)
def change_partner(partner_id: UUID) -> ResponseReturnValue:
    work = current_work()
    partner = queries.get_partner(work, partner_id)
    until_on = partner.until_on if partner.until_on and partner.until_on >= work.today else None
    form = PartnerForm(name=partner.name, contact=partner.contact, until_on=until_on)
    if form.validate_on_submit() and _is_free(form, partner_id):
        actions.change_partner(work, partner, **form.answers)
        flash(gettext("Changed."))
        return redirect(url_for("setup.partners"))
    return form_page("setup/change_partner.html", form, name=partner.name)


@pages.route("/partners/<uuid:partner_id>/end", methods=BOTH, can=Can.SET_UP)
def end_partner(partner_id: UUID) -> ResponseReturnValue:
    """A page that first tells for how many people it ends."""
    work, form = current_work(), PressForm()
    partner = queries.get_partner(work, partner_id)
    if form.validate_on_submit():
        actions.end_partner(work, partner)
        flash(gettext("The partner has ended, and with it the roles of its people."))
        return redirect(url_for("setup.partners"))
    people = next(one.people for one in queries.partners(work) if one.id == partner_id)
    return form_page("setup/end_partner.html", form, name=partner.name, people=people)


def _is_free(form: PartnerForm, partner_id: UUID | None = None) -> bool:
    """Whether no other partner has the name; else it says so beside the field."""
    if not queries.has_partner(current_work(), form.name.data, partner_id):
        return True
    form.name.errors = [Sentence(N_("There is a partner with this name already, perhaps one that ended"))]
    return False
