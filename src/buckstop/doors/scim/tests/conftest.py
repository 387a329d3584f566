"""A directory with its token, and the cast."""

import json
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from django.test import Client

from buckstop.identity.actions import directories
from buckstop.identity.models import Directory
from buckstop.kit import clock
from buckstop.ledger.actor import DESK
from buckstop.problems.tests.world import World

type Ask = Callable[..., Any]
PATCH = "urn:ietf:params:scim:api:messages:2.0:PatchOp"


@pytest.fixture
def world(db: None, monkeypatch: pytest.MonkeyPatch) -> Iterator[World]:
    monkeypatch.setenv("BUCKSTOP_ZONE", "Europe/Zurich")
    made = World.here()
    with clock.set_to(made.now):
        yield made


@pytest.fixture
def entra(world: World) -> tuple[Directory, str]:
    return directories.add_directory(name="Entra ID", role="colleague", by=DESK, at=world.now)


@pytest.fixture
def ask(entra: tuple[Directory, str]) -> Ask:
    """One request as a directory sends it; its answer has `.said`."""

    def asked(method: str, path: str, said: Any = None, **headers: str) -> Any:
        sent = {"Authorization": f"Bearer {entra[1]}", **headers}
        answer: Any = Client().generic(
            method, f"/scim/v2/{path}", json.dumps(said) if said is not None else "",
            content_type="application/scim+json", headers=sent,
        )  # fmt: skip
        answer.said = json.loads(answer.content) if answer.content else None
        return answer

    return asked


def patch(*operations: dict[str, Any]) -> dict[str, Any]:
    return {"schemas": [PATCH], "Operations": list(operations)}
