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
