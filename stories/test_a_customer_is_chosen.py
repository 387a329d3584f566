"""9. For whom somebody writes is seen before it is chosen, and taken back with one press."""

from playwright.sync_api import expect

from buckstop.problems.models import Case
from stories.desk import Desk
from stories.house import House

SLOW = """addEventListener("DOMContentLoaded", () => {
  const config = document.querySelector("meta[name=htmx-config]");
  config.content = JSON.stringify({ ...JSON.parse(config.content), defaultSettleDelay: 800 });
}, true)"""  # a slow machine


def test_ana_chooses_and_takes_it_back(house: House) -> None:
    house.mail("Rita Furrer <rita@neu-firma.example>", "Scanner broken", "It only hums.")
    ana = Desk(house.at_desk(house.ana))
    ana.page.add_init_script(SLOW)
    ana.open(house.problem().ref)
    ana.page.get_by_label("What to do for Rita Furrer").click()
    ana.page.get_by_role("link", name="Choose the customer").click()
    sheet = ana.page.get_by_role("dialog", name="Which customer is Rita Furrer writing for?")
    sheet.get_by_label("A customer", exact=True).press_sequentially("nord")
    expect(sheet.get_by_label("Nordbank nordbank.example, no contact yet")).to_be_checked()
    assert Case.objects.get().customer is None
    sheet.get_by_role("button", name="Choose").click()
    expect(ana.page.get_by_text("Rita Furrer writes for Nordbank.")).to_be_visible()
    assert str(Case.objects.get().customer) == "Nordbank"
    ana.page.get_by_role("button", name="Undo").click()
    expect(ana.page.get_by_text("No customer is chosen for Rita Furrer now")).to_be_visible()
    assert Case.objects.get().customer is None
