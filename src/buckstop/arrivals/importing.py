"""An import from its beginning, or from where it stopped, to its end."""

from collections.abc import Callable, Iterator
from datetime import datetime
from typing import Any
from uuid import UUID

from django.utils.translation import gettext as _

from buckstop.arrivals.actions.bringing import bring_in
from buckstop.arrivals.actions.naming import end_import
from buckstop.arrivals.models import Arrival, Source, ThreadState
from buckstop.arrivals.readers.reader import Reader
from buckstop.arrivals.rules import Report, batches
from buckstop.arrivals.threads import Thread
from buckstop.coverage.queries import roster
from buckstop.ledger.actor import Actor
from buckstop.ledger.refused import Refused
from buckstop.people.queries import staff
from buckstop.problems.actions.importing import take_over
from buckstop.problems.models import Problem
from buckstop.problems.models.problem import ASIDE

type Clock = Callable[[], datetime]
type Tell = Callable[[int], None]


def dry_run(source: Source | None, reader: Reader, tell: Tell) -> dict[str, Any]:
    """What would come, and what not and why; nothing is written."""
    report = Report()
    for batch in batches(reader.threads()):
        there = _there(source, batch)
        for thread in batch:
            if thread.left_out:
                report.leave_out(thread.theirs, thread.left_out)
            elif thread.key in there:
                report.counts["here already"] += 1
            else:
                report.bring(thread)
        tell(report.counts["messages"])
    return _with_unknown(report.as_json())


def _there(source: Source | None, batch: list[Thread]) -> set[str]:
    keys = [one.key for one in batch]
    rows = Arrival.objects.filter(source=source, theirs__in=keys, state=ThreadState.CAME)
    return set(rows.values_list("theirs", flat=True)) if source else set()


def bring_all(source: Source, reader: Reader, *, by: Actor, now: Clock, tell: Tell) -> Report:
    """Bring in what there is, from where the last import stopped; a batch a transaction."""
    report = Report()
    buck = _buck()
    for batch in batches(reader.threads(source.came_to)):
        came_to = batch[-1].came_to
        bring_in(source, batch, buck=buck, came_to=came_to, report=report, by=by, at=now())
        tell(report.counts["messages"])
    bring_in(source, [], buck=buck, came_to="", report=report, by=by, at=now())
    whole = _with_unknown(report.as_json())
    whole["in all"] = totals(source)
    end_import(source, whole, by=by, at=now())
    return report


def _buck() -> UUID:
    if key := roster().buck_stops_with_id:
        return key
    raise Refused("no-buck", _("Say first with whom the buck stops: it is a setting of the house."))


def totals(source: Source) -> dict[str, int]:
    """How much of a source is here by now."""
    rows = Arrival.objects.filter(source=source)
    came = rows.filter(state=ThreadState.CAME)
    return {
        "came": came.count(),
        "left out": rows.filter(state=ThreadState.LEFT_OUT).count(),
        "kept aside": Problem.objects.filter(arrival__source=source, outcome=ASIDE).count(),
    }


def _with_unknown(report: dict[str, Any]) -> dict[str, Any]:
    """Which of those who answered there nobody here has the address of."""
    addresses = {text.rpartition("<")[2].rstrip(">"): text for text in report["agents"]}
    known = set(staff().filter(email__in=addresses).values_list("email", flat=True))
    report["agents unknown here"] = sorted(
        text for address, text in addresses.items() if address not in known
    )
    return report


def take_all_over(
    source: Source, *, by: Actor, now: Clock, owner: Any = None, due: datetime | None = None
) -> Iterator[Problem]:
    """Let everything that is kept aside run here, one by one."""
    aside = Problem.objects.filter(arrival__source=source, outcome=ASIDE).order_by("number")
    for problem in list(aside):
        yield take_over(problem, owner=owner, due=due, by=by, at=now())
