"""What a program may do with a problem now: each act that it reads, with where to send it.

Who may says the permission that the act's verb checks. To add an act: its route, and its line in
`ACTS`; a test holds that all that can be sent about a problem stands here, and that what is offered
isn't refused.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from buckstop.conversations.permissions.hearing import may_write
from buckstop.doors.api.schemas import ActOut
from buckstop.ledger.actor import Actor
from buckstop.ledger.refused import Refusal
from buckstop.problems.models import Case


@dataclass(frozen=True, slots=True)
class Act:
    """Something that is sent about one case of a problem."""

    name: str
    method: str
    address: str  # as openapi.json has it
    may: Callable[[Case, Actor], Refusal | None]


def _may_write(case: Case, actor: Actor) -> Refusal | None:
    return may_write(actor, case=case)


ACTS = (Act("write-message", "POST", "/api/v1/problems/{ref}/messages", _may_write),)


def offered(ref: str, cases: Iterable[Case], actor: Actor) -> list[ActOut]:
    """The acts that `actor` may do now on the problem `ref`."""
    return [
        ActOut(name=act.name, method=act.method, href=act.address.format(ref=ref), case=case.pk)
        for case in cases
        for act in ACTS
        if not act.may(case, actor)
    ]
