"""What is done for the house as a whole: its ledger notes how far all chains have come."""

from datetime import UTC, datetime, timedelta

from buckstop.kit.duties import Duty, Order, register
from buckstop.ledger.actions import keep_heads
from buckstop.ledger.actor import DESK
from buckstop.ledger.keeping import LAG
from buckstop.outbox.actions.keeping import keep_sent
from buckstop.people.actions.keys import next_end, tell_of_ends
from buckstop.people.actions.staff import found_house


def _keep_heads(at: datetime) -> int:
    """By the clock that keys are made from, which doesn't travel."""
    house, until = found_house(by=DESK, at=at), datetime.now(UTC) - LAG
    chains = keep_heads(on=house, until=until, by=DESK, at=at)
    return chains + keep_sent(on=house, until=until, by=DESK, at=at)


register(
    Duty("keep heads", _keep_heads, order=Order.UPKEEP, every=timedelta(minutes=10)),
    Duty(
        "tell of keys that end", lambda at: tell_of_ends(at=at), order=Order.UPKEEP,
        every=timedelta(hours=1), due=next_end,
    ),
)  # fmt: skip
