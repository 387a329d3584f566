"""`buckstop migrate`."""

import argparse
import os

from django.conf import settings
from django.core.management import call_command
from django.db import connection, connections

from buckstop.coverage.queries import highest_of_the_desk, is_founded
from buckstop.doors.terminal.attached import database, pending
from buckstop.doors.terminal.founding import UNFOUNDED, found
from buckstop.doors.terminal.grants import grant
from buckstop.kit.migrating import each_model_alone
from buckstop.kit.postgres.cluster import Cluster
from buckstop.kit.postgres.creation import OWNER
from buckstop.kit.postgres.described import described

TURN = int.from_bytes(b"buckstop")
"""PostgreSQL's number of the lock that whoever changes the tables holds."""


def run(args: argparse.Namespace) -> int:
    """Bring the database up to this version."""
    del args
    as_owner()
    with database(migrated=False):
        count = bring_up()
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


def bring_up() -> int:
    """Run what is pending; returns how many migrations that were.

    One process at a time: others wait, and then find that there is nothing left to do.
    """
    _take_turn()
    count = pending()
    if count:
        with each_model_alone():
            call_command("migrate", verbosity=0, interactive=False)
        grant()
    return count


def _take_turn() -> None:
    """Wait until nobody else changes the tables; ours until the connection is closed."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_try_advisory_lock(%s)", [TURN])
        if not (cursor.fetchone() or [False])[0]:
            print("Another Buckstop changes this database just now: waiting for it.", flush=True)
            cursor.execute("SELECT pg_advisory_lock(%s)", [TURN])
