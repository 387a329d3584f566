"""`buckstop restore FILE`."""

import argparse
import subprocess
import zipfile
from pathlib import Path
from uuid import UUID

from django.conf import settings
from django.db import connection, transaction
from django.db.models import Q

from buckstop.conversations.actions.erasing import empty_heads
from buckstop.conversations.models import Message
from buckstop.doors.terminal import archive, snapshot
from buckstop.doors.terminal.attached import RESTORING, database
from buckstop.doors.terminal.grants import grant
from buckstop.doors.terminal.ledger_verify import told
from buckstop.doors.terminal.migrate import as_owner, bring_up
from buckstop.doors.terminal.progress import Progress
from buckstop.kit import clock, secret_key
from buckstop.kit.stop import Stop
from buckstop.ledger.actions import begin_feed_anew, erase_bodies
from buckstop.ledger.actor import DESK
from buckstop.ledger.erasures import list_of, read_list
from buckstop.ledger.models import Body
from buckstop.outbox.actions.restoring import doubt_waiting
from buckstop.people.actions.staff import found_house

TABLES = """
SELECT count(*) FROM pg_class
WHERE relkind IN ('r', 'p') AND relnamespace = 'public'::regnamespace AND relname <> %s
"""


def run(args: argparse.Namespace) -> int:
    """Read the backup in; what was interrupted can be done again, and nobody uses it before."""
    erased = _erasures(args.erasures)
    as_owner()
    try:
        with archive.reading(args.file, args.key) as backup, database(migrated=False, whole=False):
            _empty()
            _read_in(backup)
            _compare(backup)
            _keep_key(backup)
            _bring_up_to_date(erased)
            print(f"The backup of {backup.manifest['made_at'][:19]} UTC was read in.")
            return told(None)
    except (zipfile.BadZipFile, EOFError) as broken:
        raise Stop(f"{args.file} is no whole backup: {broken}.") from broken
    except OSError as failure:
        raise Stop(f"{args.file} can't be read: {failure.strerror}.") from failure


def _erasures(named: Path | None) -> list[UUID]:
    file = named or list_of(settings.DATA)
    if named is None and not file.exists():
        return []
    try:
        return list(read_list(file))
    except (OSError, ValueError) as failure:
        raise Stop(f"{file} is no list of erasures: {failure}.") from failure


def _empty() -> None:
    """Refuse a database in which something is, but for what an interrupted restore left."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT to_regclass(%s) IS NOT NULL", [RESTORING])
        [interrupted] = cursor.fetchone() or [False]
        if interrupted:
            cursor.execute("DROP SCHEMA public CASCADE; CREATE SCHEMA public")
        cursor.execute(TABLES, [RESTORING])
        [tables] = cursor.fetchone() or [0]
        if tables:
            raise Stop(
                "This database isn't empty. A backup is read into a new one: name another "
                "folder with --data, or an empty database in DATABASE_URL."
            )
        cursor.execute(f"CREATE TABLE {RESTORING} (since timestamptz DEFAULT now())")


def _read_in(backup: archive.Backup) -> None:
    progress = Progress("Read {} bytes")
    options = ("--single-transaction", "--exit-on-error", "--no-owner", "--no-privileges")
    with archive.running("pg_restore", *options, stdin=subprocess.PIPE) as restoring:
        assert restoring.stdin is not None
        try:
            archive.copy(backup.dump, restoring.stdin, progress.tell)
            restoring.stdin.close()
        except BrokenPipeError:
            pass  # it says why
    progress.end()


def _compare(backup: archive.Backup) -> None:
    """What was read in is what was written, row for row; older backups don't say."""
    said: dict[str, int] = backup.manifest.get("counts", {})
    there = snapshot.counts() if said else {}
    for table in sorted(said.keys() | there.keys()):
        if said.get(table, 0) != there.get(table, 0):
            raise Stop(
                f"The backup isn't whole: {table} has {there.get(table, 0):,} rows, and had "
                f"{said.get(table, 0):,} when it was made."
            )
    if said:
        newest = backup.manifest["newest"] or "none"
        print(f"{sum(said.values()):,} rows in {len(said)} tables, as many as were written.")
        print(f"The newest entry is of {newest[:19].replace('T', ' ')} UTC.")


def _keep_key(backup: archive.Backup) -> None:
    """The key that links in the customers' mails were signed with."""
    if not backup.key or settings.SECRET_KEY_FILE is None:
        return
    secret_key.write(settings.SECRET_KEY_FILE, backup.key, over=True)
    secret_key.follow()


def _bring_up_to_date(erased: list[UUID]) -> None:
    bring_up()
    with transaction.atomic():
        begin_feed_anew()
    grant()
    now = clock.now()
    bodies = list(Body.objects.filter(pk__in=erased, erased_at=None).only("pk"))
    if bodies:
        count = erase_bodies(bodies, on=found_house(by=DESK, at=now), by=DESK, at=now)
        empty_heads(Message.objects.filter(Q(text__in=bodies) | Q(raw__in=bodies)))
        print(f"{count} texts that were erased since were erased again.")
    doubtful = doubt_waiting(at=now)
    if doubtful:
        print(f"{doubtful} mails that were waiting may have left: people are asked to look.")
    with connection.cursor() as cursor:
        cursor.execute(f"DROP TABLE {RESTORING}")
