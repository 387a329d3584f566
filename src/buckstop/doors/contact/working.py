"""What it costs to send us something without a log-in, and how often one may.

Who proves work sends often enough for everybody behind one address of a large house. Who doesn't,
since their browser runs no script or isn't let hash, is taken all the same, but seldom.
"""

from datetime import datetime
from typing import Any
from uuid import UUID

from django.http import HttpRequest
from django.utils.translation import gettext as _

from buckstop.doors.shared.limits import Limit, network, wait
from buckstop.doors.shared.once import once
from buckstop.kit import proof_of_work
from buckstop.ledger.refused import Refused

FIELD = "altcha"  # as ALTCHA's widget calls it
_PURPOSE = "buckstop.contact"
WORKED = Limit("contact-worked", most=30, seconds=3600)
PLAIN = Limit("contact-plain", most=5, seconds=3600)
ALL_PLAIN = Limit("contact-all-plain", most=100, seconds=3600)
SOLVED = UUID("0b8f5c8e-3f0a-4f5b-9d53-7a1de2f4c6a3")
"""Who holds which work was taken: it lives half an hour, and what is said once is kept longer."""


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
    if found is None:
        return
    name = found.challenge
    taken = once(holder=SOLVED, said=name, fingerprint=name, at=at, do=lambda: (200, None))
    if taken is None or taken.again:
        raise Refused("spent", _("This page was used already. Load it anew, and send again."))
