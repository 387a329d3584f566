"""What a person decides about mail that didn't arrive, or may not have."""

from datetime import datetime

from django.db.models import QuerySet

from buckstop.conversations import entries
from buckstop.conversations.models import Delivery
from buckstop.conversations.models.delivery import TROUBLED, DeliveryState
from buckstop.ledger.actor import Actor
from buckstop.ledger.refused import Refused
from buckstop.ledger.transaction import Act, acting
from buckstop.problems.models import Case
from buckstop.problems.rules.acting import check_desk

BATCH = 200


def send_again(delivery: Delivery, *, by: Actor, at: datetime) -> None:
    """Somebody decided that it goes again: with the same bytes and the same Message-ID."""
    with acting(_case(delivery), by=by, at=at) as act:
        _send_again(act, _in_doubt(act, delivery))


def let_be(delivery: Delivery, *, by: Actor, at: datetime) -> None:
    """Somebody decided that nothing more is done about it; it stays what it is."""
    with acting(_case(delivery), by=by, at=at) as act:
        delivery, case = _in_doubt(act, delivery), _case(delivery)
        act.change(delivery, let_be_at=act.at)
        act.record(entries.MailLeft(delivery=delivery.pk), on=case, cases=(case.pk,))


def send_failed_again(*, by: Actor, at: datetime) -> int:
    """Send again all that surely didn't leave, in one act; returns how many there were.

    Not what may have left, nor what came back: each of those is for a person to judge.
    """
    check_desk(by)
    count = 0
    while batch := list(failed().select_related("message__case__problem")[:BATCH]):
        with acting(*[_case(delivery) for delivery in batch], by=by, at=at) as act:
            rows = failed().filter(pk__in=[delivery.pk for delivery in batch])
            locked = rows.select_for_update(of=("self",)).select_related("message__case__problem")
            for delivery in locked:
                _send_again(act, delivery)
                count += 1
    return count


def failed() -> "QuerySet[Delivery]":
    """Mails that surely didn't leave, and that nobody has decided about."""
    return Delivery.objects.filter(
        state=DeliveryState.FAILED, let_be_at=None, message__case__isnull=False
    ).order_by("made_at", "pk")


def _send_again(act: Act, delivery: Delivery) -> None:
    case = _case(delivery)
    act.change(delivery, state="pending", next_try_at=act.at, tries=0, let_be_at=None, why="")
    act.record(entries.MailSentAgain(delivery=delivery.pk), on=case, cases=(case.pk,))


def _in_doubt(act: Act, delivery: Delivery) -> Delivery:
    check_desk(act.by)
    fresh = act.lock(delivery)
    if fresh.state not in TROUBLED or fresh.let_be_at is not None:
        raise Refused("not-in-doubt", "This mail needs no decision.")
    return fresh


def _case(delivery: Delivery) -> Case:
    case = delivery.message.case
    if case is None:
        raise Refused("no-case", "A note inside never leaves.")
    return case
