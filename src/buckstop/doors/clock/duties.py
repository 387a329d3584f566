"""The duties that the apps registered, as a worker runs them: in order, and how often."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from buckstop.kit.duties import Duty, Run, in_order
from buckstop.outbox.actions.delivering import Going, Postman
from buckstop.outbox.channels.channel import Channel
from buckstop.outbox.channels.register import opened


@dataclass(frozen=True)
class Named:
    """What a worker runs once in each turn, by the name that logs use."""

    name: str
    run: Run


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
    return [_of_a_worker(duty) for duty in in_order() if not duty.channel]


def outgoing(going: Going = lambda: True) -> Outgoing:
    """What hands over what waits to leave, by every channel that the settings open."""
    channels = list(opened())
    codes = {channel.code for channel in channels}

    def give_up() -> None:
        for channel in channels:
            channel.give_up()

    before = [_of_a_worker(duty) for duty in in_order() if duty.channel in codes]
    return Outgoing([*before, *(_delivering(channel, going) for channel in channels)], give_up)


def _delivering(channel: Channel, going: Going) -> Named:
    postman = Postman(channel)
    return Named(f"deliver {channel.label}", lambda at: postman.deliver(at=at, going=going))


def _of_a_worker(duty: Duty) -> Named:
    """The duty, which knows when this worker did it last."""
    last: list[datetime] = []

    def run(at: datetime) -> int:
        if last and abs(at - last[0]) < duty.every:
            return 0
        last[:] = [at]
        total = 0
        for _ in range(duty.most):
            took = duty.run(at)
            total += took
            if not took:
                break
        return total

    return Named(duty.name, run)


def turn(of: list[Named], at: datetime) -> int:
    """One turn: every duty once, in order; returns how many things were taken up."""
    return sum(duty.run(at) for duty in of)
