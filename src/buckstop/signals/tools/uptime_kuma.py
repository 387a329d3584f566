"""Uptime Kuma."""

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext_lazy as _

from buckstop.signals.tools import picking
from buckstop.signals.tools.signal import Severity, Signal, Tool

DOWN, UP, PENDING, MAINTENANCE = "0", "1", "2", "3"


class UptimeKuma(Tool):
    code = "uptime-kuma"
    label = "Uptime Kuma"
    hint = _("As the post URL of a notification of the type webhook, in JSON.")

    @classmethod
    def read(cls, said: Any, mapping: Mapping[str, str]) -> list[Signal]:
        name = picking.needed(said, "monitor.name")
        status = picking.needed(said, "heartbeat.status")
        if status in (PENDING, MAINTENANCE):
            return []
        message = picking.words(said, "heartbeat.msg")
        return [
            Signal(
                identity=picking.needed(said, "monitor.id", "monitor.name"),
                firing=status == DOWN,
                title=f"{name}: {message}" if message and status == DOWN else name,
                severity=Severity.CRITICAL,
                names=(name,),
                at=picking.when(picking.pick(said, "heartbeat.time")),
                url=picking.words(said, "monitor.url"),
            )
        ]
