"""`buckstop staff add`."""

import argparse

from django.conf import settings

from buckstop.kit import clock
from buckstop.kit.stop import Stop
from buckstop.ledger.actor import DESK
from buckstop.ledger.refused import Refused
from buckstop.people.actions import staff


def run(args: argparse.Namespace) -> int:
    """Add a member of staff and print their one-time log-in link."""
    now = clock.now()
    try:
        person = staff.add(name=args.name, email=args.email, role=args.role, by=DESK, at=now)
    except Refused as refused:
        raise Stop(refused.sentence) from refused
    secret = staff.make_log_in_link(person, by=DESK, at=now)
    print(f"{person} ({args.role}) logs in here, once, within 24 hours:")
    print(f"{settings.BASE_URL}/enter/{secret}/")
    return 0
