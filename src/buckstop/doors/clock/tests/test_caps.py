"""Whoever gives somebody else's address makes us write to it a few times an hour, not more."""

import pytest

from buckstop.conversations.actions import capping
from buckstop.conversations.actions.letters import send_fresh_link
from buckstop.conversations.rules import CAP_PER_HOUR
from buckstop.ledger import following
from buckstop.ledger.models import Entry
from buckstop.outbox.models import Delivery
from buckstop.problems.actions.attending import attend_commitments
from buckstop.problems.tests.world import World


def work(world: World) -> None:
    while attend_commitments(at=world.now):
        pass
    while following.drain(at=world.now):
        pass


def letters(address: str = "ines@nordbank.example") -> int:
    return Delivery.objects.filter(address=address).count()


def test_letters_of_every_kind_are_capped_and_on_record(world: World) -> None:
    cases = []
    for n in range(30):
        cases.append(world.report(f"Trouble {n}"))
        world.later(seconds=1)
    world.later(minutes=1)
    work(world)
    assert letters() == CAP_PER_HOUR
    held = Entry.objects.filter(code="letter-held-back")
    assert held.count() == 30 - CAP_PER_HOUR
    world.later(hours=2)  # the first promises have passed: a letter for each would follow
    work(world)
    assert letters() == 2 * CAP_PER_HOUR
    told = [case for case in cases if not held.filter(cases__contains=[case.pk]).exists()]
    assert told == cases[:CAP_PER_HOUR]
    for case in cases[:7]:
        send_fresh_link(case, at=world.now)
    assert letters() == 2 * CAP_PER_HOUR
    assert not Entry.objects.filter(code="reaction-failed").exists()


def test_who_came_first_is_told_where_not_all_can_be(world: World) -> None:
    cases = []
    for n in range(CAP_PER_HOUR + 2):
        cases.append(world.report(f"Trouble {n}"))
        world.later(seconds=1)
    chosen, held = capping.within_caps(reversed(cases), "acknowledgement", world.now)
    assert (chosen, held) == (cases[:CAP_PER_HOUR], cases[CAP_PER_HOUR:])


def test_others_are_written_to_meanwhile(world: World) -> None:
    for n in range(10):
        world.report(f"Trouble {n}")
    world.report("Another", by=world.olaf)
    world.later(minutes=1)
    work(world)
    assert letters("olaf@fjord.example") == 1


def test_a_domain_is_capped_too(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(capping, "CAP_PER_DOMAIN", 4)
    for n in range(8):
        world.report(f"Trouble {n}", by=world.meet(f"P {n}", f"p{n}@loop.example"))
        world.report(f"Other {n}", by=world.meet(f"Q {n}", f"q{n}@gmail.com"))
    world.later(minutes=1)
    work(world)
    by_domain = [address.partition("@")[2] for address in addresses()]
    assert by_domain.count("loop.example") == 4
    assert by_domain.count("gmail.com") == 8


def addresses() -> list[str]:
    return list(Delivery.objects.values_list("address", flat=True))
