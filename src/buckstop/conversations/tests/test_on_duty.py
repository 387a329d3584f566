"""A letter speaks from the roster: on duty is only who is on a shift."""

from datetime import UTC, datetime

import pytest

from buckstop.conversations.actions import letters
from buckstop.conversations.letters.acknowledgement import Acknowledgement
from buckstop.ledger.models import Entry
from buckstop.outbox.actions.delivering import Postman
from buckstop.problems.tests.world import World
from tests.relays import BadRelay


def acknowledged(world: World, relay: BadRelay, postman: Postman) -> str:
    world.report()
    letters.write(Acknowledgement, list(Entry.objects.filter(code="case-opened")), world.now)
    postman.deliver(at=world.later(minutes=1))
    part = relay.parsed[0].get_body(("plain",))  # type: ignore[attr-defined]
    return " ".join(str(part.get_content()).split())


def test_who_is_on_a_shift_is_on_duty(world: World, relay: BadRelay, postman: Postman) -> None:
    said = acknowledged(world, relay, postman)
    assert "Ana is on duty" in said
    assert "can’t wait" not in said  # there is news within half an hour


@pytest.mark.parametrize(
    ("at", "on_duty"),
    [
        (datetime(2026, 3, 7, 11, 0, tzinfo=UTC), ""),  # Saturday: nobody is there
        (datetime(2026, 3, 2, 16, 50, tzinfo=UTC), "Ana is on duty"),  # ten minutes to six
        (datetime(2026, 3, 2, 22, 0, tzinfo=UTC), "Bruno is on duty"),  # at night
    ],
)
def test_where_news_is_far_it_can_be_hurried(
    world: World, relay: BadRelay, postman: Postman, at: datetime, on_duty: str
) -> None:
    world.now = at
    said = acknowledged(world, relay, postman)
    assert ("on duty" in said) == bool(on_duty)
    assert on_duty in said
    assert "press “It can’t wait”" in said
