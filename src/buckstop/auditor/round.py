"""One round of the auditor: look at everything, keep what was found, call the heartbeat address."""

import logging
from datetime import datetime, timedelta

from buckstop.auditor.calling import NotReached, call
from buckstop.auditor.checks import CHECKS
from buckstop.auditor.marks import last, mark
from buckstop.auditor.models import Finding, MarkName
from buckstop.auditor.settings import HEARTBEAT

EVERY = timedelta(minutes=1)
log = logging.getLogger(__name__)


def look(at: datetime) -> bool:
    """Look at everything and keep what was found; whether everything holds."""
    found = {check.code: number for check in CHECKS if (number := check.look(at))}
    open_still = {one.check_code: one for one in Finding.objects.filter(ended_at=None)}
    for code, number in found.items():
        if code not in open_still:
            Finding.objects.create(check_code=code, number=number, since=at)
            log.warning("the auditor found: %s (%s)", code, number)
        elif open_still[code].number != number:
            Finding.objects.filter(pk=open_still[code].pk).update(number=number)
    ended = [one.pk for code, one in open_still.items() if code not in found]
    Finding.objects.filter(pk__in=ended).update(ended_at=at)
    mark(MarkName.AUDITOR, at)
    return not found


def beat(at: datetime) -> bool:
    """Call the heartbeat address where a minute has passed; whether it was called and answered."""
    address = HEARTBEAT.value
    before = last(MarkName.HEARTBEAT)
    if not address or (before is not None and at - before < EVERY):
        return False
    try:
        call(address)
    except NotReached as why:
        log.warning("the heartbeat address wasn’t reached: %s", why)
        return False
    mark(MarkName.HEARTBEAT, at)
    return True


def go_round(at: datetime) -> None:
    """Only while everything holds does the heartbeat leave."""
    if look(at):
        beat(at)
