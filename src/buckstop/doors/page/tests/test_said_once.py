"""What Ines wrote stands on her page once, as she wrote it, and nothing speaks of what is over."""

import pytest

from buckstop.doors.page.tests.conftest import Desk
from buckstop.ledger.actions import erase_bodies
from buckstop.ledger.actor import DESK
from buckstop.ledger.models import Body
from buckstop.problems.actions import understandings
from buckstop.problems.models import Case

LONG = "The lift in house 7 stops between the floors. " * 30


def test_a_fresh_page_shows_her_words_once(desk: Desk):
    said = desk.page(desk.write_in(f"The lift\n{LONG}")).says()
    assert said.count("stops between the floors.") == LONG.count("stops between the floors.")
    assert "What you told us stands below." in said


def test_after_solved_no_correction_waits(desk: Desk, case: Case):
    ana = desk.ana.actor()
    understandings.understand(case.problem, what="Transfers stop.", by=ana, at=desk.now, case=case)
    desk.later(minutes=1)
    page = desk.page(case)
    page.post("corrections/", text="Standing orders too")
    assert "has it before them" in page.says()
    page.forge("word/", word="solved", sure="yes")
    said = page.says()
    assert "has it before them" not in said
    assert "That’s not it" not in said


@pytest.mark.parametrize(("erase", "says"), [(False, False), (True, True)])
def test_only_what_was_erased_says_so(desk: Desk, case: Case, *, erase: bool, says: bool):
    desk.later(minutes=1)
    desk.page(case).post("messages/", text="A word that may go")
    if erase:
        gone = Body.objects.filter(text="A word that may go")
        erase_bodies(gone, on=case.problem, by=DESK, at=desk.now)
    assert ("(This was erased.)" in desk.page(case).says()) == says


def test_a_long_title_says_that_it_goes_on(desk: Desk):
    case = desk.write_in(f"{'word ' * 60}and the end")
    assert len(case.title) <= 200
    assert case.title.endswith("word…")
    assert "and the end" in desk.page(case).says()


def test_a_long_text_leads_to_the_rest_of_it(desk: Desk):
    case = desk.write_in(f"A log\n{'pump reports state 0' * 1_200}\nWhen is this mended?")
    page = desk.page(case)
    said = page.says()
    assert "mended" not in said
    place = said.partition('href="' + page.url + "messages/")[2].partition('"')[0]
    whole = page.get(f"messages/{place}")
    assert "When is this mended?" in whole.content.decode()
    assert (whole["Content-Type"], whole["X-Content-Type-Options"]) == (
        "text/plain; charset=utf-8",
        "nosniff",
    )
    other = desk.page(desk.write_in("Printer jams", by=desk.olaf))
    assert other.get(f"messages/{place}").status_code == 404


def test_links_of_a_message_can_be_pressed(desk: Desk, case: Case):
    desk.answer(case, "Read https://halden.example/lift and ring +41 44 555 01 10.")
    said = desk.page(case).says()
    assert 'href="https://halden.example/lift"' in said
    assert 'href="tel:+41445550110"' in said
