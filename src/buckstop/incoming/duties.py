"""The duties of incoming mail: who writes is owned at once, and folding words lets mail pass."""

from datetime import datetime

from buckstop.conversations.actions.finding import fold_what_was_said
from buckstop.incoming.actions.receiving import receive
from buckstop.incoming.queries import goes_first
from buckstop.kit.duties import Duty, Order, register


def make_findable(at: datetime) -> int:
    """Fold what was said, which can wait while mail comes in."""
    return 0 if goes_first(at) else fold_what_was_said(at=at)


register(
    Duty("read mail", lambda at: receive(at=at), order=Order.TAKE_IN, most=10),
    Duty("make findable", make_findable, order=Order.UPKEEP),
)
