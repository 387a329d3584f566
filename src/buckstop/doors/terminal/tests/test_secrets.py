"""Secret keys change while everything runs: what was signed opens until its key is withdrawn."""

import argparse
import re
from pathlib import Path
from typing import Any
from uuid import uuid4

import pytest
from django.apps import apps
from django.conf import settings as ours
from django.db import connection
from django.test import Client

from buckstop.configuration import current
from buckstop.configuration.actions.choosing import choose
from buckstop.configuration.actions.sealing import lost, sealed_before
from buckstop.configuration.secrets import fingerprint_key, is_of_now, unseal
from buckstop.conversations import links
from buckstop.coverage.actions import make_roster
from buckstop.doors.terminal import migrate, secrets
from buckstop.doors.terminal.doctor import keeping
from buckstop.identity.actions.providers import add_provider
from buckstop.identity.terms import Terms
from buckstop.kit import clock, proof_of_work, secret_key
from buckstop.kit.stop import Stop
from buckstop.kit.tests.solving import solve
from buckstop.ledger.actor import DESK
from buckstop.ledger.models import Entry
from buckstop.notices.actions.ways import add_way
from buckstop.notices.answering import answer_address, answered_at, is_signed
from buckstop.notices.models import Way
from buckstop.outbox.settings import DKIM_SELECTOR, RELAY_PASSWORD, signer
from buckstop.people.actions import staff
from buckstop.people.actions.staff import found_house
from buckstop.status_page import address


@pytest.fixture
def key_file(settings: Any, tmp_path: Path) -> Path:
    """As in a house whose key stands in its data folder."""
    keys = secret_key.kept_in(tmp_path)
    settings.SECRET_KEY, settings.SECRET_KEY_FALLBACKS = keys.signs, []
    settings.SECRET_KEY_FILE, settings.FORMER_KEYS_GIVEN = tmp_path / secret_key.NAME, []
    current.refresh()
    return tmp_path / secret_key.NAME


def typed(verb: str, **more: Any) -> int:
    return secrets.run(argparse.Namespace(verb=verb, **more))


@pytest.mark.django_db
def test_what_was_signed_opens_until_the_key_is_withdrawn(key_file: Path) -> None:
    at = clock.now()
    ana = staff.add(name="Ana", email="ana@halden.example", role="lead", by=DESK, at=at)
    make_roster(zone="UTC", buck_stops_with=ana, by=DESK, at=at)
    browser = Client()
    browser.force_login(ana, "buckstop.people.backends.ByName")
    case, contact = uuid4(), uuid4()
    link, secret, prints = links.make(case, contact, at), address.secret(), fingerprint_key()
    letter, challenge = answer_address(case, contact), proof_of_work.challenge("it", at)
    [_, mark] = answered_at(letter) or (None, "")

    def what_opens() -> list[bool]:
        return [
            links.read(link) is not None,
            address.is_secret(secret),
            is_signed(case, contact, mark),
            proof_of_work.solved("it", solve(challenge), at) is not None,
            browser.get("/").status_code == 200,
        ]

    assert all(what_opens())
    first = secret_key.read(key_file).signs
    assert typed("rotate") == 0
    assert ours.SECRET_KEY == secret_key.read(key_file).signs != first
    assert all(what_opens())
    assert links.make(case, contact, at) != link
    other = links.make(case, contact, at)
    # another process, which knows the keys of before and looks at the file at its next signature
    ours.SECRET_KEY, ours.SECRET_KEY_FALLBACKS = first, []
    secret_key._seen.clear()
    assert links.read(other)
    assert typed("withdraw") == 0
    browser = Client()
    assert not any(what_opens())
    assert links.read(other)
    current.refresh()
    assert fingerprint_key() == prints == first  # a mail that comes again is known again
    with pytest.raises(Stop, match="There is no former key"):
        typed("withdraw")
    rows = Entry.objects.filter(code__startswith="secret-key").order_by("number")
    codes = list(rows.values_list("code", flat=True))
    assert codes == ["secret-key-changed", "secret-keys-withdrawn"]


@pytest.mark.django_db
def test_a_house_knows_its_mails_again_whatever_key_it_is_given_later(settings: Any) -> None:
    current.refresh()
    assert migrate.bring_up() == 0
    first = fingerprint_key()
    settings.SECRET_KEY, settings.SECRET_KEY_FALLBACKS = secret_key.fresh(), [first]
    migrate.bring_up()
    settings.SECRET_KEY_FALLBACKS = [secret_key.fresh(), first, secret_key.fresh()]
    current.refresh()
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_unlock_all()")  # a command keeps its turn to its end
    assert fingerprint_key() == first


def sealed_anywhere() -> list[str]:
    """What looks like something sealed, in whichever column of whichever table."""
    with connection.cursor() as cursor:
        texts = []
        for model in apps.get_models():
            cursor.execute(f"SELECT t::text FROM {model._meta.db_table} t")
            texts += [row for [row] in cursor.fetchall()]
    return [one for text in texts for one in re.findall(r"gAAAAA[\w=-]{60,}", text)]


@pytest.mark.django_db
def test_what_is_sealed_is_sealed_anew_in_every_table(key_file: Path) -> None:
    at = clock.now()
    ana = staff.add(name="Ana", email="ana@halden.example", role="lead", by=DESK, at=at)
    choose({RELAY_PASSWORD: "geheim"}, on=found_house(by=DESK, at=at), by=DESK, at=at)
    add_way(ana, name="Phone", address="slack://a/b/c", insists=False, by=ana.actor(), at=at)
    terms = Terms(name="Halden", issuer="https://id.example", client="desk", secret="geheim")
    add_provider(terms=terms, by=DESK, at=at)
    before = secret_key.read(key_file).signs
    keys = secret_key.Keys(secret_key.fresh(), (secret_key.Former(before, at),))
    secret_key.keep(key_file, keys)
    assert sealed_before() == len(sealed_anywhere()) == 3
    assert "to be sealed anew" in keeping.keys().says
    with pytest.raises(Stop, match="3 secrets are sealed with a former key still"):
        typed("withdraw")
    assert typed("reseal") == 0
    assert (sealed_before(), lost()) == (0, 0)
    assert all(is_of_now(one) for one in sealed_anywhere())
    assert keeping.keys().is_well
    assert typed("withdraw") == 0
    assert unseal(Way.objects.get().sealed)
    current.refresh()
    RELAY_PASSWORD._last = None
    assert RELAY_PASSWORD.value == "geheim"
    secret_key.keep(key_file, secret_key.Keys(secret_key.fresh()))
    assert lost() == 3
    assert "a key that is gone" in keeping.keys().says


@pytest.mark.django_db
def test_the_key_of_letters_changes_with_its_name(
    key_file: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    pem = key_file.with_name("desk2.pem")
    assert typed("dkim", selector="desk2", key=pem, use=False) == 0
    assert "v=DKIM1; k=rsa; p=MII" in capsys.readouterr().out
    assert (DKIM_SELECTOR.value, pem.stat().st_mode & 0o077) == ("", 0)
    with pytest.raises(Stop, match="can't be written: File exists"):
        typed("dkim", selector="desk2", key=pem, use=False)
    assert typed("dkim", selector="desk2", key=pem, use=True) == 0
    chosen = signer()
    assert chosen is not None
    assert (chosen.selector, chosen.key.strip()) == ("desk2", pem.read_text().strip())


@pytest.mark.django_db
def test_a_key_that_was_given_is_changed_where_it_was(
    settings: Any, capsys: pytest.CaptureFixture[str]
) -> None:
    settings.SECRET_KEY_FILE = None
    assert typed("rotate") == 1
    assert "BUCKSTOP_FORMER_SECRET_KEYS everywhere" in capsys.readouterr().out
