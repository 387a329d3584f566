"""`python -m bench.alerts FOLDER`: payloads of monitoring tools that others collected, as episodes.

FOLDER holds one JSON file a tool, as keephq/keep has them (of which nothing is in this project).
A tool that we know reads its own; the others go through the generic one with the mapping below,
as somebody would write it who pastes a sample. The last column says how it would stand: firing or
quiet, and of how many troubles. What each payload should be read as stands in `alerts.json` beside
this file, as a person read it: whether it fires, how bad it is, its title, what it names.
"""

import argparse
import json
import sys
from collections.abc import Iterable, Mapping
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from django.conf import settings

from buckstop.signals import tools
from buckstop.signals.rules.episodes import FIRING, Course, begun, goes_on
from buckstop.signals.tools.signal import Signal, Unfit

KNOWN = {"checkmk": "checkmk", "cloudwatch": "cloudwatch", "datadog": "datadog",
         "grafana": "grafana", "prometheus": "alertmanager", "sentry": "sentry"}  # fmt: skip
MAPPINGS: Mapping[str, Mapping[str, str]] = {
    "axiom": {"identity": "event.monitorID", "title": "event.title", "state": "action",
              "over": "close, closed", "at": "event.timestamp"},
    "checkly": {"identity": "check_id", "title": "event", "state": "alert_type",
                "over": "alert_recovery", "at": "started_at", "service": "check_name",
                "url": "link"},
    "coralogix": {"identity": "alert_id", "title": "description", "state": "alert_action",
                  "over": "resolve, resolved", "severity": "fields.3.value"},
    "dash0": {"identity": "data.issue.id", "title": "data.issue.summary",
              "state": "data.issue.status", "over": "resolved, closed",
              "at": "data.issue.start", "service": "data.issue.labels.0.value.stringValue"},
    "gcpmonitoring": {"identity": "incident.incident_id", "title": "incident.summary",
                      "state": "incident.state", "over": "closed",
                      "severity": "incident.metadata.system_labels.severity",
                      "service": "incident.resource_display_name", "url": "incident.url"},
    "graylog": {"identity": "event_definition_id", "title": "event.message",
                "severity": "event.priority", "at": "event.timestamp", "service": "event.source"},
    "libre_nms": {"identity": "alert_id", "title": "title", "state": "state", "over": "0",
                  "severity": "severity", "service": "display"},
    "netbox": {"identity": "data.id", "title": "data.name", "at": "timestamp"},
    "signalfx": {"identity": "incidentId", "title": "messageBody", "state": "statusExtended",
                 "over": "ok, manually resolved, stopped", "severity": "severity",
                 "url": "detectorUrl"},
    "thousandeyes": {"identity": "alert.alertId", "title": "alert.ruleName", "state": "eventType",
                     "over": "alert_notification_clear", "severity": "alert.severity",
                     "service": "alert.hostname", "at": "alert.dateStartZoned"},
    "wazuh": {"identity": "message", "title": "message", "severity": "severity"},
}  # fmt: skip


def payloads(said: Any) -> Iterable[tuple[str, Any]]:
    """What a file holds: one payload, a list, or several by name."""
    found = said.get("ALERTS", said.get("ALERT", said)) if isinstance(said, dict) else said
    for one in found if isinstance(found, list) else [found]:
        named = one.items() if isinstance(one, dict) else []
        inner = [
            (name, v["payload"]) for name, v in named if isinstance(v, dict) and "payload" in v
        ]
        yield from inner or [("", one)]


def as_sent(tool: str, name: str, payload: Any) -> Any:
    """The payload in the envelope in which the tool posts it, which the collection left off."""
    if tool == "prometheus":
        labels = {"alertname": name, **payload["labels"]}
        return {"alerts": [{"status": "firing", **payload, "labels": labels}]}
    if tool == "cloudwatch":
        alarm = {"NewStateValue": "ALARM", **payload["Message"]}
        return {"Type": "Notification", "Message": json.dumps(alarm)}
    if tool == "grafana":
        labels = {"alertname": name, **payload.get("labels", {})}
        return {"alerts": [{"status": "firing", "labels": labels}]}
    return payload


def read(tool: str, name: str, payload: Any) -> list[Signal]:
    """Its signals. Raises Unfit."""
    body = json.dumps(as_sent(tool, name, payload)).encode()
    return tools.read(KNOWN.get(tool, "generic"), body, MAPPINGS.get(tool, {}))


def as_said(signal: Signal) -> list[Any]:
    """What is compared: whether it fires, how bad it is, its title, what it names."""
    return [signal.firing, int(signal.severity), signal.title, list(signal.names)]


def main() -> int:
    """Print a line a file; 1 where a payload couldn't be read, or was read as something else."""
    parser = argparse.ArgumentParser(prog="python -m bench.alerts", description=__doc__)
    parser.add_argument("folder", type=Path)
    settings.configure(USE_I18N=False)  # no database, no words but English ones
    expected = json.loads(Path(__file__).with_suffix(".json").read_text())
    wrong = 0
    print("| tool | payloads | read by | episodes |\n|---|---|---|---|")
    for file in sorted(parser.parse_args().folder.glob("*.json")):
        episodes: dict[str, Course] = {}
        failed, said_of = [], []
        found = list(payloads(json.loads(file.read_text())))
        for name, payload in found:
            try:
                signals = read(file.stem, name, payload)
                _take(episodes, signals)
                said_of += [as_said(signal) for signal in signals]
            except Unfit as unfit:
                failed.append(str(unfit))
        if said_of != expected.pop(file.stem, None):
            failed.append(f"read as {json.dumps(said_of)}")
        wrong += len(failed)
        fires = sum(one.state == FIRING for one in episodes.values())
        said = f"{fires} firing, {len(episodes) - fires} quiet" + "".join(f"; {w}" for w in failed)
        print(f"| {file.stem} | {len(found)} | {KNOWN.get(file.stem, 'a mapping')} | {said} |")
    for tool in expected:
        print(f"| {tool} | 0 | | no file of it |")
    return 1 if wrong or expected else 0


def _take(episodes: dict[str, Course], signals: Iterable[Signal]) -> None:
    now = datetime.now(UTC)
    for signal in signals:
        if signal.identity in episodes:
            goes_on(episodes[signal.identity], signal, now)
        else:
            episodes[signal.identity] = begun(signal, now)


if __name__ == "__main__":
    sys.exit(main())
