"""Prometheus Alertmanager, and Grafana's own alerting, which sends the same."""

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext_lazy as _

from buckstop.signals.tools import picking
from buckstop.signals.tools.signal import Signal, Tool


class Alertmanager(Tool):
    code = "alertmanager"
    label = "Prometheus Alertmanager"
    hint = _("As the url of a webhook_config of a receiver.")

    @classmethod
    def read(cls, said: Any, mapping: Mapping[str, str]) -> list[Signal]:
        return [signal(one) for one in picking.several(said, "alerts")]


def signal(one: Any) -> Signal:
    """One alert of a group."""
    firing = picking.needed(one, "status") == "firing"
    found = picking.labels(one, "labels")
    name = picking.needed(one, "labels.alertname", "fingerprint")
    return Signal(
        identity=picking.words(one, "fingerprint") or picking.identity(found),
        firing=firing,
        title=picking.words(one, "annotations.summary", "annotations.description") or name,
        severity=picking.severity(found.get("severity", "")),
        names=picking.named(found, "service", "component", "app", "job", "instance", "host"),
        at=picking.when(picking.pick(one, "startsAt" if firing else "endsAt")),
        url=picking.words(one, "panelURL", "dashboardURL", "generatorURL"),
    )
