"""Who is erased is erased on every floor: what was given to them, what they use, how they heard."""

from typing import Any

from buckstop.conversations.actions.erasing import erase_customer, erase_person
from buckstop.ledger.actor import DESK
from buckstop.ledger.models import Body
from buckstop.ledger.verify import verify
from buckstop.notices.actions.ways import add_way
from buckstop.notices.models import Way
from buckstop.problems.actions import fixing, ownership
from buckstop.problems.tests.world import World, answering
from buckstop.remedies.actions.granting import Wish, give
from buckstop.remedies.models import Remedy
from buckstop.services.actions.services import add_service
from buckstop.services.actions.uses import use
from buckstop.services.models import Use
from buckstop.services.rules import Terms, Usage
from buckstop.signals.actions.naming import correct

SECRET = "Room 4, Ines’s desk"


def test_of_a_customer(world: World) -> None:
    by: dict[str, Any] = {"by": world.ana.actor(), "at": world.now}
    service = add_service(terms=Terms(name="Mail"), by=DESK, at=world.now)
    use(service, customer=world.nordbank, usage=Usage(site=SECRET, plan=SECRET), **by)
    case = world.report()
    give(case, Wish(kind="apology", text=SECRET), **by)
    correct(case.problem, customer=world.nordbank, affected=False, why=SECRET, **by)
    fixing.confirm(case, by=answering(case), at=world.later(minutes=5))
    erase_customer(world.nordbank, by=DESK, at=world.later(minutes=5))
    assert not Body.objects.filter(text__contains=SECRET).exists()
    assert not Use.objects.filter(site=SECRET).exists()
    assert [one.plan for one in Use.objects.all()] == [""]
    assert str(Remedy.objects.get().text) != SECRET
    assert list(verify()) == []


def test_of_somebody_who_worked_here(world: World) -> None:
    way = add_way(
        world.zed, name=SECRET, address="ntfys://desk", insists=False, by=world.zed.actor(),
        at=world.now,
    )  # fmt: skip
    ownership.leave(world.zed, by=DESK, at=world.later(minutes=5))
    erase_person(world.zed, by=DESK, at=world.later(minutes=5))
    kept = Way.objects.get(pk=way.pk)
    assert (kept.name, kept.sealed) == ("", "")
    assert list(verify()) == []
