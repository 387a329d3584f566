"""A customer who was asked answered in words: its owner decides by one press."""

import re
from typing import Any

import pytest
from django.test import Client

from buckstop.conversations.actions import hearing, telling
from buckstop.doors.desk.tests.telling import home, reported, words
from buckstop.kit import clock
from buckstop.ledger.actor import DESK
from buckstop.ledger.models import Entry
from buckstop.problems.commitments import update
from buckstop.problems.models import Case, Word
from buckstop.problems.tests.world import World, answering


def answered(world: World, text: str) -> Case:
    case = reported(world)
    telling.say_fixed(case.problem, text="It runs.", by=world.ana.actor(), at=world.now)
    hearing.write(case, text=text, by=answering(case), at=world.now, channel="mail")
    return case


def press(browser: Client, case: Case, label: str) -> Any:
    """Press the button of that label on the problem's page, found in its HTML."""
    page = browser.get(home(case)).content.decode()
    form = re.search(
        rf'<form[^>]*action="([^"]+)"[^>]*>(?:(?!</form>).)*>{label}</button>', page, re.S
    )
    assert form, f"no button {label}"
    return browser.post(form[1], follow=True)


def state(case: Case) -> tuple[str, bool]:
    found = Case.objects.get(pk=case.pk)
    return found.state, found.is_held


def test_the_answer_stands_on_top_with_its_words(world: World, ana: Client):
    case = answered(world, "No, it is still as cold as before.")
    said = words(ana.get(home(case)))
    top = said.split("What we understood")[0]
    assert "Ines Vogt answered whether it is solved" in top
    assert "No, it is still as cold as before." in top
    assert "I have read it" not in top


@pytest.mark.parametrize(
    ("label", "becomes"),
    [("Record “Solved”", "confirmed"), ("Still broken", "open"), ("Keep asking", "asked")],
)
def test_one_press_decides(world: World, ana: Client, label: str, becomes: str):
    case = answered(world, "Works, thanks!")
    press(ana, case, label)
    assert state(case) == (becomes, False)
    assert "answered whether it is solved" not in words(ana.get(home(case)))


@pytest.mark.parametrize(
    ("said", "likelier"),
    [("Works, thanks!", "Record “Solved”"), ("No, it is still as cold.", "Still broken")],
)
def test_the_likelier_way_stands_out(world: World, ana: Client, said: str, likelier: str):
    box = ana.get(home(answered(world, said))).content.decode().split("asked-acts")[1]
    main = re.findall(r'<button class="button main"[^>]*>([^<]+)</button>', box.split("</div>")[0])
    assert main == [likelier]


def test_their_word_by_mail_is_recorded_as_such(world: World, ana: Client):
    case = answered(world, "Works, thanks!")
    press(ana, case, "Record “Solved”")
    word = Word.objects.get(case=case)
    assert (word.says, word.how, word.recorded_by) == ("solved", "mail", world.ana.pk)
    assert Entry.objects.filter(code="word-recorded").exists()


def test_a_question_that_did_not_arrive_is_shown(world: World, ana: Client):
    case = reported(world)
    telling.say_fixed(case.problem, text="It runs.", by=world.ana.actor(), at=world.now)
    update.owe_again(case, why="bounced", by=DESK, at=clock.now())
    said = words(ana.get(home(case)))
    assert "was asked whether it is solved, but our mail didn’t arrive" in said
    press(ana, case, "Keep asking")
    assert state(case) == ("asked", False)
