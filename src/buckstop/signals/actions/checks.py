"""Checks of our own, and series that we fetch: looked at from time to time, with nothing open."""

from collections.abc import Callable, Iterable, Mapping
from concurrent.futures import ThreadPoolExecutor
from datetime import datetime, timedelta
from urllib.parse import urlencode

import urllib3
from django.conf import settings
from django.utils.translation import gettext as _

from buckstop.ledger.actor import DESK
from buckstop.ledger.transaction import acting
from buckstop.outbox.channels.push.guard import install
from buckstop.signals.actions.receiving import receive
from buckstop.signals.actions.taking import take_in
from buckstop.signals.models import Source
from buckstop.signals.probes import Check, Look, Wrong, probe
from buckstop.signals.tools.signal import CHECK, PROMETHEUS, Severity, Signal

AT_ONCE = 16
BATCH = 64
BACK = timedelta(hours=24)
"""So far back a series is fetched the first time."""
PATIENCE = 15.0  # seconds
LARGEST = 1024 * 1024


def run_checks(*, at: datetime) -> int:
    """Look at what is due; returns how many that were."""
    due = _claimed(CHECK, at)
    found = _at_once(due, lambda source: probe(check_of(source.mapping), at))
    for source, wrong in zip(due, found, strict=True):
        _note(source, wrong, at)
    return len(due)


def fetch_series(*, at: datetime) -> int:
    """Ask Prometheus for what came since; returns how many series were asked for. What can't be
    fetched is kept as what it says, and owned like what can't be read."""
    due = _claimed(PROMETHEUS, at)
    for source, body in zip(due, _at_once(due, lambda one: _fetched(one, at)), strict=True):
        if body:
            receive(source, body=body, at=at)
    return len(due)


def next_look() -> datetime | None:
    """When the next one is due."""
    rows = Source.objects.filter(next_at__isnull=False, ended_at=None).order_by("next_at")
    found: datetime | None = rows.values_list("next_at", flat=True).first()
    return found


def check_of(mapping: Mapping[str, str]) -> Check:
    """What a source of that kind looks at."""
    return Check(Look(mapping["look"]), mapping["address"], mapping.get("expects", ""))


def _claimed(kind: str, at: datetime) -> list[Source]:
    """Those that are due, each taken by one worker alone; they are due again after their time."""
    due = Source.objects.filter(kind=kind, next_at__lte=at, ended_at=None).order_by("next_at")
    return [
        one
        for one in due[:BATCH]
        if Source.objects.filter(pk=one.pk, next_at=one.next_at).update(
            next_at=at + timedelta(minutes=one.every or 1)
        )
    ]


def _at_once[Found](sources: Iterable[Source], do: Callable[[Source], Found]) -> list[Found]:
    with ThreadPoolExecutor(AT_ONCE) as threads:
        return list(threads.map(do, sources))


def _note(source: Source, wrong: Wrong | None, at: datetime) -> None:
    title = source.name if wrong is None else f"{source.name}: {wrong.why}"
    signal = Signal(
        identity=CHECK, firing=wrong is not None, title=title,
        severity=wrong.severity if wrong else Severity.INFO,
    )  # fmt: skip
    with acting(source, by=DESK, at=at) as act:
        source = act.lock(source)
        act.change(source, last_at=act.at)
        if wrong is not None or source.episodes.exclude(state="over").exists():
            take_in(act, source, [(signal, act.at)])


def _fetched(source: Source, at: datetime) -> bytes:
    if settings.DEMO:
        return b""  # nothing leaves the demo
    begins = source.judged_upto or at - BACK
    step = 60 * (source.every or 1)
    asked = {
        "query": source.mapping["query"],
        "start": f"{max(begins, at - BACK).timestamp():.0f}",
        "end": f"{at.timestamp():.0f}",
        "step": str(step),
    }
    address = f"{source.mapping['address'].rstrip('/')}/api/v1/query_range?{urlencode(asked)}"
    install()
    timeout = urllib3.Timeout(connect=PATIENCE / 3, read=PATIENCE)
    try:
        with urllib3.PoolManager(timeout=timeout, retries=False) as pool:
            answer = pool.request("GET", address, redirect=False, preload_content=False)
            body = answer.read(LARGEST)
            answer.close()
    except (urllib3.exceptions.HTTPError, OSError, ValueError) as failure:
        said = _("It can’t be reached: %(why)s.") % {"why": type(failure).__name__}
        return said.encode()
    return bytes(body)
