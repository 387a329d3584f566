"""An act of the API: a verb, with where it is sent, what is sent along and who may.

To add one: a function in the file of its noun, under `sent_to`. Its address, its place in what is
offered (`acts`), its description and counting once come with it.
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from functools import cached_property
from typing import Any
from uuid import UUID

from buckstop.coverage.on_duty import OnDuty
from buckstop.coverage.queries import who_is_on_duty
from buckstop.doors.api.schemas import ActOut, Strict
from buckstop.ledger.actor import Actor
from buckstop.ledger.refused import Refusal
from buckstop.people.models import Key
from buckstop.problems.commitments.handoff import offered_problems
from buckstop.problems.models import Case, Commitment, Problem


class About(StrEnum):
    """What an act is about; the address of each begins so."""

    PROBLEM = "problems/{ref}"
    CASE = "cases/{case}"
    COMMITMENT = "commitments/{commitment}"


class Nothing(Strict):
    """Nothing is sent along."""


@dataclass(frozen=True)
class On[Subject]:
    """An act that is being done: about what, by whom, when."""

    subject: Subject
    key: Key
    at: datetime

    @cached_property
    def actor(self) -> Actor:
        """Who does it."""
        return self.key.actor()

    @property
    def by(self) -> dict[str, Any]:
        """Who acts, and when: what every verb takes."""
        return {"by": self.actor, "at": self.at}


class Watch:
    """Who is there at an instant, read at the first need."""

    def __init__(self, at: datetime) -> None:
        self.at = at

    @cached_property
    def there(self) -> OnDuty:
        return who_is_on_duty(self.at)

    @cached_property
    def offered(self) -> set[UUID]:
        """The problems that are offered to somebody."""
        return offered_problems()


@dataclass(frozen=True, slots=True)
class Seen:
    """What a permission is asked about: the row, with the cases of a problem, at an instant."""

    row: Any
    watch: Watch
    cases: Sequence[Case] = ()

    @property
    def at(self) -> datetime:
        return self.watch.at


type May = Callable[[Seen, Actor], Refusal | None]


@dataclass(frozen=True, slots=True)
class Act:
    """Something that is sent about a problem, a case or a commitment."""

    name: str
    about: About
    noun: str
    takes: type[Strict]
    may: May
    do: Callable[[On[Any], Any], None]
    says: str

    @property
    def address(self) -> str:
        """As openapi.json has it."""
        return f"/api/v1/{self.about}/{self.noun}"


ACTS: list[Act] = []


def sent_to[Said: Strict](
    about: About, noun: str, *, takes: type[Said], may: May
) -> Callable[[Callable[[On[Any], Said], None]], Callable[[On[Any], Said], None]]:
    """Register a function as what is done with what comes to `noun`; its docstring says what."""

    def register(do: Callable[[On[Any], Said], None]) -> Callable[[On[Any], Said], None]:
        name = do.__name__.replace("_", "-")
        ACTS.append(Act(name, about, noun, takes, may, do, do.__doc__ or ""))
        return do

    return register


def on_problem(problem: Problem, cases: Sequence[Case], key: Key, watch: Watch) -> list[ActOut]:
    """What `key` may do now with a problem and with its cases."""
    if not key.writes:
        return []
    found = list(_offered(About.PROBLEM, Seen(problem, watch, cases), problem.ref, key))
    for case in cases:
        found += _offered(About.CASE, Seen(case, watch), str(case.pk), key, case.pk)
    return found


def on_commitment(row: Commitment, key: Key, watch: Watch) -> list[ActOut]:
    """What `key` may do now with what is owed."""
    if not key.writes:
        return []
    return list(_offered(About.COMMITMENT, Seen(row, watch), str(row.pk), key))


def _offered(
    about: About, seen: Seen, named: str, key: Key, case: UUID | None = None
) -> Iterator[ActOut]:
    actor = key.actor()
    for act in ACTS:
        if act.about == about and not act.may(seen, actor):
            href = f"/api/v1/{about.partition('/')[0]}/{named}/{act.noun}"
            yield ActOut(name=act.name, method="POST", href=href, case=case)
