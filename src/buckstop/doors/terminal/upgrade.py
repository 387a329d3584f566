"""`buckstop upgrade`."""

import argparse
import os

from django.conf import settings

from buckstop.kit.postgres import upgrading
from buckstop.kit.postgres.places import Place
from buckstop.kit.postgres.unavailable import DatabaseUnavailable
from buckstop.kit.stop import Stop

ELSEWHERE = (
    "DATABASE_URL names a server that isn't ours to upgrade: whoever runs it does that, and "
    "Buckstop needs PostgreSQL 15 or newer."
)


def run(args: argparse.Namespace) -> int:
    """Bring the embedded database's data to the PostgreSQL that is installed."""
    if os.environ.get("DATABASE_URL"):
        raise Stop(ELSEWHERE)
    place = Place(settings.DATA.resolve())
    try:
        done = upgrading.upgrade(place, _say, named=args.programs, copying=args.copy)
    except DatabaseUnavailable as no:
        raise Stop(str(no)) from no
    print("It is done: start Buckstop." if done else "There is nothing to upgrade.")
    return 0


def _say(what: str) -> None:
    print(what, flush=True)
