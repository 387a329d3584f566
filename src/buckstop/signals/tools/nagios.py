"""Nagios and Icinga: a notification command that posts its macros as JSON."""

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext_lazy as _

from buckstop.signals.tools import checkmk, picking
from buckstop.signals.tools.signal import Signal, Tool


class Nagios(Tool):
    code = "nagios"
    label = "Nagios, Icinga"
    hint = _(
        "In a notification command that posts NOTIFICATIONTYPE, HOSTNAME, SERVICEDESC, SERVICESTATE"
        " or HOSTSTATE, and the output as JSON."
    )

    @classmethod
    def read(cls, said: Any, mapping: Mapping[str, str]) -> list[Signal]:
        if isinstance(said, Mapping):  # Icinga's macros: host.name, service.state
            said = {
                str(name).upper().replace(".", "").replace("_", ""): said[name] for name in said
            }
        known = {
            "SERVICESTATE": picking.words(said, "SERVICESTATE"),
            "HOSTSTATE": picking.words(said, "HOSTSTATE"),
            "HOSTNAME": picking.words(said, "HOSTNAME"),
            "SERVICEDESC": picking.words(said, "SERVICEDESC", "SERVICENAME"),
            "SERVICEOUTPUT": picking.words(said, "SERVICEOUTPUT"),
            "HOSTOUTPUT": picking.words(said, "HOSTOUTPUT"),
            "NOTIFICATIONTYPE": picking.words(said, "NOTIFICATIONTYPE"),
        }
        return checkmk.Checkmk.read(known, mapping)
