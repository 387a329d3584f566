"""What is owed, of any kind, and every place where it can be read."""

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta
from types import ModuleType
from typing import Any

from django.apps import AppConfig
from django.test import Client

from buckstop.apps import find
from buckstop.conversations import links
from buckstop.conversations.actions import hearing
from buckstop.doors.components.tests.rendered import form_to
from buckstop.doors.desk.entrance import BACKEND
from buckstop.doors.desk.tests.telling import words
from buckstop.kit import clock
from buckstop.ledger.actor import DESK
from buckstop.ledger.verify import verify
from buckstop.people.actions import staff
from buckstop.people.models import Person
from buckstop.problems.actions import attending
from buckstop.problems.commitments.kind import KINDS
from buckstop.problems.entries import promising
from buckstop.problems.models import Case, Commitment
from buckstop.problems.rules import order
from buckstop.problems.tests import guarantees
from buckstop.problems.tests.world import World

WHAT = "Look into the gateway's log"
FAVOUR = "stories.trial.commitments.favour"


@contextmanager
def trial() -> Iterator[ModuleType]:
    """The app `stories.trial` is there, with its one kind, which is gone again afterwards."""
    find(AppConfig.create("stories.trial"), "commitments")
    yield sys.modules[FAVOUR]
    del sys.modules[FAVOUR]
    for register in (KINDS, order.EXPECTED, promising.ONE, promising.BEGINS):
        del register["favour"]


class Readers:
    """Everybody who reads what is owed: at the desk, at the customer's page, a program."""

    def __init__(self, world: World) -> None:
        self.world = world
        self.case = self.write_in("Transfers fail since nine")
        _, self.secret = staff.add_key(name="portal", scope="read", by=DESK, at=world.now)

    def write_in(self, text: str, contact: Person | None = None) -> Case:
        """A customer's words became a problem."""
        contact = contact or self.world.ines
        customer = self.world.nordbank if contact == self.world.ines else None
        return hearing.log(
            text=text, contact=contact, customer=customer, channel="mail", by=DESK,
            at=self.world.now,
        )  # fmt: skip

    def later(self, until: datetime) -> None:
        """Let time go on, and the clock do what is due."""
        self.world.now = until
        clock.move_by(until - clock.now())
        while attending.attend_commitments(at=until):
            pass

    def _get(self, path: str, who: Person | None = None, **headers: Any) -> str:
        client = Client()
        if who is not None:
            client.force_login(who, backend=BACKEND)
        answer = client.get(path, headers=headers)
        assert answer.status_code == 200, (path, answer.status_code)
        return words(answer)

    def problem(self, reader: Person | None = None) -> str:
        """The problem's page, as one of us reads it."""
        return self._get(f"/problems/{self.case.problem.ref}/", reader or self.world.carla)

    def work(self, reader: Person) -> str:
        """*My work*."""
        return self._get("/", reader)

    def customer(self, case: Case | None = None) -> str:
        """The customer's page."""
        case = case or self.case
        return self._get(f"/c/{links.make(case.pk, case.contact_id, self.world.now)}/")

    def send(self, place: str, **said: str) -> None:
        """Ines fills in the form for `place` on her page."""
        url = f"/c/{links.make(self.case.pk, self.case.contact_id, self.world.now)}/"
        client = Client()
        form = form_to(client.get(url).content.decode(), url + place)
        assert client.post(form.action, form.filled(said)).status_code == 302

    def api(self, **query: str) -> Any:
        """The commitments that a program reads."""
        headers = {"Authorization": f"Bearer {self.secret}"}
        return Client().get("/api/v1/commitments", query, headers=headers)

    def all_hold(self) -> None:
        """Every guarantee holds, and the tables are what the entries say."""
        assert guarantees.broken() == []
        assert [str(one) for one in verify()] == []


def due(world: World, hours: float = 2) -> datetime:
    """A time from now."""
    return world.now + timedelta(hours=hours)


def fresh(row: Commitment) -> Commitment:
    """As it is now."""
    return Commitment.objects.select_related("problem", "debtor").get(pk=row.pk)


def successor(row: Commitment) -> Commitment:
    """What is owed instead of what was missed."""
    return Commitment.objects.get(follows=row)
