"""Checkmk: a notification script that posts its context as JSON."""

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext_lazy as _

from buckstop.signals.tools import picking
from buckstop.signals.tools.signal import Severity, Signal, Tool

_GOOD = ("OK", "UP")
_BAD = {"DOWN": Severity.CRITICAL, "CRIT": Severity.CRITICAL, "CRITICAL": Severity.CRITICAL}


class Checkmk(Tool):
    code = "checkmk"
    label = "Checkmk"
    hint = _("In a notification script that posts what it was given as JSON.")

    @classmethod
    def read(cls, said: Any, mapping: Mapping[str, str]) -> list[Signal]:
        state = picking.needed(said, "status", "state", "SERVICESTATE", "HOSTSTATE").upper()
        kind = picking.words(said, "notification_type", "NOTIFICATIONTYPE").upper()
        if kind.startswith(("ACKNOWLEDGEMENT", "DOWNTIME", "CUSTOM")):
            return []
        host = picking.needed(said, "host", "HOSTNAME")
        service = picking.words(said, "service", "SERVICEDESC")
        output = picking.words(said, "output", "SERVICEOUTPUT", "HOSTOUTPUT")
        what = f"{host}: {service}" if service else host
        return [
            Signal(
                identity=f"{host}\n{service}",
                firing=state not in _GOOD,
                title=f"{what}: {output}" if output else what,
                severity=_BAD.get(state, Severity.WARNING),
                names=tuple(name for name in (service, host) if name),
            )
        ]
