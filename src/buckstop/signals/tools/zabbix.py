"""Zabbix: a media type of the kind webhook, whose script posts its parameters as JSON."""

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext_lazy as _

from buckstop.signals.tools import picking
from buckstop.signals.tools.signal import Severity, Signal, Tool

_SEVERITY = {
    "not classified": Severity.INFO, "information": Severity.INFO, "warning": Severity.WARNING,
    "average": Severity.WARNING, "high": Severity.CRITICAL, "disaster": Severity.CRITICAL,
    **{str(number): Severity.INFO for number in (0, 1)},
    **{str(number): Severity.WARNING for number in (2, 3)},
    **{str(number): Severity.CRITICAL for number in (4, 5)},
}  # fmt: skip


class Zabbix(Tool):
    code = "zabbix"
    label = "Zabbix"
    hint = _(
        "In the script of a media type of the type webhook, which posts event_id, event_value,"
        " event_name, event_severity, host_name, and trigger_id as JSON."
    )

    @classmethod
    def read(cls, said: Any, mapping: Mapping[str, str]) -> list[Signal]:
        value = picking.needed(said, "event_value", "event.value", "value").lower()
        bad = picking.words(said, "event_severity", "event_nseverity", "severity").lower()
        host = picking.words(said, "host_name", "host", "host.name")
        tags = _tags(picking.pick(said, "event_tags"))
        return [
            Signal(
                identity=picking.needed(said, "trigger_id", "event_id"),
                firing=value in ("1", "problem"),
                title=picking.needed(said, "event_name", "trigger_name", "subject"),
                severity=_SEVERITY.get(bad, Severity.WARNING),
                names=(*picking.named(tags, "service", "component"), *((host,) if host else ())),
                url=picking.words(said, "event_url", "url"),
            )
        ]


def _tags(said: Any) -> dict[str, str]:
    """Tags as a list of {tag, value}, or as an object."""
    if isinstance(said, list):
        return {picking.words(one, "tag"): picking.words(one, "value") for one in said}
    return picking.labels({"tags": said}, "tags")
