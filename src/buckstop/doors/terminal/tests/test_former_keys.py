"""A secret key is another one now: `serve` seals anew what the former one sealed."""

from typing import Any

import pytest

from buckstop.configuration import current
from buckstop.configuration.actions.choosing import choose
from buckstop.configuration.models import Chosen
from buckstop.configuration.secrets import unseal
from buckstop.doors.terminal.prepare import _seal_anew
from buckstop.kit import clock
from buckstop.ledger.actor import DESK
from buckstop.outbox.settings import RELAY_PASSWORD
from buckstop.people.actions.staff import found_house


@pytest.mark.django_db
def test_former_keys_can_be_forgotten_after_a_start(settings: Any) -> None:
    at = clock.now()
    choose({RELAY_PASSWORD: "geheim"}, on=found_house(by=DESK, at=at), by=DESK, at=at)
    before = Chosen.objects.get().value
    _seal_anew()
    assert Chosen.objects.get().value == before  # there is no former key
    settings.SECRET_KEY_FALLBACKS = [settings.SECRET_KEY]
    settings.SECRET_KEY = "another key, as long as one has to be"
    _seal_anew()
    settings.SECRET_KEY_FALLBACKS = []
    current.refresh()
    assert unseal(Chosen.objects.get().value or "") == "geheim"
    assert RELAY_PASSWORD.value == "geheim"
