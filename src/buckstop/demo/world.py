"""Simulated time: it only goes on, and what the clock owes is done as it passes."""

from datetime import datetime, timedelta
from typing import NamedTuple

from django.db import connection

from buckstop.demo.forecasts import Forecasts
from buckstop.incoming.actions.receiving import receive
from buckstop.kit import clock
from buckstop.kit.duties import next_due
from buckstop.ledger.following import drain
from buckstop.outbox.actions.delivering import BATCH, deliver
from buckstop.outbox.channels.smtp.channel import Smtp, keep_in_viewer
from buckstop.outbox.outcomes import Came, MayEnd, Outcome
from buckstop.people.models import Address, Customer, Person

MOMENT = timedelta(seconds=2)
"""How soon a worker gets to what waits."""

UNTIL_ACKNOWLEDGED = 3
"""Rounds of reactions after which who wrote has an answer, and who owns it is told."""

LULL = timedelta(minutes=30)
"""Work that no customer waits for is left until this long nothing happens: many at a time are quick."""

AT_MOST = timedelta(minutes=60)
"""But a mail leaves within this time."""

WAITING = """
SELECT EXISTS (SELECT FROM ledger_following WHERE done_at IS NULL AND failed_at IS NULL),
       EXISTS (SELECT FROM outbox_delivery WHERE state = 'pending')
"""


class Waiting(NamedTuple):
    """What the workers would find at once, whatever the time."""

    reactions: bool
    mail: bool


class World:
    """The clock, everybody by address, and the relay that once in a while loses its line.

    `prompt` lets the workers do all at once, not just what a customer waits for: as it is now.
    """

    def __init__(self) -> None:
        self.people: dict[tuple[str, str], Person] = {}
        self.lines_that_break: set[str] = set()
        self.mail_came = False
        self.prompt = False
        self.forecasts = Forecasts()
        self._last_mail = self.now

    @property
    def now(self) -> datetime:
        return clock.now()

    def person(self, email: str, name: str = "") -> Person:
        """Staff or a contact; several contacts may share an address."""
        if (email, name) not in self.people:
            staff = Person.objects.filter(email=email).first()
            behind = Address.objects.filter(email=email).select_related("person")
            named = [row.person for row in behind if not name or row.person.name == name]
            self.people[email, name] = staff or named[0]
        return self.people[email, name]

    def customer(self, name: str) -> Customer:
        """The customer of that name."""
        return Customer.objects.get(name=name)

    def go_on(self, to: datetime) -> None:
        """Let time pass up to `to`; whatever falls due on the way is done when it does."""
        while (soon := next_due()) is not None and soon[0] <= to:
            at, duty = soon
            self._rest_before(at)
            self._at(at + MOMENT)
            duty.run(self.now)
        self._rest_before(to)
        self._at(to)
        self.forecasts.go_on(to)

    def pass_by(self, span: timedelta) -> None:
        """A little time, in which nothing else happens."""
        self._at(self.now + span)

    def follow(self) -> None:
        """The workers read what came in, and acknowledge it; or say who owns it now."""
        self._at(self.now + MOMENT)
        if self.mail_came:
            receive(at=self.now)
            self.mail_came = False
        for _ in range(UNTIL_ACKNOWLEDGED):
            drain(at=self.now)

    def rest(self) -> None:
        """The workers do everything that waits: tell staff, and deliver."""
        waiting = _waiting()
        while waiting.reactions and drain(at=self.now):
            pass
        while (waiting.reactions or waiting.mail) and deliver(
            Smtp(self._hand), at=self.now
        ) == BATCH:
            pass
        self._last_mail = self.now

    def _rest_before(self, to: datetime) -> None:
        """A lull begins, or mail has waited long enough."""
        lull, waited = to - self.now > LULL, to - self._last_mail > AT_MOST
        if self.prompt or lull or waited:
            self._at(self.now + MOMENT)
            self.rest()

    def _at(self, at: datetime) -> None:
        clock.move_by(max(at - self.now, timedelta()))

    def _hand(self, sender: str, address: str, raw: bytes, may_end: MayEnd) -> Outcome:
        if address in self.lines_that_break:
            self.lines_that_break.remove(address)
            return Outcome(Came.UNCERTAIN, 0, "The connection broke before the server answered.")
        return keep_in_viewer(sender, address, raw, may_end)


def _waiting() -> Waiting:
    with connection.cursor() as cursor:
        cursor.execute(WAITING)
        return Waiting(*cursor.fetchone())
