"""Signals by webhook."""

import json
from typing import Any

from django.test import Client

from buckstop.doors.api import hooks
from buckstop.ledger.actor import DESK
from buckstop.problems.tests.world import World
from buckstop.signals.actions.sources import add_source
from buckstop.signals.models import Arrival


def post(path: str, body: bytes) -> Any:
    return Client(enforce_csrf_checks=True).post(path, body, content_type="application/json")


def test_a_signal_is_kept_before_we_say_so(world: World, monkeypatch):
    source, secret = add_source(
        kind="grafana", name="Grafana", owner=world.ana, by=DESK, at=world.now
    )
    body = json.dumps({"state": "alerting"}).encode()
    answer = post(f"/signals/grafana/{secret}", body)
    assert answer.status_code == 202
    kept = Arrival.objects.get(pk=answer.json()["kept"])
    assert (bytes(kept.body), kept.source) == (body, source)
    assert post(f"/signals/grafana/{secret}/", b"\xff").status_code == 202
    assert post(f"/signals/sentry/{secret}", body).status_code == 404
    assert post(f"/signals/grafana/{'a' * 40}", body).status_code == 404
    assert Client().get(f"/signals/grafana/{secret}").status_code == 405
    monkeypatch.setattr(hooks, "LARGEST", 5)
    assert post(f"/signals/grafana/{secret}", body).status_code == 413
    assert Arrival.objects.count() == 2
