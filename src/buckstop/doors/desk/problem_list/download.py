"""The list as a file for a spreadsheet: sent as it is read, a part at a time."""

from collections.abc import Iterator

from django.http import HttpRequest, HttpResponseBase
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from buckstop.conversations.queries.asked_in_words import find
from buckstop.doors.components.shown.lists import ProblemRow
from buckstop.doors.desk.presenting import problems
from buckstop.doors.desk.problem_list.asked import Asked, asked
from buckstop.doors.desk.problem_list.columns import columns_of
from buckstop.doors.desk.reader import Reader, reader_of
from buckstop.doors.desk.taken_out import counted
from buckstop.doors.shared import spreadsheet
from buckstop.doors.shared.spreadsheet import lines
from buckstop.problems.models import Problem
from buckstop.problems.queries import lists
from buckstop.problems.queries.filters import matching
from buckstop.problems.queries.lists import Cursor
from buckstop.problems.queries.work import customers_of

PART = 500  # rows that are in memory at once


@require_safe
def as_file(request: HttpRequest) -> HttpResponseBase:
    """Everything that fits, with the columns that are chosen, in the list's order."""
    reader = reader_of(request)
    this = asked(request.GET, reader)
    chosen = columns_of(request, reader)
    heads = [_("Problem"), _("Title"), *(head for name in chosen for head in _heads(name))]
    day = reader.now.astimezone(reader.zone).date().isoformat()
    found = counted(_rows(reader, this, chosen), "problems", reader)
    return spreadsheet.as_file(f"problems-{day}", lines(heads, found))


def _rows(reader: Reader, this: Asked, chosen: tuple[str, ...]) -> Iterator[list[str]]:
    for part in _parts(reader, this):
        for row in problems.rows(part, customers_of(problem.pk for problem in part)):
            more = [cell for name in chosen for cell in _cells(name, row, reader)]
            yield [row.ref, row.title, *more]


def _heads(column: str) -> list[str]:
    return {
        "customers": [_("Customers")],
        "owner": [_("Owner")],
        "state": [_("State"), _("Kind"), _("Impact")],
        "opened": [_("Opened")],
        "news": [_("Next news"), _("Missed"), _("Closed")],
    }[column]


def _cells(column: str, row: ProblemRow, reader: Reader) -> list[str]:
    if column == "customers":
        return [row.customers]
    if column == "owner":
        return [row.owner]
    if column == "state":
        return [row.state_words, row.kind_words, row.hurts]
    times = [row.opened_at] if column == "opened" else [row.due, row.missed_at, row.closed_at]
    return [f"{at.astimezone(reader.zone):%Y-%m-%d %H:%M}" if at else "" for at in times]


def _parts(reader: Reader, this: Asked) -> Iterator[list[Problem]]:
    """All rows, a part at a time, each by a statement of its own: nothing is held meanwhile."""
    after: Cursor | None = None
    behind = 0
    while True:
        if this.q:
            rows = matching(reader.actor, this.wanted)
            listed = find(rows, this.q, reader.searcher, after=after)[0].listed
        else:
            listed = lists.page(reader.actor, this.wanted, after=after, behind=behind, limit=PART)
        yield listed.rows
        after, behind = listed.older, listed.behind
        if after is None and not behind:
            return
