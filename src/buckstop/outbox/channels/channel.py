"""What a way out of the house is."""

from abc import ABC, abstractmethod
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import ClassVar, Self
from uuid import UUID

from buckstop.outbox.outcomes import MayEnd, Outcome


@dataclass(frozen=True, slots=True)
class Parcel:
    """Bytes for an address. `may_end` is asked right before their end is sent.

    `key` is the delivery's and `report` a letter for who wants to hear what becomes of it, `mark`
    what it is about: for a channel that can say where reports go. `comes_from` is the address of
    ours that it is from, "" the usual one.
    """

    key: UUID
    address: str
    content: bytes
    may_end: MayEnd
    report: str
    mark: str = ""
    comes_from: str = ""


class Channel(ABC):
    """A way out: `code` stands in deliveries, `label` says what doesn't leave when it fails."""

    code: ClassVar[str]
    label: ClassVar[str]
    rests: ClassVar[bool] = True
    """Whether it fails as a whole, and is left alone then; not where each address is a server."""

    @classmethod
    def opened_with(cls) -> object:
        """What the settings say of it, None where it is closed: where that has changed, whoever
        holds the channel opens it anew."""
        return cls

    @classmethod
    @abstractmethod
    def opened(cls) -> Self | None:
        """The channel as the settings say; None where nothing leaves by it."""

    @classmethod
    @abstractmethod
    def closed_because(cls) -> str:
        """Why nothing leaves by it, as a sentence; empty where something may."""

    @staticmethod
    @abstractmethod
    def normal(address: str) -> str:
        """The one form of an address of this channel; "" where it is none."""

    @abstractmethod
    def send(self, batch: Iterable[Parcel]) -> Iterator[Outcome]:
        """Hand the parcels over in their order; yield what came of each before taking the next.

        Never raises for what the network or the other server does, but what `may_end` raises.
        """

    def give_up(self) -> None:  # noqa: B027 - most have nothing to end
        """End whatever it waits for, from another thread: what is under way breaks off."""
