"""What two may change: a program says which state it has read, and is told where that is past.

The tag of a problem, a customer or a service is the length of its chain: whatever is done with it
is an entry there.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Annotated
from uuid import UUID

from django.db import transaction
from django.db.models import QuerySet
from django.http import HttpResponse
from ninja import Header

from buckstop.kit.reading import Given, reading
from buckstop.ledger.models import Chain, Entry

IfMatch = Annotated[
    str | None,
    Header(
        alias="If-Match",
        max_length=200,
        description="The ETag of what you have read: refused with 412 where it changed since.",
    ),
]
_OTHERS = "ledger_entry.transaction <> pg_current_xact_id()"


class Changed(Exception):
    """It isn't any more as the program has read it."""


def tag(chain: UUID) -> str:
    """The tag of what has this chain, as it is now."""
    return _tag(_length(chain))


def tagged(answer: HttpResponse, chain: UUID) -> HttpResponse:
    """The answer, with its tag."""
    answer["ETag"] = tag(chain)
    return answer


@contextmanager
def unchanged(chain: UUID, if_match: str | None) -> Iterator[None]:
    """What is done in here is done to the state that `if_match` names, or undone: raises Changed.

    The chain isn't locked before, as the verb takes its chains in the order of their keys; so it
    is looked at afterwards who wrote the entry that came next.
    """
    if if_match is None or if_match.strip() == "*":
        yield
        return
    with transaction.atomic():
        length = _length(chain)
        if _tag(length) not in [one.strip() for one in if_match.split(",")]:
            raise Changed
        yield
        nexts = Entry.objects.filter(chain=chain, number=length + 1)
        if nexts.extra(where=[_OTHERS]).exists():
            raise Changed


def _length(chain: UUID) -> int:
    [length] = _lengths(chain=chain)
    return length


@reading
def _lengths() -> "QuerySet[Chain, int]":
    return Chain.objects.filter(pk=Given("chain")).values_list("length", flat=True)


def _tag(length: int) -> str:
    return f'"{length}"'
