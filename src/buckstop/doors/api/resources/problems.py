"""Problems: list, read, open, and say something on a case."""

from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from ninja import Query, Router

from buckstop.conversations.actions import hearing
from buckstop.conversations.models import Message
from buckstop.conversations.queries.asked_in_words import Searcher, find, find_best
from buckstop.conversations.queries.mails import mails_of
from buckstop.doors.api import paging, shown
from buckstop.doors.api.errors import Wrong
from buckstop.doors.api.etags import tagged
from buckstop.doors.api.finding import (
    case_on,
    check_filters,
    contact_of,
    customer_of,
    problem_of,
    tag_of,
)
from buckstop.doors.api.keys import key_that_raises, key_that_reads, key_that_writes
from buckstop.doors.api.ledger import page_of
from buckstop.doors.api.saying import IdempotencyKey, give, give_once
from buckstop.doors.api.schemas import (
    Entries,
    Filters,
    MessageIn,
    MessageOut,
    Messages,
    ProblemFilters,
    ProblemIn,
    ProblemOut,
    Problems,
)
from buckstop.kit import clock
from buckstop.people.models import Key
from buckstop.people.zones import house_zone_info
from buckstop.problems.queries.filters import Wanted, matching
from buckstop.problems.queries.lists import Cursor, newest

router = Router(tags=["problems"])


@router.get("/problems", response=Problems)
def list_problems(request: HttpRequest, wanted: Query[ProblemFilters]) -> HttpResponse:
    """Problems, the newest first, or those that fit the words best."""
    check_filters(request, ProblemFilters)
    key = key_that_reads(request)
    rows = matching(
        key.actor(),
        Wanted(
            state=wanted.state or "",
            kind=wanted.kind or "",
            owner=wanted.owner,
            team=wanted.team if isinstance(wanted.team, UUID) else None,
            no_team=wanted.team == "desk",
            customer=wanted.customer,
            hurts=wanted.hurts,
            label=tag_of(wanted.tag),
        ),
    )
    if key.team is not None:
        rows = rows.filter(team=key.team)
    text = (wanted.q or "").strip()
    after, limit = _after(wanted), wanted.limit
    by = Searcher(key.person_id, house_zone_info())
    if text and wanted.order == "best":
        found = find_best(rows, text, by, limit=limit)[0].listed
    elif text:
        found = find(rows, text, by, after=after, limit=limit)[0].listed
    else:
        found = newest(rows, after=after, limit=limit)
    older = str(found.older) if found.older else None
    return give(Problems(items=shown.problems(found.rows, key), next=older))


def _after(wanted: ProblemFilters) -> Cursor | None:
    if wanted.cursor is None:
        return None
    after = Cursor.read(wanted.cursor)
    if after is None:
        raise Wrong("cursor", "This isn't a cursor of this list. Send the `next` of a page before.")
    return after


@router.get("/problems/{ref}", response=ProblemOut)
def read_problem(request: HttpRequest, ref: str) -> HttpResponse:
    """One problem, by its reference."""
    key = key_that_reads(request)
    found = problem_of(ref, key)
    return tagged(give(shown.problems([found], key)[0]), found.chain_id)


@router.post("/problems", response={201: ProblemOut})
def open_problem(
    request: HttpRequest, said: ProblemIn, idempotency_key: IdempotencyKey = None
) -> HttpResponse:
    """Open a problem with one case; it is owned and has news promised when you get the answer."""
    key = key_that_raises(request)
    return give_once(request, key, idempotency_key, lambda: _open(said, key))


def _open(said: ProblemIn, key: Key) -> ProblemOut:
    person = contact_of(said.contact)
    case = hearing.log(
        text=said.text,
        by=key.actor(),
        at=clock.now(),
        contact=person,
        name=said.contact.name,
        email=said.contact.email.strip(),
        phone=said.contact.phone,
        customer=customer_of(said.customer, person, said.contact.email),
        hurts=said.hurts,
        kind=said.kind,
        channel="api",
        title=said.title,
        address=said.address,
    )
    return shown.problem_now(case.problem_id, key)


@router.get("/problems/{ref}/messages", response=Messages)
def list_messages(request: HttpRequest, ref: str, wanted: Query[Filters]) -> HttpResponse:
    """What was said, the newest first, but what its writer took back."""
    check_filters(request, Filters)
    problem = problem_of(ref, key_that_reads(request))
    rows = Message.objects.standing().filter(problem=problem).select_related("text")
    items, more = paging.newest(rows, wanted)
    mails = mails_of(items)
    shows = [shown.message(one, mails.get(one.pk, ())) for one in items]
    return give(Messages(items=shows, next=more))


@router.post("/problems/{ref}/messages", response={201: MessageOut})
def write_to_problem(
    request: HttpRequest, ref: str, said: MessageIn, idempotency_key: IdempotencyKey = None
) -> HttpResponse:
    """The customer said something on their case; what had ended is open again by it."""
    key = key_that_writes(request)
    found = problem_of(ref, key)

    def do() -> MessageOut:
        case: Any = case_on(found, said.case)
        written = hearing.write(case, text=said.text, by=key.actor(), at=clock.now(), channel="api")
        return shown.message(written)

    return give_once(request, key, idempotency_key, do)


@router.get("/problems/{ref}/ledger", response=Entries)
def read_ledger(request: HttpRequest, ref: str, wanted: Query[Filters]) -> HttpResponse:
    """What happened, the oldest first; a page ends where the next one begins, whatever comes in."""
    check_filters(request, Filters)
    found = problem_of(ref, key_that_reads(request))
    return give(page_of(found.chain_id, wanted.cursor, wanted.limit))
