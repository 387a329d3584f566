"""What was erased, listed outside the database: a backup from before must not bring it back.

The list holds keys and times, nothing of what was said or who somebody was. A worker keeps it up
to date, and a backup leaves a copy beside itself: a machine may be lost with its data folder.
"""

import os
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from uuid import UUID

from buckstop.ledger.models import Body, Entry

LATE = timedelta(minutes=10)
"""How long after its time an erasure may be committed and still be seen by the next look."""
BODY = ""
"""The kind of what has none written before its key."""
NAME = "erasures"

type Rows = Iterable[tuple[UUID, datetime]]


@dataclass(frozen=True, slots=True)
class Listed:
    """Rows that are erased: by which entry one hears of it, and which they are, since a time."""

    code: str
    rows: Callable[[datetime | None], Rows]


def _bodies(since: datetime | None) -> Rows:
    rows = Body.objects.filter(erased_at__isnull=False)
    rows = rows if since is None else rows.filter(erased_at__gte=since)
    return rows.values_list("pk", "erased_at")  # type: ignore[return-value]  # none is null


KINDS: dict[str, Listed] = {BODY: Listed("bodies-erased", _bodies)}


def also_list(kind: str, code: str, rows: Callable[[datetime | None], Rows]) -> None:
    """Say once, at start-up, in the app whose rows these are."""
    KINDS[kind] = Listed(code, rows)


def list_of(folder: Path) -> Path:
    """The file in a data folder; when it was last changed is when was last looked."""
    return folder / NAME


def keep_list(folder: Path, *, at: datetime) -> int:
    """Add what was erased since the last look, or at all where there is no list yet."""
    file = list_of(folder)
    since = datetime.fromtimestamp(file.stat().st_mtime, UTC) - LATE if file.exists() else None
    if since is not None and not _erased_since(since):
        _looked(file, at)
        return 0
    before = set(read_list(file)) if file.exists() else set()
    fresh = [
        (kind, key, when)
        for kind, listed in KINDS.items()
        for key, when in listed.rows(since)
        if (kind, key) not in before
    ]
    with file.open("a") as opened:
        opened.writelines(
            f"{kind} {key} {when.isoformat()}\n".lstrip() for kind, key, when in fresh
        )
        opened.flush()
        os.fsync(opened.fileno())
    _looked(file, at)
    return len(fresh)


def read_list(file: Path) -> Iterator[tuple[str, UUID]]:
    """The kinds and keys in a list. Raises ValueError for a line that is none."""
    for line in file.read_text().splitlines():
        match line.split():
            case [kind, key, _when]:
                yield kind, UUID(key)
            case [key, *_when]:
                yield BODY, UUID(key)


def _erased_since(since: datetime) -> bool:
    """By the keys of entries, which are in the order of time: bodies have no index for it."""
    first = UUID(int=int(since.timestamp() * 1000) << 80)
    codes = [one.code for one in KINDS.values()]
    return Entry.objects.filter(pk__gte=first, code__in=codes).exists()


def _looked(file: Path, at: datetime) -> None:
    os.utime(file, (at.timestamp(), at.timestamp()))
