"""`buckstop secrets rotate`, `reseal`, `withdraw` and `dkim`."""

import argparse
from datetime import timedelta
from pathlib import Path

from django.conf import settings

from buckstop.configuration.actions.choosing import choose
from buckstop.configuration.actions.sealing import (
    keep_fingerprint_key,
    note_change,
    reseal,
    withdraw,
)
from buckstop.conversations.links import LIVES
from buckstop.doors.terminal import dkim_key
from buckstop.kit import clock, secret_key
from buckstop.kit.stop import Stop
from buckstop.ledger.actor import DESK
from buckstop.ledger.refused import Refused
from buckstop.outbox.settings import DKIM_KEY, DKIM_SELECTOR
from buckstop.people.actions.staff import found_house

BY_HAND = """\
The secret key stands in BUCKSTOP_SECRET_KEY, so it is changed there, in three steps, each with a
start of one process after the other; none of them lets a link open nothing.
 1. Add the new key to BUCKSTOP_FORMER_SECRET_KEYS everywhere. A fresh one:
      {fresh}
 2. Put it into BUCKSTOP_SECRET_KEY everywhere, and the key of now into BUCKSTOP_FORMER_SECRET_KEYS.
    Then `buckstop secrets reseal`.
 3. When no link signed with the former key is needed any more ({days} days at most),
    `buckstop secrets withdraw`, and empty BUCKSTOP_FORMER_SECRET_KEYS everywhere."""


def run(args: argparse.Namespace) -> int:
    """Do with the secret keys what was typed."""
    try:
        return {"rotate": _rotate, "reseal": _reseal, "withdraw": _withdraw, "dkim": _dkim}[
            args.verb
        ](args)
    except Refused as refused:
        raise Stop(refused.sentence) from refused


def _rotate(_args: argparse.Namespace) -> int:
    """Sign with a fresh key from now on; the one of now still opens."""
    now = clock.now()
    file: Path | None = settings.SECRET_KEY_FILE
    keep_fingerprint_key()
    if file is None:
        print(BY_HAND.format(fresh=secret_key.fresh(), days=LIVES.days))
        return 1
    note_change(on=found_house(by=DESK, at=now), by=DESK, at=now)
    keys = secret_key.read(file)
    former = (secret_key.Former(keys.signs, now), *keys.former)
    secret_key.keep(file, secret_key.Keys(secret_key.fresh(), former))
    print(f"A fresh key signs and seals from now on ({file}); every process here has it already.")
    _reseal(_args)
    until = now + LIVES
    print(
        "What the key of before signed still opens: links in mails, log-ins, forms that are open.\n"
        f"The last of those links ends on {until:%Y-%m-%d}. Let the key go then, or at once where "
        "somebody has it who\nmust not: `buckstop secrets withdraw`. Make a backup now: older ones "
        "hold the key of before."
    )
    return 0


def _reseal(_args: argparse.Namespace) -> int:
    """Seal anew what former keys sealed."""
    count = reseal()
    print(f"{count} secrets were sealed anew with the key of now.")
    return 0


def _withdraw(_args: argparse.Namespace) -> int:
    """Let former keys open nothing any more."""
    now = clock.now()
    if not settings.SECRET_KEY_FALLBACKS:
        raise Stop("There is no former key: only that of now opens.")
    withdraw(on=found_house(by=DESK, at=now), by=DESK, at=now)
    file: Path | None = settings.SECRET_KEY_FILE
    if file is not None:
        secret_key.keep(file, secret_key.Keys(secret_key.read(file).signs))
        print("Former keys open nothing any more: links signed with them, log-ins, open forms.")
    if settings.FORMER_KEYS_GIVEN:
        print("Nothing needs them. Empty BUCKSTOP_FORMER_SECRET_KEYS, and start each process anew.")
    return 0


def _dkim(args: argparse.Namespace) -> int:
    """Make a key for DKIM and say what to publish; with --use, sign with it."""
    if not args.use:
        record = dkim_key.make(args.key)
        print(f"{args.key} holds a fresh private key. Publish, for each domain that letters leave")
        print(f"from, this TXT record at {args.selector}._domainkey.DOMAIN:\n{record}")
        print(f"When it can be read: `buckstop secrets dkim {args.selector} {args.key} --use`.")
        return 0
    now = clock.now()
    wishes = {DKIM_SELECTOR: args.selector, DKIM_KEY: dkim_key.read(args.key)}
    former = DKIM_SELECTOR.value
    choose(wishes, on=found_house(by=DESK, at=now), by=DESK, at=now)
    print(f"Letters are signed as {args.selector} from now on. Remove {args.key}.")
    if former and former != args.selector:
        until = now + timedelta(days=7)
        print(f"Leave {former}._domainkey published until {until:%Y-%m-%d}: letters are underway.")
    return 0
