"""What `serve` does first, in a process of its own: the tables are there, and the first person."""

from django.conf import settings

from buckstop.coverage.actions import make_roster
from buckstop.coverage.models import Roster
from buckstop.doors.terminal.attached import connected
from buckstop.doors.terminal.migrate import as_owner, bring_up
from buckstop.kit import clock
from buckstop.ledger.actor import DESK
from buckstop.people.actions import staff

FIRST = "admin@localhost"


def run(*, demo: bool) -> int:
    """Migrate; on an empty database make the first person and print their one-time link."""
    as_owner()
    with connected(migrated=False):
        bring_up()
        if not demo and not Roster.objects.exists():
            _first_person()
    return 0


def _first_person() -> None:
    now = clock.now()
    person = staff.add(name="The first admin", email=FIRST, role="admin", by=DESK, at=now)
    make_roster(zone=settings.HOUSE_ZONE, buck_stops_with=person, by=DESK, at=now)
    secret = staff.make_log_in_link(person, by=DESK, at=now)
    print(f"First log-in, once, within 24 hours: {settings.BASE_URL}/enter/{secret}/", flush=True)
