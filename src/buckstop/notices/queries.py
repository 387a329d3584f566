"""What of what staff were told still holds."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db.models import QuerySet

from buckstop.kit.reading import Among, Given, reading
from buckstop.ledger.entries import Fact
from buckstop.ledger.reading import fact_of
from buckstop.notices.models import LogInMail, LogInMailKind, Notice
from buckstop.notices.rules import asks_for, is_for_owners
from buckstop.outbox.models import UNDER_WAY, Attempt, Delivery, DeliveryState
from buckstop.outbox.queries.outages import standstill
from buckstop.people.models import Person
from buckstop.problems.commitments import kind
from buckstop.problems.models import Commitment

LOOKED_AT = 40  # newest ones, of which those are left out that hold no more


@dataclass(frozen=True, slots=True)
class Trial:
    """A letter that somebody sent to themselves, and what came of it; `said` in a sentence."""

    to: str
    at: datetime
    state: str
    said: str

    @property
    def accepted(self) -> bool:
        return self.state == DeliveryState.SENT

    @property
    def is_under_way(self) -> bool:
        return self.state in UNDER_WAY


def last_trial() -> Trial | None:
    """The newest of these letters; None before any."""
    row = LogInMail.objects.filter(kind=LogInMailKind.TRIAL).order_by("-pk").first()
    sent = Delivery.objects.filter(owner=row.pk).first() if row else None
    if row is None or sent is None:
        return None
    tried = Attempt.objects.filter(delivery=sent).order_by("-at").first()
    stands = standstill() if sent.state in UNDER_WAY else None
    said = stands.why if stands else sent.why or (tried.sentence if tried else "")
    return Trial(row.address, row.wanted_at, sent.state, said)


@reading
def unseen() -> "QuerySet[Notice]":
    """The newest notices that `person` hasn't seen, at most LOOKED_AT."""
    rows = Notice.objects.filter(person=Given("person"), seen_at=None)
    return rows.select_related("problem", "entry").order_by("-at", "-pk")[:LOOKED_AT]


@reading
def _ended() -> "QuerySet[Commitment, UUID]":
    ended = Commitment.objects.filter(Among("pk", Given("keys")), ended_at__isnull=False)
    return ended.values_list("pk", flat=True)


def answered_at(notices: list[Notice], at: datetime) -> dict[UUID, str]:
    """By notice, where who is told answers from the mail itself, where what is asked has that."""
    made = {one.pk: fact_of(entry) for one in notices if (entry := one.entry) is not None}
    asked = {pk: key for pk, fact in made.items() if (key := asks_for(fact)) is not None}
    by_mail = kind.codes(one for one in kind.every() if one.from_mail)
    rows = Commitment.objects.filter(pk__in=asked.values(), kind__in=by_mail)
    owed = {row.pk: row for row in rows} if asked else {}
    found = {
        one.pk: kind.of(row).answered_at(row, one.person_id, at)
        for one in notices
        if (row := owed.get(asked.get(one.pk, one.pk)))
    }
    return {key: link for key, link in found.items() if link}


def _is_anothers(notice: Notice, made: Fact | None, person: Person) -> bool:
    """Whether it held only while they owned the problem, which is somebody else's."""
    if made is None or notice.problem is None:
        return False
    return is_for_owners(made) and notice.problem.owner_id != person.pk


def still_true(person: Person, notices: list[Notice]) -> list[Notice]:
    """Those whose asking hasn't ended meanwhile; nobody is told that they own what they don't."""
    made = {notice.pk: fact_of(one) for notice in notices if (one := notice.entry) is not None}
    asked = {pk: key for pk, fact in made.items() if (key := asks_for(fact)) is not None}
    over = set(_ended(keys=list(asked.values()))) if asked else set()
    return [
        notice
        for notice in notices
        if asked.get(notice.pk) not in over
        and not _is_anothers(notice, made.get(notice.pk), person)
    ]
