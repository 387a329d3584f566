"""Run inside a house: 500 people, each with a gateway of their own, are told of one fact."""

import dataclasses
import json
import time
from uuid import UUID

import buckstop.ready as _ready  # sets Django up before the models below are imported
from buckstop.kit import clock
from buckstop.ledger.actor import DESK
from buckstop.ledger.models import Entry
from buckstop.notices.actions.pushing import push_unseen
from buckstop.notices.actions.telling import tell_staff
from buckstop.notices.models import Notice, Way
from buckstop.people.models import Person
from buckstop.people.telling import TELLINGS, About
from buckstop.problems.actions.opening import open_problem
from buckstop.problems.entries.owning import TenureBegan

COUNT = 500

__all__ = ["_ready"]


def hire() -> list[UUID]:
    """People of the desk, each with a gateway."""
    now = clock.now()
    people = [
        Person(
            name=f"Person {number}",
            public_name=f"Person {number}",
            role="front line",
            email=f"person{number}@desk.example",
            created_at=now,
        )
        for number in range(COUNT)
    ]
    Person.objects.bulk_create(people)
    Way.objects.bulk_create(
        Way(person=one, name="Phone", gateway="ntfys", sealed="-", added_at=now) for one in people
    )
    return [one.pk for one in people]


def main() -> None:
    """Print the seconds of keeping what they are told, and of putting it on its way."""
    people = hire()

    def all_of_them(_made: object, _about: About) -> list[UUID]:
        return people

    TELLINGS[TenureBegan] = dataclasses.replace(TELLINGS[TenureBegan], whom=all_of_them)
    problem = open_problem(title="Mail is late", by=DESK, at=clock.now())
    happened = list(Entry.objects.filter(code=TenureBegan.code, chain=problem.chain_id))
    begun = time.perf_counter()
    tell_staff(happened, clock.now())
    told = time.perf_counter()
    push_unseen(at=clock.now())
    done = time.perf_counter()
    count = Notice.objects.filter(person__in=people).count()
    assert count == COUNT, count
    print(json.dumps([told - begun, done - told]))


if __name__ == "__main__":
    main()
