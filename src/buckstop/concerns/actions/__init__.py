"""Raising a concern, answering it, talking on; and its way up while nobody answers.

These write without an entry: whoever reads the ledger, or a copy of the database, must find nobody.
"""

from datetime import datetime

from django.db import transaction
from django.db.models import Q

from buckstop.concerns import permissions as may
from buckstop.concerns import rules
from buckstop.concerns.models import Concern, Words
from buckstop.coverage.queries import buck, leaders, service_level, times_of
from buckstop.ledger.refused import check
from buckstop.people.models import Person

BATCH = 50


def raise_openly(*, text: str, to: Person, by: Person, at: datetime) -> Concern:
    """`by` raises it under their name; `to` owes an answer."""
    check(may.may_raise_openly(to))
    return _raise(text, to, at, person=by)


def raise_anonymously(*, text: str, to: Person, at: datetime) -> str:
    """Nobody learns who raised it, nor when but by the hour. Returns its code, kept nowhere."""
    check(may.may_raise_openly(to))
    code = rules.fresh_code()
    _raise(text, to, rules.next_hour(at), digest=rules.digest_of(code))
    return code


def answer(concern: Concern, *, text: str, by: Person, at: datetime) -> None:
    """A leader answers: nothing is owed until there is a reply."""
    check(may.may_answer(concern, by))
    said = rules.check_text(text)
    with transaction.atomic():
        concern = Concern.objects.select_for_update().get(pk=concern.pk)
        _say(concern, said, at, leader=by)
        Concern.objects.filter(pk=concern.pk).update(due=None)


def say_more(concern: Concern, *, text: str, by: Person | None, at: datetime) -> None:
    """Whoever raised it goes on: `by` openly, or somebody who has the code. An answer is owed."""
    check(may.may_say_more(concern, by))
    said, seen_from = rules.check_text(text), at if by else rules.next_hour(at)
    with transaction.atomic():
        concern = Concern.objects.select_for_update().get(pk=concern.pk)
        _say(concern, said, seen_from, leader=None)
        if concern.due is None:
            Concern.objects.filter(pk=concern.pk).update(due=_due(seen_from))


def climb(*, at: datetime) -> int:
    """What wasn't answered in time goes to the next above; returns how many did."""
    late = Q(due__lte=at) | Q(due__isnull=False, to__deactivated_at__isnull=False)
    with transaction.atomic():
        rows = Concern.objects.filter(late).select_for_update(of=("self",), skip_locked=True)
        found = list(rows.select_related("to")[:BATCH])
        if not found:
            return 0
        above, last, due = leaders(), buck(), _due(at)
        for concern in found:
            concern.to = rules.next_above(concern.to, above, last)
            concern.due, concern.missed = due, concern.missed + 1
        Concern.objects.bulk_update(found, ["to", "due", "missed"])
    return len(found)


def _raise(
    text: str, to: Person, seen_from: datetime, *, person: Person | None = None, digest: str = ""
) -> Concern:
    said = rules.check_text(text)
    with transaction.atomic():
        concern = Concern.objects.create(
            person=person,
            digest=digest,
            first=to,
            to=to,
            seen_from=seen_from,
            due=_due(seen_from),
        )
        _say(concern, said, seen_from, leader=None)
    return concern


def _say(concern: Concern, text: str, seen_from: datetime, *, leader: Person | None) -> None:
    place = concern.words.count()
    Words.objects.create(
        concern=concern, leader=leader, text=text, seen_from=seen_from, place=place
    )


def _due(at: datetime) -> datetime:
    return times_of(service_level()).after(at, rules.ANSWER_WITHIN)
