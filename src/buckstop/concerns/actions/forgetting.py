"""Emptying concerns of what somebody wrote who is erased."""

from collections.abc import Iterable
from uuid import UUID

from django.db.models import Q

from buckstop.concerns.models import Words
from buckstop.ledger.transaction import Act
from buckstop.people.holdings import Erased, Holding


class Said(Holding):
    """Their own words; an anonymous concern leads to nobody."""

    def bodies(self, erased: Erased) -> Iterable[UUID]:
        """None: concerns are no bodies of the ledger."""
        return ()

    def forget(self, act: Act, erased: Erased) -> None:
        """Empty what they wrote."""
        own = Q(leader__in=erased.people) | Q(leader=None, concern__person__in=erased.people)
        for words in act.rows(Words.objects.filter(own)):
            act.change(words, text="")
