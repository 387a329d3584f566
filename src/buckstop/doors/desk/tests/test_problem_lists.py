"""The list as one works with it: what is true of them, in which order, how many, which columns."""

import re
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta

import pytest
from django.test import Client

from buckstop.conversations.actions import telling
from buckstop.doors.desk.tests.conftest import Seat
from buckstop.doors.desk.tests.filling import send
from buckstop.doors.desk.tests.telling import reported, words
from buckstop.doors.desk.tests.test_problems import refs
from buckstop.kit import clock
from buckstop.ledger.refused import Refused
from buckstop.people.actions.views import choose_columns
from buckstop.problems.actions.attending import attend_commitments
from buckstop.problems.models import Case, Commitment, Problem
from buckstop.problems.models.commitment import NEWS, CommitmentState
from buckstop.problems.queries.filters import RUNNING, Sort, Wanted
from buckstop.problems.queries.lists import PAGE, page
from buckstop.problems.queries.traits import Trait
from buckstop.problems.rules import order
from buckstop.problems.tests.world import World

type Four = tuple[str, str, str, str]


def ref(case: Case) -> str:
    return case.problem.ref


@pytest.fixture
def four(world: World) -> Four:
    """Two without a word yet, of whom one is hit badly; one that had one; one that stalls."""
    waits = reported(world, "Transfers fail since nine")
    badly = reported(world, "Nothing works", contact=world.olaf, customer=None, hurts=2)
    told = reported(world, "Letters come late")
    telling.reply(told, text="We look at it.", by=world.ana.actor(), at=world.now)
    stalls = reported(world, "Slow, still")
    for _n in range(2):
        world.now += timedelta(minutes=1)
        telling.update_all(stalls.problem, text="Nothing.", by=world.ana.actor(), at=world.now)
    return ref(waits), ref(badly), ref(told), ref(stalls)


@contextmanager
def later(world: World, *, hours: int) -> Iterator[None]:
    """So much later, the clock having done what was due."""
    world.now += timedelta(hours=hours)
    while attend_commitments(at=world.now):
        pass
    with clock.set_to(world.now):
        yield


def test_what_is_true_of_them(ana: Client, four: Four):
    waits, badly, told, stalls = four
    for query, found in [
        ("only=first-word", [badly, waits]), ("only=stalled", [stalls]), ("only=missed", []),
        ("only=first-word,stalled", []), ("whose=nordb&only=first-word", [waits]),
        ("only=not-today", [stalls, told]), ("owner=nobody", []), ("age=1", []),
    ]:  # fmt: skip
        assert refs(ana.get(f"/problems/?{query}")) == found, query
    assert len(refs(ana.get("/problems/?only=nonsense&age=x&sort=y&behind=z"))) == 4


def test_what_time_makes_true(world: World, ana: Client, four: Four):
    with later(world, hours=48):
        assert set(refs(ana.get("/problems/?only=missed"))) == set(four)
        assert set(refs(ana.get("/problems/?age=1"))) == set(four)
        assert refs(ana.get("/problems/?age=3")) == []
        assert refs(ana.get("/problems/?owner=nobody")) == []  # Ana is there
    mine = Problem.objects.filter(owner=world.ana)
    with later(world, hours=12):
        found = refs(ana.get("/problems/?owner=nobody"))
        assert mine
        assert set(found) >= {one.ref for one in mine}


def test_how_many_there_are(ana: Client, four: Four):
    said = words(ana.get("/problems/"))
    assert "My open ones 4 Missed 0 Waiting for a first word 2 Stalled 1 All open 4" in said
    views = ana.get("/problems/?only=stalled").context["views"]
    assert [view.label for view in views if view.chosen] == ["Stalled"]
    for view in views:
        assert len(refs(ana.get(view.url))) == view.count


def costs(world: World) -> list[str]:
    """The order of *My work*, of the news that is owed next."""
    found = []
    for owed in Commitment.objects.filter(kind=NEWS, ended_at=None).select_related("follows"):
        problem, before = owed.problem, owed.follows
        missed = before.due if before and before.state == CommitmentState.MISSED else None
        task = order.Task(
            kind=NEWS, due=owed.due, since=owed.made_at, hurts=problem.hurts,
            customers=problem.waiting_cases, missed=missed,
        )  # fmt: skip
        found.append((order.cost(task, world.now), problem.opened_at, problem.pk, problem.ref))
    return [one[-1] for one in sorted(found, reverse=True)]


@pytest.mark.parametrize("hours", [0, 1, 40])
def test_in_the_order_of_what_waiting_costs(world: World, ana: Client, four: Four, hours: int):
    joined = Problem.objects.get(number=int(four[2].removeprefix("P-")))
    world.join(joined, world.olaf)
    with later(world, hours=hours):
        assert refs(ana.get("/problems/?sort=cost")) == costs(world)


def test_other_orders(world: World, ana: Client, four: Four):
    waits, badly, told, stalls = four
    assert refs(ana.get("/problems/?sort=oldest")) == [waits, badly, told, stalls]
    by_news = [p.ref for p in Problem.objects.order_by("news_due", "pk")]
    assert refs(ana.get("/problems/?sort=news")) == by_news
    assert refs(ana.get("/problems/?sort=customer")) == [stalls, told, waits, badly]


@pytest.mark.parametrize("sort", list(Sort))
def test_pages_of_each_order_hold_each_once(world: World, ana: Client, sort: Sort):
    for n in range(PAGE + 5):
        reported(world, f"Trouble {n}")
    first = ana.get(f"/problems/?sort={sort}")
    second = ana.get(first.context["paging"].older_url)
    assert len(refs(second)) == 5
    assert set(refs(first)) | set(refs(second)) == {one.ref for one in Problem.objects.all()}
    assert second.context["paging"].newer_url == f"/problems/?sort={sort}"


def test_any_filters_together_are_answered(world: World, four: Four):
    wanted = Wanted(
        state=RUNNING, kind="problem", owner=world.ana.pk, hurts=1, traits=frozenset(Trait),
        opened_before=world.now, news_after=world.now, sort=Sort.COST, at=world.now,
        owner_not=(world.bruno.pk,), customers=(world.nordbank.pk,), customer=world.nordbank.pk,
    )  # fmt: skip
    assert page(world.ana.actor(), wanted).rows == []


def test_columns_are_chosen_and_kept_with_the_person(world: World, seat: Seat, four: Four):
    ana, elsewhere, bruno = seat(world.ana), seat(world.ana), seat(world.bruno)
    usual = ["Customers", "Owner", "State", "Next news"]
    assert heads(ana) == usual
    send(ana, "/problems/columns/new/", columns=["opened", "customers"])
    assert heads(elsewhere) == ["Customers", "Opened"]
    assert heads(elsewhere, "?columns=owner") == ["Owner"]
    assert heads(elsewhere) == ["Customers", "Opened"], "to look once changes nothing"
    send(elsewhere, "/problems/columns/new/", columns=[])
    assert (heads(ana), heads(bruno)) == ([], usual)
    with pytest.raises(Refused, match="for themselves"):
        choose_columns(world.ana, ["owner"], by=world.bruno.actor(), at=world.now)


def heads(browser: Client, query: str = "") -> list[str]:
    """The heads of the columns, as its page has them; the problem's own comes first."""
    page = browser.get(f"/problems/{query}").content.decode()
    first, *others = re.findall(r'<th scope="col"[^>]*>([^<]+)</th>', page)
    assert first == "Problem"
    return others
