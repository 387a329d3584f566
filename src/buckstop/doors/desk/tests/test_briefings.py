"""A briefing for everybody here, and words that a customer may pass on, through their pages."""

from datetime import timedelta

from django.test import Client

from buckstop.conversations import links
from buckstop.conversations.actions import telling
from buckstop.doors.desk.tests.conftest import Seat
from buckstop.doors.desk.tests.filling import fields_of, send
from buckstop.doors.desk.tests.telling import home, reported, words
from buckstop.problems.actions.understandings import understand
from buckstop.problems.commitments.step import add_step
from buckstop.problems.tests.world import World


def test_one_page_for_everybody_once_its_owner_wrote_a_sentence(
    world: World, ana: Client, seat: Seat
):
    case = reported(world)
    add_step(
        case.problem, what="Call Nordbank back", debtor=world.ana,
        due=world.now + timedelta(hours=2), by=world.ana.actor(), at=world.now,
    )  # fmt: skip
    at = f"{home(case)}briefing/"
    assert "until then only the desk sees this page" in words(ana.get(at))
    assert seat(world.zed).get(at).status_code == 404
    form = fields_of(ana.get(f"{home(case)}briefings/new/"), f"{home(case)}briefings/")
    ana.post(f"{home(case)}briefings/", form | {"text": "Nordbank can’t pay; Ana is on it."})
    said = words(seat(world.zed).get(at))
    for part in ("Nordbank can’t pay; Ana is on it.", "Ana Ruiz owns it", "1 customer waiting",
                 "News to the customers by 09:30 today"):  # fmt: skip
        assert part in said
    assert "The problem" not in said  # they don't see it, nor whose it is
    assert "Call a customer back Ana Ruiz, by 11:00 today" in said
    assert "Call Nordbank back Ana Ruiz, by 11:00 today" in words(ana.get(at))
    assert f'data-live="problem:{case.problem.ref}"' in ana.get(at).content.decode()
    assert "Nordbank can’t pay" in words(seat(world.zed).get("/briefings/"))


def test_what_one_customer_was_told_is_not_for_the_house(world: World, ana: Client):
    case = reported(world)
    at, by = f"{home(case)}briefing/", world.ana.actor()
    telling.reply(case, text="I am sorry that I was rude.", by=by, at=world.now)
    assert "What we told all who wait Nothing yet." in words(ana.get(at))
    due = world.now + timedelta(hours=1)
    telling.update_all(case.problem, text="We restart it.", next_due=due, by=by, at=world.now)
    assert "What we told all who wait We restart it. Ana Ruiz, 09:00 today" in words(ana.get(at))
    assert "rude" not in words(ana.get(at))


def test_words_for_their_clients_are_drafted_and_stand_on_their_page(world: World, ana: Client):
    case = reported(world)
    understand(case.problem, what="Transfers stay pending", by=world.ana.actor(), at=world.now)
    at = f"{home(case)}client-words/"
    form = fields_of(ana.get(f"{at}new/"), at)
    assert [text.strip() for text in form["text"]] == [
        "Since 09:00 today there is a disruption. Transfers stay pending. Our provider is working"
        " on it. We expect to know more by 09:30 today."
    ]
    answer = ana.post(at, form)
    assert answer.status_code == 302, words(answer)
    page = Client().get(f"/c/{links.make(case.pk, case.contact_id, world.now)}/")
    assert "What you may tell your own clients" in words(page)
    assert "Transfers stay pending. Our provider is working on it." in words(page)
    assert 'data-copy="to-pass-on"' in page.content.decode()
    later = world.later(minutes=5)
    due, ours = later + timedelta(hours=3), world.ana.actor()
    telling.update_all(case.problem, text="The gateway.", next_due=due, by=ours, at=later)
    again = ana.get(f"{at}new/")
    assert "We expect to know more by 12:05 today." in fields_of(again, at)["text"][0]
    assert "until now it says: “Since 09:00 today there is a disruption." in words(again)
    sent = send(ana, f"{home(case)}updates/new/", text="It is the gateway’s disk.")
    said = words(ana.get(sent["Location"]))
    assert "What their clients may be told is from 09:00 today: write it anew." in said
