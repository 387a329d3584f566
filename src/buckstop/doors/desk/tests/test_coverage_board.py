"""The coverage board: every figure is the length of the list behind it."""

from datetime import time, timedelta
from typing import Any

import pytest
from django.test import Client

from buckstop.conversations.actions import telling
from buckstop.coverage.actions import set_limit
from buckstop.coverage.actions.rotations import add_rotation, end_rotation
from buckstop.coverage.actions.teams import add_team
from buckstop.doors.desk.pages.coverage_board.data import HEADS
from buckstop.doors.desk.tests.filling import send
from buckstop.doors.desk.tests.telling import reported, words
from buckstop.kit import clock
from buckstop.ledger.actor import DESK
from buckstop.problems.actions.attending import attend_commitments
from buckstop.problems.actions.teams import move_to_team
from buckstop.problems.commitments.ask import ask
from buckstop.problems.models import Commitment, Problem
from buckstop.problems.tests.world import World

type Seen = dict[tuple[str, str], int]


def figures(browser: Client) -> Seen:
    """Every figure that isn't none, by team and head; each is compared with its list."""
    found: Seen = {}
    for row in browser.get("/coverage/").context["rows"]:
        for head, one in zip(HEADS, row.counts, strict=True):
            if one is None:
                continue
            listed = browser.get(one.url).context["rows"]
            assert len(listed) == one.number, (row.name, str(head))
            if one.number:
                found[row.name, str(head)] = one.number
    return found


@pytest.fixture
def bruno(world: World, seat: Any) -> Client:
    browser: Client = seat(world.bruno)
    return browser


def test_every_figure_is_the_length_of_its_list(world: World, bruno: Client):
    team = add_team(name="Network", lead=world.bruno, by=DESK, at=world.now)
    silent, moved, third = (reported(world, text) for text in ("Silent", "Moved", "Third"))
    move_to_team(moved.problem, team=team, by=world.ana.actor(), at=world.now)
    due = world.now + timedelta(hours=30)
    ask(third.problem, what="Which?", of=world.bruno, due=due, by=world.ana.actor(), at=world.now)
    telling.reply(third, text="We look at it.", by=world.ana.actor(), at=world.now)
    desk, network, led = "Service desk", "Network", "Who leads"
    seen = figures(bruno)
    assert seen[desk, "Open"] == 2
    assert seen[network, "Open"] == seen[network, "No first word"] == 1
    assert seen[desk, "Not accepted"] == seen[led, "Not accepted"] == seen[led, "Open"] == 1
    world.later(hours=5)
    while attend_commitments(at=world.now):
        pass
    with clock.set_to(world.now):
        seen = figures(bruno)
        assert seen[network, "Missed"] == seen[network, "Missed today"] == 1
        assert "Silent" in words(bruno.get("/coverage/")).split("The hardest")[1]
        assert silent.problem.ref in words(bruno.get("/problems/?only=stands&sort=cost"))
    with clock.set_to(world.later(hours=24)):
        assert (network, "Missed today") not in figures(bruno)


def test_what_the_leader_is_asked_stands_first(world: World, bruno: Client, ana: Client):
    due = world.now + timedelta(hours=3)
    problem = reported(world).problem
    ask(problem, what="Which?", of=world.bruno, due=due, by=world.ana.actor(), at=world.now)
    said = words(bruno.get("/coverage/"))
    assert said.index("You are asked") < said.index("The hardest") < said.index("The desk")
    assert "Ana Ruiz" in said.split("The hardest")[0].split("You are asked")[1]
    assert ana.get("/coverage/").status_code == 404


def test_the_hardest_is_taken_with_one_key(world: World, bruno: Client):
    problem = reported(world, "Nothing works").problem
    with clock.set_to(world.later(hours=48)):
        while attend_commitments(at=world.now):
            pass
        page = bruno.get("/coverage/")
        [hard] = page.context["hardest"]
        assert hard.take.key == "t"
        assert f'href="{hard.take.url}" data-sheet aria-keyshortcuts="t"' in page.content.decode()
        send(bruno, hard.take.url)
    assert Problem.objects.get(pk=problem.pk).owner == world.bruno


def test_who_is_stretched_stands_by_name_in_no_order_of_load(world: World, bruno: Client):
    for _n in range(3):
        reported(world)
    assert "problems, " not in words(bruno.get("/coverage/"))
    set_limit(world.roster, person=world.ana, limit=3, by=DESK, at=world.now)
    assert "Ana Ruiz 3 problems, 3 can be borne" in words(bruno.get("/coverage/"))
    set_limit(world.roster, person=world.ana, limit=9, by=DESK, at=world.now)
    for _n in range(3):
        reported(world, hurts=2)
    said = words(bruno.get("/coverage/"))
    assert "Ana Ruiz 3 that stop customers in 12 hours, where 2 can be borne" in said
    assert load(bruno) == ("3", True)


def load(browser: Client) -> tuple[str, bool]:
    """What stands under *On call* at the service desk."""
    [desk, *_others] = browser.get("/coverage/").context["rows"]
    return desk.on_call.replace("\N{NO-BREAK SPACE}", " "), desk.over


def test_on_call_stands_beside_what_can_be_borne(world: World, bruno: Client):
    begins = world.now.date()
    turn: dict[str, Any] = {"hands_over": time(9), "days": 7, "by": DESK, "at": world.now}
    assert load(bruno) == ("0", False)
    four = [world.ana, world.bruno, world.carla, world.hire("Dora Lind", "front line")]
    shared = add_rotation(world.roster, people=four, begins=begins, **turn)
    assert load(bruno) == ("0 · 25 %", False)
    assert "on call" not in words(bruno.get("/coverage/")).split("On call:")[0]
    team = add_team(name="Network", lead=world.bruno, by=DESK, at=world.now)
    add_rotation(team.roster, people=[world.ana], begins=begins, **turn)
    said = words(bruno.get("/coverage/")).replace("\N{NO-BREAK SPACE}", " ")
    assert "Ana Ruiz on call 100 % of the next four weeks, where 25 % can be borne" in said, (
        "each hour once"
    )
    end_rotation(shared, by=DESK, at=world.now)
    assert load(bruno) == ("0", False), "it is another team's"


def test_a_lead_evens_out_the_load_by_offers(world: World, seat: Any, bruno: Client):
    for n in range(4):
        reported(world, f"Ana has it, {n}")
    sheet = "/coverage/evening-out/new/"
    assert seat(world.ana).get(sheet).status_code == 404, "only who leads"
    page = bruno.get(sheet)
    [ana] = [one for one in page.context["shares"] if one.name == "Ana Ruiz"]
    assert (ana.now.count, ana.now.share) == (4, 100)
    assert ana.back is None, "she is there"
    assert ana.then.count < 4
    offers = page.context["form"]["moves"].value()
    assert offers
    left = offers[0]
    send(bruno, sheet, moves=[left], brief="You have room.")
    [asked] = Commitment.objects.filter(kind="handoff")
    assert (asked.problem.ref, str(asked.debtor_id)) == tuple(left.split("|"))
    assert asked.problem.owner == world.ana, "until they accept"
    again = bruno.get(sheet).context
    assert left not in again["form"]["moves"].value(), "it is offered already"
    world.later(hours=14)
    back = ", on duty from 22:00 today"
    moves = dict(bruno.get(sheet).context["form"].fields["moves"].choices)
    assert moves, "who comes within a day is there to take some"
    assert not [says for says in moves.values() if not says.endswith(back)]
