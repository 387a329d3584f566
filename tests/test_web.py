"""What the server says where no view is asked, and for whom a proxy may speak."""

import json
from http import HTTPStatus
from typing import Any

import pytest

from buckstop import web


@pytest.mark.parametrize("status", web.SAID)
def test_what_was_not_taken_is_answered_in_the_words_of_the_door(status: HTTPStatus) -> None:
    kind, said = web.refusal("/problems/P-1/updates/", status)
    assert kind.startswith("text/html")
    assert b"<h1>" in said
    kind, said = web.refusal("/api/v1/problems", status)
    assert kind == "application/problem+json"
    assert json.loads(said)["status"] == status


def test_only_who_is_named_speaks_for_others(settings: Any) -> None:
    settings.PROXIES = ["10.0.0.0/24", "::1"]
    assert [web.is_proxy(one) for one in ("10.0.0.7", "::1")] == [True, True]
    assert [web.is_proxy(one) for one in ("10.0.1.7", "127.0.0.1", "2001:db8::1")] == [False] * 3
    assert web.is_proxy(""), "a socket of this machine"


@pytest.mark.parametrize(
    ("client", "headers", "expected"),
    [
        (("10.9.9.9", 40123), [(b"x-forwarded-for", b"192.0.2.1")], True),
        (("192.0.2.1", 0), [(b"x-forwarded-for", b"192.0.2.1")], False),
        (("192.0.2.1", 40123), [(b"host", b"desk.example.org")], False),
        (None, [], False),
    ],
)
def test_a_proxy_that_nobody_named_is_noticed(client: Any, headers: Any, expected: bool) -> None:
    scope = {"client": client, "headers": headers}
    assert web.speaks_unasked_for_another(scope) is expected


def test_every_connection_comes_through_our_door() -> None:
    configured = web.configuration()
    configured.load()
    door = configured.http_protocol_class.door  # type: ignore[attr-defined]
    assert door.most_of_one < door.most
    assert door.speaks_for_many is web.is_proxy
