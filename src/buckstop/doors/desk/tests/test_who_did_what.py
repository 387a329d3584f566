"""Who did what: log-ins, holds, exports, looks at marked customers; through our pages."""

import re
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client

from buckstop.configuration.actions.choosing import choose
from buckstop.conversations.actions import erasing
from buckstop.doors.desk import came_in
from buckstop.doors.desk.tests.filling import send
from buckstop.doors.desk.tests.telling import reported, words
from buckstop.doors.shared.limits import Limit
from buckstop.kit import clock
from buckstop.ledger.actor import DESK
from buckstop.ledger.models import Body, Chain, Entry
from buckstop.ledger.verify import verify
from buckstop.outbox.settings import RELAY_HOST
from buckstop.oversight.actions.marking import mark_customer
from buckstop.people.actions import keys, staff
from buckstop.people.actions.staff import found_house
from buckstop.people.models import House, Person
from buckstop.problems.tests.world import World

PAGE = "/who-did-what/"
RIGHT = "own the problem twice"


@pytest.fixture
def ada(world: World, seat: Any) -> Client:
    made = staff.add(name="Ada", email="ada@desk.example", role="admin", by=DESK, at=world.now)
    return seat(made)


def log_in(browser: Client, email: str | None, password: str) -> int:
    sent = {"login": email or "", "password": password}
    return browser.post("/log-in/", sent, REMOTE_ADDR="192.0.2.7").status_code


def rows(browser: Client, **asked: str) -> list[str]:
    found = browser.get(PAGE, asked).content.decode()
    return [" ".join(re.sub(r"<[^>]+>", " ", one).split())
            for one in re.findall(r"<tr>(.*?)</tr>", found, re.S)[1:]]  # fmt: skip


def codes() -> list[str]:
    found = Entry.objects.filter(chain=House.objects.get().chain_id).order_by("number")
    return list(found.values_list("code", flat=True))


def test_a_log_in_says_how_and_from_where_and_a_hold_is_there_once(world: World, ada: Client):
    staff.choose_password(world.ana, RIGHT, by=DESK, at=world.now)
    assert log_in(Client(), world.ana.email, RIGHT) == 302
    for _try in range(12):
        log_in(Client(), world.bruno.email, "wrong")
    assert codes().count("log-in-held-back") == 1
    held, came = rows(ada, sort="log-in")[:2]
    assert "of one name from one place were held back" in held
    assert "192.0.2.7" in held
    assert "Ana Ruiz logged in with a password" in came
    assert "192.0.2.7" in came
    assert not [one for one in rows(ada, person=str(world.ana.pk)) if "held back" in one]
    assert [one for one in rows(ada, person=str(world.bruno.pk)) if "held back" in one]


def test_guesses_from_everywhere_dont_fill_the_record(
    world: World, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setattr(came_in, "NOTED", Limit("few-holds", most=2, seconds=3600))
    for place in range(4):
        for _try in range(6):
            sent = {"login": str(world.bruno.email), "password": "wrong"}
            Client().post("/log-in/", sent, REMOTE_ADDR=f"198.51.100.{place}")
    assert codes().count("log-in-held-back") == 2


def test_who_opens_a_marked_customer_is_on_record_once_an_hour(
    world: World, ana: Client, ada: Client, seat: Any
):
    case = reported(world)
    page, problem = f"/customers/{world.nordbank.pk}/", f"/problems/{case.problem.ref}/"
    assert ana.get(problem).status_code == 200
    assert send(seat(world.carla), f"{page}mark/new/", reason="A takeover").status_code == 302
    for _again in range(2):
        assert ana.get(problem).status_code == ana.get(page).status_code == 200
    assert "Whoever opens this is on record. A takeover" in words(ana.get(page))
    with clock.set_to(world.now + timedelta(hours=1)):
        ana.get(problem)
    _key, secret = keys.add_own_key(
        world.bruno, name="own", scope="read", ends_at=world.now + timedelta(days=1), networks=[],
        by=world.bruno.actor(), at=world.now,
    )  # fmt: skip
    for _again in range(2):
        api = f"/api/v1/problems/{case.problem.ref}"
        answer = Client().get(api, headers={"authorization": f"Bearer {secret}"})
        assert answer.status_code == 200
    seen = [one for one in rows(ada, sort="looks") if "opened" in one]
    assert [one.count("Ana Ruiz opened a problem of Nordbank") for one in seen].count(1) == 2
    assert len([one for one in seen if "Bruno" in one and "what the API says" in one]) == 1
    assert ana.post(f"{page}mark-end/").status_code == 404
    assert seat(world.carla).post(f"{page}mark-end/").status_code == 302
    before = codes().count("customer-seen")
    with clock.set_to(world.now + timedelta(hours=3)):
        ana.get(problem)
    assert codes().count("customer-seen") == before


def test_what_is_taken_out_is_on_record_and_so_is_this_list(world: World, ana: Client, ada: Client):
    case = reported(world)
    ana.get("/problems/list.csv").getvalue()
    exports = f"/problems/{case.problem.ref}/ledger/exports/{case.pk}/"
    assert ana.get(exports).status_code == 200
    found = ada.get(f"{PAGE}list.csv?sort=exports").getvalue().decode()
    assert "Ana Ruiz took out a list of problems (1 rows)" in found
    assert re.search(r"took out the record of a problem \(\d+ rows\)", found)
    assert "Ada took out who did what (2 rows)" in rows(ada, sort="exports")[0]


def test_the_list_is_narrowed_by_days_and_pages_on(world: World, ada: Client):
    with clock.set_to(world.now + timedelta(days=3)):
        for number in range(65):
            mail = f"p{number}@desk.example"
            staff.add(name=f"P {number}", email=mail, role="colleague", by=DESK, at=clock.now())
    day = (world.now + timedelta(days=3)).date().isoformat()
    first = ada.get(PAGE, {"since": day, "until": day, "sort": "people"})
    assert len(rows(ada, since=day, until=day)) == 60
    [older] = re.findall(r'href="([^"]+)" rel="next"', first.content.decode())
    assert words(ada.get(older.replace("&amp;", "&"))).count("added") >= 5
    assert not rows(ada, until=(world.now - timedelta(days=900)).date().isoformat())
    assert ada.get(PAGE, {"since": "0000", "person": "x", "before": "-1"}).status_code == 200


def test_the_mark_and_the_networks_go_with_who_is_erased(world: World, seat: Any, ada: Client):
    staff.choose_password(world.bruno, RIGHT, by=DESK, at=world.now)
    log_in(Client(), world.bruno.email, RIGHT)
    ada.get(PAGE)
    mark_customer(world.nordbank, why="Secret", by=world.carla.actor(), at=world.now)
    staff.deactivate(world.bruno, by=DESK, at=world.now)
    erasing.erase_person(Person.objects.get(pk=world.bruno.pk), by=DESK, at=world.now)
    erasing.erase_customer(world.nordbank, by=DESK, at=world.now)
    assert not Body.objects.filter(text__in=["192.0.2.7", "Secret"]).exists()
    assert not list(verify(Chain.objects.all()))


def test_it_is_for_admins(ana: Client):
    assert ana.get(PAGE).status_code == ana.get(f"{PAGE}list.csv").status_code == 404


def test_what_was_changed_is_said_by_its_name(world: World, ada: Client):
    by: dict[str, Any] = {"by": DESK, "at": world.now}
    staff.change(
        world.ana, name="Ana Ruiz", public_name="Ana Ruiz", email="ana@desk.example",
        zone="Europe/Oslo", languages=("en", "de"), **by,
    )  # fmt: skip
    choose({RELAY_HOST: "relay.example"}, on=found_house(**by), **by)
    said = " ".join(rows(ada))
    assert "the time zone, the languages of Ana Ruiz" in said
    assert f"changed the setting “{RELAY_HOST.label}”" in said
