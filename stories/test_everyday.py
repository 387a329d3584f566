"""The everyday desk: two people at one problem, and what eight hours a day ask for."""

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


def test_two_people_see_each_other_at_one_problem(house: House) -> None:
    house.mail(INES, "Transfers fail since nine", WORDS)
    ref = house.problem().ref
    ana, bruno = Desk(house.at_desk(house.ana)), Desk(house.at_desk(house.bruno))
    carla = Desk(house.at_desk(house.carla))
    carla.page.goto("/problems/")
    ana.open(ref)
    bruno.open(ref)
    at_anas = ana.page.locator("#composer [data-presence]")
    expect(at_anas).to_have_text("Bruno Okafor has this open")
    bruno.page.get_by_label("Your answer").press_sequentially("I restart")
    expect(at_anas).to_have_text("Bruno Okafor is writing here")
    expect(bruno.page.locator("#composer [data-presence]")).to_have_text("Ana Ruiz has this open")
    row = carla.page.locator(f"[data-row='{ref}']")
    expect(row).to_contain_text("Bruno Okafor and 1 more have this open")
    bruno.page.keyboard.type(" the gateway; by ten it runs.")
    _answers_second(ana, bruno)
    bruno.page.get_by_label("Your answer").press_sequentially("And")
    ana.page.goto("/")
    expect(row).to_contain_text("Bruno Okafor is writing here")
    bruno.page.close()
    expect(row.locator("[data-presence]")).to_be_hidden()


def _answers_second(ana: Desk, bruno: Desk) -> None:
    """Two answers to one question, by keyboard: the second is stopped and shown the first."""
    ana.page.keyboard.press("r")
    ana.page.keyboard.type("Somebody looks into it.")
    bruno.page.keyboard.press("Control+Enter")
    expect(bruno.page.get_by_text("On its way to Ines Keller.")).to_be_visible()
    ana.page.keyboard.press("Control+Enter")
    expect(ana.page.get_by_role("alert")).to_contain_text(
        "Bruno Okafor wrote to the customer after"
    )
    expect(ana.page.get_by_label("Your answer")).to_have_value("Somebody looks into it.")
    expect(ana.page.locator("#timeline")).to_contain_text("by ten it runs")
    assert [str(one.text) for one in Message.objects.filter(kind="reply")] == [
        "I restart the gateway; by ten it runs."
    ]


def test_forty_open_problems_by_keyboard_alone(house: House) -> None:
    for n in range(4):
        house.mail(
            f"user{n}@nordbank.example",
            f"Transfers fail, branch {n}",
            f"Branch {n} can pay nobody.",
        )
    ana = Desk(house.at_desk(house.ana))
    page = ana.page
    page.goto("/problems/?sort=oldest")
    expect(page.locator("[data-row]")).to_have_count(4)
    for key in ("j", "x", "j", "x", "o"):
        page.keyboard.press(key)
    sheet = page.locator("dialog[open]")
    expect(sheet.get_by_text("2 problems")).to_be_visible()
    sheet.get_by_label("Offer to", exact=True).select_option(str(house.bruno.pk))
    sheet.get_by_label("What they must know").fill("All is in the log.")
    page.keyboard.press("Control+Enter")
    toast = page.locator(".toast")
    expect(toast).to_contain_text("2 offered to Bruno")
    toast.get_by_role("button", name="Undo").press("Enter")
    expect(page.locator(".toast").filter(has_text="2 taken back.")).to_be_visible()
    page.keyboard.press("Escape")
    page.locator("[data-row] [data-open]").nth(1).press("Enter")
    heading, beside = page.get_by_role("heading", level=1), page.locator("[data-beside]")
    for branch, key in ((1, "J"), (2, "K"), (1, "J")):
        expect(heading).to_have_text(f"Transfers fail, branch {branch}")
        expect(beside).to_be_visible()  # what the keys lead to, in sight once they do
        page.keyboard.press(key)
    expect(heading).to_have_text("Transfers fail, branch 2")
    expect(beside).to_be_visible()
    page.locator("[data-beside] [rel=up]").press("Enter")
    expect(page.locator("[data-row].at")).to_contain_text("branch 2")


def test_from_my_work_one_goes_on_by_number(house: House) -> None:
    for n in range(2):
        house.mail(
            f"user{n}@nordbank.example", f"Branch {n} is down", f"Branch {n} can pay nobody."
        )
    page = Desk(house.at_desk(house.ana)).page
    page.goto("/")
    rows = page.locator("[data-row] [data-open]")
    expect(rows).to_have_count(2)
    follows = rows.nth(1).get_attribute("href") or ""
    ref = follows.strip("/").rpartition("/")[2]
    assert ref.startswith("P-")
    rows.first.press("Enter")
    expect(page.locator("[data-beside] [rel=next]")).to_have_text(f"{ref} →")
    expect(page.locator(".composer [name=next]").first).to_have_value(ref.removeprefix("P-"))


def test_many_reports_of_one_trouble_with_the_mouse(house: House) -> None:
    for n in range(3):
        house.mail(
            f"user{n}@nordbank.example", f"Printer {n} is dead", f"Number {n} prints no more."
        )
    ana, bruno = Desk(house.at_desk(house.ana)), Desk(house.at_desk(house.bruno))
    bruno.page.goto("/problems/")
    page = ana.page
    page.goto("/problems/?sort=oldest")
    boxes = page.locator(".choose [name=n]")
    boxes.nth(0).click()
    boxes.nth(2).click(modifiers=["Shift"])
    expect(page.locator("[data-chosen]")).to_have_text("3 chosen")
    page.get_by_role("button", name="Take these in").click()
    sheet = page.locator("dialog[open]")
    sheet.get_by_role("button", name="Take in").click()
    expect(page.locator(".toast")).to_contain_text("2 taken into")
    expect(page.locator("[data-row]")).to_have_count(1)
    expect(bruno.page.locator("[data-row]")).to_have_count(3)  # nothing jumps at Bruno's
    expect(bruno.page.locator("#changed")).to_contain_text("3 changed")
    expect(page.locator("#changed")).to_be_hidden()  # Ana sees what she did herself
    bruno.page.locator("#changed a").click()
    expect(bruno.page.locator("[data-row]")).to_have_count(1)


def test_the_palette_by_keyboard_alone(house: House) -> None:
    house.mail(INES, "Transfers fail since nine", WORDS)
    house.mail("user@fjordline.example", "The printer is quiet", "It prints no more.")
    page = house.at_desk(house.ana)
    heading = page.get_by_role("heading", level=1)

    def palette(words: str) -> None:
        page.wait_for_load_state()
        page.keyboard.press("Control+k")
        expect(page.locator("#palette input")).to_be_focused()
        page.keyboard.type(words)
        page.keyboard.press("Enter")

    page.goto("/")
    palette("fjord")
    expect(heading).to_have_text("Fjordline")
    palette("printer")
    expect(heading).to_have_text("The printer is quiet")
    palette("offer")
    sheet = page.locator("dialog[open]")
    sheet.get_by_label("Offer to", exact=True).select_option(str(house.bruno.pk))
    sheet.get_by_label("What they must know").fill("It is the one in Bergen.")
    page.keyboard.press("Control+Enter")
    expect(page.locator(".toast")).to_contain_text("Bruno")
    palette("all problems")
    expect(heading).to_have_text("All problems")
    page.wait_for_load_state()
    page.keyboard.press("Control+k")
    first = page.locator("#palette-list [role=option]").first
    expect(first).to_contain_text("The printer is quiet")  # where one was before
    page.keyboard.press("Enter")
    expect(heading).to_have_text("The printer is quiet")


def test_send_and_next_by_keyboard_alone(house: House) -> None:
    for n in range(3):
        house.mail(f"user{n}@nordbank.example", f"Printer {n} is dead", f"Number {n} is quiet.")
    page = Desk(house.at_desk(house.ana)).page
    page.goto("/problems/?sort=oldest")
    page.locator("[data-row] [data-open]").nth(1).press("Enter")
    heading = page.get_by_role("heading", level=1)
    expect(heading).to_have_text("Printer 1 is dead")
    page.wait_for_load_state()
    page.keyboard.press("r")
    page.keyboard.type("A new one is on its way; it is there by four.")
    page.keyboard.press("Control+Shift+Enter")
    expect(heading).to_have_text("Printer 2 is dead")
    expect(page.get_by_text("On its way to")).to_be_visible()


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
