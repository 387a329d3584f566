"""What of what staff were told still holds."""

from uuid import UUID

from django.db.models import QuerySet

from buckstop.kit.reading import Among, Given, reading
from buckstop.ledger.reading import fact_of
from buckstop.notices.models import Notice
from buckstop.notices.rules import asks_for, is_for_owners
from buckstop.people.models import Person
from buckstop.problems.models import Commitment

LOOKED_AT = 40  # newest ones, of which those are left out that hold no more


@reading
def unseen() -> "QuerySet[Notice]":
    """The newest notices that `person` hasn't seen, at most LOOKED_AT."""
    rows = Notice.objects.filter(person=Given("person"), seen_at=None)
    return rows.select_related("problem", "entry").order_by("-at")[:LOOKED_AT]


@reading
def _ended() -> "QuerySet[Commitment, UUID]":
    ended = Commitment.objects.filter(Among("pk", Given("keys")), ended_at__isnull=False)
    return ended.values_list("pk", flat=True)


def still_true(person: Person, notices: list[Notice]) -> list[Notice]:
    """Those whose asking hasn't ended meanwhile; nobody is told that they own what they don't."""
    made = {notice.pk: fact_of(notice.entry) for notice in notices}
    asked = {pk: key for pk, fact in made.items() if (key := asks_for(fact)) is not None}
    over = set(_ended(keys=list(asked.values()))) if asked else set()
    return [
        notice
        for notice in notices
        if asked.get(notice.pk) not in over
        and not (is_for_owners(made[notice.pk]) and notice.problem.owner_id != person.pk)
    ]
