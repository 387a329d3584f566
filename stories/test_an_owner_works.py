"""2 and 3. Ana sees it without a reload, understands, plans with Ines, and keeps her promises."""

from playwright.sync_api import expect

from stories.desk import Desk
from stories.house import House
from stories.test_mail_becomes_owned import INES, WORDS

INES_AT = "ines@nordbank.example"


def test_ana_works_on_it(house: House) -> None:
    desk = Desk(house.at_desk(house.ana))
    desk.page.goto("/")
    house.mail(INES, "Transfers fail since nine", WORDS)
    expect(desk.page.get_by_text("Transfers fail since nine").first).to_be_visible()

    ref = house.problem().ref
    desk.open(ref)
    sheet = desk.sheet("Write it")
    sheet.get_by_label("What is wrong").fill("Outgoing transfers stop at “pending” since 09:00.")
    desk.send(sheet, "Tell the customer")

    sheet = desk.sheet("Add")
    sheet.get_by_label("What is to be done").fill("send us the gateway log")
    sheet.get_by_label("Who does it").select_option(label="Nordbank: Ines Keller")
    desk.send(sheet, "Add the step")

    house.later(minutes=10)
    desk.open(ref)
    desk.update("The payment gateway's queue is stuck. I am restarting it.")
    house.work()

    news = house.inbox(INES_AT)[-1]
    assert news.text.splitlines()[0] == "Ana Ruiz owns this at Halden IT."
    assert "The payment gateway's queue is stuck" in news.text
    asked = house.problem().cases.get().messages.get(kind="heard")
    assert news.message["In-Reply-To"] == asked.message_id
    problem = house.problem()
    assert problem.commitments.filter(kind="update", state="kept").count() == 1
    assert problem.commitments.get(kind="update", state="promised").due == problem.news_due

    phone = house.on_phone(news.link)
    for words in ("Outgoing transfers stop", "send us the gateway log", "queue is stuck"):
        expect(phone.get_by_text(words).first).to_be_visible()


def test_an_empty_update_is_no_news_and_a_promise_moves_once(house: House) -> None:
    house.mail(INES, "Transfers fail since nine", WORDS)
    desk = Desk(house.at_desk(house.ana))
    desk.open(house.problem().ref)
    desk.update("We are looking at it.")
    assert not house.problem().cases.get().messages.get(kind="update").is_news
    desk.open(house.problem().ref)
    expect(desk.page.get_by_text("no news").first).to_be_visible()

    was = house.problem().commitments.get(kind="update", state="promised").due
    sheet = desk.sheet("Move the time")
    sheet.get_by_label("Why it moves").fill("The supplier answers at four.")
    desk.send(sheet, "Move the time")
    moved = house.problem().commitments.get(kind="update", state="promised")
    assert (moved.first_due, moved.due > was) == (was, True)
    desk.open(house.problem().ref)
    expect(desk.page.get_by_role("link", name="Move the time")).to_have_count(0)


def test_a_missed_promise_is_told_once_and_then_by_a_person(house: House) -> None:
    house.mail(INES, "Transfers fail since nine", WORDS)
    house.later(minutes=25)
    ana = Desk(house.at_desk(house.ana))
    ana.page.goto("/notices/")
    expect(ana.page.get_by_text("News is due soon").first).to_be_visible()

    house.later(minutes=10)
    problem = house.problem()
    missed = problem.commitments.get(kind="update", state="missed")
    assert missed.successors.get().debtor == house.ana  # the owner is on duty, so she is the watch
    mails = [mail.text for mail in house.inbox(INES_AT)]
    assert "did not send it" in mails[-1]
    carla = Desk(house.at_desk(house.carla))
    carla.page.goto("/notices/")
    expect(carla.page.get_by_text("A promise of news was missed").first).to_be_visible()

    house.later(minutes=40)
    assert problem.commitments.filter(kind="update", state="missed").count() == 2
    assert len(house.inbox(INES_AT)) == len(mails)
    phone = house.on_phone(house.inbox(INES_AT)[-1].link)
    expect(phone.get_by_text("2 missed").first).to_be_visible()
