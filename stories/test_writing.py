"""Writing at the desk: drafts that are found again, snippets, files beside words."""

import time

from playwright.sync_api import expect

from buckstop.conversations.models import Draft, Message
from stories.desk import Desk
from stories.house import PATIENCE, House
from stories.test_mail_becomes_owned import INES, WORDS


def test_a_draft_on_two_devices_by_keyboard_alone(house: House) -> None:
    house.mail(INES, "Transfers fail since nine", WORDS)
    ref = house.problem().ref
    desk, phone = Desk(house.at_desk(house.ana)).page, Desk(house.at_desk(house.ana)).page
    desk.goto(f"/problems/{ref}/")
    desk.keyboard.press("r")
    desk.keyboard.type("The gateway")
    expect(desk.locator(".composer-reply .draft-says")).to_contain_text("Draft kept")
    desk.keyboard.type(" runs again; please try")
    desk.goto("/")  # in the middle of it
    _kept("The gateway runs again; please try")
    phone.goto(f"/problems/{ref}/")
    answer = phone.get_by_label("Your answer")
    expect(answer).to_have_value("The gateway runs again; please try")
    phone.keyboard.press("r")
    phone.keyboard.press("Control+End")
    phone.keyboard.type(" a transfer.")
    phone.keyboard.press("Control+Enter")
    expect(phone.get_by_text("On its way to Ines Keller.")).to_be_visible()
    expect(answer).to_have_value("")
    desk.goto(f"/problems/{ref}/")
    expect(desk.get_by_label("Your answer")).to_have_value("")
    assert str(Message.objects.get(kind="reply").text) == (
        "The gateway runs again; please try a transfer."
    )


def _kept(text: str) -> None:
    """Wait until the server has it: a page that is left says it while the next one loads."""
    until = time.monotonic() + PATIENCE / 1000
    while not Draft.objects.filter(text=text).exists():
        assert time.monotonic() < until, list(Draft.objects.values_list("text", flat=True))
        time.sleep(0.05)
