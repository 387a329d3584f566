"""The page of journeys: asked for, reckoned by the worker, read; and what leads on from it."""

import re
from html import unescape

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from buckstop.doors.desk.tests.filling import fields_of, send
from buckstop.journeys.actions.logs import read_logs
from buckstop.journeys.actions.making import make_anew
from buckstop.journeys.tests.test_making import passed_around
from buckstop.prevention.models import Cause, Prevention
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
    assert "It went to another team more than once" in said
    assert "before:" not in said  # there is nothing before
    assert "is waiting for them" not in said


def test_a_step_and_an_arrow_lead_to_their_problems_and_the_table_says_the_same(world, ana):
    case = passed_around(world)
    there = asked(ana)
    make_anew(at=world.later(minutes=1))
    page = ana.get(there).content.decode()
    assert page.count('class="box"') == 3
    for url in set(re.findall(r'href="(/journeys/behind/[^"]+)"', page)):
        assert case.problem.ref in text(ana.get(unescape(url)))
    rows = ana.get("/tables/journeys-map.csv").getvalue().decode().splitlines()
    assert {row.count(",") for row in rows[1:]} == {7}
    assert "to-team,to-team,2,1,2" in "\n".join(rows)


def test_a_friction_becomes_a_cause_with_a_prevention_by_one_key(world: World, ana):
    case = passed_around(world)
    there = asked(ana)
    make_anew(at=world.later(minutes=1))
    page = ana.get(there).content.decode()
    url = re.search(r'friction-cause" href="([^"]+)"[^>]* aria-keyshortcuts="c"', page)
    assert url is not None
    sheet = unescape(url[1])
    begun = fields_of(ana.get(sheet), "/journeys/frictions/")["cause"][0].strip()
    assert begun.endswith("because")
    said = {"cause": f"{begun} x", "what": "One team for both", "shows": "It stays where it is"}
    blamed = send(ana, sheet, "/journeys/frictions/", **said | {"cause": "Bruno forgot it"})
    assert "wrong choice easy" in text(blamed) or "remind" in text(blamed)
    answer = send(ana, sheet, "/journeys/frictions/", **said)
    cause = Cause.objects.get()
    assert answer["Location"] == f"/causes/{cause.pk}/"
    assert cause.problem == case.problem
    assert str(cause).startswith(begun[:20])
    assert str(Prevention.objects.get(cause=cause)) == "One team for both"


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


LOG = """case,activity,time,team,customer,plan,note
1,Ask,2026-01-05T09:00:00Z,Desk,Nordbank,gold,a
1,Wait for customer,2026-01-05T10:00:00Z,Desk,Nordbank,gold,b
1,Done,2026-01-09T10:00:00Z,Desk,Nordbank,gold,c
2,Ask,2026-01-06T09:00:00Z,Desk,Voltio,basic,d
2,Done,,Desk,Voltio,basic,e
2,Done,2026-01-06T11:00:00Z,Network,Voltio,basic,f
"""


def brought(world: World, ana) -> str:
    """A log is brought in, its columns said, and read; returns its key."""
    file = SimpleUploadedFile("tickets.csv", LOG.encode())
    answer = send(ana, "/journeys/logs/files/new/", file=file)
    columns = answer["Location"]
    assert "Ask, Wait for customer, Done" in text(ana.get(columns))
    send(ana, columns, attributes=["plan"])
    assert "It is being read" in text(ana.get("/journeys/logs/"))
    assert read_logs(at=world.now) == 1
    return columns.split("/")[3]


def test_a_log_of_another_program_is_brought_in_and_seen(world: World, ana):
    key = brought(world, ana)
    said = text(ana.get("/journeys/logs/"))
    assert "5 of 6 events were read, in 2 journeys." in said
    assert "it has no time line 6" in said, said
    row = ana.get(f"/journeys/logs/{key}/remarks.tsv").content.decode()
    assert row.split("\t")[:2] == ["6", "no-time"]
    there = asked(ana, f"{PATH}?log={key}")
    make_anew(at=world.now)
    page = ana.get(there)
    assert "2 journeys began, of 2 customers." in text(page)
    assert "is waiting for them, after “Wait for customer”" in text(page)
    behind = re.search(r'href="(/journeys/behind/[^"]+)"', page.content.decode())
    assert behind is not None
    assert "P-" not in text(ana.get(unescape(behind[1])))
    of_one = asked(ana, f"{PATH}?log={key}&mark=plan&value=gold")
    make_anew(at=world.now)
    assert "1 journey began, of 1 customer." in text(ana.get(of_one))
    send(ana, f"/journeys/logs/{key}/removal/new/")
    assert "None yet." in text(ana.get("/journeys/logs/"))
    assert ana.get(f"{PATH}?log={key}").status_code == 200


def test_two_groups_stand_side_by_side_with_their_difference(world: World, ana):
    key = brought(world, ana)
    there = asked(ana, f"{PATH}?log={key}&mark=plan&value=gold&beside=others"
                       "&with_mark=plan&with_value=basic")  # fmt: skip
    make_anew(at=world.now)
    said = text(ana.get(there))
    assert "Half within 4.0 days 2 h +4.0 days (+4750 %)" in said, said
    assert "With the first team to the end 100 % 0 % +100 points" in said, said


def test_working_time_leaves_out_nights_and_days_off(world: World, ana):
    key = brought(world, ana)
    there = asked(ana, f"{PATH}?log={key}&time=working&mark=plan&value=gold")
    make_anew(at=world.now)
    said = text(ana.get(there))
    assert "nine in ten for 4.0 days" not in said
    assert "nine in ten for 41 h" in said, said


@pytest.mark.parametrize(
    ("content", "says"),
    [(b"", "empty"), (b"<log/>", "has no event"), (b"\x00\x01\x02", "")],
)
def test_a_file_that_is_no_log_is_refused_in_words(world: World, ana, content, says):
    file = SimpleUploadedFile("bad.csv", content)
    answer = send(ana, "/journeys/logs/files/new/", file=file)
    assert answer.status_code == 422 or not says
    assert says in text(answer)
