"""5 and 6. Two more report the same; scope holds; somebody above answers."""

from playwright.sync_api import expect

from buckstop.problems.models import Case
from stories.desk import Desk
from stories.house import House
from stories.test_mail_becomes_owned import INES, WORDS

INES_AT = "ines@nordbank.example"
OLAF_AT, MIA_AT = "olaf@fjordline.example", "mia@alpenrad.example"
SECRET = "Nordbank's contract number is 4711-zirconium."


def three_customers(house: House) -> Desk:
    """Three customers on one problem; something was said to Nordbank alone."""
    house.mail(INES, "Transfers fail since nine", WORDS)
    house.mail(f"Olaf Lund <{OLAF_AT}>", "Payments stuck", "Nothing leaves us.")
    house.mail(f"Mia Egli <{MIA_AT}>", "Salaries not out", "The salaries don't go out.")
    desk = Desk(house.at_desk(house.ana))
    first = house.problem(0)
    desk.open(first.ref)
    desk.reply(SECRET)
    sheet = desk.sheet("Write it")
    sheet.get_by_label("What is wrong").fill("Only the Nordbank tenant: zirconium queue.")
    desk.send(sheet, "Tell the customer")
    for number in (1, 2):
        desk.open(house.problem(number).ref)
        sheet = desk.sheet("Move the case")
        sheet.get_by_label("Onto which problem").fill(first.ref)
        desk.send(sheet, "Move the case")
    house.work()
    desk.open(first.ref)
    return desk


def test_one_update_reaches_all_and_what_was_said_to_one_stays(house: House) -> None:
    desk = three_customers(house)
    first = house.problem(0)
    assert first.cases.count() == first.waiting_cases == 3
    assert [p.outcome for p in (house.problem(1), house.problem(2))] == ["moved", "moved"]

    desk.update("The queue is stuck. We restart it.")
    house.work()
    for address in (INES_AT, OLAF_AT, MIA_AT):
        last = house.inbox(address)[-1]
        assert "The queue is stuck" in last.text
        phone = house.on_phone(last.link)
        expect(phone.get_by_text("The queue is stuck").first).to_be_visible()
        said = phone.content() + "".join(mail.text for mail in house.inbox(address))
        assert ("zirconium" in said) == (address == INES_AT)

    desk.open(first.ref)
    sheet = desk.sheet("Widen to all")
    desk.send(sheet, "Widen to all")
    phone = house.on_phone(house.inbox(OLAF_AT)[-1].link)
    expect(phone.get_by_text("zirconium queue").first).to_be_visible()
    assert "4711" not in phone.content()


def test_a_case_can_move_out_again(house: House) -> None:
    desk = three_customers(house)
    sheet = desk.sheet("Move it out", within=desk.case_of("Alpenrad"))
    desk.send(sheet, "Move it out")
    moved = Case.objects.get(contact__name="Mia Egli").problem
    assert moved.number > house.problem(0).number
    assert (moved.state, moved.owner) == ("open", house.ana)


def test_ines_talks_to_someone_above(house: House) -> None:
    house.mail(INES, "Transfers fail since nine", WORDS)
    phone = house.on_phone(house.inbox(INES_AT)[-1].link)
    phone.get_by_text("Talk to someone above").click()
    phone.get_by_label("What should they know?").fill("Salaries are due today.")
    phone.get_by_role("button", name="Ask a leader").click()
    expect(phone.get_by_text("Carla Mendes").first).to_be_visible()
    house.work()

    carla = Desk(house.at_desk(house.carla))
    carla.open(house.problem().ref)
    sheet = carla.sheet("Answer")
    sheet.get_by_label("Ana Ruiz has my backing").check()
    sheet.get_by_label("In your words").fill("Ana has all she needs; you hear at eleven.")
    carla.send(sheet, "Answer")
    escalation = house.problem().commitments.get(kind="escalation").escalation
    assert escalation.backs_owner
    assert escalation.by_customer
    phone.reload()
    expect(phone.get_by_text("Ana has all she needs").first).to_be_visible()


def test_asking_early_is_credited(house: House) -> None:
    house.mail(INES, "Transfers fail since nine", WORDS)
    ana = Desk(house.at_desk(house.ana))
    ana.open(house.problem().ref)
    sheet = ana.sheet("Escalate")
    sheet.get_by_label("What you need from them").fill("Somebody must wake the supplier.")
    ana.send(sheet, "Escalate")
    carla = Desk(house.at_desk(house.carla))
    carla.open(house.problem().ref)
    sheet = carla.sheet("Answer")
    sheet.get_by_label("In your words").fill("I call them.")
    sheet.get_by_label("has my backing").check()
    carla.send(sheet, "Answer")
    carla.open(house.problem().ref)
    carla.press("Asking early helped")
    assert house.problem().commitments.get(kind="escalation").escalation.credited_at
