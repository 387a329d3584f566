"""What was said of a problem goes once it is past its time; that it went stays on record."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from buckstop.conversations.actions.erasing import GONE, empty, empty_heads
from buckstop.conversations.entries import WordsExpired
from buckstop.conversations.models import Attachment, Message
from buckstop.conversations.permissions.erasing import may_expire
from buckstop.ledger.actions import erase_bodies
from buckstop.ledger.actor import Actor
from buckstop.ledger.models import Body
from buckstop.ledger.refused import check
from buckstop.ledger.transaction import acting
from buckstop.people.actions.staff import found_house
from buckstop.problems.models import Case, Commitment, Problem, Understanding


@dataclass(frozen=True, slots=True)
class Went:
    """What went of a problem that closed then."""

    closed_at: datetime
    messages: int
    files: int


def expire(problem: Problem, *, months: int, by: Actor, at: datetime) -> Went:
    """Erase what was said of a problem that closed `months` ago: by customers, by us, in notes of
    ours, in files and mails. Who they are stays, and every entry."""
    house = found_house(by=by, at=at)
    with acting(house, problem, by=by, at=at) as act:
        problem = act.lock(problem)
        check(may_expire(problem))
        assert problem.closed_at is not None
        cases = list(Case.objects.filter(problem=problem).select_related("problem", "contact"))
        said = Message.objects.filter(problem=problem)
        went = Went(
            problem.closed_at,
            said.count(),
            Attachment.objects.filter(message__in=said).count(),
        )
        empty(act, [], cases)
        rest = Body.objects.filter(pk__in=set(_rest(problem))).only("pk")
        erase_bodies(rest, on=house, by=by, at=at)
        act.flush()
        empty_heads(said)
        act.change(problem, title=GONE)
        fact = WordsExpired(
            problem=problem.pk, months=months, messages=went.messages, files=went.files
        )
        act.record(fact, on=house)
        act.record(fact, on=problem)
    return went


def _rest(problem: Problem) -> Iterable[UUID]:
    """What was said of the problem as a whole, besides what was said in each case of it."""
    said = Message.objects.filter(problem=problem)
    for row in said.values_list("text", "quoted", "html", "raw"):
        yield from (key for key in row if key)
    yield from Attachment.objects.filter(message__in=said).values_list("file", flat=True)
    yield from Understanding.objects.filter(problem=problem).values_list("what", flat=True)
    owed = Commitment.objects.filter(problem=problem)
    for three in owed.values_list("what", "answer", "moved_because"):
        yield from (key for key in three if key)
