"""Ana makes it right within her limits by keyboard; beyond Bruno's a leader says yes on a phone."""

from playwright.sync_api import expect

from buckstop.ledger.actor import DESK
from buckstop.ledger.verify import verify
from buckstop.people.models import Person
from buckstop.remedies.actions.limits import UpTo, give_authority
from buckstop.remedies.models import RemedyKind
from stories.desk import Desk
from stories.house import House
from stories.test_mail_becomes_owned import INES, WORDS

APOLOGY = {
    "What happened: ours, plainly": "I’m sorry: we lost your order.",
    "What we did about it": "We found it again and it left this morning.",
    "What changes, so that it doesn’t come back": "Orders are read back from now on.",
}


def may_give(house: House, person: Person, euros: int) -> None:
    up_to = UpTo("EUR", euros * 100, euros * 100, euros * 100)
    give_authority(
        person=person, kinds=RemedyKind.values, up_to=up_to, by=DESK, at=house.problem().opened_at
    )


def fill(desk: Desk, amount: str) -> None:
    """All of the sheet, from one field to the next as the keyboard goes."""
    sheet = desk.page.locator("dialog[open]")
    sheet.get_by_role("radio", name="Apology").press("ArrowRight")  # to *Credit*
    for label, words in APOLOGY.items():
        sheet.get_by_label(label).fill(words)
    sheet.get_by_label("How much it is worth").fill(amount)
    sheet.get_by_label("Who sees to it").select_option(label="Zed Novak")


def test_within_limits_at_once_and_beyond_them_by_a_yes(house: House) -> None:
    house.mail(INES, "The order is lost", WORDS)
    ref = house.problem().ref
    may_give(house, house.ana, 200)
    may_give(house, house.carla, 1_000)
    ana = Desk(house.at_desk(house.ana))
    ana.open(ref)
    ana.sheet("Make it right", within=ana.page.locator(".case").first)
    fill(ana, "120")
    ana.page.keyboard.press("Control+Enter")
    expect(ana.page.locator("dialog[open]")).to_have_count(0)
    house.work()
    letter = house.inbox("ines@nordbank.example")[-1]
    assert "we lost your order" in letter.text
    assert "Credit of €120" in letter.text

    ana.open(ref)
    ana.sheet("Make it right", within=ana.page.locator(".case").first)
    fill(ana, "600")
    ana.page.keyboard.press("Control+Enter")
    sheet = ana.page.locator("dialog[open]")
    expect(sheet.get_by_text("It is beyond your limit for one case.")).to_be_visible()
    sheet.get_by_role("radio", name="Ask for a yes").check()
    ana.send(sheet, "Give it")
    house.work()
    assert "€600" not in house.inbox("ines@nordbank.example")[-1].text

    carla = Desk(house.at_desk(house.carla))
    carla.page.set_viewport_size({"width": 390, "height": 800})
    carla.page.goto("/")
    expect(carla.page.get_by_text("They wait for your yes.")).to_be_visible()
    sheet = carla.sheet("Yes")
    expect(sheet.get_by_text("we lost your order")).to_be_visible()
    sheet.get_by_label("How much").fill("500")
    carla.send(sheet, "Yes, give it")
    house.work()
    letter = house.inbox("ines@nordbank.example")[-1]
    assert "Credit of €500" in letter.text
    page = house.on_phone(letter.link)
    expect(page.get_by_text("Credit of €500 for Nordbank.")).to_be_visible()
    assert list(verify()) == []
