"""Where a person gets our mail."""

from collections.abc import Iterable
from uuid import UUID

from django.db.models import OuterRef, QuerySet, Subquery

from buckstop.conversations.models import Follower
from buckstop.conversations.models.message import FollowerState
from buckstop.kit.reading import Among, Given, reading
from buckstop.people.models import Address, Person


def addresses_of(people: Iterable[UUID]) -> dict[UUID, str]:
    """The address of each person: the first of theirs; staff get it where they log in."""
    found = _addresses(people=list(set(people)))
    return {person: address for person, theirs, ours in found if (address := theirs or ours)}


@reading
def _addresses() -> "QuerySet[Person, tuple[UUID, str | None, str | None]]":
    given = Address.objects.filter(person=OuterRef("pk"), ended_at=None).exclude(email="")
    first = given.order_by("rank", "added_at", "pk").values("email")[:1]
    people = Person.objects.filter(Among("pk", Given("people"))).order_by()
    return people.values_list("pk", Subquery(first), "email")


def followers_of(cases: Iterable[UUID]) -> dict[UUID, list[str]]:
    """Who gets copies of what is said to these cases, whoever follows longest first."""
    copies: dict[UUID, list[str]] = {}
    for case, address in _followers(cases=list(set(cases))):
        copies.setdefault(case, []).append(address)
    return copies


@reading
def _followers() -> "QuerySet[Follower, tuple[UUID, str]]":
    found = Follower.objects.filter(Among("case", Given("cases")), state=FollowerState.FOLLOWING)
    return found.order_by("added_at", "pk").values_list("case", "address")
