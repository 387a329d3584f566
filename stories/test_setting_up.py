"""A new operator with nothing but the README: from `buckstop serve` to the first mail answered.

All of it in the browser, on real processes; nothing is set in the environment. With PICTURES in the
environment, a folder, its pages are kept there as the guide shows them.
"""

import os
import re
import smtplib
import sys
from email.message import EmailMessage
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from stories.desk import Desk
from stories.house import PATIENCE
from stories.sink import Sink, sink
from stories.whole_house import WholeHouse, eventually, whole_house
from tests.browser import leave

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="finds processes through /proc")

LINK = re.compile(r"First log-in, once, within 24 hours: http://localhost:\d+(/enter/\S+)")
HELP = "help@halden.example"
PASSWORD = "the buck stops with me"


def picture(page: Page, name: str) -> None:
    """Keep how a page looks, where pictures are wanted."""
    if folder := os.environ.get("PICTURES"):
        page.screenshot(path=Path(folder) / f"{name}.png")


def mail(house: WholeHouse, sender: str, subject: str, text: str) -> bool:
    """Somebody writes to the desk; whether it is taken yet."""
    message = EmailMessage()
    message["From"], message["To"], message["Subject"] = sender, HELP, subject
    message.set_content(text)
    try:
        with smtplib.SMTP("127.0.0.1", house.mail_port, timeout=60) as connection:
            connection.send_message(message)
    except smtplib.SMTPRecipientsRefused:
        return False
    return True


def say_who_one_is(page: Page) -> None:
    """The one-time link, a name, a password."""
    page.get_by_role("button", name="Log in").click()
    page.get_by_label("Your name").fill("Mei Tan")
    page.get_by_label("Your mail address").fill("mei@halden.example")
    page.get_by_label("New password").fill(PASSWORD)
    page.get_by_label("The same again").fill(PASSWORD)
    page.get_by_role("button", name="Begin").click()
    expect(page.get_by_role("heading", name="Setting up", level=1)).to_be_visible()
    picture(page, "setting-up")


def say_who_the_organisation_is(page: Page) -> None:
    """Its name and look; a colour that nobody could read is refused with one that they can."""
    page.get_by_role("link", name="Go on: Your organisation").click()
    page.get_by_label("Name of your organisation").fill("Halden IT")
    page.get_by_label("Time zone").fill("zurich")
    page.get_by_label("Accent colour").fill("#ffcc00")
    page.get_by_role("button", name="Keep it").click()
    expect(page.get_by_text("can’t be read on our paper")).to_be_visible()
    page.get_by_label("Accent colour").fill("#0b6e4f")
    page.get_by_role("button", name="Keep it").click()
    expect(page.get_by_role("heading", name="The desk’s mail addresses")).to_be_visible()
    page.get_by_label("Mail addresses of the desk").fill(HELP)
    page.get_by_role("button", name="Keep it").click()


def mail_comes_in(page: Page, house: WholeHouse) -> None:
    """The page waits, and says by itself that the mail arrived."""
    expect(page.get_by_text("Waiting for your mail")).to_be_visible()
    picture(page, "setting-up-mail-in")
    eventually(
        lambda: mail(house, "Mei <mei@private.example>", "A test", "Does it arrive?"),
        "the mailbox takes mail for the address that was chosen",
    )
    expect(page.get_by_text("It arrived.")).to_be_visible()
    expect(page.get_by_text("Mei Tan owns it")).to_be_visible()
    page.get_by_role("link", name="Next: Mail out").click()


def mail_goes_out(page: Page, kept: Sink, port: int) -> None:
    """A relay that isn't there, then one that is; the letter to oneself says which."""
    page.get_by_label("Mail server").fill("127.0.0.1")
    page.get_by_label("Port").fill("9")
    page.get_by_label("Encryption").select_option("when offered")
    page.get_by_role("button", name="Keep it").click()
    page.get_by_role("button", name="Send a letter to mei@halden.example").click()
    expect(page.get_by_text("says: The mail relay can't be reached")).to_be_visible()
    page.get_by_label("Port").fill(str(port))
    page.get_by_role("button", name="Keep it").click()
    expect(page.get_by_text("The letter to mei@halden.example was taken")).to_be_visible()
    page.reload()
    page.get_by_text("was taken").scroll_into_view_if_needed()
    picture(page, "setting-up-mail-out")
    assert "Mail leaves" in [one.subject for one in kept.to("mei@halden.example")]
    assert kept.to("mei@private.example")  # the acknowledgement had waited
    page.get_by_role("link", name="Next: Hours and holidays").click()


def say_when_one_works(page: Page) -> None:
    """Public holidays, in the sheet where they always are."""
    days_off = page.locator("section", has_text="Days off")
    days_off.get_by_role("link", name="Change").click()
    sheet = page.locator("dialog[open]")
    sheet.get_by_label("Public holidays of").select_option("CH")
    sheet.get_by_role("button", name="Keep it").click()
    expect(page.get_by_text("The public holidays of Switzerland.")).to_be_visible()
    page.get_by_role("link", name="Next: People").click()


def invite(page: Page, kept: Sink) -> None:
    """Colleagues are pasted, and each gets an invitation."""
    people = "Ana Ruiz <ana@halden.example>\nbruno.okafor@halden.example"
    page.get_by_label("Mail addresses, one a line").fill(people)
    page.get_by_role("button", name="Invite them").click()
    expect(page.get_by_text("2 people are added.")).to_be_visible()
    eventually(lambda: len(kept.to("bruno.okafor@halden.example")) == 1, "Bruno is invited")
    assert "lets you in once" in kept.to("ana@halden.example")[0].text
    page.get_by_role("link", name="Next: Customers").click()


def add_customers(page: Page) -> None:
    """A list is looked at first; what is wrong with a line stands in it."""
    table = "Nordbank, nordbank.example, Ines Vogt <ines@nordbank.example>\nMailhaus, gmail.com"
    page.get_by_label("One a line").fill(table)
    page.get_by_role("button", name="Look at it first").click()
    expect(page.get_by_text("Anybody may have an address at gmail.com.")).to_be_visible()
    picture(page, "setting-up-customers")
    page.get_by_role("button", name="Add this customer").click()
    expect(page.get_by_text("1 customer is added.")).to_be_visible()


def answer_the_first_problem(page: Page, house: WholeHouse, kept: Sink) -> None:
    """A customer writes; it is owned, acknowledged in the organisation's name, and answered."""
    page.goto(f"{house.pages}/setting-up/first-problem/")
    mail(house, "Ines Vogt <ines@nordbank.example>", "The printer jams", "In the hall, since nine.")
    page.get_by_role("link", name="The printer jams").click()
    expect(page.get_by_role("heading", name="The printer jams")).to_be_visible()
    eventually(lambda: len(kept.to("ines@nordbank.example")) == 1, "Ines hears who owns it")
    desk = Desk(page)
    desk.reply("Somebody is on the way, Ines. You hear from me when it prints.")
    eventually(lambda: len(kept.to("ines@nordbank.example")) == 2, "Ines is answered")
    first, second = kept.to("ines@nordbank.example")
    assert "Mei Tan" in first.text
    assert "Halden IT" in first.text
    assert "Somebody is on the way, Ines." in second.text
    assert str(second.message["From"]).endswith(f"<{HELP}>")


def leave_the_rest(page: Page, house: WholeHouse) -> None:
    """What isn't done stands on the first page until it is dismissed."""
    page.goto(house.pages)
    rest = page.get_by_role("region", name="To set up")
    expect(rest.get_by_role("listitem")).to_have_text(["Who is on when"])
    picture(page, "my-work-setting-up")
    rest.get_by_role("link", name="Who is on when").click()
    page.get_by_role("button", name="We don’t need this").click()
    expect(page.get_by_text("Everything is done.")).to_be_visible()
    page.goto(house.pages)
    expect(page.get_by_role("region", name="To set up")).to_have_count(0)


def test_from_serve_to_the_first_mail_answered(browser: Browser) -> None:
    with sink() as (kept, port), whole_house() as house:
        house.open()
        found = LINK.search(house.said())
        assert found is not None
        context = browser.new_context(locale="en-GB", viewport={"width": 1280, "height": 860})
        page = context.new_page()
        page.set_default_timeout(PATIENCE)
        expect.set_options(timeout=PATIENCE)
        page.goto(house.pages + found[1])
        say_who_one_is(page)
        say_who_the_organisation_is(page)
        mail_comes_in(page, house)
        mail_goes_out(page, kept, port)
        say_when_one_works(page)
        invite(page, kept)
        add_customers(page)
        answer_the_first_problem(page, house, kept)
        leave_the_rest(page, house)
        leave(context)
        assert house.close() == 0
