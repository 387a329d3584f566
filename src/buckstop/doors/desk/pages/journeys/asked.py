"""What the address of the page asks for."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from buckstop.journeys.ledger_log import WORDS
from buckstop.journeys.models import DAYS, USUAL
from buckstop.kit.ids import key_of
from buckstop.kit.text import storable
from buckstop.people.models import Customer
from buckstop.services.models import Service

DETAILS = (1, 2, 3, 4, 5)
DETAIL = 2


@dataclass(frozen=True, slots=True)
class Asked:
    """Which journeys, and how much of their map. `unclear`: a part of a name that isn't one
    customer's."""

    days: int = USUAL
    customer: UUID | None = None
    name: str = ""
    service: UUID | None = None
    through: str = ""
    never: str = ""
    detail: int = DETAIL
    unclear: str = ""

    @property
    def of(self) -> dict[str, Any]:
        """What a view is found by."""
        return {
            "days": self.days,
            "customer": self.customer,
            "service": self.service,
            "through": self.through,
            "never": self.never,
        }

    @property
    def kept(self) -> dict[str, str]:
        """What an address of the page says of it."""
        return {
            "days": str(self.days) if self.days != USUAL else "",
            "whose": self.name,
            "service": str(self.service) if self.service else "",
            "through": self.through,
            "never": self.never,
        }


def asked(given: Mapping[str, str]) -> Asked:
    """What is asked for; what makes no sense asks nothing."""
    days, detail = given.get("days", ""), given.get("detail", "")
    whose = storable(given.get("whose", "")).strip()[:100]
    found = list(_customers(whose)) if whose else []
    service = key_of(given.get("service", ""))
    there = service and Service.objects.filter(pk=service).exists()
    return Asked(
        days=int(days) if days in map(str, DAYS) else USUAL,
        customer=found[0].pk if len(found) == 1 else None,
        name=found[0].name if len(found) == 1 else "",
        service=service if there else None,
        through=_step(given.get("through", "")),
        never=_step(given.get("never", "")),
        detail=int(detail) if detail in map(str, DETAILS) else DETAIL,
        unclear=whose if whose and len(found) != 1 else "",
    )


def _customers(whose: str) -> list[Customer]:
    """The one of exactly this name, else those with it in theirs."""
    exactly = list(Customer.objects.filter(name__iexact=whose)[:2])
    return exactly or list(Customer.objects.filter(name__icontains=whose)[:2])


def _step(given: str) -> str:
    return given if given in WORDS else ""
