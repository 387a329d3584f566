"""Azure Monitor, with its common alert schema."""

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext_lazy as _

from buckstop.signals.tools import picking
from buckstop.signals.tools.signal import Severity, Signal, Tool

_SEVERITY = {"Sev0": Severity.CRITICAL, "Sev1": Severity.CRITICAL, "Sev2": Severity.WARNING}


class AzureMonitor(Tool):
    code = "azure-monitor"
    label = "Azure Monitor"
    hint = _("As the URI of a webhook of an action group, with the common alert schema.")

    @classmethod
    def read(cls, said: Any, mapping: Mapping[str, str]) -> list[Signal]:
        found = picking.pick(said, "data.essentials")
        firing = picking.needed(found, "monitorCondition") == "Fired"
        where = picking.pick(found, "configurationItems")
        named = [str(one) for one in where if isinstance(one, str)] if where else []
        when = "firedDateTime" if firing else "resolvedDateTime"
        return [
            Signal(
                identity=picking.needed(found, "alertId", "originAlertId"),
                firing=firing,
                title=picking.words(found, "description") or picking.needed(found, "alertRule"),
                severity=_SEVERITY.get(picking.words(found, "severity"), Severity.INFO),
                names=tuple(named),
                at=picking.when(picking.pick(found, when)),
            )
        ]
