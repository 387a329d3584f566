"""What no person types: every field of every address takes it, or says no; nothing breaks by it."""

import json
from collections.abc import Iterator
from typing import Any
from urllib.parse import urlencode

import pytest
from django.db import transaction
from django.test import Client

from buckstop.doors.api import keys
from buckstop.doors.api.tests.conftest import V1, Program
from buckstop.doors.api.tests.test_acts import full
from buckstop.doors.shared.limits import Limit
from buckstop.problems.actions.labels import add_label
from buckstop.problems.tests.world import World

TEXTS = ("a\0b\ud800\u202e\r\nSet-Cookie: a=b", "9" * 5000)
NUMBERS = (-1, 2**63)
TIMES = ("0001-01-01T00:00:00+14:00", "9999-12-31T23:59:59Z")


class Filled:
    """What fits the description but for one nasty thing, which stands wherever it can."""

    def __init__(self, schemas: dict[str, Any], known: dict[str, str]) -> None:
        self.schemas = schemas
        self.known = known

    def value(self, schema: dict[str, Any], name: str, nasty: Any) -> Any:
        """One field's value."""
        if "$ref" in schema:
            return self.value(self.schemas[schema["$ref"].rpartition("/")[2]], name, nasty)
        if "anyOf" in schema:
            return self.value(schema["anyOf"][0], name, nasty)
        kind, form = schema.get("type"), schema.get("format")
        if kind == "object":
            inner = schema.get("properties", {})
            if not inner:
                return {nasty: nasty} if isinstance(nasty, str) else {}
            return {key: self.value(one, key, nasty) for key, one in inner.items()}
        if kind == "array":
            return [self.value(schema["items"], name, nasty)]
        if kind in ("integer", "number"):
            return nasty if isinstance(nasty, (int, float)) else schema.get("minimum", 1)
        if kind == "boolean":
            return True
        if form == "date-time":
            return nasty if nasty in TIMES else "2026-11-23T12:00:00Z"
        if form == "uuid":
            return self.known.get(name, self.known["case"])
        if "enum" in schema or "const" in schema:
            return schema.get("const") or schema["enum"][0]
        if not isinstance(nasty, str) or nasty in TIMES:
            return self.known.get(name, "So it is")
        return nasty


def requests(described: dict[str, Any], known: dict[str, str]) -> Iterator[tuple[str, str, Any]]:
    """Method, address and body: each nasty thing in all fields at once, and in the address."""
    filled = Filled(described["components"]["schemas"], known)
    for path, methods in described["paths"].items():
        for method, operation in methods.items():
            at = path.format(**known)
            if body := operation.get("requestBody"):
                schema = body["content"]["application/json"]["schema"]
                bodies = (filled.value(schema, "", nasty) for nasty in (*TEXTS, *NUMBERS, *TIMES))
                for said in {json.dumps(one): one for one in bodies}.values():
                    yield method, at, said
            for one in operation.get("parameters", ()):
                for nasty in (TEXTS[0], NUMBERS[1]) if one["in"] == "query" else ():
                    text = str(nasty).encode(errors="surrogatepass")
                    yield method, f"{at}?{urlencode({one['name']: text})}", None
            for bad in ("a%00b", "9" * 40) if "{" in path else ():
                yield method, path.format(**dict.fromkeys(known, bad)), {}


def test_nothing_breaks(world: World, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(keys, "A_KEY", Limit("nasty", most=10**6, seconds=60))
    program = Program(world, "write")
    ref = full(world)
    add_label(name="a", sort="text", by=world.carla.actor(), at=world.now)
    case = program.read(f"problems/{ref}")["cases"][0]["id"]
    known = {
        "ref": ref, "problem": ref, "key": "mail", "name": "zone", "case": case, "contact": case,
        "commitment": program.read("commitments", problem=ref)["items"][0]["id"],
        "customer": str(world.nordbank.pk), "of": str(world.bruno.pk), "to": str(world.bruno.pk),
        "debtor": str(world.ana.pk), "manager": str(world.ana.pk),
        "roster": str(world.roster.pk),
    }  # fmt: skip
    program.client = Client(raise_request_exception=False)
    described = json.loads(program.client.get(f"{V1}openapi.json").content)
    wrong, sent = [], list(requests(described, known))
    for method, path, said in sent:
        with transaction.atomic():
            answer = program.client.generic(
                method.upper(), path, json.dumps(said) if said is not None else b"",
                content_type="application/json", headers=program.headers,
            )  # fmt: skip
            transaction.set_rollback(True)
        if answer.status_code >= 500:
            wrong.append((method, path[:120], str(said)[:200]))
    assert len(sent) > 150
    assert wrong == []
