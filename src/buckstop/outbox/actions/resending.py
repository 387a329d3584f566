"""What a person decides about what didn't arrive, or may not have. Its source says who may."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any
from uuid import UUID

from buckstop.ledger.actor import Actor
from buckstop.ledger.refused import check
from buckstop.ledger.transaction import Act, acting
from buckstop.outbox import source
from buckstop.outbox.models import Delivery, DeliveryState
from buckstop.outbox.permissions import (
    may_let_be,
    may_note_arrived,
    may_send_again,
    may_send_failed_again,
)
from buckstop.outbox.queries.deliveries import failed
from buckstop.outbox.source import Event, abouts

BATCH = 200


def send_again(delivery: Delivery, *, by: Actor, at: datetime) -> None:
    """Somebody decided that it goes again: under the same name, with the bytes that were kept."""
    about = abouts([delivery])
    with acting(*source.chains([delivery], about), by=by, at=at) as act:
        delivery = act.lock(delivery)
        check(may_send_again(delivery, by))
        _send_again(act, delivery, about)


def note_arrived(delivery: Delivery, *, by: Actor, at: datetime) -> None:
    """Somebody knows that what may have left did: it is as if the next server had said so."""
    about = abouts([delivery])
    with acting(*source.chains([delivery], about), by=by, at=at) as act:
        held = act.lock(delivery)
        check(may_note_arrived(held, by))
        act.change(held, state=DeliveryState.SENT, sent_at=act.at, why="")
        source.record(act, held, about, Event.ARRIVED)


def let_be(delivery: Delivery, *, by: Actor, at: datetime) -> None:
    """Somebody decided that nothing more is done about it; it stays what it is."""
    about = abouts([delivery])
    with acting(*source.chains([delivery], about), by=by, at=at) as act:
        held = act.lock(delivery)
        check(may_let_be(held, by))
        act.change(held, let_be_at=act.at)
        source.record(act, held, about, Event.LET_BE)


def send_failed_again(*, by: Actor, at: datetime) -> int:
    """Send again all that surely didn't leave, in one act; returns how many there were.

    Not what may have left, nor what came back: each of those is for a person to judge.
    """
    count = 0
    while batch := list(failed()[:BATCH]):
        about = abouts(batch)
        with acting(*source.chains(batch, about), by=by, at=at) as act:
            rows = failed().filter(pk__in=[delivery.pk for delivery in batch])
            for delivery in rows.select_for_update():
                check(may_send_failed_again(delivery, by))
                _send_again(act, delivery, about)
                count += 1
    return count


def _send_again(act: Act, delivery: Delivery, about: Mapping[UUID, Any]) -> None:
    act.change(
        delivery, state=DeliveryState.PENDING, next_try_at=act.at, tries=0, let_be_at=None, why=""
    )
    source.record(act, delivery, about, Event.SENT_AGAIN)
