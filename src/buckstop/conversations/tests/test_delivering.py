"""What comes of mail that leaves: each for itself, and truly, whatever the relay does."""

import time
from datetime import timedelta
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest

from buckstop.conversations import rendering
from buckstop.conversations.actions import letters, telling
from buckstop.conversations.letters.acknowledgement import Acknowledgement
from buckstop.conversations.models import Message
from buckstop.conversations.outgoing import Mail
from buckstop.ledger.models import Entry
from buckstop.mail.compose import NotSendable
from buckstop.outbox.actions.delivering import Postman, deliver, find_uncertain
from buckstop.outbox.actions.handing import LEASE, Handful, take
from buckstop.outbox.actions.resending import send_again
from buckstop.outbox.actions.writing import write_each
from buckstop.outbox.channels.smtp.channel import Smtp
from buckstop.outbox.models import Attempt, Delivery, Outage
from buckstop.outbox.outcomes import Came, Outcome
from buckstop.outbox.rules import MOST_TRIES, pause
from buckstop.outbox.source import Written, abouts
from buckstop.problems.tests.world import World
from tests.relays import HANGS_UP, SILENT, BadRelay

OK = Outcome(Came.ACCEPTED, 250, "taken")


def wrote(world: World, *names: str) -> list[Delivery]:
    """Customers of these names wrote, and each has an acknowledgement on the way."""
    for name in names:
        world.report(f"Trouble of {name}", by=world.meet(name, f"{name}@{name}.example"))
    letters.write(Acknowledgement, list(Entry.objects.filter(code="case-opened")), world.now)
    return list(Delivery.objects.order_by("address"))


def states() -> dict[str, str]:
    rows = Delivery.objects.values_list("address", "state")
    return {address.partition("@")[0]: state for address, state in rows}


def test_a_letter_that_cannot_be_written_fails_alone(world: World, monkeypatch: Any) -> None:
    wrote(world, "ada", "bea", "cid")
    whole = rendering.write_out

    def poisoned(delivery: Mail, *rest: Any) -> bytes:
        if delivery.address.startswith("ada"):
            raise NotSendable("This can't be written.")
        if delivery.address.startswith("bea"):
            raise KeyError("owner")
        return whole(delivery, *rest)

    monkeypatch.setattr("buckstop.conversations.actions.writing.write_out", poisoned)
    assert deliver(Smtp(lambda *_: OK), at=world.now) == 3
    assert states() == {"ada": "failed", "bea": "failed", "cid": "sent"}
    assert Delivery.objects.get(address__startswith="ada").why == "This can't be written."
    assert "could not write" in Delivery.objects.get(address__startswith="bea").why
    assert Entry.objects.filter(code="mail-failed").count() == 2


def test_an_envelope_that_cannot_be_put_together_fails_alone(
    world: World, monkeypatch: Any
) -> None:
    wrote(world, "ada", "bea")
    facts = "buckstop.conversations.letters.acknowledgement.Acknowledgement.facts"

    def poisoned(message: Message) -> dict[str, Any]:
        if "ada" in str(message.subject):
            raise ValueError("a row that makes no sense")
        return {}

    monkeypatch.setattr(facts, poisoned)
    deliver(Smtp(lambda *_: OK), at=world.now)
    assert states() == {"ada": "failed", "bea": "sent"}


def test_a_silent_relay_ends_the_batch_and_counts_no_try(
    world: World, relay: BadRelay, postman: Postman
) -> None:
    wrote(world, "ada", "bea", "cid")
    relay.says["hello"] = SILENT
    assert postman.deliver(at=world.now) == 0
    assert relay.connections == 1
    assert set(states().values()) == {"pending"}
    assert set(Delivery.objects.values_list("tries", flat=True)) == {0}
    outage = Outage.objects.get()
    assert "can't be reached" in outage.why
    assert postman.deliver(at=world.now) == 0
    assert relay.connections == 1  # it is left alone for a while
    relay.says.clear()
    relay.let_go.set()
    assert postman.deliver(at=world.later(minutes=1)) == 3
    assert set(states().values()) == {"sent"}
    assert Outage.objects.get().ended_at is not None


def test_a_relay_that_stalls_at_data_holds_up_nobody_else(
    world: World, relay: BadRelay, postman: Postman
) -> None:
    wrote(world, "ada", "bea")
    relay.says["DATA"] = [SILENT]
    assert postman.deliver(at=world.now) == 1
    assert set(states().values()) == {"pending"}
    assert sorted(Delivery.objects.values_list("tries", flat=True)) == [0, 1]
    relay.let_go.set()
    postman.deliver(at=world.later(seconds=10))
    assert sorted(states().values()) == ["pending", "sent"]
    postman.deliver(at=world.later(minutes=1))
    assert sorted(states().values()) == ["sent", "sent"]
    assert len(relay.mails) == 2


@pytest.mark.parametrize("answer", [b"\xff\xfe\x00 thanks", b"354 and?", b"", HANGS_UP, SILENT])
def test_after_the_end_only_a_clear_no_is_a_no(
    world: World, relay: BadRelay, postman: Postman, answer: bytes
) -> None:
    wrote(world, "ada", "bea")
    relay.says["."] = [answer]
    postman.deliver(at=world.now)
    assert sorted(states().values()) == ["pending", "uncertain"]
    relay.let_go.set()
    postman.deliver(at=world.later(hours=1))
    assert sorted(states().values()) == ["sent", "uncertain"]
    assert len(relay.mails) == len(set(relay.to())) == 2
    assert Entry.objects.filter(code="mail-uncertain").count() == 1


def test_after_the_end_4xx_is_later_and_5xx_is_refused(
    world: World, relay: BadRelay, postman: Postman
) -> None:
    wrote(world, "ada", "bea", "cid")
    relay.says["."] = [b"452 full", b"554 spam"]
    assert postman.deliver(at=world.now) == 3
    assert sorted(states().values()) == ["failed", "pending", "sent"]
    assert Delivery.objects.get(state="pending").why == "full"


def test_a_relay_that_is_away_for_a_weekend_fails_nothing(world: World, relay: BadRelay) -> None:
    wrote(world, "ada")
    gone = Postman(
        Smtp(lambda *_: Outcome(Came.LATER, 0, "away", stands_still=True, taken_up=False))
    )
    for _ in range(3 * 24):
        gone.deliver(at=world.later(hours=1))
    assert states() == {"ada": "pending"}
    assert deliver(Smtp(lambda *_: OK), at=world.later(hours=1)) == 1
    assert states() == {"ada": "sent"}


def test_a_mail_is_tried_for_five_days(world: World) -> None:
    waits = [wait for n in range(1, 100) if (wait := pause(n))]
    assert len(waits) == MOST_TRIES - 1
    assert 4 <= sum(wait.total_seconds() for wait in waits) / 86_400 <= 5
    assert all(sooner <= later for sooner, later in pairwise(waits))
    wrote(world, "ada")
    for _ in range(MOST_TRIES):
        deliver(Smtp(lambda *_: Outcome(Came.LATER, 451, "not now")), at=world.later(hours=4.1))
    assert states() == {"ada": "failed"}
    assert Attempt.objects.count() == MOST_TRIES


def test_a_worker_told_to_stop_puts_the_rest_back(world: World, data: Path) -> None:
    wrote(world, "ada", "bea", "cid")
    tried: list[str] = []

    def hand(sender: str, address: str, *_: Any) -> Outcome:
        tried.append(address)
        return OK

    Postman(Smtp(hand)).deliver(at=world.now, going=lambda: not tried)
    assert sorted(states().values()) == ["pending", "pending", "sent"]
    assert list((data / "handing").iterdir()) == []
    assert set(Delivery.objects.filter(state="pending").values_list("tries", flat=True)) == {0}


def hand_out(world: World) -> Handful:
    chosen = list(Delivery.objects.order_by("address"))
    about = abouts(chosen)
    written = {key: one for key, one in write_each(chosen, about, world.now).items()
               if isinstance(one, Written)}  # fmt: skip
    return take(chosen, written, world.now, about)


def test_only_what_died_after_its_end_was_sent_is_uncertain(world: World) -> None:
    wrote(world, "ada", "bea", "cid", "dan")
    handful = hand_out(world)
    ada, bea, cid, _ = handful.mails
    assert handful.may_end(ada, world.now)
    handful.answered(ada, OK)
    assert handful.may_end(bea, world.now)
    handful.answered(bea, Outcome(Came.REFUSED, 550, "no such user"))
    assert handful.may_end(cid, world.now)
    assert find_uncertain(at=world.later(minutes=10)) == 0  # it lives
    handful.marks.let_go()  # and here it is killed
    assert find_uncertain(at=world.now) == 4
    assert states() == {"ada": "sent", "bea": "failed", "cid": "uncertain", "dan": "pending"}
    assert deliver(Smtp(lambda *_: OK), at=world.now) == 1
    assert states()["dan"] == "sent"


@pytest.mark.parametrize("lost", ["the file", "its meaning"])
def test_what_a_crash_of_the_machine_forgot_is_uncertain(
    world: World, data: Path, monkeypatch: Any, lost: str
) -> None:
    wrote(world, "ada")
    handful = hand_out(world)
    handful.marks.let_go()
    if lost == "the file":
        (data / "handing" / handful.id.hex).unlink()
        assert find_uncertain(at=world.now) == 0
    else:
        monkeypatch.setattr("buckstop.kit.marks._boot", lambda: "started again")
    find_uncertain(at=world.now + LEASE)
    assert states() == {"ada": "uncertain"}


def test_who_slept_longer_than_its_lease_sends_nothing_and_overwrites_nothing(
    world: World, relay: BadRelay, postman: Postman, settings: Any, monkeypatch: Any, data: Path
) -> None:
    wrote(world, "ada")
    slept = 10 * LEASE.total_seconds()

    def sleeps(sender: str, address: str, raw: bytes, may_end: Any) -> Outcome:
        settings.DATA = data / "another machine"
        settings.DATA.mkdir()
        find_uncertain(at=world.now + 2 * LEASE)
        send_again(Delivery.objects.get(), by=world.ana.actor(), at=world.now + 2 * LEASE)
        postman.deliver(at=world.now + 2 * LEASE)
        now = time.monotonic()
        monkeypatch.setattr("time.monotonic", lambda: now + slept)
        assert not may_end()
        return Outcome(Came.REFUSED, 550, "too late")

    deliver(Smtp(sleeps), at=world.now)
    assert states() == {"ada": "sent"}
    assert len(relay.mails) == 1
    assert Attempt.objects.count() == 2


def test_a_slow_relay_keeps_its_lease(world: World, monkeypatch: Any) -> None:
    wrote(world, "ada", "bea", "cid")
    passed = [0.0]
    monkeypatch.setattr("time.monotonic", lambda: passed[0])
    monkeypatch.setattr("buckstop.outbox.actions.delivering.LONGEST", 10_000)

    def slow(sender: str, address: str, raw: bytes, may_end: Any) -> Outcome:
        passed[0] += 200
        assert may_end()
        find_uncertain(at=world.now + timedelta(seconds=passed[0]))  # as another worker looks
        return OK

    deliver(Smtp(slow), at=world.now)
    assert states() == {"ada": "sent", "bea": "sent", "cid": "sent"}
    assert not Entry.objects.filter(code="mail-uncertain").exists()


def test_what_was_sent_is_recorded_when_the_database_is_back(
    world: World, monkeypatch: Any
) -> None:
    wrote(world, "ada")
    postman = Postman(Smtp(lambda *_: OK))
    module = "buckstop.outbox.actions.delivering.note"
    with monkeypatch.context() as away:
        away.setattr(module, lambda *_, **__: (_ for _ in ()).throw(RuntimeError("away")))
        with pytest.raises(RuntimeError):
            postman.deliver(at=world.now)
    assert states() == {"ada": "handing"}
    postman.deliver(at=world.now)
    assert states() == {"ada": "sent"}
    assert Delivery.objects.get().tries == 1


def test_an_attempt_names_the_head_that_its_mail_carried(world: World) -> None:
    wrote(world, "ada")
    deliver(Smtp(lambda *_: Outcome(Came.LATER, 451, "not now")), at=world.now)
    case = Message.objects.get(pk=Delivery.objects.get().owner).case
    assert case is not None
    telling.note(case.problem, text="Something else.", by=world.ana.actor(), at=world.now)
    deliver(Smtp(lambda *_: OK), at=world.later(hours=1))
    first, second = Attempt.objects.order_by("at")
    assert (first.chain_number, bytes(first.chain_head)) == (
        second.chain_number, bytes(second.chain_head),
    )  # fmt: skip
