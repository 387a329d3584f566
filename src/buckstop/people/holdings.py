"""What apps above keep of people besides what stands on their cases; it is erased with them."""

from abc import ABC, abstractmethod
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from uuid import UUID

from buckstop.ledger.transaction import Act

HOLDINGS: list["Holding"] = []


@dataclass(frozen=True, slots=True)
class Erased:
    """Who is erased, as far as others can find them: their mail addresses, the bodies of what
    stands on their cases, and the keys of people, cases and customers."""

    addresses: Collection[str] = ()
    bodies: Collection[UUID] = ()
    people: Collection[UUID] = ()
    cases: Collection[UUID] = ()
    customers: Collection[UUID] = ()


class Holding(ABC):
    """Something that an app keeps of people. Both are part of the verbs that erase."""

    @abstractmethod
    def bodies(self, erased: Erased) -> Iterable[UUID]:
        """The bodies that go with them."""

    @abstractmethod
    def forget(self, act: Act, erased: Erased) -> None:
        """Empty what columns say of them."""


def hold(holding: Holding) -> None:
    """Say once, at start-up, in the `holdings` of the app that keeps it."""
    HOLDINGS.append(holding)
