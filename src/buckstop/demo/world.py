"""Simulated time: it only goes on, and what the clock owes is done as it passes."""

from collections.abc import Callable
from datetime import datetime, timedelta

from django.db import connection

from buckstop.conversations.actions.delivering import deliver, keep_in_viewer
from buckstop.conversations.actions.receiving import receive
from buckstop.conversations.mail.relay import Came, Outcome
from buckstop.kit import clock
from buckstop.ledger.following import drain
from buckstop.people.models import Address, Customer, Person
from buckstop.problems.actions.attending import attend_cases, attend_commitments
from buckstop.reactions import BY_NAME

MOMENT = timedelta(seconds=2)
"""How soon a worker gets to what waits."""

WAITING = """
SELECT (SELECT min(attend_at) FROM problems_commitment WHERE attend_at IS NOT NULL),
       (SELECT min(attend_at) FROM problems_case WHERE attend_at IS NOT NULL),
       EXISTS (SELECT FROM conversations_intake WHERE done_at IS NULL),
       EXISTS (SELECT FROM ledger_following WHERE done_at IS NULL AND failed_at IS NULL),
       EXISTS (SELECT FROM conversations_delivery WHERE state = 'pending')
"""
"""What the duties would find, in one query instead of five."""


class World:
    """The clock, everybody by address, and the relay that once in a while loses its line."""

    def __init__(self) -> None:
        self.people: dict[tuple[str, str], Person] = {}
        self.lines_that_break: set[str] = set()

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
        while True:
            news, case, *_ = _waiting()
            due = min([at for at in (news, case) if at is not None], default=None)
            if due is None or due > to:
                break
            self._at(due + MOMENT)
            _all_of(lambda: attend_commitments(at=self.now))
            _all_of(lambda: attend_cases(at=self.now))
            self.settle()
        self._at(to)

    def settle(self) -> None:
        """Let the workers do what waits now: read mail, follow entries, deliver."""
        while True:
            *_, mail, following, leaving = _waiting()
            if not (mail or following or leaving):
                return
            self._at(self.now + MOMENT)
            if mail:
                receive(at=self.now)
            _all_of(lambda: drain(BY_NAME, at=self.now))
            _all_of(lambda: deliver(self._hand, at=self.now))

    def _at(self, at: datetime) -> None:
        clock.move_by(max(at - self.now, timedelta()))

    def _hand(self, sender: str, address: str, raw: bytes) -> Outcome:
        if address in self.lines_that_break:
            self.lines_that_break.remove(address)
            return Outcome(Came.UNCERTAIN, 0, "The connection broke before the server answered.")
        return keep_in_viewer(sender, address, raw)


def _waiting() -> tuple[datetime | None, datetime | None, bool, bool, bool]:
    with connection.cursor() as cursor:
        cursor.execute(WAITING)
        found: tuple[datetime | None, datetime | None, bool, bool, bool] = cursor.fetchone()
        return found


def _all_of(duty: Callable[[], int]) -> None:
    while duty():
        pass
