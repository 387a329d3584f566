"""What is written for everybody here, and for customers' clients: the newest holds, all is kept."""

from typing import Any

import pytest

from buckstop.briefings.actions import brief, subscribe, unsubscribe, word
from buckstop.briefings.drafting import for_clients
from buckstop.briefings.feeds import address_of, feed_of, subscription_at
from buckstop.briefings.models import For, Statement
from buckstop.briefings.queries import briefing_of, listed, may_read, newest
from buckstop.conversations.actions.erasing import erase_customer
from buckstop.coverage.actions.teams import add_members, add_team
from buckstop.ledger import following
from buckstop.ledger.actor import DESK
from buckstop.ledger.models import Body
from buckstop.ledger.refused import Refused
from buckstop.ledger.verify import verify
from buckstop.notices.models import Notice
from buckstop.people.zones import house_zone_info
from buckstop.problems.actions import fixing
from buckstop.problems.tests.world import MONDAY, World, answering


def by(world: World) -> dict[str, Any]:
    return {"by": world.ana.actor(), "at": world.later(minutes=1)}


def test_the_newest_sentence_holds_and_everybody_may_read_it(world: World) -> None:
    problem = world.report().problem
    assert may_read(problem, world.ana)
    assert not may_read(problem, world.zed)
    for text in ("It is slow.", "It runs again in Thun."):
        brief(problem, text=text, **by(world))
    assert may_read(problem, world.zed)
    assert str(briefing_of(problem).sentence) == "It runs again in Thun."
    assert [(one.problem, one.text) for one in listed()] == [(problem, "It runs again in Thun.")]
    assert Statement.objects.count() == 2
    assert newest(problem.pk, For.CLIENTS) is None
    assert list(verify()) == []


def test_words_for_clients_end_with_the_problem(world: World) -> None:
    case = world.report()
    word(case.problem, text="There is a disruption.", **by(world))
    fixing.confirm(case, by=answering(case), at=world.later(minutes=5))
    with pytest.raises(Refused, match="closed"):
        word(case.problem, text="Again.", **by(world))
    with pytest.raises(Refused, match="closed"):
        brief(case.problem, text="Again.", **by(world))


def test_a_colleague_writes_neither(world: World) -> None:
    problem = world.report().problem
    for verb in (brief, word):
        with pytest.raises(Refused, match="people of the desk"):
            verb(problem, text="Hm.", by=world.zed.actor(), at=world.now)


def test_what_was_written_goes_with_the_customer(world: World) -> None:
    case = world.report()
    brief(case.problem, text="Secret of Nordbank", **by(world))
    fixing.confirm(case, by=answering(case), at=world.later(minutes=5))
    erase_customer(world.nordbank, by=DESK, at=world.later(minutes=5))
    assert not Body.objects.filter(text__contains="Secret").exists()
    assert list(verify()) == []


def test_a_draft_is_neutral_and_names_nobody() -> None:
    said = for_clients(
        since=MONDAY, understood="Transfers stay pending", next_news=MONDAY, now=MONDAY,
        zone=house_zone_info(),
    )  # fmt: skip
    assert said.startswith("Since ")
    assert "Transfers stay pending. Our provider is working on it." in said


def test_a_team_that_subscribes_is_told_and_has_a_feed(world: World) -> None:
    network = add_team(name="Network", lead=world.bruno, by=DESK, at=world.now)
    add_members(network, people=[world.bruno, world.ana], by=DESK, at=world.now)
    with pytest.raises(Refused):
        subscribe(network, by=world.zed.actor(), at=world.now)
    made = subscribe(network, by=world.bruno.actor(), at=world.now)
    with pytest.raises(Refused):
        subscribe(network, **by(world))
    problem = world.report("Transfers <fail>").problem
    brief(problem, text="It is slow & known.", **by(world))
    while following.drain(at=world.now):
        pass
    told = Notice.objects.filter(sentence="A briefing says how it stands")
    assert list(told.values_list("person", flat=True)) == [world.bruno.pk]  # Ana wrote it
    signed = address_of(made).split("/briefing-feeds/")[1].removesuffix(".atom")
    assert subscription_at(signed) == made
    assert "It is slow &amp; known." in feed_of(made)
    unsubscribe(made, **by(world))
    assert subscription_at(signed) is None
    assert list(verify()) == []
