"""Writing at the desk: drafts that are found again, snippets, files beside words."""

import base64
import time

from playwright.sync_api import expect

from buckstop.conversations.actions.snippets import add_snippet
from buckstop.conversations.models import Draft, Message
from buckstop.doors.desk.tests.test_drafts import PIXEL
from buckstop.kit import clock
from stories.desk import Desk
from stories.house import PATIENCE, House
from stories.test_mail_becomes_owned import INES, WORDS

PASTE = """(field, content) => {
  const bytes = Uint8Array.from(atob(content), (letter) => letter.charCodeAt(0));
  const pasted = new DataTransfer();
  pasted.items.add(new File([bytes], "image.png", { type: "image/png" }));
  field.dispatchEvent(new ClipboardEvent("paste", { clipboardData: pasted, bubbles: true }));
}"""


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


def test_a_snippet_with_a_pasted_picture_by_keyboard_alone(house: House) -> None:
    house.mail(INES, "Transfers fail since nine", WORDS)
    ref = house.problem().ref
    for name, text in (("Hello", "Hello {{contact}}, {{reference}} is mine."), ("Bye", "Bye.")):
        add_snippet(
            name=name, text=text, language="", person=house.ana,
            by=house.ana.actor(), at=clock.now(),
        )  # fmt: skip
    page = Desk(house.at_desk(house.ana)).page
    page.goto(f"/problems/{ref}/")
    options = page.get_by_role("listbox", name="Snippets").get_by_role("option")
    page.keyboard.press("r")
    page.keyboard.type("/")
    expect(options).to_have_count(2)
    page.keyboard.press("ArrowDown")
    expect(options.and_(page.get_by_role("option", selected=True))).to_contain_text("Hello")
    page.keyboard.press("Escape")
    page.keyboard.press("Backspace")
    page.keyboard.type("/hel")
    expect(options).to_have_count(1)
    page.keyboard.press("Enter")
    answer = page.get_by_label("Your answer")
    expect(answer).to_have_value(f"Hello Ines Keller, {ref} is mine.")
    page.keyboard.type(" You hear from me by four. Look at the picture, please?")
    answer.evaluate(PASTE, base64.b64encode(PIXEL).decode())
    expect(page.locator(".composer-reply .draft-files img")).to_be_visible()
    page.keyboard.press("Control+Enter")
    expect(page.get_by_text("On its way to Ines Keller.")).to_be_visible()
    house.later(minutes=1)
    mail = house.inbox("ines@nordbank.example")[-1].message
    [sent] = mail.iter_attachments()
    assert (sent.get_filename(), sent.get_content()) == ("image.png", PIXEL)
    plain = mail.get_body(("plain",))
    assert plain is not None
    assert f"Hello Ines Keller, {ref} is mine." in plain.get_content()


def _kept(text: str) -> None:
    """Wait until the server has it: a page that is left says it while the next one loads."""
    until = time.monotonic() + PATIENCE / 1000
    while not Draft.objects.filter(text=text).exists():
        assert time.monotonic() < until, list(Draft.objects.values_list("text", flat=True))
        time.sleep(0.05)
