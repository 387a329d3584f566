"""Healthchecks: an integration of the type webhook, with a body of its own for down and up."""

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext_lazy as _

from buckstop.signals.tools import picking
from buckstop.signals.tools.signal import Severity, Signal, Tool


class Healthchecks(Tool):
    code = "healthchecks"
    label = "Healthchecks"
    hint = _(
        "As the URL of a webhook, POST, with code ($CODE), status ($STATUS), name ($NAME), tags"
        " ($TAGS), and now ($NOW) as JSON, for down and for up."
    )

    @classmethod
    def read(cls, said: Any, mapping: Mapping[str, str]) -> list[Signal]:
        name = picking.needed(said, "name")
        tags = picking.words(said, "tags").split()
        return [
            Signal(
                identity=picking.needed(said, "code", "name"),
                firing=picking.needed(said, "status") == "down",
                title=name,
                severity=Severity.CRITICAL,
                names=(*tags, name),
                at=picking.when(picking.pick(said, "now")),
            )
        ]
