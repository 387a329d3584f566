"""Undo after sending: from the confirmation, with the words in the composer again."""

from datetime import timedelta
from typing import Any

import pytest
from django.test import Client

from buckstop.conversations.models import Message
from buckstop.doors.desk.tests.conftest import Seat
from buckstop.doors.desk.tests.filling import fields_of, send
from buckstop.doors.desk.tests.telling import home, reported, words
from buckstop.kit import clock
from buckstop.problems.tests.world import World


@pytest.fixture(autouse=True)
def _seconds(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("BUCKSTOP_UNDO_SECONDS", "15")


def press(browser: Client, page: Any, action: str) -> Any:
    answer = browser.post(action, fields_of(page, action))
    return browser.get(answer["Location"].partition("#")[0])


def test_the_words_come_back_and_nobody_was_told(world: World, ana: Client, seat: Seat) -> None:
    case = reported(world)
    send(ana, home(case), f"{home(case)}messages/", text="It is teh switch.")
    page = ana.get(home(case))
    message = Message.objects.get(kind="reply")
    back = f"{home(case)}messages/{message.pk}/taking-back/"
    assert "On its way to Ines Vogt. Undo" in words(page)
    assert "Take it back" not in words(seat(world.bruno).get(home(case)))
    again = press(ana, page, back)
    assert "Taken back: nobody was told." in words(again)
    assert fields_of(again, f"{home(case)}messages/")["text"][0].strip() == "It is teh switch."
    assert "taken back before it left" in words(again)
    assert "I have read it" in words(again)  # they wait for an answer as before


def test_what_has_left_is_said_to_have_left(world: World, ana: Client) -> None:
    case = reported(world)
    send(ana, home(case), f"{home(case)}messages/", text="It is the switch.")
    page = ana.get(home(case))
    message = Message.objects.get(kind="reply")
    with clock.set_to(world.now + timedelta(seconds=20)):
        assert "Take it back" not in words(ana.get(home(case)))
        late = press(ana, page, f"{home(case)}messages/{message.pk}/taking-back/")
        assert "It has left already." in words(late)
