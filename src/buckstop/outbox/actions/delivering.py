"""What is ours leaves: row, batch, channel. What may have left is never sent again by itself."""

import random
import time
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import datetime, timedelta
from functools import partial
from itertools import batched
from typing import Any
from uuid import UUID

from django.db.models import QuerySet

from buckstop.kit.reading import Among, Given, reading
from buckstop.ledger.actor import DESK
from buckstop.ledger.transaction import acting
from buckstop.meters.meter import Counter
from buckstop.outbox import source
from buckstop.outbox.actions import outages
from buckstop.outbox.actions.handing import (
    IN_DOUBT,
    Handful,
    is_held_here,
    of_the_dead,
    take,
)
from buckstop.outbox.actions.noting import drop, fail, note, record_trouble, settle
from buckstop.outbox.actions.writing import write_each
from buckstop.outbox.channels.channel import Channel, Parcel
from buckstop.outbox.models import Delivery, DeliveryState
from buckstop.outbox.outcomes import Came, Outcome
from buckstop.outbox.source import (
    NotNeeded,
    Unwritable,
    Writing,
    Written,
    abouts,
    source_of,
)

BATCH = 100
BESIDE = 4
"""So many workers find a batch beside each other."""
IN_HAND = 50
"""So many are recorded together."""
LONGEST = 30.0
"""Seconds after which a batch ends: whatever else its worker does has its turn."""
HANDED = Counter(
    "handed_over", "What was handed over, by channel and by what came of the try.",
    "channel", "came",
)  # fmt: skip
type Going = Callable[[], bool]
"""Whether the worker goes on: asked between two."""


class Postman:
    """Hands over what waits to leave by one channel. What came of it, and couldn't be recorded
    while the database was away, is recorded as soon as it is back."""

    def __init__(self, channel: Channel) -> None:
        self.channel = channel
        self._unrecorded: list[Handful] = []

    def deliver(self, *, at: datetime, limit: int = BATCH, going: Going = lambda: True) -> int:
        """Hand over a batch of what waits; returns how many were taken up.

        It ends at the first sign that the channel fails: the rest is put back at once, as if it had
        not been touched, and the channel is left alone for a while.
        """
        watch = _Watch(at)
        self._record(watch.now())
        if outages.is_resting(self.channel.code, at) or not going():
            return 0
        chosen = _waiting(self.channel.code, at, limit)
        about = abouts(chosen)
        count, ready = _ready(chosen, write_each(chosen, about, at), about, at)
        for some in batched([d for d in chosen if d.pk in ready], IN_HAND):
            if not going() or watch.seconds() > LONGEST:
                break
            handful = take(some, ready, watch.now(), about)
            tried, stands_still = self._hand_over(handful, watch, going)
            count += tried
            if stands_still:
                break
        return count

    def _hand_over(self, handful: Handful, watch: "_Watch", going: Going) -> tuple[int, bool]:
        outcome = None
        self._unrecorded.append(handful)
        outcomes = self.channel.send(self._parcels(handful, watch, going))
        for delivery, came in zip(handful.mails, outcomes, strict=False):
            if came.stands_still and came.came == Came.LATER and not going():
                break  # we broke it off ourselves: no try, and not the channel's fault
            outcome = (
                came if self.channel.rests else replace(came, stands_still=False, taken_up=True)
            )
            handful.answered(delivery, outcome)
            HANDED.add(1, self.channel.code, outcome.came)
            if outcome.stands_still:
                break
        self._record(watch.now())
        if outcome is not None and self.channel.rests:
            _note_channel(self.channel.code, outcome, watch.now())
        stands_still = outcome is not None and outcome.stands_still
        return sum(one.taken_up for one in handful.came.values()), stands_still

    def _parcels(self, handful: Handful, watch: "_Watch", going: Going) -> Iterator[Parcel]:
        """What the channel takes one after another, while there is time and the lease is ours."""
        for delivery in handful.mails:
            if not going() or watch.seconds() > LONGEST:
                return
            handful.renew(watch.now())
            by = source_of(delivery)
            yield Parcel(
                key=delivery.pk,
                address=delivery.address,
                content=handful.written[delivery.pk].raw,
                may_end=partial(self._may_end, handful, delivery, watch),
                report=by.report,
                mark=by.mark(handful.about[delivery.pk]),
                comes_from=by.comes_from(handful.about[delivery.pk]),
            )

    def _may_end(self, handful: Handful, delivery: Delivery, watch: "_Watch") -> bool:
        return handful.may_end(delivery, watch.now())

    def _record(self, at: datetime) -> None:
        while self._unrecorded:
            note(self._unrecorded[0], at=at)
            del self._unrecorded[0]


class _Watch:
    """The time, counted from the one that the verb was told."""

    def __init__(self, at: datetime) -> None:
        self._at, self._since = at, time.monotonic()

    def seconds(self) -> float:
        return time.monotonic() - self._since

    def now(self) -> datetime:
        return self._at + timedelta(seconds=self.seconds())


def deliver(channel: Channel, *, at: datetime, limit: int = BATCH) -> int:
    """Hand over what waits to leave, by a postman who comes once; returns how many were tried."""
    return Postman(channel).deliver(at=at, limit=limit)


def _ready(
    chosen: list[Delivery], writings: dict[UUID, Writing], about: dict[UUID, Any], at: datetime
) -> tuple[int, dict[UUID, Written]]:
    """Those that can be handed over; the others are over: how many these were comes first."""
    over = {d: f for d in chosen if not isinstance(f := writings[d.pk], Written)}
    drop({d: found.why for d, found in over.items() if isinstance(found, NotNeeded)}, at=at)
    failed = {d: found.why for d, found in over.items() if isinstance(found, Unwritable)}
    fail(failed, about, at=at)
    ready = {pk: one for pk, one in writings.items() if isinstance(one, Written)}
    return len(over), ready


def _note_channel(code: str, outcome: Outcome, at: datetime) -> None:
    if outcome.stands_still:
        outages.stands_still(code, outcome.sentence, at=at)
    elif outcome.code:
        outages.moves_again(code, at=at)


def _waiting(channel: str, at: datetime, limit: int) -> list[Delivery]:
    """A batch of what waits the longest; where more waits, not the one that others take too."""
    keys = _oldest(limit * BESIDE, channel=channel, at=at)
    if not keys:
        return []
    start = random.randrange(0, len(keys), limit)
    return _whole(keys=keys[start : start + limit])


@reading
def _oldest(most: int) -> "QuerySet[Delivery, UUID]":
    due: Any = Given("at")
    rows = Delivery.objects.filter(
        channel=Given("channel"), state=DeliveryState.PENDING, next_try_at__lte=due
    )
    return rows.order_by("next_try_at", "pk").values_list("pk", flat=True)[:most]


@reading
def _whole() -> "QuerySet[Delivery]":
    rows = Delivery.objects.filter(Among("pk", Given("keys")), state=DeliveryState.PENDING)
    return rows.select_related("raw").order_by("next_try_at", "pk")


def find_uncertain(*, at: datetime, limit: int = BATCH) -> int:
    """What a worker held that is gone: what is known of each decides. Returns how many these were.

    Of a worker of this machine that is known at once; of another's, when its lease has run out, and
    then it is in doubt: a person must look.
    """
    count = 0
    handing = Delivery.objects.filter(state=DeliveryState.HANDING)
    for name, known in of_the_dead():
        count += _decide_for_the_dead(handing.filter(held_by=name), known, at)
    left = list(handing.filter(next_try_at__lte=at)[:limit])
    keys = [delivery.pk for delivery in left if not is_held_here(delivery)]
    late = handing.filter(pk__in=keys, next_try_at__lte=at)
    return count + (_decide_for_the_dead(late, {}, at) if keys else 0)


def _decide_for_the_dead(
    left: "QuerySet[Delivery]", known: dict[UUID, Outcome | None], at: datetime
) -> int:
    rows = list(left)
    if not rows:
        return 0
    about = abouts(rows)
    with acting(*source.chains(rows, about), by=DESK, at=at) as act:
        found = list(left.select_for_update(skip_locked=True))
        for delivery in found:
            act.change(delivery, **settle(delivery, known.get(delivery.pk, IN_DOUBT), at))
            record_trouble(act, delivery, about)
    return len(found)
