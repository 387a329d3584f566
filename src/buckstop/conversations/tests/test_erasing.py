"""Who is forgotten is forgotten as an address of our mail too."""

from collections.abc import Callable
from typing import Any

import pytest

from buckstop.conversations.actions import erasing, hearing, strangers, telling
from buckstop.conversations.actions.erasing import (
    cases_of,
    erase_customer,
    erase_person,
    reach,
)
from buckstop.conversations.models import Doubt, Follower, Message
from buckstop.conversations.tests.stage import copied_in, stranger_wrote
from buckstop.ledger.actor import DESK, Actor
from buckstop.ledger.models import Body, Chain
from buckstop.ledger.refused import Refused
from buckstop.ledger.verify import verify
from buckstop.outbox.models import Delivery
from buckstop.people.actions import customers, staff
from buckstop.people.actions.staff import found_house
from buckstop.people.models import House, Person
from buckstop.problems.actions import fixing, kinds, ownership, whose
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


def test_nothing_begins_for_who_was_erased(world: World) -> None:
    case = closed(world)
    erase_person(case.contact, by=DESK, at=world.now)
    gone = Person.objects.get(pk=case.contact_id)
    with pytest.raises(Refused) as refused:
        world.join(case.problem, gone)
    assert refused.value.code == "erased"


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


def test_it_is_asked_of_the_row_under_the_lock(world: World) -> None:
    ownership.leave(world.zed, by=world.carla.actor(), at=world.now)
    read_before = Person.objects.get(pk=world.zed.pk)
    staff.come_back(world.zed, by=world.carla.actor(), at=world.now)
    with pytest.raises(Refused, match="still works here"):
        erase_person(read_before, by=DESK, at=world.now)


@pytest.mark.parametrize("whose", ["person", "customer"])
def test_who_writes_at_that_moment_is_heard_first(
    world: World, whose: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    case = closed(world)

    def meanwhile(**who: Any) -> House:
        monkeypatch.undo()
        world.report("It began a moment ago")
        return found_house(**who)

    monkeypatch.setattr(erasing, "found_house", meanwhile)
    erase = {
        "person": lambda: erase_person(case.contact, by=DESK, at=world.now),
        "customer": lambda: erase_customer(world.nordbank, by=DESK, at=world.now),
    }
    with pytest.raises(Refused, match="at this very moment"):
        erase[whose]()


def erased(world: World) -> Case:
    """A case set aside, on which a stranger wrote, and whose contact was erased since."""
    case = world.report()
    kinds.void(case, why="spam", by=world.ana.actor(), at=world.now)
    erase_person(case.contact, by=DESK, at=world.now)
    stranger_wrote(world, case)
    return Case.objects.get(pk=case.pk)


OPENS: dict[str, Callable[[Case, Actor, World], object]] = {
    "write": lambda c, by, w: hearing.write(c, text="It fails again", by=by, at=w.now),
    "undo void": lambda c, by, w: kinds.undo_void(c, by=by, at=w.now),
    "belongs": lambda c, by, w: strangers.belongs(Doubt.objects.get(case=c), by=by, at=w.now),
}


@pytest.mark.parametrize("verb", OPENS)
def test_a_case_of_who_was_erased_stays_ended(world: World, verb: str) -> None:
    case = erased(world)
    with pytest.raises(Refused, match="an answer reaches nobody"):
        OPENS[verb](case, world.ana.actor(), world)
    assert Case.objects.get(pk=case.pk).state == "void"
    strangers.own_problem(Doubt.objects.get(case=case), by=world.ana.actor(), at=world.now)


def test_nobody_says_still_broken_for_who_was_erased(world: World) -> None:
    case = closed(world)
    erase_person(case.contact, by=DESK, at=world.now)
    with pytest.raises(Refused, match="an answer reaches nobody"):
        fixing.still_broken(case, by=world.ana.actor(), at=world.now)
    assert Case.objects.get(pk=case.pk).state == "confirmed"


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
    thun = customers.add(name="Nordbank Thun", note="Two doors on.", by=DESK, at=world.now)
    customers.join(world.ines, thun, on=thun, by=DESK, at=world.now)
    whose.merge(thun, into=world.nordbank, by=world.ana.actor(), at=world.now)
    erase_customer(world.nordbank, by=DESK, at=world.now)
    for row in (world.nordbank, thun, world.ines, case):
        row.refresh_from_db()
    names = {world.nordbank.name, thun.name, world.ines.name, case.title}
    assert names == {"(erased)"}  # of who was merged into it too
    assert not Body.objects.filter(text="Two doors on.").exists()
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
