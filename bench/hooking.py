"""Run inside a house: sends what happened to two programs, prints how many a second one took."""

import os
import sys
import time

import buckstop.ready as _ready  # sets Django up before what follows is imported
from buckstop.kit import clock
from buckstop.kit.bulk import insert_many, new_row
from buckstop.ledger.actor import DESK
from buckstop.ledger.models import Entry
from buckstop.people.models import Person
from buckstop.webhooks.actions.endpoints import add_endpoint
from buckstop.webhooks.models import Endpoint, Sending, SendingState
from buckstop.webhooks.sender import Sender

__all__ = ["_ready"]
MANY = 5_000


def endpoint_at(port: str) -> Endpoint:
    """One for which as many entries wait."""
    now = clock.now()
    owner = Person.objects.filter(email__startswith="agent").first()
    assert owner is not None
    address = f"http://127.0.0.1:{port}/"
    made, _key = add_endpoint(
        name=port, address=address, codes=["news-sent"], owner=owner, by=DESK, at=now
    )
    Endpoint.objects.filter(pk=made.pk).update(off="")
    keys = Entry.objects.order_by("pk").values_list("pk", flat=True)[:MANY]
    insert_many(
        Sending,
        [
            new_row(Sending, endpoint_id=made.pk, entry_id=key, made_at=now, next_try_at=now)
            for key in keys
        ],
    )
    return made


if __name__ == "__main__":
    good, _stalls = endpoint_at(sys.argv[1]), endpoint_at(sys.argv[2])
    sender = Sender()
    waiting = Sending.objects.filter(endpoint=good, state=SendingState.WAITING)
    many, begun = waiting.count(), time.monotonic()
    while waiting.exists():
        if not sender.turn(clock.now()):
            sender.wait(1.0)
    print(many / (time.monotonic() - begun), flush=True)
    os._exit(0)  # a post to who stalls goes on for as long as it may
