"""What a tool mails to the address of its source is a signal, and opens no case."""

from buckstop.incoming.actions.keep import Arrived, keep
from buckstop.incoming.actions.receiving import receive
from buckstop.incoming.models import Intake
from buckstop.incoming.queries import tally
from buckstop.ledger.actor import DESK
from buckstop.ledger.verify import verify
from buckstop.problems.models import Case, Problem
from buckstop.problems.tests.world import World
from buckstop.signals.actions.finding import find_first
from buckstop.signals.actions.receiving import read_signals
from buckstop.signals.actions.sources import add_source
from buckstop.signals.models import Arrival, Episode


def mails(world: World, to: str, subject: str) -> str:
    """A tool writes; returns what became of it."""
    raw = f"From: root@mon.example\r\nTo: {to}\r\nSubject: {subject}\r\n\r\nSee {world.now}\r\n"
    keep([Arrived("root@mon.example", (to,), raw.encode())], at=world.now)
    receive(at=world.now)
    read_signals(at=world.now)
    return Intake.objects.order_by("-pk")[0].became


def test_an_alert_by_mail_fires_and_ends(world: World):
    _source, secret = add_source(
        kind="mail", name="Old Nagios", owner=world.ana, by=DESK, at=world.now
    )
    to = f"help+signals.{secret}@desk.example"
    assert mails(world, to, "[CRITICAL] gateway-1 load is 42") == "signal"
    world.later(minutes=1)
    assert mails(world, to, "[CRITICAL] gateway-1 load is 57") == "signal"
    episode = Episode.objects.get()
    assert (episode.signals, episode.severity, episode.state) == (2, 2, "firing")
    assert find_first(at=world.now) == 1
    world.later(minutes=1)
    mails(world, to, "[OK] gateway-1 load is 2")
    assert Episode.objects.get().state == "quiet"
    assert not Case.objects.exists()
    assert str(tally()) == "3 came: 3 signals of monitoring tools."
    assert tally().is_right
    problems = Problem.objects.count()
    assert mails(world, "help+signals.wrong@desk.example", "[CRITICAL] x") == "problem"
    assert (Problem.objects.count(), Arrival.objects.count()) == (problems + 1, 3)
    assert list(verify()) == []
    arrivals = Arrival.objects.order_by("pk")
    for one, astray in ((arrivals[0], 0), (arrivals.reverse()[0], 1)):
        one.delete()  # the oldest is deleted by and by; the newest can't be gone
        assert tally().astray == astray
