"""`buckstop migrate`."""

import argparse
import os

from django.conf import settings
from django.core.management import call_command
from django.db import connection, connections
from django.db.migrations import Migration
from django.db.migrations.executor import MigrationExecutor

from buckstop.configuration.actions.sealing import keep_fingerprint_key
from buckstop.coverage.queries import highest_of_the_desk, is_founded
from buckstop.doors.terminal import beside
from buckstop.doors.terminal.attached import database, is_empty, planned
from buckstop.doors.terminal.founding import UNFOUNDED, found
from buckstop.doors.terminal.grants import grant
from buckstop.kit.migrating import each_model_alone
from buckstop.kit.postgres.cluster import Cluster
from buckstop.kit.postgres.creation import OWNER
from buckstop.kit.postgres.described import described
from buckstop.kit.stop import Stop

TURN = int.from_bytes(b"buckstop")
"""PostgreSQL's number of the lock that whoever changes the tables holds."""


def run(args: argparse.Namespace) -> int:
    """Bring the database up to this version."""
    as_owner()
    with database(migrated=False):
        count = bring_up(anyway=args.anyway)
        print(f"{count} migrations were run." if count else "The database is up to date.")
        if highest_of_the_desk() is not None:
            found()
        elif not is_founded():
            print(UNFOUNDED)
    return 0


def as_owner() -> None:
    """Connect as the role that owns the tables, where the embedded database has one."""
    if not os.environ.get("DATABASE_URL"):
        connections.settings["default"].update(described(Cluster(settings.DATA).url(OWNER)))


def bring_up(*, anyway: bool = False) -> int:
    """Run what is pending; returns how many migrations that were.

    One process at a time: others wait, and then find that there is nothing left to do. Where older
    processes are connected that wouldn't go on with it, nothing is done, unless `anyway`.
    """
    _take_turn()
    count = _run_pending(anyway)
    keep_fingerprint_key()
    return count


def _run_pending(anyway: bool) -> int:
    executor = MigrationExecutor(connection)
    plan = planned(executor)
    if not plan:
        return 0
    if not is_empty():  # marked first: an older process that starts meanwhile goes on
        beside.mark(_gone_on_with(executor, plan, anyway))
    with each_model_alone():
        call_command("migrate", verbosity=0, interactive=False)
    grant()
    return len(plan)


def _gone_on_with(executor: MigrationExecutor, plan: list[Migration], anyway: bool) -> list[str]:
    """The names of those that older processes go on with; of others it is told, or refused."""
    found = {beside.name_of(one): beside.contracts(executor.loader, one) for one in plan}
    ends = {name: said for name, said in found.items() if said}
    others = beside.others() if ends else 0
    if others:
        first, *more = [one for said in ends.values() for one in said]
        why = f"{first}{f', and {len(more)} more steps' if more else ''}"
        if not anyway:
            raise Stop(
                f"Other processes of Buckstop use this database ({others} connections), and an "
                f"older version doesn't go on with this: {why}. Stop them first, or say --anyway."
            )
        print(f"Older processes of Buckstop may fail from now on: {why}.", flush=True)
    return [name for name in found if name not in ends]


def _take_turn() -> None:
    """Wait until nobody else changes the tables; ours until the connection is closed."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_try_advisory_lock(%s)", [TURN])
        if not (cursor.fetchone() or [False])[0]:
            print("Another Buckstop changes this database just now: waiting for it.", flush=True)
            cursor.execute("SELECT pg_advisory_lock(%s)", [TURN])
