"""What was erased, listed outside the database: a backup from before must not bring it back.

The list holds keys of bodies and times, nothing of what they said. A worker keeps it up to date.
"""

import os
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from uuid import UUID

from buckstop.ledger.models import Body, Entry

LATE = timedelta(minutes=10)
"""How long after its time an erasure may be committed and still be seen by the next look."""


def list_of(folder: Path) -> Path:
    """The file in a data folder; when it was last changed is when was last looked."""
    return folder / "erasures"


def keep_list(folder: Path, *, at: datetime) -> int:
    """Add what was erased since the last look, or at all where there is no list yet."""
    file = list_of(folder)
    since = datetime.fromtimestamp(file.stat().st_mtime, UTC) - LATE if file.exists() else None
    if since is not None and not _erased_since(since):
        _looked(file, at)
        return 0
    bodies = Body.objects.filter(erased_at__isnull=False)
    if since is not None:
        bodies = bodies.filter(erased_at__gte=since)
    listed = set(read_list(file)) if file.exists() else set()
    fresh = [row for row in bodies.values_list("pk", "erased_at") if row[0] not in listed]
    with file.open("a") as opened:
        opened.writelines(f"{key} {when.isoformat()}\n" for key, when in fresh if when)
        opened.flush()
        os.fsync(opened.fileno())
    _looked(file, at)
    return len(fresh)


def read_list(file: Path) -> Iterator[UUID]:
    """The keys in a list. Raises ValueError for a line that is none."""
    for line in file.read_text().splitlines():
        if line.strip():
            yield UUID(line.split()[0])


def _erased_since(since: datetime) -> bool:
    """By the keys of entries, which are in the order of time: bodies have no index for it."""
    first = UUID(int=int(since.timestamp() * 1000) << 80)
    return Entry.objects.filter(pk__gte=first, code="bodies-erased").exists()


def _looked(file: Path, at: datetime) -> None:
    os.utime(file, (at.timestamp(), at.timestamp()))
