"""`buckstop key add`."""

import argparse

from buckstop.kit import clock
from buckstop.kit.stop import Stop
from buckstop.ledger.actor import DESK
from buckstop.ledger.refused import Refused
from buckstop.people.actions import staff


def run(args: argparse.Namespace) -> int:
    """Add a key for the API and print it, this once."""
    try:
        _, secret = staff.add_key(name=args.name, scope=args.scope, by=DESK, at=clock.now())
    except Refused as refused:
        raise Stop(refused.sentence) from refused
    print(secret)
    return 0
