"""`buckstop staff add`."""

import argparse

from buckstop.coverage.queries import is_founded
from buckstop.doors.terminal.attached import database, is_empty
from buckstop.doors.terminal.founding import found, fresh_link, has_logged_in
from buckstop.doors.terminal.migrate import as_owner, bring_up
from buckstop.kit import clock
from buckstop.kit.stop import Stop
from buckstop.ledger.actor import DESK
from buckstop.ledger.refused import Refused
from buckstop.people.actions import staff
from buckstop.people.models import Person
from buckstop.people.roles import Capability, can


def run(args: argparse.Namespace) -> int:
    """Add a member of staff and print their one-time log-in link.

    In a new database it makes the tables first, and with the first of the desk what else a house
    needs: whichever command comes first, the house is whole after it.
    """
    as_owner()
    with database(migrated=False):
        if is_empty():
            bring_up()
    with database():
        person = _added(args)
        if not is_founded() and can(person.role, Capability.OWN):
            found()
        link = fresh_link(person)
    print(f"{person} ({person.role}) logs in here, once, within 24 hours:")
    print(link)
    return 0


def _added(args: argparse.Namespace) -> Person:
    """The new member of staff; or the same one again, who has only lost their link."""
    try:
        return staff.add(name=args.name, email=args.email, role=args.role, by=DESK, at=clock.now())
    except Refused as refused:
        there: Person | None = Person.objects.filter(
            email=args.email.strip().lower(), role=args.role, deactivated_at=None
        ).first()
        if refused.code != "already-there" or there is None or has_logged_in(there):
            raise Stop(refused.sentence) from refused
        return there
