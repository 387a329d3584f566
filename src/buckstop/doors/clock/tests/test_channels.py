"""The clock drains every channel that is registered."""

import pytest

from buckstop.doors.clock.duties import outgoing
from buckstop.outbox.tests.conftest import greetings
from buckstop.outbox.tests.trial import NOON, Greetings, states, want

__all__ = ["greetings"]


@pytest.mark.django_db
def test_a_registered_channel_has_a_duty(greetings: Greetings) -> None:
    want("ada")
    duties = {duty.name: duty for duty in outgoing().duties}
    assert duties.keys() == {
        "mail notices",
        "push notices",
        "tell others who can't be told",
        "tell rooms",
        "deliver mail",
        "deliver chat, push and text messages",
        "deliver pigeon post",
        "deliver calls",
    }
    assert duties["deliver pigeon post"].run(NOON) == 1
    assert states() == {"ada": "sent"}
