"""Forms of the desk: sent twice they count once, and two people don't answer over each other."""

import re
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from html import unescape
from typing import Any

import pytest
from django.db import connection
from django.test import Client

from buckstop.conversations.actions import hearing, telling
from buckstop.conversations.models import Message
from buckstop.doors.desk.tests.telling import HTMX, home, reported, words
from buckstop.problems.models import Commitment, Problem
from buckstop.problems.tests.world import World, answering

FORM = re.compile(r"<form\b([^>]*)>(.*?)</form>", re.S)
HIDDEN = re.compile(r'<input type="hidden" name="(\w+)" value="([^"]*)"')


def form_at(page: Any, action: str) -> dict[str, str]:
    """The hidden fields of the form on `page` that posts to `action`."""
    for marks, inner in FORM.findall(page.content.decode()):
        if f'action="{action}"' in marks and 'method="post"' in marks:
            return {name: unescape(value) for name, value in HIDDEN.findall(inner)}
    raise AssertionError(f"no form posts to {action}")


def soon(world: World) -> str:
    return (world.now + timedelta(hours=1)).isoformat()


def test_every_form_of_the_desk_names_itself(world: World, seat):
    case = reported(world)
    at = home(case)
    sheets = ["updates", "handoffs", "steps", "asks", "escalations", "fix", "hurts", "title"]
    pages = ["/", "/log/", "/roster/", "/notices/", at, *(f"{at}{noun}/new/" for noun in sheets)]
    found = 0
    for page in pages:
        for marks, inner in FORM.findall(seat(world.ana).get(page).content.decode()):
            if 'method="post"' in marks and "/log-out/" not in marks:
                found += 1
                assert re.search(r'name="once" value="[0-9a-f]{32}"', inner), (page, marks)
    assert found > len(sheets)


@pytest.mark.parametrize("headers", [{}, HTMX])
@pytest.mark.parametrize("noun", ["updates", "messages", "notes"])
def test_the_composer_sent_twice_counts_once(world: World, ana: Client, noun: str, headers: Any):
    case = reported(world)
    at = f"{home(case)}{noun}/"
    said = form_at(ana.get(home(case)), at) | {"text": "We look.", "by": soon(world)}
    said["case"] = str(case.pk)
    first = ana.post(at, said, **headers)
    again = ana.post(at, said, **headers)
    assert (again.status_code, again.headers.get("Location"), again.headers.get("HX-Trigger")) == (
        first.status_code, first.headers.get("Location"), first.headers.get("HX-Trigger")
    )  # fmt: skip
    assert Message.objects.exclude(kind="heard").count() == 1


def test_a_log_sent_twice_is_one_problem(world: World, ana: Client):
    said = form_at(ana.get("/log/"), "/log/problems/") | {
        "words": "The printer jams", "customer_text": "ines@nordbank.example",
        "contact": f"{world.ines.pk}:{world.nordbank.pk}", "impact": "slows", "heard": "phone",
    }  # fmt: skip
    first, again = (ana.post("/log/problems/", said) for _ in range(2))
    assert first["Location"] == again["Location"]
    assert Problem.objects.count() == 1


def test_what_was_wrong_can_be_sent_again_and_other_words_are_another_thing(
    world: World, ana: Client
):
    case = reported(world)
    at = f"{home(case)}notes/"
    said = form_at(ana.get(home(case)), at)
    assert ana.post(at, said | {"text": ""}).status_code == 422
    for text in ("One.", "Two.", "Two."):
        assert ana.post(at, said | {"text": text}).status_code == 302
    assert Message.objects.filter(kind="note").count() == 2


def test_the_second_to_answer_is_shown_the_first(world: World, seat):
    """Nothing is sent and the draft is kept; having read it, they send all the same."""
    case = reported(world)
    at = f"{home(case)}messages/"
    said = form_at(seat(world.ana).get(home(case)), at)
    said |= {"text": "Is it better now?", "by": soon(world), "case": str(case.pk)}
    telling.reply(case, text="Restarted.", by=world.bruno.actor(), at=world.now)
    crossed = seat(world.ana).post(at, said)
    assert crossed.status_code == 422
    assert "Bruno Keller wrote to the customer after you opened this page." in words(crossed)
    assert "Restarted." in words(crossed)
    assert "Is it better now?" in words(crossed)
    assert not Message.objects.filter(said_by=world.ana).exists()
    assert seat(world.ana).post(at, said | form_at(crossed, at)).status_code == 302
    assert Message.objects.filter(said_by=world.ana).count() == 1


def test_it_is_not_said_to_be_fixed_to_somebody_who_has_just_written(world: World, ana: Client):
    case = reported(world)
    at = f"{home(case)}fix/"
    said = form_at(ana.get(f"{at}new/"), at) | {"text": "It works again."}
    hearing.write(case, text="It got worse.", by=answering(case), at=world.now)
    crossed = ana.post(at, said)
    assert crossed.status_code == 422
    assert "Ines Vogt wrote after you opened this page." in words(crossed)
    assert Problem.objects.get().state == "open"
    assert ana.post(at, said | form_at(crossed, at)).status_code == 302


@pytest.mark.django_db(transaction=True)
def test_two_at_the_same_moment_make_one_answer(world: World, seat):
    case = reported(world)
    at = f"{home(case)}messages/"
    sent = []
    for who in (world.ana, world.bruno):
        said = form_at(seat(who).get(home(case)), at)
        sent.append((seat(who), said | {"text": who.name, "by": soon(world), "case": case.pk}))

    def post(one: Any) -> int:
        try:
            return int(one[0].post(at, one[1]).status_code)
        finally:
            connection.close()

    with ThreadPoolExecutor(2) as both:
        assert sorted(both.map(post, sent)) == [302, 422]
    assert Message.objects.exclude(kind="heard").count() == 1
    assert Commitment.objects.filter(kind="update", ended_at=None).count() == 1
