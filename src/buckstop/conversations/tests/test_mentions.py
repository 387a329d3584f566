"""Who is spoken to in a note, and that they are asked."""

from datetime import timedelta
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from buckstop.conversations.actions import telling
from buckstop.conversations.mentions import mentions, names_of
from buckstop.conversations.models import Message
from buckstop.ledger.refused import Refused
from buckstop.problems.models import Commitment
from buckstop.problems.tests.world import World

BRUNO, ANA, ANNA = (UUID(int=n) for n in range(3))
NAMES = {
    BRUNO: names_of("Bruno Keller", "b.keller@desk.example"),
    ANA: names_of("Ana Ruiz", None),
    ANNA: names_of("Ana Rossi", None),
}


@pytest.mark.parametrize(
    ("text", "people"),
    [
        ("@Bruno, can you?", [BRUNO]), ("(@bruno keller)", [BRUNO]), ("@b.keller: x", [BRUNO]),
        ("@Ana Rossi and @Ana Ruiz and @Bruno", [ANNA, ANA, BRUNO]), ("@Brunos", []),
        ("bruno@keller.example", []), ("`@Bruno`", []), ("@", []), ("@Carla", []),
        ("@Bruno @bruno", [BRUNO]),
    ],
)  # fmt: skip
def test_who_is_spoken_to(text: str, people: list[UUID]):
    assert [one.person for one in mentions(text, NAMES)] == people


def test_several_of_one_name():
    with pytest.raises(Refused, match="“Ana”"):
        mentions("@Ana, please", NAMES)


def test_the_words_are_those_of_the_paragraph():
    [one] = mentions("First.\n\n@Bruno which\nof the two?\n\nLast.", NAMES)
    assert one.words == "@Bruno which\nof the two?"


@given(st.text(alphabet="@ABbrunoKel`. \n", max_size=60))
def test_any_text_is_read(text: str):
    try:
        found = mentions(text, NAMES)
    except Refused:
        return
    assert all(one.words in text for one in found)


def test_they_are_asked(world: World) -> None:
    problem = world.report().problem
    due = world.now + timedelta(hours=1)
    text = f"@{world.bruno.public_name} is it paid? I, @{world.ana.public_name}, can't tell."
    telling.note(problem, text=text, answer_by=due, by=world.ana.actor(), at=world.now)
    asked = Commitment.objects.get(kind="ask")
    assert (asked.debtor, asked.due, str(asked.what)) == (world.bruno, due, text)
    assert str(Message.objects.get(kind="note").text) == text
