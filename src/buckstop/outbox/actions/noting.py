"""Parts of delivering: what came of it is recorded; trouble is put on record by its source."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any
from uuid import UUID

from buckstop.kit.bulk import new_row
from buckstop.ledger.actor import DESK
from buckstop.ledger.transaction import Act, acting
from buckstop.outbox import source
from buckstop.outbox.actions.handing import Handful
from buckstop.outbox.models import Attempt, Delivery, DeliveryState
from buckstop.outbox.outcomes import Came, Outcome
from buckstop.outbox.rules import pause
from buckstop.outbox.source import Event, Written, source_of

TROUBLE = {DeliveryState.UNCERTAIN: Event.UNCERTAIN, DeliveryState.FAILED: Event.FAILED}
CAN_RETURN = ("sent", "uncertain", "handing", "pending")


def note(handful: Handful, *, at: datetime) -> None:
    """Record what came of a handful, and put back what was not tried.

    What another worker has decided meanwhile stays as that one decided; the tries stay on record.
    """
    settled = {d.pk: settle(d, handful.came.get(d.pk), at) for d in handful.mails}
    troubled = [d for d in handful.mails if settled[d.pk]["state"] in TROUBLE]
    with acting(*source.chains(troubled, handful.about), by=DESK, at=at) as act:
        ours = _still_ours(handful)
        for delivery in handful.mails:
            outcome = handful.came.get(delivery.pk)
            if outcome is not None and outcome.taken_up:
                act.add(_attempt(delivery, outcome, handful.written[delivery.pk], at))
            if delivery.pk in ours:
                act.change(delivery, **settled[delivery.pk])
                source_of(delivery).refresh(act, handful.about[delivery.pk])
                record_trouble(act, delivery, handful.about)
    handful.marks.end()


def settle(delivery: Delivery, outcome: Outcome | None, at: datetime) -> dict[str, Any]:
    """The fields of `delivery` after what came of it; nothing was tried where there is no outcome.

    That the channel couldn't be reached at all is no try of this one.
    """
    if outcome is None or not outcome.taken_up:
        return {"state": DeliveryState.PENDING, "next_try_at": at}
    tries, state, again = delivery.tries + 1, DeliveryState.UNCERTAIN, at
    if outcome.came == Came.LATER:
        wait = pause(tries)
        state, again = (DeliveryState.PENDING, at + wait) if wait else (DeliveryState.FAILED, at)
    elif outcome.came in (Came.ACCEPTED, Came.REFUSED):
        state = DeliveryState.SENT if outcome.came == Came.ACCEPTED else DeliveryState.FAILED
    named = {"reference": outcome.reference} if outcome.reference else {}
    return {
        **named,
        "state": state,
        "next_try_at": again,
        "tries": tries,
        "why": outcome.sentence[:500] if state != DeliveryState.SENT else "",
        "sent_at": at if state == DeliveryState.SENT else None,
    }


def record_trouble(act: Act, delivery: Delivery, about: Mapping[UUID, Any]) -> None:
    """Part of verbs: on record where it failed or is in doubt."""
    event = TROUBLE.get(DeliveryState(delivery.state))
    if event is not None:
        source.record(act, delivery, about, event)


def mark_returned(
    act: Act, delivery: Delivery, about: Mapping[UUID, Any], *, permanent: bool, why: str
) -> None:
    """Part of verbs: a report says that it didn't arrive, or not yet.

    A second report about the same one changes nothing.
    """
    if not permanent and delivery.state == DeliveryState.SENT:
        act.change(delivery, why=why[:500])
        source.record(act, delivery, about, Event.DELAYED)
    elif permanent and delivery.state in CAN_RETURN:
        act.change(delivery, state=DeliveryState.BOUNCED.value, why=why[:500])
        source.record(act, delivery, about, Event.BOUNCED)


def mark_arrived(act: Act, delivery: Delivery, about: Mapping[UUID, Any]) -> None:
    """Part of verbs: the recipient's server took it, as a provider says; what was in doubt isn't
    any more."""
    if delivery.state == DeliveryState.UNCERTAIN:
        act.change(delivery, state=DeliveryState.SENT, sent_at=act.at, arrived_at=act.at, why="")
        source.record(act, delivery, about, Event.ARRIVED)
    elif delivery.state == DeliveryState.SENT and delivery.arrived_at is None:
        act.change(delivery, arrived_at=act.at, why="")


def fail(mails: Mapping[Delivery, str], about: Mapping[UUID, Any], *, at: datetime) -> None:
    """What can't be written: each failed, for the reason given, which goes on record."""
    if not mails:
        return
    with acting(*source.chains(mails, about), by=DESK, at=at) as act:
        free = _still_waiting(mails)
        for delivery, why in mails.items():
            if delivery.pk in free:
                act.change(
                    delivery, state=DeliveryState.FAILED, why=why[:500], tries=delivery.tries + 1
                )
                record_trouble(act, delivery, about)


def drop(mails: Mapping[Delivery, str], *, at: datetime) -> None:
    """What isn't needed any more: it is over, and nobody need look."""
    if not mails:
        return
    with acting(by=DESK, at=at) as act:
        free = _still_waiting(mails)
        for delivery, why in mails.items():
            if delivery.pk in free:
                act.change(delivery, state=DeliveryState.DROPPED.value, why=why[:500])


def _still_waiting(mails: Mapping[Delivery, str]) -> set[UUID]:
    waiting = Delivery.objects.filter(pk__in=[d.pk for d in mails], state=DeliveryState.PENDING)
    return set(waiting.select_for_update(of=("self",)).values_list("pk", flat=True))


def _still_ours(handful: Handful) -> set[UUID]:
    held = Delivery.objects.filter(
        pk__in=[delivery.pk for delivery in handful.mails],
        state=DeliveryState.HANDING,
        held_by=handful.id,
    )
    return set(held.select_for_update(of=("self",)).values_list("pk", flat=True))


def _attempt(delivery: Delivery, outcome: Outcome, carried: Written, at: datetime) -> Attempt:
    return new_row(
        Attempt,
        delivery_id=delivery.pk,
        at=at,
        outcome=outcome.came,
        sentence=outcome.sentence[:500],
        chain_id=delivery.head_of_id,
        chain_number=carried.chain_number,
        chain_head=carried.chain_head,
    )
