"""Our mail leaves: row, batch, relay. What may have left is never sent again by itself."""

import random
import time
from collections.abc import Callable
from datetime import datetime, timedelta
from itertools import batched
from uuid import UUID

from django.conf import settings
from django.db.models import QuerySet

from buckstop.conversations.actions import outages
from buckstop.conversations.actions.handing import (
    IN_DOUBT,
    Handful,
    is_held_here,
    of_the_dead,
    take,
)
from buckstop.conversations.actions.noting import fail, note, record_trouble, settle
from buckstop.conversations.actions.returning import LETTER
from buckstop.conversations.actions.writing import Unwritable, Written, write_each
from buckstop.conversations.models import Delivery
from buckstop.kit.addresses import normal
from buckstop.kit.return_paths import return_path
from buckstop.ledger.actor import DESK
from buckstop.ledger.transaction import acting
from buckstop.mail.relay import Came, MayEnd, Outcome

BATCH = 100
BESIDE = 4
"""So many workers find a batch beside each other."""
IN_HAND = 50
"""So many are recorded together."""
LONGEST = 30.0
"""Seconds after which a batch ends: whatever else its worker does has its turn."""
type Hand = Callable[[str, str, bytes, MayEnd], Outcome]
"""Hands bytes from a return path to an address, asks before it sends their end, says what came."""
type Going = Callable[[], bool]
"""Whether the worker goes on: asked between mails."""


class Postman:
    """Hands over what waits to leave. What came of mails, and couldn't be recorded while the
    database was away, is recorded as soon as it is back."""

    def __init__(self, hand: Hand) -> None:
        self._hand = hand
        self._unrecorded: list[Handful] = []

    def deliver(self, *, at: datetime, limit: int = BATCH, going: Going = lambda: True) -> int:
        """Hand over a batch of what waits; returns how many were tried.

        It ends at the first sign that the relay fails: the rest is put back at once, as if it had
        not been touched, and the relay is left alone for a while.
        """
        watch = _Watch(at)
        self._record(watch.now())
        if outages.is_resting(at) or not going():
            return 0
        chosen = _waiting(at, limit)
        written = write_each(chosen, at)
        unwritable = {d: w.why for d in chosen if isinstance(w := written[d.pk], Unwritable)}
        fail(unwritable, at=at)
        ready = {pk: one for pk, one in written.items() if isinstance(one, Written)}
        count = len(unwritable)
        for some in batched([d for d in chosen if d.pk in ready], IN_HAND):
            if not going() or watch.seconds() > LONGEST:
                break
            tried, stands_still = self._hand_over(take(some, ready, watch.now()), watch, going)
            count += tried
            if stands_still:
                break
        return count

    def _hand_over(self, handful: Handful, watch: "_Watch", going: Going) -> tuple[int, bool]:
        outcome = None
        self._unrecorded.append(handful)
        for delivery in handful.mails:
            if not going() or watch.seconds() > LONGEST:
                break
            handful.renew(watch.now())
            came = self._hand_one(handful, delivery, watch)
            if came.stands_still and came.came == Came.LATER and not going():
                break  # we broke it off ourselves: no try, and not the relay's fault
            handful.answered(delivery, came)
            outcome = came
            if outcome.stands_still:
                break
        self._record(watch.now())
        if outcome is not None:
            _note_relay(outcome, watch.now())
        stands_still = outcome is not None and outcome.stands_still
        return sum(one.met for one in handful.came.values()), stands_still

    def _hand_one(self, handful: Handful, delivery: Delivery, watch: "_Watch") -> Outcome:
        assert delivery.raw is not None
        content = delivery.raw.content()

        def may_end() -> bool:
            return handful.may_end(delivery, watch.now())

        address = normal(delivery.address) or delivery.address
        return self._hand(path_of(delivery), address, content, may_end)

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


def deliver(hand: Hand, *, at: datetime, limit: int = BATCH) -> int:
    """Hand over what waits to leave, by a postman who comes once; returns how many were tried."""
    return Postman(hand).deliver(at=at, limit=limit)


def path_of(delivery: Delivery) -> str:
    """Where a report about `delivery` goes: it is found by this alone, and so is its case."""
    case = delivery.message.case
    token = case.token if case is not None else ""
    return return_path(settings.ADDRESSES[0], LETTER, delivery.pk, token)


def _note_relay(outcome: Outcome, at: datetime) -> None:
    if outcome.stands_still:
        outages.stands_still(outcome.sentence, at=at)
    elif outcome.code:
        outages.moves_again(at=at)


def _waiting(at: datetime, limit: int) -> list[Delivery]:
    """A batch of what waits the longest; where more waits, not the one that others take too."""
    rows = Delivery.objects.filter(state="pending", next_try_at__lte=at)
    oldest = rows.order_by("next_try_at", "pk").values_list("pk", flat=True)
    keys = list(oldest[: limit * BESIDE])
    start = random.randrange(0, max(len(keys), 1), limit)
    whole = Delivery.objects.filter(pk__in=keys[start : start + limit], state="pending")
    whole = whole.prefetch_related(  # planning one join of these ten takes longer than reading them
        "message__case__contact",
        "message__case__customer",
        "message__problem",
        "message__owner",
        "message__said_by",
        "message__text",
        "raw",
    )
    return list(whole.order_by("next_try_at", "pk"))


def find_uncertain(*, at: datetime, limit: int = BATCH) -> int:
    """Mails whose worker is gone: what is known of each decides. Returns how many there were.

    Of a worker of this machine that is known at once; of another's, when its lease has run out, and
    then its mails are in doubt: a person must look.
    """
    count = 0
    handing = Delivery.objects.filter(state="handing")
    for name, known in of_the_dead():
        count += _decide_for_the_dead(handing.filter(held_by=name), known, at)
    left = list(handing.filter(next_try_at__lte=at)[:limit])
    keys = [delivery.pk for delivery in left if not is_held_here(delivery)]
    late = handing.filter(pk__in=keys, next_try_at__lte=at)
    return count + (_decide_for_the_dead(late, {}, at) if keys else 0)


def _decide_for_the_dead(
    left: "QuerySet[Delivery]", known: dict[UUID, Outcome | None], at: datetime
) -> int:
    rows = list(left.select_related("message__case__problem", "message__problem"))
    if not rows:
        return 0
    with acting(*[row.message.case for row in rows if row.message.case], by=DESK, at=at) as act:
        again = left.select_for_update(skip_locked=True, of=("self",))
        found = list(again.select_related("message__case__problem"))
        for delivery in found:
            act.change(delivery, **settle(delivery, known.get(delivery.pk, IN_DOUBT), at))
            record_trouble(act, delivery)
    return len(found)


def keep_in_viewer(sender: str, address: str, raw: bytes, may_end: MayEnd) -> Outcome:
    """The demo's relay: the mail stays where the viewer shows it."""
    del sender, address, raw, may_end
    return Outcome(Came.ACCEPTED, 250, "kept in the demo's viewer")
