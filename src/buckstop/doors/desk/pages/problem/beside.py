"""The customer beside the problem: who they are, what else is open, how it went before."""

from uuid import UUID
from zoneinfo import ZoneInfo

from django.http import HttpRequest
from django.utils.translation import gettext as _

from buckstop.conversations.queries.customer_beside import CustomerBeside, customer_beside
from buckstop.conversations.wording.away import away_until
from buckstop.doors.components.shown.problem import Beside, BesideLink, BesideProblem
from buckstop.doors.desk.addresses import CUSTOMER, PROBLEM
from buckstop.doors.desk.presenting.cases import STATES
from buckstop.doors.desk.reader import Reader
from buckstop.kit import said_time
from buckstop.kit.ids import reference
from buckstop.problems.models import Case
from buckstop.problems.queries.problem_view import ProblemView

WORDS = 140  # characters of what was said last; what is longer ends with "…"


def beside(request: HttpRequest, seen: ProblemView, reader: Reader) -> Beside | None:
    """The chosen customer of the problem (`?customer=<id>`), or that of the first case."""
    chosen = request.GET.get("customer", "")
    theirs: dict[UUID, Case] = {}
    for case in seen.cases:
        if case.customer_id is not None:
            theirs.setdefault(case.customer_id, case)
    if not theirs or not reader.at_desk:
        return None
    first = next(iter(theirs.values()))
    case = next((one for key, one in theirs.items() if str(key) == chosen), first)
    assert case.customer_id is not None
    found = customer_beside(case.customer_id, contact=case.contact_id, problem=seen.problem.pk)
    if found is None:
        return None
    others = [one for key, one in theirs.items() if key != case.customer_id]
    return _shown(found, case, others, seen, reader)


def _shown(
    found: CustomerBeside, case: Case, others: list[Case], seen: ProblemView, reader: Reader
) -> Beside:
    customer = found.customer
    number = seen.problem.number
    return Beside(
        name=customer.name,
        url=CUSTOMER.url(customer.pk),
        contact=case.contact.public_name,
        tier=customer.tier,
        language=str(customer.get_language_display()),
        manager=customer.manager.public_name if customer.manager else "",
        note=found.note,
        phones=found.phones,
        mail=next(iter(found.emails), ""),
        local=_local(customer.zone, reader),
        open=[
            BesideProblem(
                ref=reference(one.number),
                title=one.title,
                url=PROBLEM.url(one.number),
                due=one.news_due,
            )
            for one in found.open
        ],
        past=[
            BesideProblem(
                ref=reference(one.number),
                title=one.title,
                url=PROBLEM.url(one.number),
                ended_at=one.ended_at,
                ended=_(STATES[one.state]),
                words=shortened(one.words),
            )
            for one in found.past
        ],
        away=_away(found, reader),
        kept=found.kept,
        promises=found.promises,
        others=[
            BesideLink(name=str(one.customer), url=PROBLEM.url(number, customer=one.customer_id))
            for one in others
        ],
    )


def shortened(text: str) -> str:
    """The beginning of what somebody wrote, in one line."""
    line = " ".join(text.split())
    return line if len(line) <= WORDS else line[: WORDS - 1].rstrip() + "…"


def _away(found: CustomerBeside, reader: Reader) -> str:
    """Until when the contact is away, as their machine said; empty where that is over."""
    if found.answered is None:
        return ""
    text, at = found.answered
    zone = ZoneInfo(found.customer.zone) if found.customer.zone else reader.zone
    end = away_until(text, said_at=at, zone=zone)
    return said_time.date(end.astimezone(zone)) if end and end > reader.now else ""


def _local(zone: str, reader: Reader) -> str:
    """`10:42 (Europe/Oslo)`, where their clock shows another time than the reader's."""
    theirs = ZoneInfo(zone) if zone else None
    if theirs is None or reader.now.astimezone(theirs).utcoffset() == (
        reader.now.astimezone(reader.zone).utcoffset()
    ):
        return ""
    return f"{said_time.clock(reader.now, theirs)} ({zone})"
