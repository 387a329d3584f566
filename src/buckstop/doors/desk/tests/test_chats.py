"""Chat and forms on their page, by its own forms."""

import re

from django.test import Client

from buckstop.chat.models import Chat, Link, Room
from buckstop.chat_tools.tests.test_chat_tools import bytes_of, sample, signed
from buckstop.doors.desk.tests.filling import fields_of, send
from buckstop.doors.desk.tests.telling import words
from buckstop.kit import clock
from buckstop.ledger.actor import DESK
from buckstop.notices.tests.test_ways import REFUSED, Gateways
from buckstop.outbox.actions.delivering import deliver
from buckstop.people.actions import staff
from buckstop.problems.models import Problem
from buckstop.problems.tests.world import World
from buckstop.signals.models import Source

HOOK = "https://hooks.slack.com/services/T0/B0/abc"


def test_a_chat_is_added_linked_heard_and_ended(world: World, seat):
    ada = staff.add(name="Ada", email="ada@desk.example", role="admin", by=DESK, at=world.now)
    browser, ana = seat(ada), seat(world.ana)
    assert "None: nothing is raised from chat" in words(browser.get("/house/"))
    assert "Who you are in chat" not in words(ana.get("/you/"))
    send(browser, "/chats/additions/new/", tool="slack", name="Halden")
    chat = Chat.objects.get()
    page = browser.get("/chats/")
    assert "It is believed nothing until its secret is given." in words(page)
    assert f"/chat/slack/{chat.pk}/" in page.content.decode()
    send(browser, f"/chats/{chat.pk}/changes/new/", secrets="U0VDUkVU")
    chat.refresh_from_db()
    assert (chat.name, "U0VD" in chat.sealed) == ("Halden", False)
    shown = send(ana, "/you/chat-codes/new/")
    code = re.findall(r"/buckstop (link [A-Z2-9]{4}-[A-Z2-9]{4})", shown.content.decode())[0]
    for text in (code, "Transfers fail"):
        body = bytes_of({"form": sample("slack")["said"][0]["form"] | {"text": text}})
        Client().post(
            f"/chat/slack/{chat.pk}/", body, content_type="application/x-www-form-urlencoded",
            headers=dict(signed("slack", body, clock.now()).headers),
        )  # fmt: skip
    assert Problem.objects.get().raised_by == world.ana
    assert "ana Halden Part it from me" in words(ana.get("/you/"))
    assert "last heard" in words(browser.get("/chats/"))
    ana.post(f"/you/chat-accounts/{Link.objects.get().pk}/removal/")
    assert "ana Halden" not in words(ana.get("/you/"))
    send(browser, f"/chats/{chat.pk}/end/new/")
    chat.refresh_from_db()
    assert (chat.sealed, "/chat/slack/" in browser.get("/chats/").content.decode()) == ("", False)


def test_a_channel_is_added_tried_and_removed(world: World, seat):
    ada = staff.add(name="Ada", email="ada@desk.example", role="admin", by=DESK, at=world.now)
    browser = seat(ada)
    wrong = send(browser, "/chats/channels/new/", name="desk", address="https://halden.example/")
    assert "That is no address of an incoming webhook" in words(wrong)
    send(browser, "/chats/channels/new/", name="desk", address=HOOK)
    room = Room.objects.get()
    page = browser.get("/chats/")
    assert HOOK not in page.content.decode()
    assert "desk Slack · the service desk Not tried yet." in words(page)
    browser.post(f"/chats/channels/{room.pk}/trials/")
    deliver(Gateways(REFUSED), at=world.now)
    assert "The gateway refused it." in words(browser.get("/chats/"))
    browser.post(f"/chats/channels/{room.pk}/removal/")
    room.refresh_from_db()
    assert (room.sealed, "Not tried" in words(browser.get("/chats/"))) == ("", False)


def test_a_form_is_tried_on_a_sample_before_it_is_kept(world: World, seat):
    ada = staff.add(name="Ada", email="ada@desk.example", role="admin", by=DESK, at=world.now)
    browser = seat(ada)
    said = {"name": "Web form", "identity": "id", "text": "words", "email": "mail",
            "sample": '{"id": 7, "words": "It stands still", "mail": "no"}'}  # fmt: skip
    wrong = send(browser, "/chats/forms/new/", **(said | {"text": "message"}))
    assert "There is no “message” in it." in words(wrong)
    looked = send(browser, "/chats/forms/new/", **said)
    assert "It would become: It stands still 7 no" in words(looked), words(looked)
    assert not Source.objects.exists()
    added = browser.post("/chats/forms/", fields_of(looked, "/chats/forms/"))
    path = re.findall(r"/signals/cases/[a-z0-9]{40}", added.content.decode())[0]
    assert Client().post(path, "{}", content_type="application/json").status_code == 202
    page = words(browser.get("/chats/"))
    assert "Web form customers’ problems" in page
    assert "Web form" not in words(browser.get("/signals/"))
    source = Source.objects.get()
    done = browser.post(f"/signals/sources/{source.pk}/reading/")
    assert done["Location"] == "/chats/"
