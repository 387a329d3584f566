"""What a house must have before it takes a mail: somebody with whom the buck stops."""

from django.conf import settings

from buckstop.coverage import actions as coverage
from buckstop.coverage.queries import is_founded
from buckstop.kit import clock
from buckstop.kit.stop import Stop
from buckstop.ledger.actor import DESK
from buckstop.ledger.refused import Refused
from buckstop.people.actions import staff
from buckstop.people.models import Person
from buckstop.people.queries import desk
from buckstop.people.roles import Capability, can
from buckstop.people.settings import NAME

FIRST = "admin@localhost"
HOW = "`buckstop staff add EMAIL --name NAME --role admin`"
UNFOUNDED = f"Nobody is at the desk yet, so no problem could be owned. Add the first: {HOW}."


def check_founded() -> None:
    """Refuse to serve a house where the buck stops with nobody."""
    if not is_founded():
        raise Stop(UNFOUNDED)


def found() -> None:
    """Make the roster and the service level, and where nobody is at the desk the first person."""
    if is_founded():
        return
    try:
        coverage.found(email=FIRST, name=NAME.value, by=DESK, at=clock.now())
    except Refused as taken:  # by a colleague, who can't own problems, or by somebody who has left
        raise Stop(f"{taken.sentence} {UNFOUNDED}") from taken


def has_logged_in(person: Person) -> bool:
    """Whether this member of staff has found their way in, and needs no link from us."""
    return person.last_login is not None or person.has_usable_password()


def link_of_the_first() -> str:
    """A fresh log-in link for the first admin while nobody has ever logged in, else ""."""
    people = list(desk().order_by("created_at"))
    admins = [person for person in people if can(person.role, Capability.ADMINISTER)]
    if not admins or any(has_logged_in(person) for person in people):
        return ""
    return fresh_link(admins[0])


def fresh_link(person: Person) -> str:
    """The address of a one-time link for `person`."""
    secret = staff.make_log_in_link(person, by=DESK, at=clock.now())
    return f"{settings.BASE_URL}/enter/{secret}/"
