"""What somebody of a supplier wrote goes with them."""

from buckstop.conversations.actions.erasing import erase_person
from buckstop.suppliers.actions.answering import write_to_us
from buckstop.suppliers.models import AskMessage
from buckstop.suppliers.tests.conftest import Outside, speaking


def test_their_words_are_emptied_and_ours_stay(outside: Outside):
    ask = outside.ask()
    write_to_us(ask, text="I am Rolf", by=speaking(outside.rolf), at=outside.now)
    erase_person(outside.rolf.person, by=outside.bruno.actor(), at=outside.later(minutes=5))
    texts = {m.kind: m.text.text for m in AskMessage.objects.select_related("text")}
    assert texts == {"asked": "Which line is down?", "theirs": None}
    outside.all_hold()
