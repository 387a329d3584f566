"""The bell: what one was told, and has seen on whichever device."""

import re

from playwright.sync_api import expect

from stories.house import House
from stories.test_mail_becomes_owned import INES, WORDS


def test_the_bell_knows_what_was_seen_on_another_device(house: House) -> None:
    house.mail(INES, "Transfers fail since nine", WORDS)
    here, there = house.at_desk(house.ana), house.at_desk(house.ana)
    there.goto("/problems/")
    here.goto("/")
    for page in (here, there):
        expect(page.locator(".bar-bell-count")).to_contain_text("1")
        expect(page).to_have_title(re.compile(r"^\(1\) "))
    here.keyboard.press("Control+k")
    here.keyboard.type("notices")
    here.keyboard.press("Enter")
    expect(here.get_by_role("heading", level=1)).to_have_text("Notices")
    here.get_by_role("button", name=house.problem().ref).press("Enter")
    expect(here.get_by_role("heading", level=1)).to_have_text("Transfers fail since nine")
    expect(there.locator(".bar-bell-count")).to_have_count(0)
    expect(there).to_have_title("All problems · Buckstop")
