"""Settings: given, chosen or neither; on record; secrets sealed; heard of by other processes."""

from datetime import UTC, datetime
from time import monotonic
from typing import Any

import pytest

from buckstop.configuration import current
from buckstop.configuration.actions.choosing import choose
from buckstop.configuration.actions.sealing import reseal
from buckstop.configuration.models import Chosen
from buckstop.configuration.queries import history
from buckstop.configuration.setting import SETTINGS, Origin, check_given
from buckstop.ledger.actor import DESK
from buckstop.ledger.models import Body, Entry
from buckstop.ledger.refused import Refused
from buckstop.outbox.settings import (
    ADDRESSES,
    RELAY_HOST,
    RELAY_PASSWORD,
    RELAY_PORT,
    RELAY_USER,
    relay,
)
from buckstop.people.actions.staff import found_house
from buckstop.people.settings import NAME, UNNAMED, ZONE

NOON = datetime(2026, 3, 2, 12, 0, tzinfo=UTC)


def chosen(wishes: Any) -> list[Any]:
    return choose(wishes, on=found_house(by=DESK, at=NOON), by=DESK, at=NOON)


@pytest.mark.django_db
def test_what_is_chosen_holds_and_is_on_record():
    assert (NAME.value, NAME.origin) == (UNNAMED, Origin.DEFAULT)
    assert chosen({NAME: " Halden  IT ", ZONE: "zurich"}) == [NAME, ZONE]
    assert (NAME.value, NAME.origin, ZONE.value) == ("Halden IT", Origin.CHOSEN, "Europe/Zurich")
    assert chosen({NAME: "Halden IT", ZONE: "Europe/Zurich"}) == []
    assert chosen({NAME: ""}) == [NAME]
    assert (NAME.value, NAME.origin) == (UNNAMED, Origin.DEFAULT)
    said = [one.said for one in history([NAME], on=found_house(by=DESK, at=NOON))]
    assert said == [f"Halden IT → {UNNAMED}", f"{UNNAMED} → Halden IT"]
    assert Entry.objects.filter(code="setting-changed").count() == 3


@pytest.mark.django_db
def test_what_is_given_wins_and_cannot_be_chosen(monkeypatch: pytest.MonkeyPatch):
    chosen({NAME: "Halden IT"})
    monkeypatch.setenv("BUCKSTOP_HOUSE", "Given IT")
    assert (NAME.value, NAME.origin) == ("Given IT", Origin.GIVEN)
    with pytest.raises(Refused, match="BUCKSTOP_HOUSE says what this is") as refused:
        chosen({NAME: "Another"})
    assert refused.value.field == "organisation-name"
    monkeypatch.setenv("BUCKSTOP_RELAY", "smtp://ana:geheim@mail.example:2525?tls=offered")
    at = relay()
    assert at is not None
    assert (at.host, at.port, at.user, at.password) == ("mail.example", 2525, "ana", "geheim")
    assert RELAY_HOST.origin is RELAY_PASSWORD.origin is Origin.GIVEN


@pytest.mark.django_db
def test_what_cannot_be_meant_is_refused(monkeypatch: pytest.MonkeyPatch):
    for setting, wrong in (
        (ADDRESSES, "help"),
        (ZONE, "Mars/North"),
        (RELAY_PORT, "70000"),
        (RELAY_HOST, "smtp://mail.example"),
        (NAME, "x" * 201),
    ):
        with pytest.raises(Refused) as refused:
            chosen({setting: wrong})
        assert refused.value.field == setting.name
    assert not Chosen.objects.exists()
    monkeypatch.setenv("BUCKSTOP_RELAY", "mail.example.org")
    with pytest.raises(Refused, match="BUCKSTOP_RELAY: The mail relay must read smtp://host:port"):
        check_given()


@pytest.mark.django_db
def test_what_cannot_be_read_any_more_is_as_if_nobody_had_chosen_it():
    current.keep({"zone": "Europe/Atlantis", "relay-port": "none"})
    assert (ZONE.value, RELAY_PORT.value) == ("UTC", 587)
    Chosen.objects.create(name="zone", value="Europe/Atlantis")
    assert chosen({ZONE: "oslo"}) == [ZONE]
    assert ZONE.value == "Europe/Oslo"


@pytest.mark.django_db
def test_a_secret_is_sealed_and_stands_in_no_entry(settings: Any):
    chosen({RELAY_HOST: "mail.example", RELAY_PASSWORD: "geheim"})
    row = Chosen.objects.get(name="relay-password")
    assert "geheim" not in (row.value or "")
    texts = "".join(body.text or "" for body in Body.objects.all())
    assert "geheim" not in texts + "".join(str(bytes(e.content)) for e in Entry.objects.all())
    assert (RELAY_PASSWORD.value, RELAY_PASSWORD.in_words) == ("geheim", "set")
    assert chosen({RELAY_PASSWORD: "geheim"}) == []
    before = settings.SECRET_KEY
    settings.SECRET_KEY = "another key, long enough to be one"
    RELAY_PASSWORD._last = None
    assert (RELAY_PASSWORD.value, RELAY_PASSWORD.is_lost) == ("", True)
    settings.SECRET_KEY_FALLBACKS = [before]
    RELAY_PASSWORD._last = None
    assert RELAY_PASSWORD.value == "geheim"
    assert reseal() == 1
    settings.SECRET_KEY_FALLBACKS = []
    RELAY_PASSWORD._last = None
    current.refresh()
    assert RELAY_PASSWORD.value == "geheim"


@pytest.mark.django_db
def test_others_hear_within_a_second(
    monkeypatch: pytest.MonkeyPatch, django_assert_num_queries: Any
):
    monkeypatch.setattr(current, "LIVES", 1.0)
    current.keep({})
    Chosen.objects.create(name="relay-user", value="ana")  # as another process does
    with django_assert_num_queries(0):
        assert RELAY_USER.value == ""
    late = monotonic() + 1
    monkeypatch.setattr(current, "monotonic", lambda: late)
    with django_assert_num_queries(1):
        assert [RELAY_USER.value for _ in range(3)] == ["ana"] * 3


def test_every_setting_says_what_it_does():
    for setting in SETTINGS.values():
        assert str(setting.label)
        assert str(setting.says).endswith(".")
        written = setting.write(setting.default)
        assert not written or setting.secret or setting.load(written) == setting.default
