"""The words of the figures."""

from collections.abc import Mapping

from tracker.core.term import N_
from tracker.trajectory.terms import LifeDomain

SHORT: Mapping[LifeDomain, str] = {
    LifeDomain.LANGUAGE: N_("Language"),
    LifeDomain.EDUCATION: N_("Education"),
    LifeDomain.WORK: N_("Work"),
    LifeDomain.HEALTH: N_("Health"),
    LifeDomain.MONEY: N_("Money"),
    LifeDomain.HOUSING: N_("Housing"),
    LifeDomain.FAMILY: N_("Family"),
    LifeDomain.NETWORK: N_("Network"),
    LifeDomain.RESIDENCE: N_("Residence"),
    LifeDomain.MEANING: N_("Meaning"),
}
"""The names of the life domains where little room is: beside the rows of the heat map."""
