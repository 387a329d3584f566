"""The ledger's older entries as cold files, a month each, which verify without a database.

They hold what was recorded, as it was sealed, and no word that anybody wrote: that stays where it
can be erased. Where the files lie on something that can be written once, whoever owns the database
can't make all chains again unseen (docs/decisions/0131-the-ledger-is-not-parted.md).
"""

import gzip
import json
import os
import shutil
from collections.abc import Callable, Iterable, Iterator
from datetime import UTC, datetime
from itertools import batched, groupby
from pathlib import Path
from typing import Any
from uuid import UUID

from django.db import connection
from django.db.models import Min
from django.db.models.functions import TruncMonth

from buckstop.kit.files import flush_folder
from buckstop.ledger import archive_verifier as verifier
from buckstop.ledger.models import Entry
from buckstop.ledger.rows import Broken

BATCH = 1000
COLUMNS = ("month", "chain_id", "number", "chain__subject", "content", "salt", "seal")
UNLIKE = """
SELECT cold.chain, cold.number, entry.hash IS NULL
FROM unnest(%s::uuid[], %s::int[], %s::text[]) AS cold (chain, number, hash)
LEFT JOIN ledger_entry entry ON entry.chain_id = cold.chain AND entry.number = cold.number
WHERE encode(entry.hash, 'hex') IS DISTINCT FROM cold.hash
"""

type Tell = Callable[[int], None]


def begun(folder: Path) -> dict[str, Any]:
    """What the archive in a folder says of itself; of a new one, that nothing is in it yet.

    Raises `archive_verifier.Changed` where what is there isn't as it was written.
    """
    if (folder / verifier.MANIFEST).exists():
        return verifier.check_files(folder)
    return {"format": verifier.FORMAT, "version": verifier.VERSION, "files": []}


def until_of(manifest: dict[str, Any]) -> datetime | None:
    """Up to when an archive goes."""
    files = manifest["files"]
    return datetime.fromisoformat(files[-1]["until"]) if files else None


def archive(folder: Path, until: datetime, tell: Tell) -> int:
    """Write the months before `until` that aren't there yet; returns how many entries that were.

    A month is there once the manifest names it: whoever was killed goes on with the next.
    """
    folder.mkdir(parents=True, exist_ok=True)
    manifest = begun(folder)
    since = until_of(manifest) or _first()
    if since is None:
        return 0
    shutil.copyfile(verifier.__file__, folder / Path(verifier.__file__).name)
    done = 0
    for month, rows in groupby(_rows(since, until), key=lambda row: row[0]):
        named = _write(folder, month, (row[1:] for row in rows))
        manifest["files"].append(named)
        _keep(folder, manifest)
        done += named["lines"]
        tell(done)
    return done


def _first() -> datetime | None:
    found: datetime | None = Entry.objects.aggregate(first=Min("at"))["first"]
    return found


def _rows(since: datetime, until: datetime) -> Iterator[tuple[Any, ...]]:
    """In the order in which they are written: asked for once, since no index has it."""
    rows = Entry.objects.filter(at__gte=since, at__lt=until)
    months = rows.annotate(month=TruncMonth("at", tzinfo=UTC))
    ordered = months.order_by("month", "chain", "number").values_list(*COLUMNS)
    return iter(ordered.iterator(chunk_size=BATCH))


def _write(folder: Path, month: datetime, rows: Iterable[tuple[Any, ...]]) -> dict[str, Any]:
    file = folder / f"{month:%Y-%m}.jsonl.gz"
    half, count = file.with_suffix(".half"), 0
    with half.open("wb") as opened:
        with gzip.GzipFile("", "wb", fileobj=opened, mtime=0) as packed:
            for chain, number, subject, content, salt, seal in rows:
                said = {
                    "chain": chain.hex, "number": number, "subject": subject,
                    "content": bytes(content).decode(), "salt": bytes(salt).hex(),
                    "seal": bytes(seal).decode(),
                }  # fmt: skip
                packed.write(json.dumps(said, ensure_ascii=False).encode() + b"\n")
                count += 1
        opened.flush()
        os.fsync(opened.fileno())
    half.replace(file)
    return {
        "name": file.name, "lines": count, "sha256": verifier.sum_of(file),
        "until": next_month(month).isoformat(),
    }  # fmt: skip


def _keep(folder: Path, manifest: dict[str, Any]) -> None:
    half = folder / f"{verifier.MANIFEST}.half"
    half.write_text(json.dumps(manifest, indent=1) + "\n", encoding="utf-8")
    half.replace(folder / verifier.MANIFEST)
    flush_folder(folder)


def next_month(month: datetime) -> datetime:
    """The first of the month after."""
    later = month.month % 12 + 1
    return month.replace(year=month.year + (later == 1), month=later, day=1)


def unlike(folder: Path, tell: Tell) -> Iterator[Broken]:
    """Entries of an archive that the ledger doesn't have, or has otherwise.

    Raises `archive_verifier.Changed` at the first that isn't as it was archived.
    """
    done = 0
    for batch in batched(verifier.checked(folder), BATCH):
        subjects = {UUID(one["chain"]): one["subject"] for one in batch}
        columns = [[one[name] for one in batch] for name in ("chain", "number", "hash")]
        with connection.cursor() as cursor:
            cursor.execute(UNLIKE, columns)
            for chain, number, gone in cursor.fetchall():
                says = "it is archived, and gone" if gone else "it was archived otherwise"
                yield Broken(chain, subjects[chain], number, says)
        done += len(batch)
        tell(done)
