"""The cast, with limits: Ana up to 200 a case, Carla up to 5,000."""

import pytest

from buckstop.kit.money import Money
from buckstop.ledger.actor import DESK
from buckstop.people.models import Person
from buckstop.problems.models import Case
from buckstop.problems.tests.world import World
from buckstop.remedies.actions.granting import Wish
from buckstop.remedies.actions.limits import UpTo, give_authority
from buckstop.remedies.models import Authority, RemedyKind

TEXT = "We lost your order. We found it again. Orders are read back from now on."
EVERYTHING = list(RemedyKind.values)


def limits(world: World, person: Person, case: int, customer: int, month: int) -> Authority:
    up_to = UpTo("EUR", case * 100, customer * 100, month * 100)
    return give_authority(person=person, kinds=EVERYTHING, up_to=up_to, by=DESK, at=world.now)


def credit(world: World, euros: int, **more: object) -> Wish:
    given = {"debtor": world.zed, "due": world.now.replace(hour=16)} | more
    return Wish(kind="credit", text=TEXT, money=Money(euros * 100, "EUR"), **given)  # type: ignore[arg-type]


@pytest.fixture
def world(db: None) -> World:
    made = World.here()
    limits(made, made.ana, 200, 300, 500)
    limits(made, made.carla, 5_000, 5_000, 50_000)
    return made


@pytest.fixture
def case(world: World) -> Case:
    return world.report("Our order is lost")
