"""Whose posts the sender makes. Each program that is posted to has a line of its own.

Endpoints of ours are one kind; an app above that posts something to programs brings another, in
its `sources`.
"""

from abc import ABC, abstractmethod
from collections.abc import Iterable, Mapping
from datetime import datetime
from uuid import UUID

from buckstop.webhooks.posting import Job
from buckstop.webhooks.rules import Result


class Lines(ABC):
    """Programs of one kind, and what waits for each of them."""

    @abstractmethod
    def there(self) -> Iterable[UUID]:
        """Each that something may be posted to."""

    @abstractmethod
    def take(self, room: Mapping[UUID, int], at: datetime) -> list[Job]:
        """Take in hand what is due, of each as many as there is room for."""

    @abstractmethod
    def put_back(self, keys: Iterable[UUID]) -> None:
        """What was in hand and wasn't tried."""

    @abstractmethod
    def note(self, results: Mapping[UUID, Result], at: datetime) -> set[UUID]:
        """Write down what came of so many tries; returns who took nothing."""


ALL: list[Lines] = []


def register(*lines: Lines) -> None:
    """Let the sender post for these, too."""
    ALL.extend(lines)
