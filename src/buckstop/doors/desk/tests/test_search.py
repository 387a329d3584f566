"""Search: problems, customers, colleagues and settings at once, and what one looked at lately."""

import html
import re

from django.test import Client

from buckstop.conversations.actions.telling import note
from buckstop.doors.desk.tests.conftest import Seat
from buckstop.doors.desk.tests.telling import home, reported, words
from buckstop.ledger.actor import DESK
from buckstop.people.actions import customers
from buckstop.problems.tests.world import World


def search(browser: Client, q: str = "", **more: str) -> str:
    """What the page of a search says."""
    return words(browser.get("/search/", {"q": q, **more}))


def test_everything_is_found_from_one_field(world: World, ana: Client):
    case = reported(world)
    customers.join(world.ines, world.nordbank, on=world.nordbank, by=DESK, at=world.now)
    assert f"Problems {case.problem.ref} Transfers fail" in search(ana, "transfers")
    assert f"Problems {case.problem.ref} Transfers fail" in search(ana, case.problem.ref.lower())
    assert f"Problems {case.problem.ref}" in search(ana, str(case.problem.number))
    assert "Customers Nordbank" in search(ana, "nordb")
    assert "Customers Nordbank" in search(ana, "ines")
    assert "Colleagues Bruno" in search(ana, "brú")
    assert "Settings Organisation and look" in search(ana, "organis")
    assert "Nothing fits" in search(ana, "zzzz")
    assert "Problems by their words" in search(ana)


def test_what_an_admin_finds_of_settings_leads_somewhere(world: World, seat: Seat):
    admin = seat(world.hire("Ada Admin", "admin"))
    found = admin.get("/search/", {"q": "who may come"}).content.decode()
    assert 'href="/who-may-come-in/"' in found
    every = re.findall(
        r'href="([^"]+)" data-found', admin.get("/search/", {"q": "e"}).content.decode()
    )
    assert len(every) > 5
    assert {admin.get(at).status_code for at in every} == {200}


def test_words_that_a_message_holds_are_shown_with_what_stands_around(world: World, ana: Client):
    case = reported(world)
    note(case.problem, text="The red crane stands still.", by=world.ana.actor(), at=world.now)
    page = ana.get("/search/", {"q": "crane"})
    found = f"Problems {case.problem.ref} Transfers fail since nine The red crane stands still."
    assert found in words(page)
    assert b"red <mark>crane</mark>" in page.content
    assert b"<mark>" not in ana.get("/search/", {"q": "transfers"}).content  # its title says it
    palette = ana.get("/search/", {"q": "crane"}, headers={"HX-Request": "true"})
    assert b"red <mark>crane</mark>" in palette.content


def test_the_best_stands_first_in_a_search_unless_the_newest_is_to(world: World, ana: Client):
    best, newest = reported(world, "The crane"), reported(world, "The lift")
    note(newest.problem, text="As the crane.", by=world.ana.actor(), at=world.now)

    def refs(page: str) -> list[str]:
        return list(dict.fromkeys(re.findall(r"P-\d+", words(ana.get(page)))))

    assert refs("/search/?q=crane") == [best.problem.ref, newest.problem.ref]
    page = ana.get("/problems/?q=crane")
    assert [row.ref for row in page.context["rows"]] == [best.problem.ref, newest.problem.ref]
    other = re.search(r'href="([^"]+sort=newest[^"]*)"', page.content.decode())
    assert other
    page = ana.get(html.unescape(other[1]))
    assert [row.ref for row in page.context["rows"]] == [newest.problem.ref, best.problem.ref]


def test_filters_are_words_that_are_completed(world: World, ana: Client):
    reported(world)
    assert "Narrow by owner:me" in search(ana, "owner:m")
    assert "Narrow by transfers owner:" in search(ana, "transfers own")
    listed = ana.get("/problems/", {"q": "owner:me fail"})
    assert "Transfers fail" in words(listed)
    assert b"<mark>fail</mark>" in listed.content
    assert "Transfers fail" not in words(ana.get("/problems/", {"q": "owner:bruno fail"}))
    table = b"".join(ana.get("/problems/list.csv", {"q": "-owner:me"}))
    assert b"Transfers fail" not in table


def test_a_colleague_finds_no_problem_or_customer_of_others(world: World, seat: Seat):
    case = reported(world)
    zed = seat(world.zed)
    recent = f"{home(case)} /customers/{world.nordbank.pk}/ /people/{world.bruno.pk}/"
    for said in (search(zed, "transfers"), search(zed, "nordb"), search(zed, recent=recent)):
        assert "Transfers fail" not in said
        assert "Nordbank" not in said
    assert "Recent Bruno" in search(zed, recent=recent)


def test_what_was_looked_at_lately_is_named_by_what_it_is_now(world: World, ana: Client):
    case, other = reported(world), reported(world, "The printer is quiet")
    recent = f"{home(other)} /people/x/ /problems/P-999999999/ {home(case)} /people/{'-' * 36}/"
    answer = ana.get("/search/", {"recent": recent}, headers={"hx-request": "true"})
    first, second = (
        f"{other.problem.ref} The printer is quiet",
        f"{case.problem.ref} Transfers fail",
    )
    assert words(answer) == f"Recent {first} {second} since nine"
    assert "<html" not in answer.content.decode()


def test_more_than_a_few_lead_to_the_list(world: World, ana: Client):
    for n in range(8):
        reported(world, f"Printer {n}")
    page = ana.get("/search/", {"q": "printer"}).content.decode()
    assert page.count("data-found") == 7
    assert 'href="/problems/?q=printer"' in page
