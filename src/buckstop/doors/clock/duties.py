"""The duties that the apps registered, as a worker runs them: in order, and how often."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from buckstop.kit.duties import Duty, Run, in_order
from buckstop.outbox.actions.delivering import Going, Postman
from buckstop.outbox.actions.outages import moves_again
from buckstop.outbox.channels.channel import Channel
from buckstop.outbox.channels.register import CHANNELS
from buckstop.webhooks.sender import deliver_webhooks


@dataclass(frozen=True)
class Named:
    """What a worker runs once in each turn, by the name that logs use; what isn't `woken` may rest
    after it found nothing (`rounds.resting`)."""

    name: str
    run: Run
    woken: bool = True


@dataclass(frozen=True)
class Outgoing:
    """What waits for the outside, beside everything else; `give_up` ends what it waits for."""

    duties: list[Named]
    give_up: Callable[[], None] = lambda: None


def duties() -> list[Named]:
    """What a worker does, the most urgent first; each again until nothing is left."""
    hooks = Named("deliver webhooks", lambda at: deliver_webhooks(at=at))
    return [*inside(), *beside(), *outgoing().duties, hooks]


def inside() -> list[Named]:
    """What needs the database alone, and so never waits for anybody outside; nor for what takes
    long."""
    return [_of_a_worker(duty) for duty in in_order() if not (duty.channel or duty.long)]


def beside() -> list[Named]:
    """What may take long: nothing else waits for it."""
    return [_of_a_worker(duty) for duty in in_order() if duty.long]


def outgoing(going: Going = lambda: True) -> Outgoing:
    """What hands over what waits to leave, by every channel, as long as the settings open it."""
    rounds = [Round(kind, going) for kind in CHANNELS.values()]

    def give_up() -> None:
        for one in rounds:
            one.give_up()

    before = [_of_a_worker(duty) for duty in in_order() if duty.channel in CHANNELS]
    delivering = [Named(f"deliver {one.kind.label}", one.deliver) for one in rounds]
    return Outgoing([*before, *delivering], give_up)


class Round:
    """Hands over what waits by one channel, which is opened anew where its settings changed."""

    def __init__(self, kind: type[Channel], going: Going) -> None:
        self.kind = kind
        self._going = going
        self._with: object = None
        self._postman: Postman | None = None

    def deliver(self, at: datetime) -> int:
        """Hand over a batch; returns how many were taken up."""
        now = self.kind.opened_with()
        if now != self._with:
            channel = self.kind.opened()
            if self._postman is not None and channel is not None:
                self._postman.channel = channel  # what it couldn't record yet stays in its hands
                moves_again(channel.code, at=at)  # whatever rested was another one
            elif channel is not None:
                self._postman = Postman(channel)
            self._with = now
        if now is None or self._postman is None:
            return 0
        return self._postman.deliver(at=at, going=self._going)

    def give_up(self) -> None:
        """End what it waits for."""
        if self._postman is not None:
            self._postman.channel.give_up()


def _of_a_worker(duty: Duty) -> Named:
    """The duty, which knows when this worker did it last."""
    last: list[datetime] = []

    def run(at: datetime) -> int:
        if last and abs(at - last[0]) < duty.every:
            return 0
        if duty.channel and CHANNELS[duty.channel].opened_with() is None:
            return 0
        last[:] = [at]
        total = 0
        for _ in range(duty.most):
            took = duty.run(at)
            total += took
            if not took:
                break
        return total

    return Named(duty.name, run, duty.woken)


def turn(of: list[Named], at: datetime) -> int:
    """One turn: every duty once, in order; returns how many things were taken up."""
    return sum(duty.run(at) for duty in of)
