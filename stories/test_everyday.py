"""The everyday desk: two people at one problem, and what eight hours a day ask for."""

from playwright.sync_api import expect

from stories.desk import Desk
from stories.house import House
from stories.test_mail_becomes_owned import INES, WORDS


def test_two_people_see_each_other_at_one_problem(house: House) -> None:
    house.mail(INES, "Transfers fail since nine", WORDS)
    ref = house.problem().ref
    ana, bruno = Desk(house.at_desk(house.ana)), Desk(house.at_desk(house.bruno))
    carla = Desk(house.at_desk(house.carla))
    carla.page.goto("/problems/")
    ana.open(ref)
    bruno.open(ref)
    at_anas = ana.page.locator("#composer .presence")
    expect(at_anas).to_have_text("Bruno Okafor has this open")
    bruno.page.get_by_label("Your answer").press_sequentially("I restart")
    expect(at_anas).to_have_text("Bruno Okafor is writing here")
    expect(bruno.page.locator("#composer .presence")).to_have_text("Ana Ruiz has this open")
    row = carla.page.locator(f"[data-row='{ref}']")
    expect(row).to_contain_text("Bruno Okafor and 1 more have this open")
    ana.page.goto("/")
    expect(row).to_contain_text("Bruno Okafor is writing here")
    bruno.page.close()
    expect(row.locator(".presence")).to_be_hidden()


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
    page.keyboard.press("r")
    page.keyboard.type("A new one is on its way; it is there by four.")
    page.keyboard.press("Control+Shift+Enter")
    expect(heading).to_have_text("Printer 2 is dead")
    expect(page.get_by_text("On its way to")).to_be_visible()
