"""Acts on many problems: each is the verb of one, and what can't be done says why."""

import json
from typing import Any

import pytest
from django.test import Client

from buckstop.conversations.actions import telling
from buckstop.doors.desk.tests.filling import fields_of
from buckstop.doors.desk.tests.telling import reported, words
from buckstop.doors.desk.tests.test_problems import refs
from buckstop.ledger.verify import verify
from buckstop.problems.actions import kinds
from buckstop.problems.models import Case, Handoff, Problem
from buckstop.problems.tests.world import World

HTMX = {"HX-Request": "true"}


@pytest.fixture
def three(world: World) -> list[Case]:
    return [reported(world, f"Trouble {n}") for n in range(3)]


def sent(browser: Client, noun: str, cases: list[Case], **filled: Any) -> Any:
    """Open the sheet of an act on these and send it, as a browser with scripts does."""
    at = f"/problems/many/{noun}/"
    numbers = [str(case.problem.number) for case in cases]
    sheet = browser.get(f"{at}new/", {"n": numbers, "list": "owner=me"}, headers=HTMX)
    fields = fields_of(sheet, at)
    assert fields["n"] == numbers
    return browser.post(at, fields | filled, headers=HTMX)


def toast(answer: Any) -> dict[str, str]:
    assert answer.status_code == 204, answer.content.decode()
    told: dict[str, str] = json.loads(answer["HX-Trigger"])["buckstop:done"]
    return told


def told(browser: Client, answer: Any) -> str:
    assert answer.status_code == 204, answer.content.decode()
    assert answer["HX-Redirect"] == "/problems/?owner=me"
    return words(browser.get("/problems/"))


def test_the_list_offers_them(ana: Client, three: list[Case], seat, world: World):
    page = ana.get("/problems/?owner=me").content.decode()
    for case in three:
        assert f'name="n" value="{case.problem.number}"' in page
    assert 'formaction="/problems/many/handoffs/new/"' in page
    assert 'name="n"' not in seat(world.zed).get("/problems/").content.decode()


def test_offered_to_one_and_taken_back(world: World, ana: Client, three: list[Case]):
    answer = sent(ana, "handoffs", three, to=str(world.bruno.pk), brief="All is in the log.")
    said = toast(answer)
    assert said["say"] == "3 offered to Bruno Keller."
    assert Handoff.objects.filter(commitment__ended_at=None).count() == 3
    assert toast(ana.post(said["undo"], headers=HTMX))["say"].startswith("3 taken back.")
    assert Handoff.objects.filter(commitment__ended_at=None).count() == 0


def test_what_could_not_be_done_says_why(world: World, ana: Client, three: list[Case]):
    telling.say_fixed(three[0].problem, text="Runs.", by=world.ana.actor(), at=world.now)
    said = told(ana, sent(ana, "kinds", three, kind="request"))
    assert "2 changed." in said
    why = "The customers were asked whether it is fixed; it stays a problem."
    assert f"{three[0].problem.ref}: {why}" in said
    refused = sent(ana, "kinds", three[:1], kind="request")
    assert refused.status_code == 422
    assert why in words(refused)


def test_a_change_of_kind_is_taken_back(ana: Client, three: list[Case]):
    said = toast(sent(ana, "kinds", three, kind="question"))
    assert set(Problem.objects.values_list("kind", flat=True)) == {"question"}
    ana.post(said["undo"], headers=HTMX)
    assert set(Problem.objects.values_list("kind", flat=True)) == {"problem"}


def test_moved_with_one_reason_and_only_once(world: World, ana: Client, three: list[Case]):
    answer = sent(ana, "moves", three, reason="The relay is being replaced.")
    assert toast(answer)["say"].startswith("3 moved to")
    assert len({p.news_due for p in Problem.objects.all()}) == 1
    assert sent(ana, "moves", three, reason="Again.").status_code == 422


def test_set_aside_and_back(ana: Client, three: list[Case]):
    said = toast(sent(ana, "void", three[:2], why="spam"))
    assert refs(ana.get("/problems/")) == [three[2].problem.ref]
    ana.post(said["undo"], headers=HTMX)
    assert len(refs(ana.get("/problems/"))) == 3


def test_many_reports_of_one_trouble_are_taken_in(world: World, ana: Client, three: list[Case]):
    kinds.void(three[2], why="spam", by=world.ana.actor(), at=world.now)
    sent(ana, "cases", three)
    page = ana.get("/problems/")
    assert 'action="/problems/many/cases/return/?n=' in page.content.decode()
    said = words(page)
    into = three[0].problem
    assert f"1 taken into {into.ref}." in said
    assert f"{three[2].problem.ref}: No customer waits on it." in said
    assert Case.objects.get(pk=three[1].pk).problem_id == into.pk
    assert Problem.objects.get(pk=three[1].problem_id).outcome == "moved"


def test_what_was_taken_in_is_given_back(ana: Client, three: list[Case]):
    said = toast(sent(ana, "cases", three))
    assert set(Case.objects.values_list("problem", flat=True)) == {three[0].problem_id}
    assert toast(ana.post(said["undo"], headers=HTMX))["say"].startswith("2 taken back.")
    for case in three:
        now = Case.objects.select_related("problem").get(pk=case.pk)
        assert (now.problem_id, now.problem.state) == (case.problem_id, "open")
    assert list(verify()) == []


def test_nothing_chosen_and_nonsense(ana: Client, three: list[Case]):
    for numbers in ([], ["x", "99999", "-1"]):
        at = "/problems/many/void/"
        sheet = ana.get(f"{at}new/", {"n": numbers})
        answer = ana.post(at, fields_of(sheet, at) | {"why": "spam"})
        assert "Choose at least one problem in the list." in words(answer)
    assert ana.post("/problems/many/void/return/?n=x", headers=HTMX).status_code == 409


def test_without_scripts_it_is_a_page(world: World, ana: Client, three: list[Case]):
    at = "/problems/many/void/"
    numbers = [str(case.problem.number) for case in three]
    page = ana.get(f"{at}new/", {"n": numbers, "list": "sort=cost"})
    assert "3 problems" in words(page)
    answer = ana.post(at, fields_of(page, at) | {"why": "test"})
    assert answer["Location"] == "/problems/?sort=cost"
    assert "3 set aside." in words(ana.get("/problems/"))
