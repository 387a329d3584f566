"""Services, put by programs."""

import json
from typing import Any
from uuid import uuid4

from buckstop.doors.api.tests.conftest import V1, Program
from buckstop.ledger.models import Entry
from buckstop.problems.tests.world import World


def put(program: Program, key: str, **said: Any) -> Any:
    return program.client.put(
        f"{V1}services/{key}", json.dumps(said), content_type="application/json",
        headers=program.headers,
    )  # fmt: skip


def test_a_service_is_put_and_put_again(world: World, writer: Program):
    assert put(writer, "net", name="Network").status_code == 200
    used = [{"customer": str(world.nordbank.pk), "site": "Thun", "plan": "Gold", "matters": 2}]
    said = {"name": "Payments", "needs": ["net"], "used_by": used, "quiet_minutes": 30}
    first = put(writer, "pay", **said)
    before = Entry.objects.count()
    again = put(writer, "pay", **said)
    assert (first.status_code, again.status_code) == (200, 200), first.content
    assert first.json() == again.json() == writer.read("services/pay")
    assert Entry.objects.count() == before
    assert first.json()["needs"] == ["net"]
    assert first.json()["used_by"][0]["customer"]["name"] == "Nordbank"


def test_what_cant_be_is_refused_with_its_field(world: World, writer: Program):
    put(writer, "net", name="Network")
    put(writer, "pay", name="Payments", needs=["net"])
    circle = put(writer, "net", name="Network", needs=["pay"])
    assert circle.status_code == 422
    assert "Network needs Payments needs Network" in circle.json()["detail"]
    assert put(writer, "net", name="Network", needs=["nowhere"]).json()["field"] == "needs"
    nobody = put(writer, "net", name="Network", used_by=[{"customer": str(uuid4())}])
    assert nobody.json()["field"] == "used_by"
    assert put(writer, "a b", name="Network").status_code == 422
    assert writer.get("services/none").status_code == 404


def test_a_key_that_reads_puts_nothing(world: World, reader: Program):
    assert put(reader, "net", name="Network").status_code == 403
