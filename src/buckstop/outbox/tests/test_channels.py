"""A channel is a folder and a line: a trial one is driven by the same drain as mail is."""

from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction

from buckstop.ledger.actor import DESK
from buckstop.outbox.actions.delivering import deliver
from buckstop.outbox.actions.resending import let_be, send_again, send_failed_again
from buckstop.outbox.actions.restoring import doubt_waiting
from buckstop.outbox.models import Attempt, Delivery, Outage
from buckstop.outbox.outcomes import Came, Outcome
from buckstop.outbox.queries.deliveries import in_trouble
from buckstop.outbox.queries.outages import standstill
from buckstop.outbox.source import Event
from buckstop.outbox.tests.trial import NOON, Greetings, Hooks, Pigeons, states, want

pytestmark = pytest.mark.django_db
AWAY = Outcome(Came.LATER, 0, "The loft is shut.", stands_still=True, taken_up=False)
IN_DOUBT = Outcome(Came.UNCERTAIN, 0, "It never came back.", stands_still=True)
REFUSED = Outcome(Came.REFUSED, 404, "Nobody lives there.")


def test_what_is_wanted_leaves_by_its_channel_alone(greetings: Greetings) -> None:
    want("ada", "bea")
    want("cid", channel="hook")
    pigeons = Pigeons()
    assert deliver(pigeons, at=NOON) == 2
    assert sorted(pigeons.took) == [("ada", b"Hello ada"), ("bea", b"Hello bea")]
    assert states() == {"ada": "sent", "bea": "sent", "cid": "pending"}
    assert Attempt.objects.filter(chain=None).count() == 2


def test_the_same_goes_once_to_an_address_by_a_channel(greetings: Greetings) -> None:
    [one] = want("ada")
    again = {"kind": one.kind, "owner": one.owner, "made_at": NOON, "next_try_at": NOON}
    with pytest.raises(IntegrityError), transaction.atomic():
        Delivery.objects.create(**again, channel="pigeon", address="ada")
    Delivery.objects.create(**again, channel="hook", address="ada")
    Delivery.objects.create(**again, channel="pigeon", address="bea")


def test_a_channel_that_fails_rests_and_the_others_go_on(greetings: Greetings) -> None:
    want("ada", "bea")
    want("cid", channel="hook")
    pigeons = Pigeons(AWAY)
    assert deliver(pigeons, at=NOON) == 0
    assert deliver(pigeons, at=NOON) == 0
    assert pigeons.took == []
    assert Outage.objects.get().channel == "pigeon"
    found = standstill()
    assert found is not None
    assert deliver(Hooks(), at=NOON) == 1
    assert deliver(pigeons, at=NOON + timedelta(minutes=1)) == 2
    assert Outage.objects.get().ended_at is not None


def test_where_each_address_is_a_server_one_that_is_away_holds_up_nobody(
    greetings: Greetings,
) -> None:
    want("ada", "bea", channel="hook")
    assert deliver(Hooks(AWAY), at=NOON) == 2
    assert sorted(states().values()) == ["pending", "sent"]
    assert Delivery.objects.get(state="pending").tries == 1
    assert not Outage.objects.exists()


def test_what_may_have_left_waits_for_a_person(greetings: Greetings) -> None:
    [one] = want("ada")
    deliver(Pigeons(IN_DOUBT), at=NOON)
    assert states() == {"ada": "uncertain"}
    assert deliver(Pigeons(), at=NOON + timedelta(days=1)) == 0
    send_again(one, by=DESK, at=NOON)
    assert deliver(Pigeons(), at=NOON + timedelta(days=1)) == 1
    assert greetings.events == [("ada", Event.UNCERTAIN), ("ada", Event.SENT_AGAIN)]
    assert greetings.wrote == 1  # the same bytes


def test_what_was_refused_is_let_be_or_goes_again(greetings: Greetings) -> None:
    one, _ = want("ada", "bea")
    deliver(Pigeons(REFUSED, REFUSED), at=NOON)
    let_be(one, by=DESK, at=NOON)
    assert [row.address for row in in_trouble()] == ["bea"]
    assert send_failed_again(by=DESK, at=NOON) == 1
    assert states() == {"ada": "failed", "bea": "pending"}


def test_what_cannot_be_written_fails_alone_and_what_is_over_is_dropped(
    greetings: Greetings,
) -> None:
    want("ada", "bea", "cid", "gone")
    greetings.broken.add("bea")
    greetings.over.add("cid")
    assert deliver(Pigeons(), at=NOON) == 4
    assert states() == {"ada": "sent", "bea": "failed", "cid": "dropped", "gone": "failed"}
    assert [row.address for row in in_trouble().order_by("address")] == ["bea", "gone"]


def test_after_a_backup_only_what_may_have_left_is_in_doubt(greetings: Greetings) -> None:
    want("ada")
    want("bea", at=NOON + timedelta(hours=4))  # it was told to come back later
    [cid] = want("cid", at=NOON + timedelta(hours=4))
    Delivery.objects.filter(pk=cid.pk).update(state="handing")
    assert doubt_waiting(at=NOON + timedelta(hours=1)) == 2
    assert states() == {"ada": "uncertain", "bea": "pending", "cid": "uncertain"}
