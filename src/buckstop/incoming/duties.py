"""The duties of incoming mail: who writes is owned at once, and what is to be found can wait."""

from datetime import datetime, timedelta

from buckstop.conversations.actions.finding import fold_what_was_said
from buckstop.conversations.actions.reading_files import read_files
from buckstop.incoming.actions.probing import remind_of_secrets, send_probes, watch_mail
from buckstop.incoming.actions.receiving import receive
from buckstop.incoming.actions.reporting import take_reports
from buckstop.incoming.queries import goes_first
from buckstop.kit.duties import Duty, Order, register
from buckstop.signals.actions.receiving import read_by
from buckstop.signals.tools.signal import CASES

MINUTE, HOUR = timedelta(minutes=1), timedelta(hours=1)


def make_findable(at: datetime) -> int:
    """Fold what was said, which can wait while mail comes in."""
    return 0 if goes_first(at) else fold_what_was_said(at=at)


def make_files_findable(at: datetime) -> int:
    """Read files, which can wait while mail comes in."""
    return 0 if goes_first(at) else read_files(at=at)


read_by(CASES, take_reports)
register(
    Duty("read mail", lambda at: receive(at=at), order=Order.TAKE_IN, most=10, woken=True),
    Duty("send probes", lambda at: send_probes(at=at), order=Order.FOLLOW, every=MINUTE),
    Duty("watch mail", lambda at: watch_mail(at=at), order=Order.DUE + 1, every=MINUTE),
    Duty("remind of secrets", lambda at: remind_of_secrets(at=at), order=Order.UPKEEP, every=HOUR),
    Duty("make findable", make_findable, order=Order.UPKEEP),
    Duty("read files", make_files_findable, order=Order.UPKEEP),
)
