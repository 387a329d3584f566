"""All problems: search, filters in the address, pages that don't jump."""

from datetime import timedelta

import pytest
from django.test import Client

from buckstop.conversations.actions import telling
from buckstop.doors.desk.tests.telling import home, reported, words
from buckstop.problems.actions import kinds
from buckstop.problems.models import Problem
from buckstop.problems.tests.world import World


def refs(answer) -> list[str]:
    return [row.ref for row in answer.context["rows"]]


def test_newest_first_with_whose_and_when(world: World, ana: Client):
    first = reported(world)
    second = reported(world, "Printer", contact=world.olaf, customer=None)
    answer = ana.get("/problems/")
    assert refs(answer) == [second.problem.ref, first.problem.ref]
    assert "2 problems" in words(answer)
    said = "Transfers fail since nine Nordbank Ana Ruiz open · slows them down 09:30"
    assert said in words(answer)


@pytest.mark.parametrize(
    "q", ["transfers", "FAIL", "gateway", '"payment gateway"', "nine gateway", "ansfer"]
)
def test_found_by_title_or_words(world: World, ana: Client, q: str):
    case = reported(world, "Transfers fail since nine\n\nThe payment gateway says no.")
    reported(world, "Printer prints blanks")
    assert refs(ana.get("/problems/", {"q": q})) == [case.problem.ref]


def test_found_by_reference_and_what_was_found_is_shown(world: World, ana: Client):
    case = reported(world)
    for typed in (case.problem.ref, f"p{case.problem.number}", f"#{case.problem.number}"):
        assert ana.get("/problems/", {"q": typed})["Location"] == home(case)
    by_number = ana.get("/problems/", {"q": str(case.problem.number)})
    assert refs(by_number) == [case.problem.ref]
    assert refs(ana.get("/problems/", {"q": "P-999999"})) == []
    telling.note(case.problem, text="Look at the certificate store first.",
                 by=world.ana.actor(), at=world.now)  # fmt: skip
    assert "certificate store first" in words(ana.get("/problems/", {"q": "certificate"}))


@pytest.mark.parametrize("q", ["\x00", "'; drop", "&&& !!", "%", "\\", '"', "-", "𝓎" * 300])
def test_any_search_is_answered(world: World, ana: Client, q: str):
    reported(world)
    assert ana.get("/problems/", {"q": q}).status_code == 200


def test_filters_live_in_the_address(world: World, ana: Client):
    open_one = reported(world)
    closed = reported(world, "Reset my password", kind="request", hurts=0)
    telling.answer(closed.problem, text="Done.", by=world.ana.actor(), at=world.now)
    for query, case in [
        ("state=open", open_one), ("state=running", open_one), ("state=closed", closed),
        ("kind=request&state=any", closed), ("hurts=0&state=any", closed),
        ("state=open&owner=me", open_one),
        (f"customer={world.nordbank.pk}&state=open", open_one),
    ]:  # fmt: skip
        answer = ana.get(f"/problems/?{query}")
        assert refs(answer) == [case.problem.ref], query
        assert answer.context["clear_url"] == "/problems/"
    assert refs(ana.get(f"/problems/?owner={world.bruno.pk}")) == []
    assert len(refs(ana.get("/problems/?state=nonsense&owner=x&hurts=9&customer=1"))) == 2
    assert refs(ana.get("/problems/")) == [open_one.problem.ref]  # those that are open


def test_a_filter_keeps_the_search(world: World, ana: Client):
    reported(world)
    state = ana.get("/problems/?q=transfers&kind=problem").context["filters"][0]
    assert state.options[0].url == "/problems/?q=transfers&kind=problem&state=open"


def test_set_aside_is_no_longer_theirs(world: World, ana: Client):
    case = reported(world)
    kinds.void(case, why="spam", by=world.ana.actor(), at=world.now)
    assert refs(ana.get(f"/problems/?customer={world.nordbank.pk}")) == []


def test_pages_show_each_once_while_new_ones_arrive(world: World, ana: Client):
    for n in range(70):
        reported(world, f"Trouble {n}")
        world.now += timedelta(seconds=n % 2)  # some at the same instant
    first = ana.get("/problems/")
    seen = refs(first)
    reported(world, "Just now")
    older = first.context["paging"].older_url
    while older:
        page = ana.get(older)
        seen += refs(page)
        older = page.context["paging"].older_url
    assert sorted(seen) == sorted(p.ref for p in Problem.objects.exclude(title="Just now"))
    assert page.context["paging"].newer_url == "/problems/"


def test_few_queries(world: World, ana: Client, django_assert_max_num_queries):
    for n in range(60):
        reported(world, f"Trouble {n}")
    with django_assert_max_num_queries(12):
        ana.get("/problems/?state=open&owner=me")
    with django_assert_max_num_queries(14):
        ana.get("/problems/?state=open&owner=me&q=trouble")


def test_a_row_leads_to_its_problem(world: World, ana: Client):
    case = reported(world)
    assert f'href="{home(case)}"' in ana.get("/problems/").content.decode()
