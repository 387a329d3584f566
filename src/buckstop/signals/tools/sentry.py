"""Sentry: the webhook of an internal integration (issues and alerts), and the older plugin's."""

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext_lazy as _

from buckstop.signals.tools import picking
from buckstop.signals.tools.signal import Signal, Tool


class Sentry(Tool):
    code = "sentry"
    label = "Sentry"
    says_over = False
    hint = _("As the webhook URL of an internal integration, for issues and alerts.")

    @classmethod
    def read(cls, said: Any, mapping: Mapping[str, str]) -> list[Signal]:
        action = picking.words(said, "action")
        issue = picking.pick(said, "data.issue") or picking.pick(said, "data.event") or said
        alert = picking.pick(said, "data.metric_alert")
        if alert is not None:
            return [_metric(alert, action, said)]
        project = picking.words(
            issue, "project.slug", "project.name", "project_slug", "project_name", "project"
        )
        return [
            Signal(
                identity=picking.needed(issue, "issue_id", "id"),
                firing=action not in ("resolved", "archived", "ignored"),
                title=picking.needed(issue, "title", "event.title", "message", "metadata.title"),
                severity=picking.severity(picking.words(issue, "level", "event.level")),
                names=(project,) if project else (),
                at=picking.when(picking.pick(issue, "lastSeen" if action == "" else "timestamp")),
                url=picking.words(issue, "web_url", "permalink", "url"),
            )
        ]


def _metric(alert: Any, action: str, said: Any) -> Signal:
    return Signal(
        identity=f"metric {picking.needed(alert, 'alert_rule.id', 'id')}",
        firing=action != "resolved",
        title=picking.needed(alert, "title", "alert_rule.name"),
        severity=picking.severity(action),
        names=tuple(
            str(name) for name in picking.pick(alert, "projects") or () if isinstance(name, str)
        ),
        url=picking.words(said, "data.web_url"),
    )
