"""Who wants something sent, as the outbox knows them: they register, and it knows none of them."""

from abc import ABC, abstractmethod
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any, ClassVar
from uuid import UUID

from buckstop.ledger.actor import Actor
from buckstop.ledger.refused import Refusal
from buckstop.ledger.transaction import Act, HasChain
from buckstop.outbox.models import Delivery

SOURCES: dict[str, "Source[Any]"] = {}


class Event(StrEnum):
    """What happened to a delivery that its source may want on record."""

    FAILED = "failed"
    UNCERTAIN = "uncertain"
    BOUNCED = "bounced"
    DELAYED = "delayed"
    SENT_AGAIN = "sent again"
    LET_BE = "let be"
    ARRIVED = "arrived"


@dataclass(frozen=True, slots=True)
class Written:
    """The bytes of a mail, and the head of the ledger's chain that they carry, where they do."""

    raw: bytes
    chain_number: int = 0
    chain_head: bytes = b""


@dataclass(frozen=True, slots=True)
class Unwritable:
    """Why something can't be written, as a sentence."""

    why: str


@dataclass(frozen=True, slots=True)
class NotNeeded:
    """Nothing is left to say: it is dropped, and nobody need look. Why, as a sentence."""

    why: str


type Writing = Written | Unwritable | NotNeeded


@dataclass(frozen=True, slots=True)
class Described:
    """What a delivery is about, for the page where people decide: its subject, the number of its
    problem, and the customer whose address it is, where there are such."""

    subject: str
    problem: int | None = None
    customer: UUID | None = None


class Source[About](ABC):
    """Something that is sent: `kind` stands in its deliveries.

    A source that `keeps_bytes` sends the same ones at every try, and they stay; what another writes
    is handed over and forgotten, and written anew for the next try. `report` is the letter of the
    return paths that reports about it come to.
    """

    kind: ClassVar[str]
    keeps_bytes: ClassVar[bool] = True
    report: ClassVar[str]

    @abstractmethod
    def find(self, deliveries: Sequence[Delivery]) -> Mapping[UUID, About]:
        """What each is about, by the delivery's key, in a few queries."""

    @abstractmethod
    def write(
        self, deliveries: Sequence[tuple[Delivery, About]], at: datetime
    ) -> Mapping[UUID, Writing]:
        """The bytes of each, by its key. Where this raises, each is asked for alone, so that only
        what can't be written fails.

        No transaction is open; of what was written before, and is kept, it is not asked.
        """

    @abstractmethod
    def chain(self, about: About) -> HasChain | None:
        """Whose history says what came of it; None where none does."""

    @abstractmethod
    def record(self, act: Act, delivery: Delivery, about: About, event: Event) -> None:
        """Part of verbs that hold the chain: put on record what happened to it, and owe it again
        where it was owed."""

    @abstractmethod
    def describe(self, about: About) -> Described:
        """What it is about, in words for staff."""

    @abstractmethod
    def may_decide(self, by: Actor) -> Refusal | None:
        """Whether somebody may decide that one goes again, or is let be."""

    def comes_from(self, about: About) -> str:
        """The address of ours that it comes from; "" for the usual one."""
        del about
        return ""

    def mark(self, about: About) -> str:
        """What stands in its return path besides its own key."""
        del about
        return ""

    def refresh(self, act: Act, about: About) -> None:  # noqa: B027 - most are on no page
        """Part of verbs: let open pages that tell of it look again."""


def register(*sources: Source[Any]) -> None:
    """Say once, at start-up, what there is that is sent."""
    SOURCES.update({source.kind: source for source in sources})


def source_of(delivery: Delivery) -> Source[Any]:
    """Who wants it sent."""
    return SOURCES[delivery.kind]


def abouts(deliveries: Iterable[Delivery]) -> dict[UUID, Any]:
    """What each is about, by its key; nothing of one whose owner is gone."""
    by_kind: dict[str, list[Delivery]] = defaultdict(list)
    for delivery in deliveries:
        by_kind[delivery.kind].append(delivery)
    found: dict[UUID, Any] = {}
    for kind, of_kind in by_kind.items():
        found.update(SOURCES[kind].find(of_kind))
    return found


def chains(deliveries: Iterable[Delivery], about: Mapping[UUID, Any]) -> list[HasChain]:
    """The histories that hear of them."""
    found = [source_of(one).chain(about[one.pk]) for one in deliveries if one.pk in about]
    return [one for one in found if one is not None]


def record(act: Act, delivery: Delivery, about: Mapping[UUID, Any], event: Event) -> None:
    """Part of verbs: let its source put on record what happened to it."""
    if delivery.pk in about:
        source_of(delivery).record(act, delivery, about[delivery.pk], event)
