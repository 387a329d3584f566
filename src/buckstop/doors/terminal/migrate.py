"""`buckstop migrate`."""

import argparse
import os

from django.conf import settings
from django.core.management import call_command
from django.db import connections

from buckstop.doors.terminal.attached import database, pending
from buckstop.doors.terminal.grants import grant
from buckstop.kit.postgres.cluster import Cluster
from buckstop.kit.postgres.creation import OWNER
from buckstop.kit.postgres.described import described


def run(args: argparse.Namespace) -> int:
    """Bring the database up to this version."""
    del args
    as_owner()
    with database(migrated=False):
        count = bring_up()
    print(f"{count} migrations were run." if count else "The database is up to date.")
    return 0


def as_owner() -> None:
    """Connect as the role that owns the tables, where the embedded database has one."""
    if not os.environ.get("DATABASE_URL"):
        connections.settings["default"].update(described(Cluster(settings.DATA).url(OWNER)))


def bring_up() -> int:
    """Run what is pending; returns how many migrations that were."""
    count = pending()
    if count:
        call_command("migrate", verbosity=0, interactive=False)
        grant()
    return count
