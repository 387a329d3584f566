"""`buckstop key add`, `key list` and `key withdraw`."""

import argparse
from datetime import timedelta

from buckstop.kit import clock
from buckstop.kit.stop import Stop
from buckstop.ledger.actor import DESK
from buckstop.ledger.refused import Refused
from buckstop.people.actions import staff
from buckstop.people.models import Key


def run(args: argparse.Namespace) -> int:
    """Do with the keys of programs what was typed."""
    return {"add": _add, "list": _list, "withdraw": _withdraw}[args.verb](args)


def _add(args: argparse.Namespace) -> int:
    """Add a key for the API and print it, this once."""
    try:
        now = clock.now()
        ends_at = now + timedelta(days=args.days) if args.days is not None else None
        _, secret = staff.add_key(
            name=args.name, scope=args.scope, ends_at=ends_at, by=DESK, at=now
        )
    except Refused as refused:
        raise Stop(refused.sentence) from refused
    print(secret)
    return 0


def _list(_args: argparse.Namespace) -> int:
    """Print a line for each key that opens: its name, what it may, when it was last used."""
    for key in Key.objects.filter(withdrawn_at=None).order_by("name"):
        used = f"last used {key.used_at:%Y-%m-%d %H:%M} UTC" if key.used_at else "never used"
        print(f"{str(key.pk)[-8:]}  {key.scope:5}  {key.name}  ({used})")
    return 0


def _withdraw(args: argparse.Namespace) -> int:
    """Withdraw the key of that name, or of that number where several have the name."""
    rows = Key.objects.filter(withdrawn_at=None)
    found = [key for key in rows if args.name in (key.name, str(key.pk), str(key.pk)[-8:])]
    if not found:
        raise Stop(f"No key that opens is called “{args.name}”. `buckstop key list` shows them.")
    if len(found) > 1:
        raise Stop(f"Several keys are called “{args.name}”. Give its number from `key list`.")
    staff.withdraw_key(found[0], by=DESK, at=clock.now())
    print(f"“{found[0].name}” opens nothing any more.")
    return 0
