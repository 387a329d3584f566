"""What somebody wrote is emptied, and every chain still verifies."""

from datetime import timedelta

import pytest

from buckstop.ledger.actions import erase_bodies
from buckstop.ledger.models import Body
from buckstop.ledger.tests.history import ANA, NOON, begin, entries, say
from buckstop.ledger.verify import verify

LATER = NOON + timedelta(days=30)


@pytest.mark.django_db
def test_what_was_written_is_gone_and_its_digest_stays():
    thing, house = begin(), begin("house")
    say(thing, "my name is Ines")
    say(thing, "stays")
    body = Body.objects.get(text="my name is Ines")
    assert erase_bodies([body], on=house, by=ANA, at=LATER) == 1
    erased = Body.objects.get(pk=body.pk)
    assert (erased.text, erased.raw, erased.salt, erased.erased_at) == (None, None, None, LATER)
    assert erased.digest == body.digest
    assert Body.objects.filter(text="stays").exists()
    assert list(verify()) == []


@pytest.mark.django_db
def test_erasing_is_on_record_once():
    house = begin("house")
    say(house, "one")
    bodies = list(Body.objects.all())
    erase_bodies(bodies, on=house, by=ANA, at=LATER)
    assert erase_bodies(bodies, on=house, by=ANA, at=LATER + timedelta(days=1)) == 0
    assert [(e.code, e.audience) for e in entries(house)[1:]] == [("bodies-erased", "internal")]
    named = f'"fields":{{"count":1,"digests":["{bodies[0].digest}"]}}'
    assert named.encode() in bytes(entries(house)[1].content)
    assert Body.objects.get().erased_at == LATER
