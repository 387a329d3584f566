"""Probes leave and come back; where mail stands still, it is somebody's within 15 minutes."""

from datetime import timedelta
from typing import Any

import pytest

from buckstop.configuration.actions.choosing import choose
from buckstop.incoming.accounts.terms import Terms
from buckstop.incoming.actions.accounts import add_account
from buckstop.incoming.actions.fetching import failed, heard
from buckstop.incoming.actions.keep import Arrived, keep
from buckstop.incoming.actions.probing import remind_of_secrets, send_probes, watch_mail
from buckstop.incoming.actions.receiving import receive
from buckstop.incoming.models import Alarm, Became, Intake, Probe
from buckstop.incoming.probes import probe_in, subject_of
from buckstop.incoming.settings import PROBES
from buckstop.kit.ids import uuid7
from buckstop.ledger.actor import DESK
from buckstop.notices.models import Notice
from buckstop.notices.saying import said
from buckstop.outbox.actions.delivering import deliver
from buckstop.outbox.channels.smtp.channel import Smtp
from buckstop.outbox.outcomes import Came, Outcome
from buckstop.outbox.settings import RELAY_HOST
from buckstop.people.actions import staff
from buckstop.people.actions.staff import found_house
from buckstop.problems.models import Case, Problem
from buckstop.problems.tests.world import World


class Relay:
    """Takes what leaves, or says no for now; what it took comes back where `brings`."""

    def __init__(self, world: World) -> None:
        self.world, self.takes, self.brings = world, True, True
        self.sent: list[bytes] = []

    def hand(self, _: str, to: str, raw: bytes, *more: Any) -> Outcome:
        if not self.takes:
            return Outcome(Came.LATER, 450, "Not now.")
        self.sent.append(raw)
        return Outcome(Came.ACCEPTED, 250, "OK")

    def turn(self, minutes: float = 1) -> None:
        """The clock's work of so many minutes."""
        for _minute in range(int(minutes)):
            at = self.world.later(minutes=1)
            send_probes(at=at)
            while deliver(Smtp(self.hand), at=at):
                pass
            if self.brings:
                keep([Arrived("", ("help@localhost",), raw) for raw in self.sent], at=at)
                self.sent.clear()
                receive(at=at)
            watch_mail(at=at)


@pytest.fixture
def relay(world: World) -> Relay:
    by: dict[str, Any] = {"by": DESK, "at": world.now}
    choose({PROBES: "1", RELAY_HOST: "relay.example"}, on=found_house(**by), **by)
    return Relay(world)


def test_while_mail_moves_nobody_hears_of_it(relay: Relay) -> None:
    relay.turn(16)
    assert Probe.objects.filter(arrived_at=None).count() <= 1
    assert 3 <= Probe.objects.count() <= 4
    assert set(Intake.objects.values_list("became", flat=True)) == {Became.PROBE}
    assert not Problem.objects.exists()
    assert not Case.objects.exists()


def test_mail_that_doesnt_arrive_is_somebodys_within_a_quarter_of_an_hour(relay: Relay) -> None:
    relay.turn(11)
    relay.brings = False
    relay.turn(9)
    assert not Problem.objects.exists()
    relay.turn(6)
    problem = Problem.objects.get()
    assert problem.title.startswith("Mail to help@localhost doesn’t arrive")
    assert problem.owner == relay.world.ana
    relay.turn(2)
    assert Problem.objects.count() == 1
    relay.brings = True
    relay.turn(2)
    assert Alarm.objects.get().ended_at is not None
    note = problem.messages.get(kind="note")
    assert note.text is not None
    assert note.text.text == "Mail moves again."


def test_mail_that_doesnt_leave_is_one_problem(relay: Relay) -> None:
    relay.takes = False
    relay.turn(16)
    assert Problem.objects.get().title.startswith("Mail doesn’t leave")
    relay.turn(2)
    assert Alarm.objects.get().of == "out"


def test_nothing_is_sent_where_nobody_asked_for_it(world: World) -> None:
    assert send_probes(at=world.now) == 0
    assert watch_mail(at=world.now) == 0


def test_only_what_we_signed_is_a_probe() -> None:
    key = uuid7()
    assert probe_in(f"Re: {subject_of(key)}") == key
    assert probe_in(subject_of(key).replace(key.hex, uuid7().hex)) is None
    assert probe_in("Probe") is None


def test_an_account_that_isnt_read_is_somebodys_until_it_is(world: World) -> None:
    terms = Terms("imap.test", "ada", "help@localhost", secret="x")
    account = add_account(terms=terms, by=DESK, at=world.now)
    failed(account, "The mail server can’t be read: no.", at=world.now)
    watch_mail(at=world.later(minutes=15))
    assert not Problem.objects.exists()
    watch_mail(at=world.later(minutes=1))
    problem = Problem.objects.get()
    assert "ada isn’t read: The mail server can’t be read" in problem.title
    heard(account, at=world.now)
    assert watch_mail(at=world.now) == 1
    assert watch_mail(at=world.now) == 0


def test_admins_hear_a_week_before_what_lets_us_in_ends(world: World) -> None:
    ada = staff.add(name="Ada", email="ada@desk.example", role="admin", by=DESK, at=world.now)
    ends = world.now.date() + timedelta(days=8)
    terms = Terms("imap.test", "ada", "help@localhost", secret="x", secret_ends=ends)
    add_account(terms=terms, by=DESK, at=world.now)
    assert remind_of_secrets(at=world.now) == 0
    assert remind_of_secrets(at=world.later(days=1)) == 1
    assert remind_of_secrets(at=world.later(hours=1)) == 0
    notice = Notice.objects.get(person=ada)
    assert "ada ends on" in said([notice])[notice.pk].sentence
