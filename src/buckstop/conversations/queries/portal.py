"""Which cases a customer's person sees: on lists, by address, and in what they do there.

Decided here, once. What is theirs they always see while they speak for the customer; of the rest
what the customer's administrator, or the desk, lets them; and what they follow. Of all that, what
they came in to see.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from uuid import UUID

from django.db.models import Q, QuerySet

from buckstop.conversations.models import Follower
from buckstop.conversations.models.message import FollowerState
from buckstop.people.models import Access, Address, Contact
from buckstop.problems.models import Case
from buckstop.problems.models.case import ENDED_WELL, WAITING
from buckstop.problems.queries.similar import FURTHEST, apart
from buckstop.problems.rules.likeness import compared

LATELY = 500  # cases


@dataclass(frozen=True, slots=True)
class Reach:
    """Whose cases one came in to see: of one customer alone, where its own provider says who they
    are; else of all for whom they speak, but of those whose people come in by no mailed link."""

    only: UUID | None = None
    but: frozenset[UUID] = frozenset()

    def opens(self, customer: UUID | None) -> bool:
        """Whether a customer's cases are within it; without one: those of nobody yet."""
        return customer == self.only if self.only else customer not in self.but


EVERYWHERE = Reach()


def speaks_for(person: UUID, reach: Reach = EVERYWHERE) -> "QuerySet[Contact]":
    """The customers for whom they speak, with what they see of each."""
    standing = Contact.objects.filter(person=person, ended_at=None)
    found = standing.filter(customer__merged_into=None, customer__erased_at=None)
    if reach.only:
        return found.filter(customer=reach.only)
    return found.exclude(customer__in=reach.but)


def may_come_in(person: UUID, reach: Reach = EVERYWHERE) -> bool:
    """Whether they speak for a customer still; or for nobody yet, as who wrote for themselves."""
    if speaks_for(person, reach).exists():
        return True
    return not reach.only and not Contact.objects.filter(person=person).exists()


def seen_by(person: UUID, reach: Reach = EVERYWHERE) -> "QuerySet[Case]":
    """The cases that they see."""
    theirs = speaks_for(person, reach)
    every = theirs.filter(sees__in=(Access.ALL, Access.ADMINISTRATOR)).values("customer")
    but = theirs.filter(sees=Access.OPEN).values("customer")
    ours = Q(customer__in=theirs.values("customer"))
    if not reach.only:
        ours |= Q(customer=None)
    return Case.objects.filter(
        Q(contact=person) & ours
        | Q(customer__in=every)
        | Q(customer__in=but, confidential=False)
        | Q(pk__in=_followed(person), customer__in=theirs.values("customer"))
    )


def sees(person: UUID, case: Case) -> bool:
    """Whether they see that case."""
    return seen_by(person).filter(pk=case.pk).exists()


def follows(person: UUID) -> "QuerySet[Follower]":
    """Where they get copies, at one of their addresses."""
    mails = Address.objects.filter(person=person, ended_at=None).exclude(email="")
    rows = Follower.objects.filter(state=FollowerState.FOLLOWING)
    return rows.filter(address__in=mails.values("email"))


def who_follow(case: UUID, among: Iterable[UUID]) -> set[UUID]:
    """Who of these people gets copies of a case."""
    rows = Follower.objects.filter(case=case, state=FollowerState.FOLLOWING)
    theirs = Address.objects.filter(person__in=list(among), ended_at=None).exclude(email="")
    return set(theirs.filter(email__in=rows.values("address")).values_list("person", flat=True))


def _followed(person: UUID) -> "QuerySet[Follower]":
    return follows(person).values("case")  # type: ignore[return-value]


def like(person: UUID, text: str, reach: Reach = EVERYWHERE, *, limit: int = 4) -> list[Case]:
    """Of what they see the cases whose title is most like `text`: waiting ones, or solved ones."""
    theirs = seen_by(person, reach).filter(state__in=(*WAITING, *ENDED_WELL))
    lately = theirs.order_by("-opened_at", "-pk")
    rows = Case.objects.filter(pk__in=lately.values("pk")[:LATELY])
    near = rows.annotate(apart=apart(compared(text)))
    found = near.filter(apart__lte=FURTHEST).select_related("problem", "contact")
    return list(found.order_by("apart", "-pk")[:limit])
