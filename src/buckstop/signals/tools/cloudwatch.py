"""Amazon CloudWatch alarms, by a topic of SNS."""

import json
from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from buckstop.signals.tools import picking
from buckstop.signals.tools.signal import Severity, Signal, Tool, Unfit


class CloudWatch(Tool):
    code = "cloudwatch"
    label = "Amazon CloudWatch"
    hint = gettext_lazy(
        "As the endpoint of an HTTPS subscription of the SNS topic. Amazon asks once to confirm it:"
        " that message is kept here, with the address to open."
    )

    @classmethod
    def read(cls, said: Any, mapping: Mapping[str, str]) -> list[Signal]:
        if picking.words(said, "Type") == "SubscriptionConfirmation":
            url = picking.words(said, "SubscribeURL")
            raise Unfit(_("Amazon asks to confirm the subscription: open %(url)s") % {"url": url})
        alarm = picking.pick(said, "Message")
        if alarm is None:
            alarm = said
        elif isinstance(alarm, str):
            try:
                alarm = json.loads(alarm)
            except ValueError:
                raise Unfit(_("Its “Message” is no JSON.")) from None
        state = picking.words(alarm, "NewStateValue") or "ALARM"
        dimensions = picking.pick(alarm, "Trigger.Dimensions")
        values = [picking.words(one, "value", "Value") for one in dimensions or ()]
        title = picking.words(alarm, "AlarmDescription")
        name = picking.needed(alarm, "AlarmName")
        application = picking.words(alarm, "Application")
        return [
            Signal(
                identity=picking.words(alarm, "AlarmArn") or name,
                firing=state != "OK",
                title=f"{name}: {title}" if title else name,
                severity=_severity(state, picking.words(alarm, "Priority")),
                names=tuple(value for value in (application, *values) if value),
                at=picking.when(picking.pick(alarm, "StateChangeTime")),
            )
        ]


def _severity(state: str, priority: str) -> Severity:
    usual = Severity.CRITICAL if state == "ALARM" else Severity.WARNING
    return Severity.WARNING if priority in ("P3", "P4") else picking.severity(priority, usual)
