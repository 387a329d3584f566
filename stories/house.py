"""Halden IT: its people, its customers, its time, and how stories speak with it."""

import smtplib
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime, time, timedelta
from email.message import EmailMessage
from email.utils import make_msgid
from functools import cache

import pytest
from django.conf import settings
from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
from django.contrib.auth.hashers import make_password
from django.contrib.sessions.backends.db import SessionStore
from django.db.models import Min
from django.test import override_settings
from playwright.sync_api import Browser, Page

from buckstop.coverage import actions as coverage
from buckstop.coverage.models import Roster
from buckstop.doors.clock.duties import Named, duties, turn
from buckstop.kit import clock
from buckstop.kit.duties import next_due
from buckstop.ledger.actor import DESK
from buckstop.outbox.models import Delivery
from buckstop.people.actions import customers, staff
from buckstop.people.models import Person
from buckstop.problems.models import Problem
from stories.servers import mailbox, pages
from stories.sink import Mail, Sink, sink
from tests.browser import leave

TUESDAY = datetime(2026, 3, 3, 8, 12, tzinfo=UTC)  # 09:12 in Zurich
PASSWORD = "own the problem"
ROUNDS = 1_000  # more than anything in a story takes
PATIENCE = 30_000  # milliseconds: a busy machine is slow, and nothing here measures it


@cache
def _hashed(password: str) -> str:
    """Once for everybody of every house: it is slow on purpose."""
    return make_password(password)


@dataclass
class House:
    """Everybody and everything of one story."""

    browser: Browser
    sink: Sink
    url: str
    smtp_port: int
    stack: ExitStack
    duties: list[Named] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.ana = self._hire("Ana Ruiz", "front line")
        self.bruno = self._hire("Bruno Okafor", "front line")
        self.carla = self._hire("Carla Mendes", "lead")
        self.zed = self._hire("Zed Novak", "colleague")
        now = clock.now()
        self.roster: Roster = coverage.make_roster(
            zone="Europe/Zurich", buck_stops_with=self.carla, by=DESK, at=now
        )
        for weekday in range(5):
            coverage.add_shift(
                self.roster, person=self.ana, weekday=weekday, starts=time(8), ends=time(18),
                by=DESK, at=now,
            )  # fmt: skip
        for name in ("Nordbank", "Fjordline", "Alpenrad", "Seebad"):
            domain = f"{name.lower()}.example"
            customers.add(name=name, domains=(domain,), by=DESK, at=now)

    def _hire(self, name: str, role: str) -> Person:
        email = f"{name.split()[0].lower()}@halden.example"
        person = staff.add(name=name, email=email, role=role, by=DESK, at=clock.now())
        person.password = _hashed(PASSWORD)
        person.save(update_fields=["password"])
        return person

    def mail(
        self,
        sender: str,
        subject: str,
        text: str,
        *,
        answers: Mail | None = None,
        to: str = "help@localhost",
        headers: dict[str, str] | None = None,
    ) -> EmailMessage:
        """Somebody writes an ordinary mail; it goes through our SMTP door and is worked on."""
        message = EmailMessage()
        message["From"] = sender
        message["To"] = str(answers.message["Reply-To"]) if answers else to
        message["Subject"] = subject
        message["Message-ID"] = make_msgid(domain="nordbank.example")
        if answers is not None:
            message["In-Reply-To"] = str(answers.message["Message-ID"])
        for name, value in (headers or {}).items():
            message[name] = value
        message.set_content(text)
        with smtplib.SMTP("127.0.0.1", self.smtp_port, timeout=60) as connection:
            connection.send_message(message)
        self.work()
        return message

    def work(self) -> None:
        """Let the workers do everything that can be done now."""
        for _ in range(ROUNDS):
            if not turn(self.duties, clock.now()):
                return
        raise AssertionError("the workers never come to an end")

    def later(self, *, days: float = 0, hours: float = 0, minutes: float = 0) -> None:
        """Let time go by; what falls due on the way is done when it falls due."""
        end = clock.now() + timedelta(days=days, hours=hours, minutes=minutes)
        rounds = 0
        while (soon := self._next_due()) is not None and soon < end:
            rounds += 1
            assert rounds < ROUNDS, f"something is due since {soon} and nobody does it"
            if soon > clock.now():
                clock.move_by(soon - clock.now())
            clock.move_by(timedelta(seconds=1))
            self.work()
        clock.move_by(max(end - clock.now(), timedelta(0)))
        self.work()

    def _next_due(self) -> datetime | None:
        soon = next_due()
        waiting = Delivery.objects.filter(state="pending").aggregate(at=Min("next_try_at"))["at"]
        soonest = [soon[0] if soon else None, waiting]
        return min((at for at in soonest if at is not None), default=None)

    def inbox(self, address: str) -> list[Mail]:
        """What an address got from us, oldest first."""
        return self.sink.to(address)

    def at_desk(self, person: Person) -> Page:
        """A browser in which `person` is logged in."""
        context = self.browser.new_context(locale="en-GB", base_url=self.url)
        store = SessionStore()
        store[SESSION_KEY] = str(person.pk)
        store[BACKEND_SESSION_KEY] = "buckstop.people.backends.ByName"
        store[HASH_SESSION_KEY] = person.get_session_auth_hash()
        store.save()
        cookie = {"name": settings.SESSION_COOKIE_NAME, "value": store.session_key, "url": self.url}
        context.add_cookies([cookie])  # type: ignore[list-item]
        return self._page(context.new_page())

    def on_phone(self, link: str) -> Page:
        """A customer's phone, on the page of a link out of a mail."""
        context = self.browser.new_context(
            locale="en-GB", viewport={"width": 390, "height": 844}, has_touch=True
        )
        page = self._page(context.new_page())
        page.goto(link)
        return page

    def _page(self, page: Page) -> Page:
        page.set_default_timeout(PATIENCE)
        self.stack.callback(leave, page.context)
        return page

    def problem(self, number: int = -1) -> Problem:
        """The newest problem, or the one at this place in order of opening."""
        return list(Problem.objects.order_by("number"))[number]


@contextmanager
def open_house(browser: Browser) -> Iterator[House]:
    """Start everything; stop it all afterwards."""
    with ExitStack() as stack:
        stack.enter_context(clock.set_to(TUESDAY))
        kept, relay = stack.enter_context(sink())
        smtp_port = stack.enter_context(mailbox())
        web_port = stack.enter_context(pages())
        url = f"http://localhost:{web_port}"
        stack.enter_context(override_settings(BASE_URL=url, CSRF_TRUSTED_ORIGINS=[url]))
        given = stack.enter_context(pytest.MonkeyPatch.context())
        given.setenv("BUCKSTOP_RELAY", f"smtp://127.0.0.1:{relay}")
        given.setenv("BUCKSTOP_HOUSE", "Halden IT")
        given.setenv("BUCKSTOP_ZONE", "Europe/Zurich")
        house = House(browser, kept, url, smtp_port, stack)
        house.duties = duties()
        yield house
