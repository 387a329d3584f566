"""7, 8 and 9. Only their word closes; not everything is a problem; the ledger proves it."""

import os
import subprocess
import sys

from playwright.sync_api import expect

from buckstop.problems.models import Case
from stories.desk import Desk
from stories.house import House
from stories.test_mail_becomes_owned import INES, WORDS
from tests.database import TestDatabase

AT = {
    "Ines": "ines@nordbank.example",
    "Olaf": "olaf@fjordline.example",
    "Mia": "mia@alpenrad.example",
    "Tom": "tom@seebad.example",
}


def case(name: str) -> Case:
    """The case of somebody, by first name."""
    return Case.objects.get(contact__name__startswith=name)


def four_are_asked(house: House) -> Desk:
    """Four customers on one problem hear that it is fixed."""
    house.mail(INES, "Transfers fail since nine", WORDS)
    house.mail(f"Olaf Lund <{AT['Olaf']}>", "Payments stuck", "Nothing leaves us.")
    house.mail(f"Mia Egli <{AT['Mia']}>", "Salaries not out", "The salaries don't go out.")
    house.mail(f"Tom Frei <{AT['Tom']}>", "Transfers", "They hang.")
    desk = Desk(house.at_desk(house.ana))
    first = house.problem(0)
    for number in (1, 2, 3):
        desk.open(house.problem(number).ref)
        sheet = desk.sheet("Move the case")
        sheet.get_by_label("Onto which problem").fill(first.ref)
        desk.send(sheet, "Move the case")
    desk.open(first.ref)
    sheet = desk.sheet("It’s fixed")
    sheet.get_by_label("What was wrong").fill("A stuck queue; it is cleared and watched.")
    desk.send(sheet, "Send and ask")
    house.work()
    return desk


def test_solved_broken_their_word_and_silence(house: House) -> None:
    desk = four_are_asked(house)
    first = house.problem(0)
    assert (first.state, first.waiting_cases) == ("fixed", 4)

    ines = house.on_phone(house.inbox(AT["Ines"])[-1].link)
    ines.get_by_role("button", name="Solved").click()
    ines.get_by_role("button", name="Yes, it is solved").click()
    ines.get_by_label("6 of 7").click()
    expect(ines.get_by_text("6 of 7")).to_be_visible()
    assert case("Ines").state == "confirmed"
    heard = len(house.inbox(AT["Ines"]))

    olaf = house.on_phone(house.inbox(AT["Olaf"])[-1].link)
    olaf.get_by_role("button", name="Still broken").click()
    house.work()
    assert (case("Olaf").state, house.problem(0).state) == ("open", "open")
    assert house.problem(0).owner == house.ana
    assert len(house.inbox(AT["Ines"])) == heard

    desk.open(first.ref)
    sheet = desk.sheet("Record their word", within=desk.case_of("Alpenrad"))
    sheet.get_by_label("It is solved").check()
    sheet.get_by_label("In their words").fill("All out since ten.")
    desk.send(sheet, "Record it")
    house.work()
    assert case("Mia").state == "confirmed"
    assert "Ana Ruiz noted that you told us on the phone" in house.inbox(AT["Mia"])[-1].text

    desk.open(first.ref)
    desk.update("One more switch was thrown for Fjordline.")
    desk.open(first.ref)
    sheet = desk.sheet("It’s fixed")
    sheet.get_by_label("What was wrong").fill("A second queue; cleared as well.")
    desk.send(sheet, "Send and ask")
    house.work()
    olaf.goto(house.inbox(AT["Olaf"])[-1].link)
    olaf.get_by_role("button", name="Solved").click()
    olaf.get_by_role("button", name="Yes, it is solved").click()
    assert house.problem(0).state == "fixed"

    house.later(days=3)
    reminders = [m for m in house.inbox(AT["Tom"]) if "We ask this once" in m.text]
    assert len(reminders) == 1
    house.later(days=5)
    assert case("Tom").state == "lapsed"
    problem = house.problem(0)
    assert (problem.state, problem.outcome) == ("closed", "confirmed")
    assert "This is closed" in house.inbox(AT["Ines"])[-1].text


def test_what_was_recorded_can_be_taken_back(house: House) -> None:
    house.mail(INES, "Transfers fail since nine", WORDS)
    desk = Desk(house.at_desk(house.ana))
    desk.open(house.problem().ref)
    sheet = desk.sheet("Record their word")
    sheet.get_by_label("It is solved").check()
    sheet.get_by_label("In their words").fill("Works again.")
    desk.send(sheet, "Record it")
    house.work()
    assert house.problem().state == "closed"
    ines = house.on_phone(house.inbox(AT["Ines"])[-1].link)
    ines.get_by_role("button", name="I didn’t say that").click()
    house.work()
    assert (house.problem().state, house.problem().owner) == ("open", house.ana)


def test_a_request_is_answered_spam_is_void_and_what_is_not_ours_declined(house: House) -> None:
    house.mail(INES, "Password reset", "Please reset my password for the portal.")
    desk = Desk(house.at_desk(house.ana))
    desk.open(house.problem().ref)
    sheet = desk.sheet("Problem, request or question")
    sheet.get_by_label("A request").check()
    desk.send(sheet, "Change")
    desk.open(house.problem().ref)
    sheet = desk.sheet("Answer")
    sheet.get_by_role("textbox").first.fill("Done: the new one is on your phone.")
    sheet.get_by_role("button").last.click()
    desk.page.wait_for_load_state("networkidle")
    house.work()
    assert case("Ines").state == "answered"
    assert "If this doesn’t do it, just reply" in house.inbox(AT["Ines"])[-1].text
    house.later(days=14)
    assert len(house.inbox(AT["Ines"])) == 2

    house.mail("Win <win@prize.example>", "You won", "Click here.")
    desk.open(house.problem().ref)
    sheet = desk.sheet("Set aside")
    sheet.get_by_label("Spam").check()
    desk.send(sheet, "Set aside")
    assert case("Win").state == "void"

    house.mail(f"Tom Frei <{AT['Tom']}>", "Our coffee machine", "It leaks.")
    desk.open(house.problem().ref)
    sheet = desk.sheet("Not ours to do")
    sheet.get_by_label("Why it isn't ours to do").fill("We look after computers only.")
    sheet.get_by_label("Who can help").fill("The house's caretaker.")
    desk.send(sheet, "Tell them")
    house.work()
    assert case("Tom").state == "declined"
    assert "caretaker" in house.inbox(AT["Tom"])[-1].text


def test_the_ledger_proves_it(house: House, test_database: TestDatabase) -> None:
    four_are_asked(house)
    verified = subprocess.run(
        [sys.executable, "-m", "buckstop", "ledger", "verify"],
        env=os.environ | {"DATABASE_URL": test_database.url},
        capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert verified.returncode == 0, verified.stdout + verified.stderr
