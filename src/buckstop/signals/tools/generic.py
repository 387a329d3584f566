"""Any other tool: a mapping says where in its message things stand."""

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from buckstop.signals.tools import picking
from buckstop.signals.tools.signal import Signal, Tool, Unfit

FIELDS = ("signals", "identity", "title", "state", "over", "severity", "service", "at", "url")
"""What a mapping says: ways such as `data.issue.id`, and in `over` the words of `state` that say
that it is over, with commas. `signals` is the way to a list, where one message has several."""


class Generic(Tool):
    code = "generic"
    label = gettext_lazy("Another tool")
    hint = gettext_lazy("Wherever it posts JSON to.")

    @classmethod
    def tells_recovery(cls, mapping: Mapping[str, str]) -> bool:
        return bool(mapping.get("over"))

    @classmethod
    def read(cls, said: Any, mapping: Mapping[str, str]) -> list[Signal]:
        way = mapping.get("signals", "")
        found = picking.several(said, way) if way else [said]
        if not isinstance(found[0], Mapping):
            raise Unfit(_("What it says is no object with names and values."))
        return [_signal(one, mapping) for one in found]


def _signal(one: Any, mapping: Mapping[str, str]) -> Signal:
    over = {word.strip().lower() for word in mapping.get("over", "").split(",") if word.strip()}
    state = picking.needed(one, mapping["state"]).lower() if mapping.get("state") else ""
    service = picking.words(one, mapping["service"]) if mapping.get("service") else ""
    bad = picking.words(one, mapping["severity"]) if mapping.get("severity") else ""
    return Signal(
        identity=picking.needed(one, mapping.get("identity") or "id"),
        firing=state not in over,
        title=picking.needed(one, mapping.get("title") or "title"),
        severity=picking.severity(bad),
        names=(service,) if service else (),
        at=picking.when(picking.pick(one, mapping["at"])) if mapping.get("at") else None,
        url=picking.words(one, mapping["url"]) if mapping.get("url") else "",
    )
