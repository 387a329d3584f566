"""Who is forgotten is forgotten as an address of our mail too."""

from buckstop.conversations.actions import telling
from buckstop.conversations.actions.erasing import erase_person
from buckstop.conversations.models import Follower
from buckstop.ledger.actor import DESK
from buckstop.outbox.models import Delivery
from buckstop.problems.actions import fixing
from buckstop.problems.tests.world import World, answering


def test_a_letter_and_its_copies_can_be_erased(world: World) -> None:
    case = world.report()
    for name in ("olga", "otto"):
        Follower.objects.create(case=case, address=f"{name}@x.example", added_at=world.now)
    telling.reply(case, text="We are at it.", by=world.ana.actor(), at=world.now)
    fixing.fix(case.problem, by=world.ana.actor(), at=world.now)
    fixing.confirm(case, by=answering(case), at=world.now)
    erase_person(case.contact, by=DESK, at=world.now)
    assert set(Delivery.objects.values_list("address", flat=True)) == {"(erased)"}
