"""Problems in lists."""

from collections.abc import Iterable, Mapping
from datetime import datetime
from uuid import UUID

from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop, ngettext

from buckstop.conversations.models import Message
from buckstop.doors.components.shown.lists import ProblemRow
from buckstop.doors.components.shown.problem import Similar
from buckstop.doors.components.shown.shell import Button
from buckstop.doors.desk.addresses import PROBLEM
from buckstop.doors.desk.reader import Reader
from buckstop.kit import said_time
from buckstop.problems.commitments import kind
from buckstop.problems.models import Commitment, Pin, Problem
from buckstop.problems.queries.lists import missed_before
from buckstop.problems.rules import impact
from buckstop.problems.rules.order import in_words

OUTCOMES = {
    "confirmed": gettext_noop("closed, solved"),
    "lapsed": gettext_noop("closed, never answered"),
    "answered": gettext_noop("answered"),
    "declined": gettext_noop("not ours"),
    "void": gettext_noop("void"),
    "moved": gettext_noop("moved"),
    "unreported": gettext_noop("closed, no customer had it"),
    "imported": gettext_noop("ended in another system"),
    "aside": gettext_noop("kept aside, from another system"),
}


def address(problem: Problem) -> str:
    """Where a problem is."""
    return PROBLEM.url(problem.number)


def so_many(customers: int) -> str:
    """`3 customers`."""
    return ngettext("%(n)d customer", "%(n)d customers", customers) % {"n": customers}


def customers_of(messages: Iterable[Message]) -> int:
    """To how many customers something went: two people of one customer are one."""
    return len({message.case.side for message in messages if message.case})


def whose(names: Iterable[str]) -> str:
    """The first customer and how many more: `Nordbank +2`."""
    found = list(dict.fromkeys(names))
    if not found:
        return ""
    return f"{found[0]} +{len(found) - 1}" if len(found) > 1 else found[0]


def state_words(problem: Problem) -> str:
    """The state in a list."""
    if problem.is_closed:
        return _(OUTCOMES.get(problem.outcome, "closed"))
    return _("fixed, asked") if problem.state == "fixed" else _("open")


def long_state(problem: Problem, waiting: int) -> str:
    """The state as a problem's page begins; `waiting` customers wait."""
    if problem.is_closed:
        return state_words(problem).capitalize()
    if problem.state == "fixed":
        asked = ngettext("customer asked", "customers asked", waiting)
        return _("Fixed, %(n)s %(asked)s") % {"n": in_words(waiting), "asked": asked}
    return _("Open")


def kind_words(problem: Problem) -> str:
    """Empty for a problem, which needs no word."""
    return "" if problem.kind == "problem" else problem.get_kind_display()


def pinned(row: Pin | None, reader: Reader) -> str:
    """Who put it first, until when, and why; "" where nobody did."""
    if row is None:
        return ""
    until = said_time.until(row.until, reader.now, reader.zone)
    told = {"who": row.person.public_name, "until": until, "why": str(row.why)}
    return _("%(who)s put it first %(until)s: %(why)s") % told


def rows(
    problems: Iterable[Problem],
    customers: Mapping[UUID, list[str]],
    found: Mapping[UUID, str] | None = None,
) -> list[ProblemRow]:
    """Problems in a list."""
    listed = list(problems)
    missed = missed_before(problem.pk for problem in listed)
    return [_row(one, customers, (found or {}).get(one.pk, ""), missed) for one in listed]


def _row(
    problem: Problem,
    customers: Mapping[UUID, list[str]],
    found: str,
    missed: Mapping[UUID, datetime],
) -> ProblemRow:
    return ProblemRow(
        ref=problem.ref,
        title=problem.title,
        url=address(problem),
        state=problem.state,
        state_words=state_words(problem),
        owner=problem.owned_by.public_name if problem.owned_by else "",
        customers=whose(customers.get(problem.pk, [])),
        kind_words=kind_words(problem),
        hurts="" if problem.is_closed else str(impact.SHORT[problem.hurts]),
        opened_at=problem.opened_at,
        due=problem.news_due,
        missed_at=missed.get(problem.pk),
        closed_at=problem.closed_at,
        found=found,
    )


def alike(
    problems: Iterable[Problem], take: "Mapping[UUID, Button] | None" = None
) -> list[Similar]:
    """Problems that may be the same trouble."""
    return [
        Similar(
            ref=problem.ref,
            title=problem.title,
            url=address(problem),
            state_words=state_words(problem),
            take=(take or {}).get(problem.pk),
        )
        for problem in problems
    ]


def owed_says(row: Commitment) -> str:
    """What is owed in one line; where nobody wrote it, what its kind is."""
    said = str(row.what or "").splitlines()
    return said[0][:140] if said else _(kind.of(row).what or kind.of(row).label)
