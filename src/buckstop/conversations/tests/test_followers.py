"""Who gets copies: proposed by a mail, decided by a person, once."""

import pytest

from buckstop.conversations.actions import followers, telling
from buckstop.conversations.models import Follower
from buckstop.conversations.tests.stage import copied_in
from buckstop.ledger.models import Entry
from buckstop.ledger.refused import Refused
from buckstop.outbox.models import Delivery
from buckstop.problems.tests.world import World

OLGA, OTTO = "olga@nordbank.example", "otto@x.example"


def copies(world: World, follower: Follower) -> list[str]:
    """Who gets a copy of what the case is told now."""
    told = telling.reply(follower.case, text="News", by=world.ana.actor(), at=world.later(hours=1))
    return list(Delivery.objects.filter(owner=told.pk, copy=True).values_list("address", flat=True))


def test_who_is_copied_in_gets_nothing_until_a_person_says_so(world: World) -> None:
    olga, otto = copied_in(world, world.report(), OLGA, OTTO)
    assert copies(world, olga) == []
    followers.accept(olga, by=world.ana.actor(), at=world.now)
    followers.decline(otto, by=world.ana.actor(), at=world.now)
    assert copies(world, olga) == [OLGA]
    olga.refresh_from_db()
    assert (olga.state, olga.decided_by) == ("following", world.ana)


def test_who_is_removed_gets_no_more(world: World) -> None:
    [olga] = copied_in(world, world.report(), OLGA)
    with pytest.raises(Refused, match="decided"):
        followers.remove(olga, by=world.ana.actor(), at=world.now)
    followers.accept(olga, by=world.ana.actor(), at=world.now)
    followers.remove(olga, by=world.ana.actor(), at=world.now)
    assert copies(world, olga) == []
    codes = Entry.objects.filter(code__startswith="follower-").order_by("number")
    assert list(codes.values_list("code", flat=True)) == ["follower-accepted", "follower-removed"]


def test_who_was_declined_or_is_the_contact_is_not_proposed_again(world: World) -> None:
    case = world.report()
    [olga] = copied_in(world, case, OLGA)
    followers.decline(olga, by=world.ana.actor(), at=world.now)
    assert copied_in(world, case, OLGA, "ines@nordbank.example") == []
    assert [f.address for f in copied_in(world, case, OLGA, OTTO)] == [OTTO]


@pytest.mark.parametrize("verb", [followers.accept, followers.decline])
def test_it_is_decided_once_and_by_the_desk(world: World, verb: object) -> None:
    [olga] = copied_in(world, world.report(), OLGA)
    with pytest.raises(Refused):
        verb(olga, by=world.zed.actor(), at=world.now)  # type: ignore[operator]
    verb(olga, by=world.ana.actor(), at=world.now)  # type: ignore[operator]
    for again in (followers.accept, followers.decline):
        with pytest.raises(Refused, match="a moment ago"):
            again(olga, by=world.bruno.actor(), at=world.now)
