"""Webhooks on their way: signed, tried again, never lost, off and on again."""

import json
from datetime import timedelta
from typing import Any

import pytest
from django.conf import settings as chosen

from buckstop.ledger.actor import DESK
from buckstop.ledger.refused import Refused
from buckstop.ledger.verify import verify
from buckstop.problems.models import Problem
from buckstop.problems.tests.world import World
from buckstop.webhooks.actions import endpoints
from buckstop.webhooks.actions.attending import attend_endpoints
from buckstop.webhooks.models import Attempt, Endpoint, Off, SendingState
from buckstop.webhooks.rules import WAITS
from buckstop.webhooks.signing import signature
from buckstop.webhooks.tests.conftest import Receiver, endpoint_of, send

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("settled")]


def signed_by(secret: str, headers: dict[str, str], body: bytes) -> bool:
    stamp = int(headers["webhook-timestamp"])
    said = signature(secret, headers["webhook-id"], stamp, body)
    return said in headers["webhook-signature"].split(" ")


def test_what_happens_is_sent_once_it_answers(world: World, receiver: Receiver):
    endpoint, secret = endpoint_of(world, receiver, "case-opened")
    world.report("Before it answered")
    send(world)
    case = world.report("Transfers fail")
    send(world)
    send(world)
    said = [json.loads(body) for _headers, body in receiver.got]
    assert [one["type"] for one in said] == ["ping", "case-opened", "case-opened"]
    assert said[2]["data"]["problem"] == case.problem.ref
    assert said[2]["data"]["cases"] == [str(case.pk)]
    assert all(signed_by(secret, headers, body) for headers, body in receiver.got)
    assert len({headers["webhook-id"] for headers, _body in receiver.got}) == 3
    endpoint.refresh_from_db()
    assert (endpoint.off, endpoint.failing_since) == ("", None)
    assert secret not in endpoint.secret + endpoint.sealed
    assert list(verify()) == []


def test_two_sign_while_a_key_changes(world: World, receiver: Receiver):
    endpoint, former = endpoint_of(world, receiver)
    secret = endpoints.renew_endpoint(endpoint, by=DESK, at=world.now)
    send(world)
    headers, body = receiver.got[-1]
    assert signed_by(former, headers, body)
    assert signed_by(secret, headers, body)
    world.later(days=3)
    endpoints.ping(endpoint, by=DESK, at=world.now)
    send(world)
    headers, body = receiver.got[-1]
    assert signed_by(secret, headers, body)
    assert not signed_by(former, headers, body)


def on(world: World, receiver: Receiver, *codes: str) -> Endpoint:
    endpoint, _secret = endpoint_of(world, receiver, *codes)
    send(world)
    endpoint.refresh_from_db()
    assert endpoint.off == ""
    return endpoint


@pytest.mark.parametrize("status", [301, 404, 500])
def test_what_isnt_taken_is_tried_again(world: World, receiver: Receiver, status: int):
    endpoint = on(world, receiver, "case-opened")
    receiver.says(status, Location="http://127.0.0.1:1/elsewhere")
    world.report()
    send(world)
    [sending] = endpoint.sendings.exclude(entry=None)
    assert (sending.state, sending.status, sending.tries) == (SendingState.WAITING, status, 1)
    assert WAITS[0] <= sending.next_try_at - world.now <= WAITS[0] * 1.1
    for _wait in WAITS:
        world.later(hours=27)
        send(world)
    sending.refresh_from_db()
    assert (sending.state, sending.tries) == (SendingState.GIVEN_UP, len(WAITS) + 1)
    assert len({headers["webhook-id"] for headers, _body in receiver.got}) == 2
    assert Attempt.objects.filter(sending=sending).count() == len(WAITS) + 1
    receiver.says(200)
    since = world.now - timedelta(days=20)
    assert endpoints.send_again(endpoint, since=since, by=DESK, at=world.now) == 1
    send(world)
    sending.refresh_from_db()
    assert sending.state == SendingState.TAKEN


def test_whoever_is_busy_says_for_how_long(world: World, receiver: Receiver):
    endpoint = on(world, receiver, "case-opened")
    receiver.says(503, **{"Retry-After": "3600"})
    world.report()
    send(world)
    [sending] = endpoint.sendings.exclude(entry=None)
    assert sending.next_try_at - world.now == timedelta(hours=1)


def test_who_is_gone_gets_nothing_more_and_its_owner_hears(world: World, receiver: Receiver):
    endpoint = on(world, receiver, "case-opened")
    receiver.says(410)
    world.report()
    send(world)
    attend_endpoints(at=world.now)
    endpoint.refresh_from_db()
    assert endpoint.problem is not None
    assert (endpoint.off, endpoint.problem.owner) == (Off.GONE, world.bruno)
    before = len(receiver.got)
    world.report()
    world.later(days=1)
    send(world)
    assert len(receiver.got) == before
    receiver.says(200)
    endpoints.ping(endpoint, by=DESK, at=world.now)
    send(world)
    send(world)
    endpoint.refresh_from_db()
    assert endpoint.off == ""
    assert endpoint.sendings.filter(state=SendingState.TAKEN).exclude(entry=None).count() == 2


def test_a_day_of_failures_is_owned_and_five_days_turn_it_off(world: World, receiver: Receiver):
    endpoint = on(world, receiver, "case-opened")
    receiver.says(500)
    world.report()
    send(world)
    assert attend_endpoints(at=world.now) == 0
    world.later(days=1)
    send(world)
    assert (attend_endpoints(at=world.now), attend_endpoints(at=world.now)) == (1, 0)
    title = Problem.objects.latest("number").title
    assert title == "Accounting takes nothing of what is sent to it"
    world.later(days=4, hours=1)
    attend_endpoints(at=world.now)  # asks a last time
    endpoint.refresh_from_db()
    assert endpoint.off == ""
    send(world)
    attend_endpoints(at=world.now)
    endpoint.refresh_from_db()
    assert endpoint.off == Off.FAILED


def test_one_poisoned_thing_turns_nothing_off(world: World, receiver: Receiver):
    endpoint = on(world, receiver, "case-opened")
    receiver.answers = lambda body: (500 if b"case-opened" in body else 200, {})
    world.report()
    send(world)
    for _day in range(6):
        world.later(days=1)
        send(world)
        attend_endpoints(at=world.now)
    send(world)
    endpoint.refresh_from_db()
    assert endpoint.off == ""


def test_nothing_is_sent_where_only_we_can_reach(world: World, receiver: Receiver, settings: Any):
    endpoint = on(world, receiver, "case-opened")
    settings.PUSH_PRIVATE_HOSTS = []  # what resolved to a public address resolves to ours now
    before = len(receiver.got)
    world.report()
    send(world)
    [sending] = endpoint.sendings.exclude(entry=None)
    assert (len(receiver.got), sending.status) == (before, 0)
    assert "public" in sending.sentence


@pytest.mark.parametrize(
    "address",
    ["http://hooks.example/", "ftp://x.example", "https://", "https://a:b@x.example/",
     "https://x.example/#y", "https://[::1", "//x.example", "https://x.example:99999/", ""],
)  # fmt: skip
def test_addresses_that_are_none(world: World, address: str):
    assert chosen.PUSH_PRIVATE_HOSTS is not None
    with pytest.raises(Refused):
        endpoints.add_endpoint(
            name="x", address=address, codes=(), owner=world.bruno, by=DESK, at=world.now
        )
    with pytest.raises(Refused):
        endpoints.check_codes(["no-such"])
