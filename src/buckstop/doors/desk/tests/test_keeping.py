"""How long what was said is kept: rules, holds, runs, through the pages of the house."""

from datetime import timedelta
from typing import Any

import pytest
from django.test import Client

from buckstop.conversations.actions import telling
from buckstop.conversations.actions.posting import File
from buckstop.conversations.models import Attachment, Message
from buckstop.doors.desk.tests.filling import send
from buckstop.doors.desk.tests.telling import reported, words
from buckstop.kit import clock
from buckstop.ledger.actor import DESK
from buckstop.ledger.models import Chain
from buckstop.ledger.verify import verify
from buckstop.people.actions import staff
from buckstop.problems.actions import kinds
from buckstop.problems.models import Case, Problem
from buckstop.problems.tests.world import World
from buckstop.retention.actions.running import run_retention
from buckstop.retention.models import Line, Run

PAGE = "/keeping/"


@pytest.fixture
def ada(world: World, seat: Any) -> Client:
    made = staff.add(name="Ada", email="ada@desk.example", role="admin", by=DESK, at=world.now)
    return seat(made)


def ended(world: World, text: str) -> Case:
    case = reported(world, text)
    files = [File("plan.txt", "text/plain", b"A plan")]
    telling.reply(case, text=f"Reply: {text}", files=files, by=world.ana.actor(), at=world.now)
    telling.note(case.problem, text=f"Note: {text}", by=world.ana.actor(), at=world.now)
    kinds.void(case, why="spam", by=world.ana.actor(), at=world.now)
    return case


def night(world: World, days: int) -> Any:
    at = (world.now + timedelta(days=days)).replace(hour=1, minute=0)
    return clock.set_to(at)


def go() -> None:
    while run_retention(by=DESK, at=clock.now()):
        pass


def test_what_is_past_its_time_goes_and_what_is_open_or_held_stays(
    world: World, ada: Client, seat: Any
):
    gone, held = ended(world, "Old words"), ended(world, "Held words")
    open_one = reported(world, "Open words")
    carla = seat(world.carla)
    at = f"/problems/{held.problem.ref}/holds/"
    assert send(carla, f"{at}new/", reason="A lawsuit").status_code == 302
    assert send(ada, f"{PAGE}months/new/", months=12).status_code == 302
    with night(world, 300):
        go()
        assert not Run.objects.filter(problems__gt=0).exists()
    with clock.set_to(world.now + timedelta(days=400)):
        shown = words(ada.get(PAGE))
        assert gone.problem.ref in shown
        assert "1 more would go, but is held." in shown
        assert held.problem.ref in shown  # among the holds
        assert run_retention(by=DESK, at=clock.now()) == 0  # by day
    with night(world, 401):
        go()
        assert run_retention(by=DESK, at=clock.now()) == 0  # once a night
    said = Message.objects.filter(problem=gone.problem)
    assert not [one for one in said.select_related("text") if one.text and one.text.text]
    assert not [one for one in Attachment.objects.filter(message__in=said) if one.file.raw]
    assert Problem.objects.get(pk=gone.problem_id).title == "(erased)"
    for stays in (held, open_one):
        texts = Message.objects.filter(problem=stays.problem).select_related("text")
        assert any(one.text and one.text.text for one in texts)
    run = Run.objects.order_by("-began_at")[0]
    assert (run.problems, run.files, run.kept) == (1, 1, 1)
    page = words(ada.get(f"{PAGE}runs/{run.pk}/"))
    assert "the rule for all, for 12 months" in page
    assert "A lawsuit" in page
    file = ada.get(f"{PAGE}runs/{run.pk}/list.csv").getvalue().decode()
    assert f"{held.problem.ref}," in file
    assert "retention" not in file
    assert "People of whom nothing is left" not in words(ada.get(PAGE))  # they have more with us
    assert ada.get(f"/problems/{gone.problem.ref}/").status_code == 200
    assert not list(verify(Chain.objects.all()))
    assert carla.post(f"{at}end/").status_code == 302
    with night(world, 402):
        go()
    assert Line.objects.filter(problem=held.problem, hold=None).exists()


def test_an_exception_of_a_customer_counts_either_way(world: World, ada: Client):
    case = ended(world, "Old words")
    period = f"/customers/{world.nordbank.pk}/period/new/"
    send(ada, f"{PAGE}months/new/", months=12)
    assert send(ada, period, months=0).status_code == 302
    with clock.set_to(world.now + timedelta(days=4000)):
        assert "Nothing is past its time." in words(ada.get(PAGE))
    assert send(ada, period, months=1).status_code == 302
    with night(world, 40):
        assert case.problem.ref in words(ada.get(PAGE))
        go()
    assert Line.objects.get().rule == "customer"


def test_looking_changes_nothing_and_the_pages_are_for_admins(
    world: World, ada: Client, ana: Client
):
    case = ended(world, "Old words")
    with night(world, 400):
        assert case.problem.ref in words(ada.get(f"{PAGE}?months=1"))
        assert "Nothing is past its time." in words(ada.get(PAGE))
        go()
    assert not Run.objects.exists()
    for page in (PAGE, "/processing-record/"):
        assert ana.get(page).status_code == 404


def test_the_record_of_processing_says_what_is_true(world: World, ada: Client):
    page = words(ada.get("/processing-record/"))
    assert "Not filled in yet: Controller" in page
    assert "After a problem closed: forever" in page
    send(ada, "/house/settings/processing-record/changes/new/", **{"record-controller": "Halden"})
    send(ada, f"{PAGE}months/new/", months=12)
    page = words(ada.get("/processing-record/"))
    assert "Controller Halden" in page
    assert "After a problem closed: for 12 months" in page
