"""The page of journeys: asked for, reckoned by the worker, read; and what leads on from it."""

import re
from html import unescape

import pytest

from buckstop.journeys.actions.making import make_anew
from buckstop.journeys.tests.test_making import passed_around
from buckstop.prevention.models import Cause
from buckstop.problems.tests.world import World

PATH = "/journeys/"


@pytest.fixture
def ana(world: World, seat):
    return seat(world.ana)


def text(page) -> str:
    return unescape(re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", page.content.decode())))


def asked(browser, where: str = PATH):
    """Press the page's own button; the worker reckons; the page once more."""
    page = browser.get(where).content.decode()
    form = re.search(r'<form method="post" action="(/journeys/views/)">(.*?)</form>', page, re.S)
    assert form is not None
    fields = dict(re.findall(r'name="([^"]+)" value="([^"]*)"', form[2]))
    answer = browser.post(form[1], fields)
    assert "being reckoned" in text(browser.get(answer["Location"]))
    return answer["Location"]


def test_nothing_is_there_until_somebody_asks(world: World, ana):
    passed_around(world)
    assert "Nobody has asked" in text(ana.get(PATH))
    make_anew(at=world.later(minutes=1))
    assert "Nobody has asked" in text(ana.get(PATH))
    there = asked(ana)
    make_anew(at=world.later(minutes=1))
    said = text(ana.get(there))
    assert "1 problem began, of 2 customers." in said
    assert "Back and forth between Network and the service desk" in said, said


def test_a_step_and_an_arrow_lead_to_their_problems_and_the_table_says_the_same(world, ana):
    case = passed_around(world)
    there = asked(ana)
    make_anew(at=world.later(minutes=1))
    page = ana.get(there).content.decode()
    assert page.count('class="box"') == 3
    for url in set(re.findall(r'href="(/journeys/behind/[^"]+)"', page)):
        assert case.problem.ref in text(ana.get(unescape(url)))
    rows = ana.get("/journeys/map.csv").getvalue().decode().splitlines()
    assert {row.count(",") for row in rows[1:]} == {7}
    assert "To another team,To another team,2,1,2" in "\n".join(rows)


def test_a_friction_becomes_a_cause_with_one_button(world: World, ana):
    passed_around(world)
    there = asked(ana)
    make_anew(at=world.later(minutes=1))
    url = re.search(r'friction-cause" href="([^"]+)"', ana.get(there).content.decode())
    assert url is not None
    sheet = ana.get(unescape(url[1])).content.decode()
    begun = re.search(r'name="what"[^>]*>([^<]*)<', sheet)
    assert begun is not None
    words = unescape(begun[1]).strip()
    assert words.endswith("because")
    answer = ana.post(unescape(url[1]).partition("new/")[0], {"known": "", "what": f"{words} x"})
    assert answer.status_code == 302
    assert str(Cause.objects.get()).startswith(words[:20])


def test_what_is_asked_in_the_address_is_asked_for(world: World, ana):
    passed_around(world)
    there = asked(ana, f"{PATH}?days=30&whose=nord&never=closed")
    assert "whose=Nordbank" in there
    make_anew(at=world.later(minutes=1))
    assert "1 problem began" in text(ana.get(there))
    assert "No customer, or several" in text(ana.get(f"{PATH}?whose=zzz"))
    assert ana.get(f"{PATH}?days=x&service=y&through=z&detail=9").status_code == 200


def test_the_page_reads_what_was_kept(world: World, ana, django_assert_max_num_queries):
    passed_around(world)
    there = asked(ana)
    make_anew(at=world.later(minutes=1))
    ana.get(there)
    with django_assert_max_num_queries(14):
        ana.get(there)
