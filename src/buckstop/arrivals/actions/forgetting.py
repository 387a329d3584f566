"""Part of erasing: what was noted of somebody's threads, and their names in reports."""

from collections.abc import Iterable
from uuid import UUID

from buckstop.arrivals.models import Arrival, Source
from buckstop.ledger.transaction import Act
from buckstop.people.holdings import Erased, Holding


class Brought(Holding):
    """That a thread came, and how much it had, stays; its digest goes, which would prove a guess of
    what was said, and so do names in reports."""

    def bodies(self, erased: Erased) -> Iterable[UUID]:
        del erased
        return ()

    def forget(self, act: Act, erased: Erased) -> None:
        del act
        Arrival.objects.filter(problem__cases__in=erased.cases).update(digest="")
        if not erased.addresses:
            return
        for source in Source.objects.all():
            agents = source.report.get("agents", {})
            stay = {one: n for one, n in agents.items() if not _is_of(one, erased)}
            if len(stay) < len(agents):
                report = source.report | {"agents": stay}
                Source.objects.filter(pk=source.pk).update(report=report)


def _is_of(author: str, erased: Erased) -> bool:
    """Whether `Ana <ana@desk.example>` is somebody of them."""
    address = author.rpartition("<")[2].removesuffix(">").strip()
    return address in erased.addresses
