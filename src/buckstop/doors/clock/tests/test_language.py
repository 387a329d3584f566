"""What a worker writes by itself is in the language of the house."""

from datetime import datetime
from types import SimpleNamespace

import pytest
from django.utils.translation import get_language

from buckstop.doors.clock.duties import Named
from buckstop.doors.clock.rounds import Rounds
from buckstop.people import speaking


def test_a_duty_speaks_the_houses_language(db: None, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(speaking, "LANGUAGE", SimpleNamespace(value="de"))
    spoken: list[str | None] = []

    def duty(at: datetime) -> int:
        spoken.append(get_language())
        return 0

    Rounds([Named("say something", duty)], lambda: True).turn()
    assert spoken == ["de"]
