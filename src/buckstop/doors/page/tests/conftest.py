"""Ines at her page: the world of the problems' tests, her link, and the clock in our hand."""

from collections.abc import Iterator
from datetime import datetime, timedelta
from typing import Any

import pytest
from django.test import Client
from urllib3.util import connection

from buckstop.conversations import links
from buckstop.conversations.actions import hearing, telling
from buckstop.conversations.actions.posting import File
from buckstop.doors.components.tests.rendered import form_to
from buckstop.doors.page.tests.own_log_in import INES, admin, terms
from buckstop.identity.actions import customer_providers as verbs
from buckstop.identity.models import CustomerProvider
from buckstop.identity.tests.provider import OpenIdProvider
from buckstop.kit import clock
from buckstop.ledger.actor import Actor, ActorKind
from buckstop.outbox.channels.push import guard
from buckstop.people.models import Person
from buckstop.problems.models import Case
from buckstop.problems.tests.world import MONDAY, World

LOG = File("gateway.log", "text/plain", b"certificate refused\n")


class Desk(World):
    """The world, with conversations and pages."""

    def write_in(self, text: str, by: Person | None = None, **also: Any) -> Case:
        """A customer's words became a problem with a case."""
        person = by or self.ines
        customer = self.nordbank if person == self.ines else None
        actor = Actor(ActorKind.CONTACT, person.pk)
        said = {"contact": person, "customer": customer, "channel": "mail"} | also
        return hearing.log(text=text, by=actor, at=self.now, **said)

    def answer(self, case: Case, text: str, **also: Any) -> None:
        """Its owner answers."""
        case.refresh_from_db()
        telling.reply(case, text=text, by=case.problem.owner.actor(), at=self.now, **also)

    def link(self, case: Case, *, made: datetime | None = None) -> str:
        """The address in our mails."""
        return f"/c/{links.make(case.pk, case.contact_id, made or self.now)}/"

    def page(self, case: Case) -> "Page":
        return Page(self, self.link(case))

    def later(self, **by: float) -> datetime:
        self.now += timedelta(**by)
        clock.move_by(timedelta(**by))
        return self.now


class Page:
    """One customer's browser at their link, with CSRF checks as in the field."""

    def __init__(self, desk: Desk, url: str) -> None:
        self.desk, self.url = desk, url
        self.client = Client(enforce_csrf_checks=True)

    def get(self, path: str = "", **query: str) -> Any:
        return self.client.get(self.url + path, query)

    def post(self, path: str, *, on: str = "", **data: Any) -> Any:
        """Fill in the form of the page `on` that is sent to `path`; send it as the browser does."""
        form = form_to(self.says(on), self.url + path, **data)
        return self.client.post(self.url + path, form.filled(data))

    def forge(self, path: str, **data: Any) -> Any:
        """Send what no form of the page would send, with the page's token."""
        self.client.get(self.url)
        token = self.client.cookies["csrftoken"].value
        return self.client.post(self.url + path, {"csrfmiddlewaretoken": token, **data})

    def solved(self) -> Any:
        """Press *Solved*, and once more on the page that asks."""
        asked = self.post("word/", word="solved")
        form = form_to(asked.content.decode(), f"{self.url}word/", sure="yes", word="solved")
        return self.client.post(form.action, form.filled({"sure": "yes", "word": "solved"}))

    def says(self, path: str = "", **query: str) -> str:
        return self.get(path, **query).content.decode()


@pytest.fixture
def desk(db: None, monkeypatch: pytest.MonkeyPatch) -> Iterator[Desk]:
    monkeypatch.setenv("BUCKSTOP_ZONE", "Europe/Zurich")
    with clock.set_to(MONDAY):
        yield Desk(now=MONDAY)


@pytest.fixture
def case(desk: Desk) -> Case:
    found = desk.write_in("Transfers fail since nine\nThey stay at pending.")
    desk.later(minutes=5)
    return found


@pytest.fixture(scope="module")
def running() -> Iterator[OpenIdProvider]:
    provider = OpenIdProvider()
    yield provider
    provider.stop()


@pytest.fixture
def there(
    running: OpenIdProvider, monkeypatch: pytest.MonkeyPatch, settings: Any
) -> OpenIdProvider:
    """The provider as it is before anything was done to it, where it may be called; Ines comes."""
    monkeypatch.setattr(connection, "create_connection", guard.guarded)
    settings.PUSH_PRIVATE_HOSTS = ["127.0.0.1"]
    running.person, running.apart = dict(INES), {}
    running.spoil = lambda claims: claims
    running.said_issuer = running.issuer
    return running


@pytest.fixture
def own(desk: Desk, case: Case, there: OpenIdProvider) -> CustomerProvider:
    """Nordbank's, as an admin here set it up."""
    said = terms(there)
    return verbs.add_customer_provider(desk.nordbank, terms=said, by=admin(desk), at=desk.now)
