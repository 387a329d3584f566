"""What we look at ourselves, and series of numbers: what is wrong or unusual is an episode."""

import json
import socket
import threading
from collections.abc import Iterator
from datetime import datetime, timedelta
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from math import sin, tau
from typing import Any

import pytest

from buckstop.ledger.actor import DESK
from buckstop.ledger.refused import Refused
from buckstop.problems.tests.world import World
from buckstop.services.models import Service
from buckstop.signals.actions.checks import fetch_series, next_look, run_checks
from buckstop.signals.actions.heartbeats import note_silence
from buckstop.signals.actions.receiving import read_signals, receive
from buckstop.signals.actions.series import judge_series
from buckstop.signals.actions.watched import Fetched, add_check, add_series
from buckstop.signals.models import Arrival, Episode, Point, Source
from buckstop.signals.probes import Check, Look, probe
from buckstop.signals.rules.points import points
from buckstop.signals.tests.conftest import holds
from buckstop.signals.tools.signal import Unfit


def rows(until: datetime, hours: int, up: float = 0.0) -> list[list[float]]:
    """As many hours of a quiet daily rhythm, the last at `until`."""
    start = int(until.timestamp()) // 3600 - hours + 1
    return [
        [n * 3600, 50 + 10 * sin(tau * n / 24) + (n * 7919 % 13) / 6 + up]
        for n in range(start, start + hours)
    ]


def send(world: World, source: Source, said: Any) -> None:
    receive(source, body=json.dumps(said).encode(), at=world.now)
    read_signals(at=world.now)
    judge_series(at=world.now)


def test_what_is_unusual_in_a_series_is_one_episode(world: World, payments: Service):
    source, _secret = add_series(
        name="Transfers an hour", owner=world.ana, service=payments, by=DESK, at=world.now
    )
    send(world, source, {"points": rows(world.now, 400)})
    send(world, source, {"points": rows(world.now, 20)})
    assert (Point.objects.count(), Episode.objects.count()) == (400, 0), "the same counts once"
    send(world, source, {"points": rows(world.later(hours=4), 4, up=40)})
    episode = Episode.objects.get()
    assert (episode.state, episode.service) == ("firing", payments)
    assert episode.title.startswith("Transfers an hour: unusual, ")
    for _hour in range(30):
        send(world, source, {"points": rows(world.later(hours=1), 1)})
    assert Episode.objects.get().state == "quiet"
    world.later(hours=24)
    assert note_silence(at=world.now) == 1, "what spoke each hour and stops is a signal"
    assert Episode.objects.filter(title="Transfers an hour wasn’t heard").exists()
    assert holds()


@pytest.mark.parametrize(
    "said",
    ["", "[]", '{"points": 3}', '{"points": [3]}', '{"points": [[1, 2, 3]]}', "null",
     '{"points": [["x", 1]]}', '{"points": [[1772413800, "x"]]}', '{"points": [[1772413800, []]]}',
     '{"data": {"result": [{}, {}]}}'],
)  # fmt: skip
def test_what_is_no_series_says_so(said: str):
    with pytest.raises(Unfit) as unfit:
        points(said.encode())
    assert str(unfit.value)


def test_rows_are_read_as_prometheus_writes_them():
    said = {"data": {"result": [{"values": [[1772413800, "1.5"], [1772414100, "NaN"]]}]}}
    assert [value for _at, value in points(json.dumps(said).encode())] == [1.5]
    assert points(b'{"data": {"result": []}}') == []


class Answer(BaseHTTPRequestHandler):
    status, text = 200, "All is well"
    asked: list[str] = []

    def do_GET(self) -> None:
        self.asked.append(self.path)
        self.send_response(self.status)
        self.end_headers()
        self.wfile.write(self.text.encode())

    def log_message(self, *_: Any) -> None:
        """Nothing."""


@pytest.fixture
def served(settings: Any) -> Iterator[tuple[type[Answer], int]]:
    settings.PUSH_PRIVATE_HOSTS = ["localhost"]
    handler = type("Here", (Answer,), {"asked": []})
    server = ThreadingHTTPServer(("127.0.0.1", 0), handler)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield handler, server.server_port
    server.shutdown()
    server.server_close()


def test_a_page_that_fails_is_a_signal_until_it_answers(
    world: World, payments: Service, served: tuple[type[Answer], int]
):
    handler, port = served
    check = Check(Look.HTTP, f"http://localhost:{port}/health", "well")
    add_check(name="Shop", check=check, every=5, owner=world.ana, service=payments, by=DESK,
              at=world.now)  # fmt: skip
    assert (run_checks(at=world.now), run_checks(at=world.now)) == (1, 0)
    assert not Episode.objects.exists()
    assert next_look() == world.now + timedelta(minutes=5)
    handler.status = 503
    run_checks(at=world.later(minutes=5))
    episode = Episode.objects.get()
    assert (episode.title, episode.state) == ("Shop: It answers 503.", "firing")
    handler.status, handler.text = 200, "Maintenance"
    run_checks(at=world.later(minutes=5))
    assert Episode.objects.get().title == "Shop: “well” isn’t on the page."
    handler.text = "well"
    run_checks(at=world.later(minutes=5))
    assert Episode.objects.get().state == "quiet"
    assert holds()


def test_each_way_of_looking_says_what_is_wrong(world: World, served: tuple[type[Answer], int]):
    _handler, port = served
    with socket.socket() as closed:
        closed.bind(("127.0.0.1", 0))
        shut = closed.getsockname()[1]
        look = {
            f"tcp localhost:{port}": None,
            f"tcp localhost:{shut}": "It can’t be reached: ConnectionRefusedError.",
            f"tcp 127.0.0.1:{port}": "Its address isn’t a public one.",
            f"http http://127.0.0.1:{port}/": "Its address isn’t a public one.",
            f"tls 169.254.169.254:{port}": "Its address isn’t a public one.",
            "dns localhost": None,
        }
        for words, why in look.items():
            way, address = words.split(" ", 1)
            wrong = probe(Check(Look(way), address), world.now)
            assert (wrong.why if wrong else None) == why, words
    wrong = probe(Check(Look.TLS, f"localhost:{port}"), world.now)
    assert wrong is not None
    assert wrong.why.startswith("Its certificate isn’t good")


def test_a_series_is_fetched_and_what_isnt_one_is_owned(
    world: World, served: tuple[type[Answer], int]
):
    handler, port = served
    fetched = Fetched(f"http://localhost:{port}", "up", 5)
    source, _ = add_series(name="Up", fetched=fetched, owner=world.ana, by=DESK, at=world.now)
    values = [[at, str(value)] for at, value in rows(world.now, 20)]
    handler.text = json.dumps({"data": {"result": [{"values": values}]}})
    assert fetch_series(at=world.now) == 1
    read_signals(at=world.now)
    assert Point.objects.filter(source=source).count() == 20
    assert handler.asked[0].startswith("/api/v1/query_range?query=up&start=")
    handler.text = "Bad gateway"
    fetch_series(at=world.later(minutes=5))
    read_signals(at=world.now)
    source.refresh_from_db()
    assert source.unread is not None
    assert Arrival.objects.filter(wrong="It is no JSON.").count() == 1


@pytest.mark.parametrize(
    ("look", "address"),
    [("http", "http://example.com"), ("http", "file:///etc/passwd"), ("tcp", "example.com"),
     ("tcp", "a b:1"), ("dns", "example.com:25"), ("tls", ""), ("tcp", "x@example.com:1")],
)  # fmt: skip
def test_addresses_that_nobody_looks_at_are_refused(world: World, look: str, address: str):
    with pytest.raises(Refused) as refused:
        add_check(name="N", check=Check(Look(look), address), every=5, owner=world.ana, by=DESK,
                  at=world.now)  # fmt: skip
    assert refused.value.field == "address"
