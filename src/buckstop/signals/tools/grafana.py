"""Grafana: its alerting sends what Alertmanager sends; before version 9, a message of its own."""

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext_lazy as _

from buckstop.signals.tools import alertmanager, picking
from buckstop.signals.tools.signal import Severity, Signal, Tool


class Grafana(Tool):
    code = "grafana"
    label = "Grafana"
    hint = _("As the URL of a contact point of the type webhook.")

    @classmethod
    def read(cls, said: Any, mapping: Mapping[str, str]) -> list[Signal]:
        if picking.pick(said, "alerts") is not None:
            return [alertmanager.signal(one) for one in picking.several(said, "alerts")]
        state = picking.needed(said, "state")
        tags = picking.labels(said, "tags")
        bad = Severity.CRITICAL if state == "alerting" else Severity.WARNING
        return [
            Signal(
                identity=picking.needed(said, "ruleId", "ruleName"),
                firing=state in ("alerting", "no_data"),
                title=picking.needed(said, "ruleName", "title"),
                severity=picking.severity(tags.get("severity", ""), bad),
                names=picking.named(tags, "service", "component", "app", "job", "host"),
                url=picking.words(said, "ruleUrl"),
            )
        ]
