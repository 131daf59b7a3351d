"""As what a list is taken out."""

from tracker.core.term import N_
from tracker.transfer.terms import Format
from tracker.web.forms import Form, pick_one


class ExportForm(Form):
    format = pick_one(N_("File"), Format)
