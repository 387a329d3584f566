"""Who is forgotten is forgotten as an address of our mail too."""

import pytest

from buckstop.conversations.actions import hearing, telling
from buckstop.conversations.actions.erasing import (
    cases_of,
    erase_customer,
    erase_person,
    reach,
)
from buckstop.conversations.models import Doubt, Follower, Message
from buckstop.conversations.tests.stage import copied_in, stranger_wrote
from buckstop.ledger.actor import DESK
from buckstop.ledger.models import Chain
from buckstop.ledger.refused import Refused
from buckstop.ledger.verify import verify
from buckstop.outbox.models import Delivery
from buckstop.people.actions import customers
from buckstop.problems.actions import fixing, kinds, ownership
from buckstop.problems.models import Case
from buckstop.problems.tests import guarantees
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


def closed(world: World) -> Case:
    """A case of Ines that was answered, whose customer confirmed, and on which a stranger wrote."""
    case = world.report()
    hearing.write(case, text="It fails", by=answering(case), at=world.now)
    stranger_wrote(world, case)
    copied_in(world, case, "otto@x.example")
    telling.reply(case, text="We are at it.", by=world.ana.actor(), at=world.now)
    fixing.fix(case.problem, by=world.ana.actor(), at=world.now)
    fixing.confirm(case, by=answering(case), at=world.now)
    case.refresh_from_db()
    return case


def test_while_a_case_waits_nobody_is_erased(world: World) -> None:
    case = world.report()
    with pytest.raises(Refused, match=case.problem.ref):
        erase_person(case.contact, by=DESK, at=world.now)
    with pytest.raises(Refused, match=case.problem.ref):
        erase_customer(world.nordbank, by=DESK, at=world.now)


def test_what_would_go_is_what_goes(world: World) -> None:
    case = closed(world)
    would = reach([case.contact], cases_of([case.contact]))
    assert (would.people, would.cases, would.waiting) == (["Ines Vogt"], 1, [])
    assert would.addresses == ["ines@nordbank.example"]
    erase_person(case.contact, by=DESK, at=world.now)
    messages = Message.objects.filter(case=case, text__isnull=False)
    assert would.messages == Message.objects.filter(case=case).count()
    assert all(message.text and message.text.erased_at for message in messages)
    assert {doubt.address for doubt in Doubt.objects.all()} == {""}
    assert not Follower.objects.exists()
    case.contact.refresh_from_db()
    assert (case.contact.name, case.contact.addresses.get().email) == ("(erased)", "")
    assert list(verify(Chain.objects.all())) == []
    assert guarantees.broken() == []


def test_a_customer_goes_with_its_cases_and_contacts(world: World) -> None:
    case = closed(world)
    customers.join(world.ines, world.nordbank, on=world.nordbank, by=DESK, at=world.now)
    erase_customer(world.nordbank, by=DESK, at=world.now)
    world.nordbank.refresh_from_db()
    world.ines.refresh_from_db()
    case.refresh_from_db()
    assert {world.nordbank.name, world.ines.name, case.title} == {"(erased)"}
    assert list(verify(Chain.objects.all())) == []


def test_of_staff_only_who_has_left(world: World) -> None:
    with pytest.raises(Refused, match="still works here"):
        erase_person(world.zed, by=DESK, at=world.now)
    ownership.leave(world.zed, by=world.carla.actor(), at=world.now)
    world.zed.refresh_from_db()
    erase_person(world.zed, by=DESK, at=world.now)
    world.zed.refresh_from_db()
    assert (world.zed.name, world.zed.email) == ("(erased)", None)


def test_who_has_several_cases_is_erased_with_all_of_them(world: World) -> None:
    first, second = world.report(), world.report("The portal is slow")
    for case in (first, second):
        kinds.void(case, why="spam", by=world.ana.actor(), at=world.now)
    erase_person(world.ines, by=DESK, at=world.now)
    assert set(Case.objects.values_list("title", "problem__title")) == {("(erased)", "(erased)")}
