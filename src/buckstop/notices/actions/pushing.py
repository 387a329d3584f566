"""What people are told goes to their gateways: at most one message at a time each, many in one."""

from collections import defaultdict
from collections.abc import Collection, Iterable
from datetime import datetime

from django.db import transaction
from django.db.models import QuerySet

from buckstop.notices.models import Sending, Way
from buckstop.notices.rules import LONGEST_LIMIT, LOUD, QUIET, is_free
from buckstop.outbox.channels.push.gateways import BY_PUSH, GATEWAYS
from buckstop.outbox.models import UNDER_WAY, Delivery

BATCH = 500
PUSHED = "push-notice"
"""Stands in the deliveries of these; their owner is the first row of what they take."""


def push_unseen(*, at: datetime) -> int:
    """Put on its way to each gateway what is due there; returns how many rows it took up.

    While a message to a gateway waits, or its limit is reached, what comes waits for the next.
    """
    with transaction.atomic():
        by_way: dict[Way, list[Sending]] = defaultdict(list)
        for row in _due(at):
            by_way[row.way].append(row)
        free = _free(by_way, at)
        made = [one for way in free if (one := _message(way, by_way[way], at))]
        Delivery.objects.bulk_create(made)
        taken = [row for way in free for row in by_way[way]]
        for row in taken:
            row.taken_at = at
        Sending.objects.bulk_update(taken, ["taken_at", "delivery"])
    return len(taken)


def _due(at: datetime) -> "QuerySet[Sending]":
    due = Sending.objects.filter(taken_at=None, due__lte=at).select_related("notice", "way__person")
    return due.select_for_update(skip_locked=True, of=("self",)).order_by("due", "pk")[:BATCH]


def _free(by_way: dict[Way, list[Sending]], at: datetime) -> list[Way]:
    """Those that may take a message now."""
    insist = {way.key for way, rows in by_way.items() if _insists(way, rows)}
    free = free_ways([(way.key, way.gateway) for way in by_way], kind=PUSHED, at=at, insist=insist)
    return [way for way in by_way if way.key in free]


def free_ways(
    ways: Collection[tuple[str, str]], *, kind: str, at: datetime, insist: Collection[str] = ()
) -> set[str]:
    """Which of these addresses, each with its gateway, may take a message of that kind now: none to
    which one waits; beyond its limit those that `insist`."""
    lately = Delivery.objects.filter(
        channel=BY_PUSH, address__in=[key for key, _gateway in ways], kind=kind
    )
    sent: dict[str, list[datetime]] = defaultdict(list)
    since = lately.filter(made_at__gt=at - LONGEST_LIMIT)
    for address, made_at in since.values_list("address", "made_at"):
        sent[address].append(made_at)
    waiting = set(lately.filter(state__in=UNDER_WAY).values_list("address", flat=True))
    return {
        key
        for key, gateway in ways
        if key not in waiting and (key in insist or _is_free(gateway, sent[key], at))
    }


def _insists(way: Way, rows: Iterable[Sending]) -> bool:
    return way.insists and any(row.notice.urgent for row in rows)


def _is_free(name: str, sent: Iterable[datetime], at: datetime) -> bool:
    gateway = GATEWAYS.get(name)
    return is_free(sent, at, LOUD if gateway and gateway.loud else QUIET)


def _message(way: Way, rows: list[Sending], at: datetime) -> Delivery | None:
    """One message for them all; None where all was seen, or the way isn't there any more."""
    unseen = [row for row in rows if row.notice.seen_at is None]
    if way.removed_at is not None or not way.person.is_active or not unseen:
        return None
    message = Delivery(
        kind=PUSHED, owner=unseen[0].pk, channel=BY_PUSH, address=way.key, made_at=at,
        next_try_at=at,
    )  # fmt: skip
    for row in unseen:
        row.delivery = message
    return message
