"""Every tool reads its sample; what isn't a tool's says what is missing."""

import json
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from buckstop.signals import tools
from buckstop.signals.tools import picking
from buckstop.signals.tools.signal import Severity, Signal, Unfit

FOLDER = Path(tools.__file__).parent
CODES = [tool.code for tool in tools.tools()]


def sample(code: str) -> Any:
    return json.loads((FOLDER / f"{code.replace('-', '_')}.json").read_text())


def as_told(signal: Signal) -> dict[str, Any]:
    at = signal.at.isoformat() if signal.at else None
    return {
        "identity": signal.identity, "firing": signal.firing, "title": signal.title,
        "severity": signal.severity, "names": list(signal.names), "at": at,
    }  # fmt: skip


@pytest.mark.parametrize("code", CODES)
def test_each_reads_the_sample_beside_it(code: str):
    kept = sample(code)
    found = tools.read(code, json.dumps(kept["message"]).encode(), kept.get("mapping", {}))
    assert [as_told(one) for one in found] == kept["signals"]


@pytest.mark.parametrize("code", CODES)
@pytest.mark.parametrize(
    "body", [b"", b"no", b"{}", b"[]", b"[1]", b"3", b'"x"', b"null", b'{"alerts": [3]}', b"\xff"]
)
def test_what_is_no_message_of_it_says_so(code: str, body: bytes):
    with pytest.raises(Unfit) as unfit:
        tools.read(code, body, {})
    assert str(unfit.value)


def test_what_a_tool_only_mentions_is_no_signal():
    said = sample("uptime-kuma")["message"]
    said["heartbeat"]["status"] = 2
    assert tools.read("uptime-kuma", json.dumps(said).encode(), {}) == []
    said = sample("checkmk")["message"] | {"notification_type": "DOWNTIMESTART"}
    assert tools.read("checkmk", json.dumps(said).encode(), {}) == []


def test_a_subscription_says_what_to_open():
    said = {"Type": "SubscriptionConfirmation", "SubscribeURL": "https://sns.example/c"}
    with pytest.raises(Unfit, match=r"open https://sns\.example/c"):
        tools.read("cloudwatch", json.dumps(said).encode(), {})


def test_icinga_names_its_macros_otherwise():
    said = {
        "notification_type": "PROBLEM", "host.name": "gw-1", "service.name": "HTTP",
        "service.state": "WARNING", "service.output": "slow",
    }  # fmt: skip
    [one] = tools.read("nagios", json.dumps(said).encode(), {})
    assert (one.firing, one.severity, one.title) == (True, Severity.WARNING, "gw-1: HTTP: slow")


@pytest.mark.parametrize(
    ("said", "read"),
    [
        (1772413800, datetime(2026, 3, 2, 1, 10, tzinfo=UTC)),
        ("1772413800000", datetime(2026, 3, 2, 1, 10, tzinfo=UTC)),
        ("2026-03-02T02:10:00+01:00", datetime(2026, 3, 2, 1, 10, tzinfo=UTC)),
        ("0001-01-01T00:00:00Z", None),
        ("yesterday", None),
        (True, None),
        (None, None),
        ({}, None),
    ],
)
def test_times_are_read_however_they_are_written(said: Any, read: datetime | None):
    found = picking.when(said)
    assert (found.astimezone(UTC) if found else None) == read
