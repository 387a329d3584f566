"""What happens to services."""

from dataclasses import dataclass
from uuid import UUID

from django.utils.translation import gettext_noop as _

from buckstop.ledger.entries import Digest, Fact


@dataclass(frozen=True)
class ServiceAdded(Fact, code="service-added", says=_("{by} added a service")):
    service: UUID
    key: str
    quiet_minutes: int
    said: Digest


@dataclass(frozen=True)
class ServiceChanged(Fact, code="service-changed", says=_("{by} changed a service")):
    key: str
    quiet_minutes: int
    said: Digest


@dataclass(frozen=True)
class ServiceEnded(Fact, code="service-ended", says=_("{by} ended a service")):
    pass


@dataclass(frozen=True)
class ServiceNeeded(
    Fact, code="service-needed", says=_("{by} noted that the service needs another")
):
    dependency: UUID
    on: UUID


@dataclass(frozen=True)
class ServiceNotNeeded(
    Fact, code="service-not-needed", says=_("{by} noted that the service needs another no more")
):
    dependency: UUID
    on: UUID


@dataclass(frozen=True)
class UseAdded(Fact, code="use-added", says=_("{by} noted that a customer uses the service")):
    use: UUID
    customer: UUID
    matters: int
    said: Digest


@dataclass(frozen=True)
class UseChanged(Fact, code="use-changed", says=_("{by} changed how a customer uses the service")):
    use: UUID
    customer: UUID
    matters: int
    said: Digest


@dataclass(frozen=True)
class UseEnded(
    Fact, code="use-ended", says=_("{by} noted that a customer uses the service no more")
):
    use: UUID
    customer: UUID
