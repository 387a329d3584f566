"""`buckstop demo`, and what `serve --demo` runs: the company is made, its log-ins printed."""

import argparse
import sys
import time

from django.conf import settings

from buckstop.demo.filling import check_may_fill, fill, stage
from buckstop.demo.staff import LOG_INS, PASSWORD
from buckstop.doors.terminal.attached import database
from buckstop.kit import clock
from buckstop.people.models import Person


def run(args: argparse.Namespace) -> int:
    """Make the demo company where it isn't there yet; print how to log in."""
    del args
    with database():
        found = stage()
        check_may_fill(found, clock.now())
        if found is None or not found.is_made:
            _make()
        _let_in()
        _print_log_ins()
    return 0


def _make() -> None:
    begun = time.monotonic()
    print("Making the demo company: sixty days of work, driven through the real verbs.", flush=True)
    print("Ctrl-C stops it without harm; the next start goes on.", flush=True)
    fill(progress=_Telling(), now=clock.now())
    if sys.stdout.isatty():
        print("\r\x1b[K", end="")
    print(f"The demo company is there, after {time.monotonic() - begun:.0f} s.", flush=True)


class _Telling:
    """One line that is written over on a terminal, else a line for each tenth."""

    def __init__(self) -> None:
        self.tenths = 0

    def __call__(self, share: float, what: str) -> None:
        percent = int(share * 100)
        if sys.stdout.isatty():
            print(f"\r{percent:3d} %  {what}\x1b[K", end="", flush=True)
        elif percent // 10 > self.tenths:
            self.tenths = percent // 10
            print(f"{percent:3d} %  {what}", flush=True)


def _let_in() -> None:
    """Those of the log-ins have the password that is printed, unless they chose their own."""
    for person in Person.objects.filter(email__in=[who.email for who in LOG_INS]):
        if not person.has_usable_password():
            person.set_password(PASSWORD)
            person.save(update_fields=["password"])


def _print_log_ins() -> None:
    print(f"Log in at {settings.BASE_URL}/log-in/ with the password: {PASSWORD}")
    for person in LOG_INS:
        print(f"  {person.email:28} {person.name}, {person.role}")
    print(f"What customers get by mail: {settings.BASE_URL}/mail/", flush=True)
