"""Lines beside each other: one that stalls holds up no other."""

import threading

import pytest

from buckstop.problems.tests.world import World
from buckstop.webhooks.actions.queueing import queue_sendings
from buckstop.webhooks.models import Endpoint, Sending, SendingState
from buckstop.webhooks.posting import Job
from buckstop.webhooks.rules import Result
from buckstop.webhooks.sender import AT_ONCE, Sender
from buckstop.webhooks.tests.conftest import Receiver, endpoint_of

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("settled")]


def test_a_slow_one_holds_up_no_other(receiver: Receiver):
    world = World.here()
    slow, _key = endpoint_of(world, receiver)
    good, _key = endpoint_of(world, receiver)
    Endpoint.objects.update(off="")
    for number in range(5):
        world.report(f"Trouble {number}")
    queue_sendings(at=world.now)
    let_go, stalled = threading.Event(), threading.Semaphore(0)

    def post(job: Job) -> Result:
        if job.endpoint == slow.pk:
            stalled.release()
            let_go.wait(30)
            return Result(0, "It didn't answer in time.", 15_000)
        return Result(200, "", 1)

    sender = Sender(post)
    waiting = Sending.objects.filter(endpoint=good, state=SendingState.WAITING)
    assert waiting.count() > 2 * AT_ONCE
    sender.turn(world.now)
    while waiting.exists():
        sender.wait(5)
        sender.turn(world.now)
    for _ in range(AT_ONCE):
        assert stalled.acquire(timeout=5)
    assert not stalled.acquire(blocking=False)
    assert not Sending.objects.filter(endpoint=slow, tries__gt=0).exists()
    let_go.set()
    while sender.busy:
        sender.wait(5)
        sender.turn(world.now)
    sender.end(world.now)
    slow.refresh_from_db()
    assert slow.failing_since == world.now
    assert Sending.objects.filter(endpoint=slow, tries=1).count() >= AT_ONCE
    assert not Sending.objects.exclude(held_until=None).exists()
