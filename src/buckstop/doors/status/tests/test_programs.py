"""Hearing of the status page by webhook: proved by a ping, one post a change, ended by a 410."""

import html
import json
import re
from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client

from buckstop.conversations.actions.telling import update_all
from buckstop.doors.shared.limits import Limit
from buckstop.doors.status.pages.programs import view
from buckstop.doors.status.tests.test_mails import trouble
from buckstop.problems.tests.world import World
from buckstop.services.models import Service
from buckstop.signals.actions.planned import move_work
from buckstop.signals.actions.silences import Quiet, end_silence, silence
from buckstop.status_page.actions.announcing import note_changes, tell_subscribers
from buckstop.status_page.actions.posting import forget_posts
from buckstop.status_page.models import StatusMail, StatusPost, Subscriber
from buckstop.webhooks.sender import deliver_webhooks
from buckstop.webhooks.tests.conftest import Receiver, receiving
from buckstop.webhooks.tests.test_sending import signed_by


@pytest.fixture
def program(settings: Any) -> Iterator[Receiver]:
    settings.PUSH_PRIVATE_HOSTS = ["127.0.0.1"]
    with receiving() as found:
        yield found


def asked(program: Receiver, *services: Service) -> str:
    """Somebody has it posted to their program, by the page's own form; returns the key."""
    said = {"address": program.address, "service": [one.pk for one in services]}
    page = Client().post("/status/programs/", said).content.decode()
    found = re.search(r"whsec_[\w+/=]+", html.unescape(page))
    return found.group() if found else ""


def posted(world: World, program: Receiver) -> list[dict[str, Any]]:
    """What comes of what changed."""
    before = len(program.got)
    note_changes(at=world.now)
    tell_subscribers(at=world.now)
    deliver_webhooks(at=world.now)
    return [json.loads(body) for _headers, body in program.got[before:]]


def test_a_program_that_answered_hears_each_change_once(
    world: World, payments: Service, program: Receiver
):
    secret = asked(program, payments)
    other = Service.objects.get(name="Mail")
    [ping] = posted(world, program)
    assert (ping["type"], ping["data"]["page"]) == ("ping", "http://localhost:8000/status/")
    problem = trouble(world, payments)
    trouble(world, payments, "Cards are refused")
    trouble(world, other, "Mail is late")
    said = posted(world, program)
    assert {one["data"]["title"] for one in said} == {"Payments wait", "Cards are refused"}
    assert {one["type"] for one in said} == {"trouble"}
    first = next(one["data"] for one in said if one["data"]["title"] == "Payments wait")
    assert (first["state"], first["services"]) == ("stopped", ["Payments"])
    assert (first["said"], first["ended_at"]) == ("They queue up.", None)
    assert first["next_news_by"] > world.now.isoformat()
    assert posted(world, program) == [], "the same again is no news"
    by: dict[str, Any] = {"by": world.ana.actor(), "at": world.later(seconds=30)}
    update_all(problem, text="Half are through.", next_due=world.now + timedelta(hours=2), **by)
    [again] = posted(world, program)
    assert again["data"]["said"] == "Half are through.", "at once, not with the next mail"
    assert all(signed_by(secret, headers, body) for headers, body in program.got)
    assert len({headers["webhook-id"] for headers, _body in program.got}) == 4
    kept = Subscriber.objects.get()
    assert secret not in kept.secret + kept.hook
    assert program.address not in kept.hook
    assert StatusMail.objects.count() == 0
    choice = again["data"]["choice"].removeprefix("http://localhost:8000")
    assert "127.0.0.1" in Client().get(choice).content.decode()
    Client(enforce_csrf_checks=True).post(f"{choice}end/")
    trouble(world, payments, "All of it stops")
    assert posted(world, program) == []
    assert forget_posts(at=world.later(days=31)) == 4


def test_planned_work_is_posted_moved_and_called_off(
    world: World, payments: Service, program: Receiver
):
    asked(program)
    posted(world, program)
    starts = world.now + timedelta(hours=28)
    quiet = Quiet(starts, starts + timedelta(hours=2), "disks", "We exchange disks")
    row = silence(payments, quiet=quiet, by=world.ana.actor(), at=world.now)
    [planned] = posted(world, program)
    assert (planned["type"], planned["data"]["starts"]) == ("planned-work", starts.isoformat())
    by: dict[str, Any] = {"by": world.ana.actor(), "at": world.now}
    day = timedelta(days=1)
    move_work(row.work, starts=starts + day, due=quiet.ends + day, **by)
    [moved] = posted(world, program)
    assert moved["data"]["starts"] == (starts + day).isoformat()
    assert moved["data"]["moved_from"] == quiet.ends.isoformat()
    row.refresh_from_db()
    end_silence(row, **by)
    [off] = posted(world, program)
    assert off["data"]["state"] == "called off"


def test_who_is_gone_or_takes_nothing_hears_no_more(
    world: World, payments: Service, program: Receiver
):
    asked(program)
    posted(world, program)
    trouble(world, payments)
    program.says(500)
    assert len(posted(world, program)) == 1
    for _day in range(5):
        world.later(days=1)
        posted(world, program)
    assert Subscriber.objects.get().ended_at == world.now
    assert StatusPost.objects.filter(state="waiting").count() == 0
    program.says(204)
    asked(program)
    posted(world, program)
    trouble(world, payments, "Cards are refused")
    program.says(410)
    posted(world, program)
    assert Subscriber.objects.filter(ended_at=None).count() == 0


def test_asked_for_twice_it_is_once_and_nobody_is_flooded(
    world: World, payments: Service, program: Receiver, monkeypatch: pytest.MonkeyPatch
):
    program.says(500)
    first = asked(program)
    posted(world, program)
    assert Subscriber.objects.get().confirmed_at is None, "no answer, no proof"
    program.says(200)
    second = asked(program)
    posted(world, program)
    assert first != second, "the key of whom nobody proved is made anew"
    assert (Subscriber.objects.count(), bool(Subscriber.objects.get().confirmed_at)) == (1, True)
    assert asked(program) == "", "who heard already keeps the key that only they know"
    for wrong in (
        "",
        "http://far.example/",
        "https://me:x@far.example/",
        "ftp://x",
        "https://ü\x00",
    ):
        answer = Client().post("/status/programs/", {"address": wrong})
        assert (answer.status_code, "error" in answer.content.decode()) == (422, True), wrong
    monkeypatch.setattr(view, "OF_PROGRAM", Limit("test-program", 1, 3600))
    asked(program)
    before = StatusPost.objects.count()
    assert (asked(program), StatusPost.objects.count()) == ("", before)


def test_nothing_is_posted_where_only_we_can_reach(
    world: World, payments: Service, program: Receiver, settings: Any
):
    asked(program)
    settings.PUSH_PRIVATE_HOSTS = []
    assert posted(world, program) == []
    assert "public" in StatusPost.objects.get().sentence
