"""Part of erasing: of what came, digests of what is erased go, and names of agents in reports."""

from collections.abc import Iterable
from typing import Any
from uuid import UUID

from django.db.models import Q

from buckstop.arrivals.models import Arrival, Source
from buckstop.arrivals.rules import AGENTS
from buckstop.conversations.models import Message
from buckstop.ledger.transaction import Act
from buckstop.people.holdings import Erased, Holding


class Arrivals(Holding):
    """The digests of threads, and the agents whom reports name."""

    def bodies(self, erased: Erased) -> Iterable[UUID]:
        """Those of the messages are their case’s; reports in the ledger name nobody."""
        return ()

    def forget(self, act: Act, erased: Erased) -> None:
        del act
        whose = Q(case__in=erased.cases) | Q(said_by__in=erased.people)
        said = Message.objects.filter(whose, brought__isnull=False)
        Arrival.objects.filter(brought__message__in=said).update(digest="")
        for source in Source.objects.all():
            report = {key: _without(key, value, erased) for key, value in source.report.items()}
            if report != source.report:
                Source.objects.filter(pk=source.pk).update(report=report)


def _without(name: str, value: Any, erased: Erased) -> Any:
    """A part of a report: agents stand in it as “Name <address>”."""
    if name not in AGENTS:
        return value
    gone = [one for one in value if _address(one) in erased.addresses]
    if isinstance(value, dict):
        return {one: count for one, count in value.items() if one not in gone}
    return [one for one in value if one not in gone]


def _address(agent: str) -> str:
    return agent.rpartition("<")[2].rstrip(">")
