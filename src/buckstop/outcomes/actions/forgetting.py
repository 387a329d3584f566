"""Part of erasing: lessons that may name a customer are emptied, and what is between two people."""

from collections.abc import Iterable
from uuid import UUID

from django.db.models import Q

from buckstop.ledger.actions import erase_bodies
from buckstop.ledger.models import Body
from buckstop.ledger.transaction import Act
from buckstop.outcomes.models import Lesson, Thanks
from buckstop.people.actions.staff import found_house
from buckstop.people.holdings import Erased, Holding


class Learnt(Holding):
    """Lessons of problems of theirs may name them; thanks are between two people."""

    def bodies(self, erased: Erased) -> Iterable[UUID]:
        lessons = Lesson.objects.filter(problem__cases__in=erased.cases)
        for lines in lessons.values_list("looked_like", "was", "do_first"):
            yield from lines
        about = Thanks.objects.filter(problem__cases__in=erased.cases)
        yield from about.values_list("text", flat=True)

    def forget(self, act: Act, erased: Erased) -> None:
        """Of somebody who worked here what is between two people goes too."""
        Lesson.objects.filter(problem__cases__in=erased.cases).update(about="")
        theirs = Q(to__in=erased.people) | Q(given_by__in=erased.people)
        keys = Thanks.objects.filter(theirs).values("text")
        if keys.exists():
            house = found_house(by=act.by, at=act.at)
            bodies = Body.objects.filter(pk__in=keys, erased_at=None).only("pk")
            erase_bodies(bodies, on=house, by=act.by, at=act.at)
