"""How long what was said is kept, as its pages say it."""

from collections.abc import Iterator
from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from buckstop.doors.components.shown.shell import Button
from buckstop.doors.desk.acts.spots import Spot, Subject, button
from buckstop.doors.desk.addresses import CUSTOMER, PROBLEM
from buckstop.doors.desk.reader import Reader
from buckstop.retention import queries
from buckstop.retention.models import Hold, Line, Run
from buckstop.retention.rules import NEVER
from buckstop.retention.settings import MONTHS


@dataclass(frozen=True, slots=True)
class PeriodRow:
    """An exception: whose, how long, and the way back."""

    name: str
    says: str
    remove: Button | None


@dataclass(frozen=True, slots=True)
class HoldRow:
    """What is held, why, by whom."""

    name: str
    url: str
    why: str
    hold: Hold


def months_say(months: int) -> str:
    """`forever`, `for 36 months`."""
    if months == NEVER:
        return _("forever")
    return ngettext("for %(n)s month", "for %(n)s months", months) % {"n": months}


def summary() -> str:
    """How long, in a sentence."""
    return _("What was said is kept %(long)s after a problem closed.") % {
        "long": months_say(MONTHS.value)
    }


def periods(reader: Reader) -> list[PeriodRow]:
    """The exceptions."""
    return [
        PeriodRow(
            str(one.brand or one.customer),
            months_say(one.months),
            button(Spot.PERIOD, Subject(reader=reader, row=one)),
        )
        for one in queries.periods()
    ]


def holds() -> list[HoldRow]:
    """What is held."""
    return [
        HoldRow(
            name=one.problem.ref if one.problem else str(one.customer),
            url=PROBLEM.url(one.problem.number) if one.problem else CUSTOMER.url(one.customer_id),
            why=one.why.text or "",
            hold=one,
        )
        for one in queries.holds()
    ]


def rule_says(line: Line) -> str:
    """Whose rule it was."""
    said = {
        "house": _("the rule for all"),
        "brand": _("the brand’s exception"),
        "customer": _("the customer’s exception"),
    }
    return f"{said[line.rule]}, {months_say(line.months)}"


def lines(run: Run) -> Iterator[Line]:
    """What went and what was kept, by number."""
    rows = run.lines.select_related("problem", "hold__why", "hold__by").order_by("problem__number")
    yield from rows.iterator(500)


def cells(run: Run) -> Iterator[list[object]]:
    """The same for a file."""
    for line in lines(run):
        kept = line.hold
        yield [
            line.problem.ref, f"{line.closed_at:%Y-%m-%d}", rule_says(line), line.messages,
            line.files, _("kept") if kept else _("erased"), (kept.why.text or "") if kept else "",
        ]  # fmt: skip
