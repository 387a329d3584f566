"""Datadog: its webhooks integration, with the payload that our guide says."""

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext_lazy as _

from buckstop.signals.tools import picking
from buckstop.signals.tools.signal import Signal, Tool

_OVER = {"success", "recovered", "ok"}


class Datadog(Tool):
    code = "datadog"
    label = "Datadog"
    hint = _(
        "As the URL of a webhook whose payload has alert_id ($ALERT_ID), transition"
        " ($ALERT_TRANSITION), title ($EVENT_TITLE), alert_type ($ALERT_TYPE), scopes"
        " ($ALERT_SCOPE), tags ($TAGS), and date ($DATE)."
    )

    @classmethod
    def read(cls, said: Any, mapping: Mapping[str, str]) -> list[Signal]:
        state = picking.words(said, "transition", "alert_transition", "alert_type").lower()
        monitor = picking.needed(said, "alert_id", "monitor_id")
        scopes = picking.words(said, "scopes", "scopes.0", "scope")
        tags = _tags(picking.words(said, "tags"))
        bad = picking.words(said, "alert_type", "priority", "severity")
        return [
            Signal(
                identity=f"{monitor}\n{scopes}",
                firing=state not in _OVER,
                title=picking.needed(said, "title", "event_title"),
                severity=picking.severity(bad),
                names=picking.named(tags, "service", "component", "app", "host"),
                at=picking.when(picking.pick(said, "date")),
                url=picking.words(said, "link", "url"),
            )
        ]


def _tags(said: str) -> dict[str, str]:
    pairs = (one.strip().partition(":") for one in said.split(","))
    return {name: value for name, _colon, value in pairs if value}
