"""The demo company's other service levels: what comes to the emergency line has news within
the hour, whoever has tier gold is helped by day and by night, and small firms have a final answer
within eight weeks, as the law wants."""

from datetime import datetime, time

from buckstop.coverage.actions.levels import add_level
from buckstop.coverage.rules.levels import Terms
from buckstop.demo.staff import EMERGENCY
from buckstop.ledger.actor import DESK
from buckstop.outbox.settings import ADDRESSES
from buckstop.problems.rules.impact import STOPS

GOLD = Terms(
    name="Gold, day and night",
    tier="gold",
    hurts=STOPS,
    opens=time(0),
    closes=time(0),
    weekdays="0123456",
    first_news=15,
    news_while_hurting=60,
    news_otherwise=240,
    fix_aim=480,
)


LINE = Terms(
    name="Emergency line",
    addresses=(EMERGENCY,),
    opens=time(0),
    closes=time(0),
    weekdays="0123456",
    first_news=10,
    news_while_hurting=30,
    news_otherwise=60,
    weighs=300,
)

CONSUMERS = Terms(
    name="Small firms, by law",
    tier="consumer",
    opens=time(8),
    closes=time(18),
    weekdays="01234",
    first_news=120,
    legal_days=56,
)


def add(*, present: datetime) -> None:
    """Made at the `present`: it holds for what is promised from now on."""
    if EMERGENCY in ADDRESSES.value:
        add_level(LINE, by=DESK, at=present)
    add_level(GOLD, by=DESK, at=present)
    add_level(CONSUMERS, by=DESK, at=present)
