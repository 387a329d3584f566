"""Every timed duty, in order."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from django.conf import settings

from buckstop.conversations.actions.delivering import (
    Hand,
    deliver,
    find_uncertain,
    keep_in_viewer,
)
from buckstop.conversations.actions.receiving import receive
from buckstop.conversations.mail.relay import Relay, RelayAddress
from buckstop.doors.components.once import forget
from buckstop.ledger.following import drain
from buckstop.notices.actions.log_in_mails import mail_log_ins
from buckstop.notices.actions.mailing import mail_unseen
from buckstop.problems.actions.attending import attend_cases, attend_commitments
from buckstop.reactions import BY_NAME

type Duty = Callable[[datetime], int]
"""Does what is due at the time, a batch of it; returns how many things it took up."""


@dataclass(frozen=True)
class Named:
    """A duty, by the name that logs and the operator's guide use."""

    name: str
    run: Duty


def duties() -> list[Named]:
    """What a worker does, the most urgent first; each again until nothing is left."""
    hand = _hand()
    return [
        Named("read mail", again(lambda at: receive(at=at))),
        Named("look at commitments", again(lambda at: attend_commitments(at=at), most=25)),
        Named("look at cases", lambda at: attend_cases(at=at)),
        Named("run reactions", again(lambda at: drain(BY_NAME, at=at))),
        Named("find uncertain mail", lambda at: find_uncertain(at=at)),
        Named("forget answers", lambda at: forget(at=at)),
        *([Named("deliver mail", lambda at: deliver(hand, at=at))] if hand else []),
        *([Named("mail log-ins", lambda at: mail_log_ins(hand, at=at))] if hand else []),
        *([Named("mail notices", lambda at: mail_unseen(hand, at=at))] if hand else []),
    ]


def again(duty: Duty, most: int = 10) -> Duty:
    """The same until it finds nothing: what came is owned, and what is due is done, before letters
    leave, which takes longer.

    `most` bounds it, so that everything has its turn after some seconds whatever happens.
    """

    def repeated(at: datetime) -> int:
        total = 0
        for _ in range(most):
            took = duty(at)
            total += took
            if not took:
                break
        return total

    return repeated


def _hand() -> Hand | None:
    """How mail leaves: through the relay, into the demo's viewer, or (neither given) not yet."""
    if settings.DEMO:
        return keep_in_viewer
    if settings.RELAY:
        relay = Relay(RelayAddress.from_url(settings.RELAY), timeout=20)
        return relay.send
    return None


def turn(of: list[Named], at: datetime) -> int:
    """One turn: every duty once, in order; returns how many things were taken up."""
    return sum(duty.run(at) for duty in of)
