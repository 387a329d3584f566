"""`buckstop restore FILE`."""

import argparse
import subprocess
import zipfile
from pathlib import Path
from uuid import UUID

from django.conf import settings
from django.db import connection, transaction

from buckstop.conversations.actions.erasing_again import Again, erase_again
from buckstop.doors.terminal import archive, snapshot
from buckstop.doors.terminal.attached import RESTORING, database
from buckstop.doors.terminal.grants import grant
from buckstop.doors.terminal.ledger_verify import told
from buckstop.doors.terminal.migrate import as_owner, bring_up
from buckstop.doors.terminal.progress import Progress
from buckstop.kit import clock, secret_key
from buckstop.kit.stop import Stop
from buckstop.ledger.actions import begin_feed_anew
from buckstop.ledger.erasures import list_of, read_list
from buckstop.outbox.actions.restoring import doubt_waiting

TABLES = """
SELECT count(*) FROM pg_class
WHERE relkind IN ('r', 'p') AND relnamespace = 'public'::regnamespace AND relname <> %s
"""


def run(args: argparse.Namespace) -> int:
    """Read the backup in; what was interrupted can be done again, and nobody uses it before."""
    erased = _erasures(args.erasures or [], [list_of(settings.DATA), beside(args.file)])
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


def beside(file: Path) -> Path:
    """The list of erasures that a backup left beside itself."""
    return list_of(file.absolute().parent)


def _erasures(named: list[Path], known: list[Path]) -> set[tuple[str, UUID]]:
    """What is listed in the files that were named, and in the known ones that are there."""
    found: set[tuple[str, UUID]] = set()
    for file in [*named, *(one for one in known if one.exists())]:
        try:
            found.update(read_list(file))
        except (OSError, ValueError) as failure:
            raise Stop(f"{file} is no list of erasures: {failure}.") from failure
    return found


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


def _bring_up_to_date(erased: set[tuple[str, UUID]]) -> None:
    bring_up()
    with transaction.atomic():
        begin_feed_anew()
    grant()
    now = clock.now()
    _tell_of(erase_again(erased, at=now))
    doubtful = doubt_waiting(at=now)
    if doubtful:
        print(f"{doubtful} mails that were waiting may have left: people are asked to look.")
    with connection.cursor() as cursor:
        cursor.execute(f"DROP TABLE {RESTORING}")


def _tell_of(again: Again) -> None:
    for count, what in ((again.customers, "customers"), (again.people, "people")):
        if count:
            print(f"{count} {what} who were erased since were erased again.")
    if again.texts:
        print(f"{again.texts} texts that were erased since were erased again.")
    for key, why in again.left.items():
        print(f"Who was erased is back, and only an admin can erase them: {key}. {why}")
