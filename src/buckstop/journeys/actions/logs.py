"""Logs of other programs: brought in as a file, told what its columns are, read, let go.

They claim nothing about us, and stand outside the ledger; who brought one in stands with it.
"""

import gzip
import io
import re
import tempfile
import zipfile
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from buckstop.journeys import permissions as may
from buckstop.journeys.engine import keeping
from buckstop.journeys.engine.questions import totals
from buckstop.journeys.engine.selection import choose
from buckstop.journeys.engine.store import Store, opened
from buckstop.journeys.models import Log
from buckstop.journeys.reading import files
from buckstop.journeys.reading.mapping import Columns
from buckstop.journeys.reading.report import Report
from buckstop.kit.stop import Stop
from buckstop.kit.text import storable
from buckstop.kit.wall_clock import CalendarError, zone_named
from buckstop.ledger.actor import Actor
from buckstop.ledger.refused import Refused, check
from buckstop.people.models import Person

MOST = 30
"""Logs in a house."""
MEMORY = "256MB"
"""The engine's part of a worker; what needs more is spilled to disk."""
FORGOTTEN = timedelta(days=7)
"""A file that nobody said the columns of goes after so long."""
THEIR_TURN = re.compile(
    r"(wait|await|pending|on hold).*(user|customer|client|caller|requester|info)|^wait$|^on.hold$",
    re.IGNORECASE,
)
"""What steps are called after which it is the customer's turn."""


def bring_log(*, name: str, file: str, content: bytes, by: Actor, at: datetime) -> Log:
    """Take a file in; what its columns are is said next."""
    check(may.may_bring_log(by))
    name = storable(name).strip()[:80]
    if not name:
        raise Refused("no-name", _("Say what it is called on the page."), "name")
    if not content:
        raise Refused("empty", _("There is nothing in that file."), "file")
    if Log.objects.filter(name__iexact=name).exists():
        raise Refused("taken", _("There is a log of that name already."), "name")
    if Log.objects.count() >= MOST:
        raise Refused("too-many", _("There are %(n)d logs: remove one first.") % {"n": MOST})
    with _as_file(content) as path:
        try:
            names, form = files.looked_at(path), files.form_of(path)
        except Stop as stop:
            raise Refused("unreadable", str(stop).replace(str(path), file), "file") from stop
    return Log.objects.create(
        name=name,
        file=storable(file)[:200],
        brought_by=Person.objects.get(pk=by.person),
        brought_at=at,
        names=[[storable(one), [storable(v)[:60] for v in values]] for one, values in names],
        columns={"form": form.name},
        given=content,
    )


def say_columns(
    log: Log, *, columns: Mapping[str, str], attributes: Sequence[str], zone: str, by: Actor,
    at: datetime,
) -> None:  # fmt: skip
    """Say which column is what; it is read in the worker's next turn."""
    try:
        zone_named(zone)
    except CalendarError as error:
        raise Refused("no-zone", str(error), "zone") from error
    said = {"columns": dict(columns), "attributes": [*attributes], "zone": zone}
    with transaction.atomic():
        row = Log.objects.select_for_update().only("read_at", "columns").get(pk=log.pk)
        check(may.may_say_columns(row, by))
        Log.objects.filter(pk=log.pk).update(columns=row.columns | said, asked_at=at, refused="")


def remove_log(log: Log, *, by: Actor, at: datetime) -> None:
    """It goes, with all that was found of it."""
    del at
    check(may.may_remove_log(by))
    Log.objects.filter(pk=log.pk).delete()


def read_logs(*, at: datetime) -> int:
    """Read what came in and whose columns are known; returns how many."""
    Log.objects.filter(asked_at=None, brought_at__lt=at - FORGOTTEN).delete()
    rows = Log.objects.filter(read_at=None, refused="").exclude(asked_at=None)
    found = list(rows.defer("kept", "remarks").order_by("asked_at")[:1])
    for log in found:
        _read(log, at)
    return len(found)


def _read(log: Log, at: datetime) -> None:
    with _as_file(bytes(log.given or b"")) as path, opened(memory=MEMORY, threads=1) as store:
        report = Report(remarks=path.with_name("remarks.tsv"))
        said = log.columns
        try:
            columns = files.read(
                store, path, report,
                columns=said["columns"], attributes=said["attributes"], zone=said["zone"],
            )  # fmt: skip
        except Stop as stop:
            why = str(stop).replace(str(path), log.file).replace(path.name, log.file)
            Log.objects.filter(pk=log.pk).update(refused=why)
            return
        remarks = report.remarks
        told = remarks.read_bytes() if remarks and remarks.exists() else b""
        Log.objects.filter(pk=log.pk).update(
            read_at=at,
            given=None,
            found=_found(store, columns),
            report=_report(report),
            remarks=gzip.compress(told) if told else None,
            kept=_packed(store),
        )


def _found(store: Store, columns: Columns) -> dict[str, Any]:
    """What a log holds, as far as pages offer it to choose from."""
    choose(store)
    all_ = totals.ask(store)
    steps = [name for [name] in store.rows("SELECT name FROM step_names ORDER BY code LIMIT 200")]
    return {
        "journeys": all_.journeys,
        "steps": steps,
        "begins": all_.begins,
        "ends": all_.ends,
        "turns": [step for step in steps if THEIR_TURN.search(step)],
        "has_customers": bool(columns.customer),
        "has_services": bool(columns.service),
    }


def _report(report: Report) -> dict[str, Any]:
    return {
        "kept": report.kept,
        "lines": report.lines,
        "times": report.times,
        "zone": report.zone,
        "without_zone": report.without_zone,
        "counts": {str(why): times for why, times in report.counts.items()},
        "first": [[one.line, str(one.why), storable(one.what)] for one in report.first],
    }


def _packed(store: Store) -> bytes:
    folder = store.folder / "kept"
    keeping.keep(store, folder)
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_STORED) as archive:
        for table in keeping.TABLES:
            archive.write(folder / f"{table}.parquet", f"{table}.parquet")
    return packed.getvalue()


def take_up(store: Store, log: Log) -> None:
    """Let the engine be asked about a log that was read."""
    folder = store.folder / "kept"
    folder.mkdir()
    kept = bytes(Log.objects.values_list("kept", flat=True).get(pk=log.pk) or b"")
    with zipfile.ZipFile(io.BytesIO(kept)) as archive:
        for table in keeping.TABLES:
            (folder / f"{table}.parquet").write_bytes(archive.read(f"{table}.parquet"))
    keeping.take_up(store, folder)


@contextmanager
def _as_file(content: bytes) -> Iterator[Path]:
    """What came, as a file of its own, which goes afterwards."""
    with tempfile.TemporaryDirectory(prefix="buckstop-log-") as folder:
        path = Path(folder) / "log"
        path.write_bytes(content)
        yield path
