"""A trial channel and a trial source: what an app and a channel have to bring, and no more."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import ClassVar, Self
from uuid import UUID

from buckstop.kit.ids import uuid7
from buckstop.ledger.actor import Actor
from buckstop.ledger.transaction import Act
from buckstop.outbox.channels.channel import Channel, Parcel
from buckstop.outbox.models import Delivery
from buckstop.outbox.outcomes import Came, Outcome
from buckstop.outbox.source import Described, Event, NotNeeded, Source, Writing, Written

NOON = datetime(2026, 3, 2, 12, tzinfo=UTC)
TAKEN = Outcome(Came.ACCEPTED, 200, "taken")


class Pigeons(Channel):
    """Says what it is told to say, and takes everything else; a pigeon rests like a relay."""

    code = "pigeon"
    label = "pigeon post"

    def __init__(self, *says: Outcome) -> None:
        self.says = list(says)
        self.took: list[tuple[str, bytes]] = []

    @classmethod
    def opened(cls) -> Self:
        return cls()

    @classmethod
    def closed_because(cls) -> str:
        return ""

    @staticmethod
    def normal(address: str) -> str:
        return address.strip().lower()

    def send(self, batch: Iterable[Parcel]) -> Iterator[Outcome]:
        for parcel in batch:
            said = self.says.pop(0) if self.says else TAKEN
            if said.taken_up and parcel.may_end():
                self.took.append((self.normal(parcel.address), parcel.content))
            yield said


class Hooks(Pigeons):
    """Each address is a server of its own: none of them speaks for the others."""

    code = "hook"
    label = "calls"
    rests: ClassVar[bool] = False


@dataclass
class Greetings(Source[str]):
    """Says hello; `events` has what it heard of what became of it, `over` whom it isn't for."""

    events: list[tuple[str, Event]] = field(default_factory=list)
    over: set[str] = field(default_factory=set)
    broken: set[str] = field(default_factory=set)
    wrote: int = 0
    kind = "greeting"
    report = "g"
    keeps_bytes = True

    def find(self, deliveries: Sequence[Delivery]) -> Mapping[UUID, str]:
        return {one.pk: one.address for one in deliveries if one.address != "gone"}

    def write(
        self, deliveries: Sequence[tuple[Delivery, str]], at: datetime
    ) -> Mapping[UUID, Writing]:
        if any(about in self.broken for _, about in deliveries):
            raise RuntimeError("out of ink")
        self.wrote += len(deliveries)
        over = NotNeeded("They are here already.")
        return {
            one.pk: over if about in self.over else Written(f"Hello {about}".encode())
            for one, about in deliveries
        }

    def chain(self, about: str) -> None:
        return None

    def record(self, act: Act, delivery: Delivery, about: str, event: Event) -> None:
        self.events.append((about, event))

    def describe(self, about: str) -> Described:
        return Described(f"Hello {about}")

    def may_decide(self, by: Actor) -> None:
        return None


def want(*addresses: str, channel: str = Pigeons.code, at: datetime = NOON) -> list[Delivery]:
    """Greetings on their way."""
    return Delivery.objects.bulk_create(
        Delivery(
            kind=Greetings.kind, owner=uuid7(), channel=channel, address=one,
            made_at=NOON, next_try_at=at,
        )
        for one in addresses
    )  # fmt: skip


def states() -> dict[str, str]:
    return dict(Delivery.objects.values_list("address", "state"))
