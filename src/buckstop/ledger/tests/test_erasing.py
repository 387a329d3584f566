"""What somebody wrote is emptied, and every chain still verifies."""

from datetime import timedelta

import pytest
from django.db import DatabaseError, transaction

from buckstop.ledger.actions import BLACK, black_out_bodies, erase_bodies
from buckstop.ledger.models import Body
from buckstop.ledger.tests.history import ANA, NOON, begin, by_hand, entries, say
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
    named = f'"fields":{{"count":1,"digests":["{bodies[0].digest}"],"left":[]}}'
    assert named.encode() in bytes(entries(house)[1].content)
    assert Body.objects.get().erased_at == LATER


@pytest.mark.django_db
def test_words_are_blacked_out_and_the_rest_stays():
    thing, house = begin(), begin("house")
    say(thing, "the key is k3y_%, twice: k3y_%")
    body = Body.objects.get(text__startswith="the key")
    assert black_out_bodies([body], "k3y_%", on=house, by=ANA, at=LATER) == 1
    left = Body.objects.get(pk=body.pk)
    assert (left.text, left.digest) == (f"the key is {BLACK}, twice: {BLACK}", body.digest)
    assert black_out_bodies([body], "key", on=house, by=ANA, at=LATER) == 1
    assert list(verify()) == []
    assert erase_bodies([body], on=house, by=ANA, at=LATER) == 1
    assert Body.objects.get(pk=body.pk).text is None
    assert list(verify()) == []


def test_what_is_left_can_be_neither_rewritten_nor_changed_unseen(owner_db: None):
    thing, house = begin(), begin("house")
    say(thing, "the key is k3y, so it is")
    body = Body.objects.get(text__startswith="the key")
    black_out_bodies([body], "k3y", on=house, by=ANA, at=LATER)
    for other in (f"the key was {BLACK}, so it is", "the key is k3y, so it is", f"{BLACK} more"):
        with pytest.raises(DatabaseError, match="not rewritten"), transaction.atomic():
            Body.objects.filter(pk=body.pk).update(text=other)
    with by_hand():
        Body.objects.filter(pk=body.pk).update(text=f"the key was {BLACK}, so it is")
    assert {broken.says for broken in verify()} == {"what was left of a text was changed"}
