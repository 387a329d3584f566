"""What of what staff were told still holds."""

from buckstop.ledger.reading import fact_of
from buckstop.notices.models import Notice
from buckstop.notices.rules import asks_for
from buckstop.people.models import Person
from buckstop.problems.entries.owning import TenureBegan
from buckstop.problems.models import Commitment


def still_true(person: Person, notices: list[Notice]) -> list[Notice]:
    """Those whose asking hasn't ended meanwhile; nobody is told that they own what they don't."""
    made = {notice.pk: fact_of(notice.entry) for notice in notices}
    asked = {pk: key for pk, fact in made.items() if (key := asks_for(fact)) is not None}
    ended = Commitment.objects.filter(pk__in=asked.values(), ended_at__isnull=False)
    over = set(ended.values_list("pk", flat=True))
    return [
        notice
        for notice in notices
        if asked.get(notice.pk) not in over
        and not (isinstance(made[notice.pk], TenureBegan) and notice.problem.owner_id != person.pk)
    ]
