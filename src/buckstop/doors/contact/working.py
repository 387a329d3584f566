"""What it costs to send us something without a log-in, and how often one may.

Who proves work sends often enough for everybody behind one address of a large house. Who doesn't,
since their browser runs no script or isn't let hash, is taken all the same, but seldom.
"""

from datetime import datetime
from typing import Any

from django.http import HttpRequest
from django.utils.translation import gettext as _

from buckstop.doors.shared.limits import Limit, network, wait
from buckstop.kit import proof_of_work
from buckstop.ledger.refused import Refused

FIELD = "altcha"  # as ALTCHA's widget calls it
_PURPOSE = "buckstop.contact"
WORKED = Limit("contact-worked", most=30, seconds=3600)
PLAIN = Limit("contact-plain", most=5, seconds=3600)
ALL_PLAIN = Limit("contact-all-plain", most=100, seconds=3600)
_ONCE = Limit("contact-solved", most=1, seconds=7200)


def challenge(at: datetime) -> dict[str, Any]:
    """What a browser is to solve."""
    return proof_of_work.challenge(_PURPOSE, at)


def seconds_to_wait(request: HttpRequest, at: datetime) -> int:
    """Count one more that is sent from there: 0, or how long they must wait."""
    place = network(request.META.get("REMOTE_ADDR", ""))
    if proof_of_work.solved(_PURPOSE, request.POST.get(FIELD, ""), at):
        return wait(WORKED, place, at)
    return wait(PLAIN, place, at) or wait(ALL_PLAIN, "everybody", at)


def spend(request: HttpRequest, at: datetime) -> None:
    """Take the work that was proved: for something else it counts no more. Raises Refused."""
    found = proof_of_work.solved(_PURPOSE, request.POST.get(FIELD, ""), at)
    if found is not None and wait(_ONCE, found.challenge, at):
        raise Refused("spent", _("This page was used already. Load it anew, and send again."))
