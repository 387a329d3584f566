"""Schemathesis finds nothing: whatever the description allows or forbids is answered as it says.

Here for a few seconds; the bench goes on for minutes.
"""

from typing import Any

from django.core.signals import request_finished, request_started
from django.db import close_old_connections

from buckstop.doors.api import keys
from buckstop.doors.api.tests.conftest import Program
from buckstop.doors.api.tests.fuzzing import broken_by, operations
from buckstop.doors.api.tests.test_acts import full
from buckstop.doors.shared.limits import Limit
from buckstop.problems.tests.world import World

EXAMPLES = 2  # of each operation


def test_nothing_that_is_sent_breaks_it(world: World, monkeypatch: Any):
    monkeypatch.setattr(keys, "A_KEY", Limit("fuzz", most=10**6, seconds=60))
    program = Program(world, "write")
    ref = full(world)
    there = {
        "ref": ref,
        "case": str(program.read(f"problems/{ref}")["cases"][0]["id"]),
        "commitment": str(program.read("commitments", problem=ref)["items"][0]["id"]),
        "customer": str(world.nordbank.pk),
        "key": "mail",
    }
    request_started.disconnect(close_old_connections)  # as Django's own client does
    request_finished.disconnect(close_old_connections)
    found: list[str] = []
    try:
        for operation in operations():
            found += broken_by(operation, program.headers, there, EXAMPLES)
    finally:
        request_started.connect(close_old_connections)
        request_finished.connect(close_old_connections)
    assert found == [], "\n\n".join(found)
