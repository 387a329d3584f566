"""Every timed duty, in order."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from buckstop.conversations.actions.finding import fold_what_was_said
from buckstop.doors.shared.once import forget
from buckstop.incoming.actions.receiving import receive
from buckstop.ledger.actions import keep_heads
from buckstop.ledger.actor import DESK
from buckstop.ledger.following import drain
from buckstop.ledger.keeping import LAG
from buckstop.notices.actions.mailing import mail_unseen
from buckstop.outbox.actions.delivering import Going, Postman, find_uncertain
from buckstop.outbox.actions.keeping import keep_sent
from buckstop.outbox.actions.outages import is_resting
from buckstop.outbox.channels.channel import Channel
from buckstop.outbox.channels.register import opened
from buckstop.outbox.channels.smtp.channel import Smtp
from buckstop.people.actions.staff import found_house
from buckstop.problems.actions.attending import attend_cases, attend_commitments
from buckstop.reactions import BY_NAME

KEEP_HEADS = timedelta(minutes=10)
"""How often the house's ledger notes how far the chains have come."""

type Duty = Callable[[datetime], int]
"""Does what is due at the time, a batch of it; returns how many things it took up."""


@dataclass(frozen=True)
class Named:
    """A duty, by the name that logs and the operator's guide use."""

    name: str
    run: Duty


@dataclass(frozen=True)
class Outgoing:
    """What waits for the outside, beside everything else; `give_up` ends what it waits for."""

    duties: list[Named]
    give_up: Callable[[], None] = lambda: None


def duties() -> list[Named]:
    """What a worker does, the most urgent first; each again until nothing is left."""
    return [*inside(), *outgoing().duties]


def inside() -> list[Named]:
    """What needs the database alone, and so never waits for anybody outside."""
    return [
        Named("read mail", again(lambda at: receive(at=at))),
        Named("look at commitments", again(lambda at: attend_commitments(at=at), most=25)),
        Named("look at cases", lambda at: attend_cases(at=at)),
        Named("run reactions", again(lambda at: drain(BY_NAME, at=at))),
        Named("find uncertain mail", lambda at: find_uncertain(at=at)),
        Named("forget answers", lambda at: forget(at=at)),
        Named("make findable", lambda at: fold_what_was_said(at=at)),
        Named("keep heads", seldom(_keep_heads, KEEP_HEADS)),
    ]


def _keep_heads(at: datetime) -> int:
    """By the clock that keys are made from, which doesn't travel."""
    house, until = found_house(by=DESK, at=at), datetime.now(UTC) - LAG
    chains = keep_heads(on=house, until=until, by=DESK, at=at)
    return chains + keep_sent(on=house, until=until, by=DESK, at=at)


def outgoing(going: Going = lambda: True) -> Outgoing:
    """What hands over what waits to leave, by every channel that the settings open."""
    channels = list(opened())

    def give_up() -> None:
        for channel in channels:
            channel.give_up()

    by_mail = any(channel.code == Smtp.code for channel in channels)
    notices = [Named("mail notices", _mail_notices)] if by_mail else []
    return Outgoing([*notices, *(_delivering(channel, going) for channel in channels)], give_up)


def _delivering(channel: Channel, going: Going) -> Named:
    postman = Postman(channel)
    return Named(f"deliver {channel.label}", lambda at: postman.deliver(at=at, going=going))


def _mail_notices(at: datetime) -> int:
    """While mail rests, what people are told gathers for one mail each."""
    return 0 if is_resting(Smtp.code, at) else mail_unseen(at=at)


def again(duty: Duty, most: int = 10) -> Duty:
    """The same until it finds nothing: what came is owned, and what is due is done.

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


def seldom(duty: Duty, every: timedelta) -> Duty:
    """The same at most once in that time, by each worker."""
    last: list[datetime] = []

    def at_times(at: datetime) -> int:
        if last and abs(at - last[0]) < every:
            return 0
        last[:] = [at]
        return duty(at)

    return at_times


def turn(of: list[Named], at: datetime) -> int:
    """One turn: every duty once, in order; returns how many things were taken up."""
    return sum(duty.run(at) for duty in of)
