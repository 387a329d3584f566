"""Our mail leaves: row, batch, relay. What may have left is never sent again by itself."""

from collections.abc import Callable
from datetime import datetime, timedelta
from itertools import batched
from uuid import UUID

from django.conf import settings
from django.db import transaction

from buckstop.conversations import entries
from buckstop.conversations.mail.relay import Came, Outcome
from buckstop.conversations.models import Attempt, Delivery
from buckstop.conversations.queries.envelopes import envelopes
from buckstop.conversations.rendering import Envelope, write_out
from buckstop.kit.bulk import update_many
from buckstop.ledger.actor import DESK, Actor
from buckstop.ledger.bodies import new_body
from buckstop.ledger.entries import Fact
from buckstop.ledger.models import Body
from buckstop.ledger.refused import Refused
from buckstop.ledger.transaction import acting
from buckstop.problems.rules.acting import check_desk

BATCH = 100
IN_HAND = 20
"""So few are in doubt when a worker or the database dies."""
LEASE = timedelta(minutes=5)
"""After this long in a worker's hands a mail counts as uncertain: the worker has died."""

type Hand = Callable[[str, str, bytes], Outcome]
"""Hands bytes from a return path to an address, and says what came of it."""


def deliver(hand: Hand, *, at: datetime, limit: int = BATCH) -> int:
    """Hand over what waits to leave; returns how many were tried."""
    chosen = _waiting(at, limit)
    if not chosen:
        return 0
    known = envelopes(chosen)
    written = {delivery.pk: write_out(delivery, known[delivery.pk], at) for delivery in chosen}
    count = 0
    for some in batched(chosen, IN_HAND):
        held = _take_in_hand(list(some), written, at)
        came = []
        for delivery in held:
            assert delivery.raw is not None
            sender = settings.ADDRESSES[0]
            came.append((delivery, hand(sender, delivery.address, delivery.raw.content())))
        _note(came, known, at)
        count += len(held)
    return count


def _waiting(at: datetime, limit: int) -> list[Delivery]:
    rows = Delivery.objects.filter(state="pending", next_try_at__lte=at)
    whole = rows.prefetch_related(  # planning one join of these ten takes longer than reading them
        "message__case__contact",
        "message__case__customer",
        "message__problem",
        "message__owner",
        "message__said_by",
        "message__text",
        "raw",
    )
    return list(whole.order_by("next_try_at", "pk")[:limit])


def _take_in_hand(
    chosen: list[Delivery], written: dict[UUID, bytes], at: datetime
) -> list[Delivery]:
    """Commit that they are being handed over, with their bytes, before the first one is."""
    with transaction.atomic():
        keys = [delivery.pk for delivery in chosen]
        free = set(
            Delivery.objects.filter(pk__in=keys, state="pending")
            .select_for_update(skip_locked=True)
            .values_list("pk", flat=True)
        )
        held = [delivery for delivery in chosen if delivery.pk in free]
        fresh = []
        for delivery in held:
            delivery.state, delivery.next_try_at = "handing", at + LEASE
            delivery.tries += 1
            if delivery.raw is None:
                delivery.raw = new_body(raw=written[delivery.pk])
                fresh.append(delivery.raw)
        Body.objects.bulk_create(fresh)
        update_many(Delivery, held, ("state", "next_try_at", "tries", "raw"))
    return held


def _note(came: list[tuple[Delivery, Outcome]], known: dict[UUID, Envelope], at: datetime) -> None:
    """Record what came of it; trouble is an entry, so that somebody is told."""
    troubles = [(d, o) for d, o in came if _state(d, o) in ("uncertain", "failed")]
    cases = [d.message.case for d, _ in troubles if d.message.case]
    with acting(*cases, by=DESK, at=at) as act:
        for delivery, outcome in came:
            state = _state(delivery, outcome)
            delivery.state, delivery.why = state, outcome.sentence[:500]
            delivery.sent_at = at if state == "sent" else None
            delivery.next_try_at = at + _pause(delivery.tries)
            act.add(_attempt(delivery, outcome, known[delivery.pk], at))
        fields = ("state", "why", "sent_at", "next_try_at")
        update_many(Delivery, [delivery for delivery, _ in came], fields)
        for delivery, _ in troubles:
            kind = entries.MailUncertain if delivery.state == "uncertain" else entries.MailFailed
            case = delivery.message.case
            assert case is not None
            act.record(kind(delivery=delivery.pk), on=case, cases=(case.pk,))


def _state(delivery: Delivery, outcome: Outcome) -> str:
    if outcome.came == Came.LATER:
        return "pending" if delivery.tries < 12 else "failed"
    return {Came.ACCEPTED: "sent", Came.REFUSED: "failed"}.get(outcome.came, "uncertain")


def _pause(tries: int) -> timedelta:
    """Doubling from half a minute: twelve tries take about a day."""
    return timedelta(seconds=min(30 * 2 ** max(tries - 1, 0), 4 * 3600))


def _attempt(delivery: Delivery, outcome: Outcome, known: Envelope, at: datetime) -> Attempt:
    return Attempt(
        delivery=delivery,
        at=at,
        outcome=outcome.came,
        sentence=outcome.sentence[:500],
        chain_id=delivery.message.problem.chain_id,
        chain_number=known.chain_number,
        chain_head=known.chain_head,
    )


def find_uncertain(*, at: datetime, limit: int = BATCH) -> int:
    """Mails whose worker died while handing over: nobody knows, so a person must look."""
    left = Delivery.objects.filter(state="handing", next_try_at__lte=at)
    rows = list(left.select_related("message__case__problem", "message__problem")[:limit])
    cases = [row.message.case for row in rows if row.message.case]
    if not rows:
        return 0
    count = 0
    with acting(*cases, by=DESK, at=at, skip_locked=True) as act:
        again = left.filter(pk__in=[row.pk for row in rows])
        again = again.select_for_update(skip_locked=True, of=("self",))
        for delivery in again.select_related("message__case__problem"):
            case = delivery.message.case
            if case is None or not act.holds(case):
                continue
            why = "Buckstop stopped while it handed this mail over; it may have left."
            act.change(delivery, state="uncertain", why=why)
            act.record(entries.MailUncertain(delivery=delivery.pk), on=case, cases=(case.pk,))
            count += 1
    return count


def send_again(delivery: Delivery, *, by: Actor, at: datetime) -> None:
    """Somebody decided that it goes again: with the same bytes and the same Message-ID."""
    _decide(delivery, "pending", entries.MailSentAgain(delivery=delivery.pk), by, at)


def let_be(delivery: Delivery, *, by: Actor, at: datetime) -> None:
    """Somebody decided that nothing more is done about it."""
    _decide(delivery, "sent", entries.MailLeft(delivery=delivery.pk), by, at)


def _decide(delivery: Delivery, state: str, made: Fact, by: Actor, at: datetime) -> None:
    case = delivery.message.case
    if case is None:
        raise Refused("no-case", "A note inside never leaves.")
    with acting(case, by=by, at=at) as act:
        check_desk(by)
        delivery = act.fresh(delivery)
        if delivery.state not in ("uncertain", "failed", "bounced"):
            raise Refused("not-in-doubt", "This mail needs no decision.")
        act.change(delivery, state=state, next_try_at=act.at, tries=0)
        act.record(made, on=case, cases=(case.pk,))


def keep_in_viewer(sender: str, address: str, raw: bytes) -> Outcome:
    """The demo's relay: the mail stays where the viewer shows it."""
    del sender, address, raw
    return Outcome(Came.ACCEPTED, 250, "kept in the demo's viewer")
