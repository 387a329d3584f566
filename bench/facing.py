"""Run in front of one database: opens *My customers* again and again, says how long it took.

The last line is JSON: `first` and `last` pages in milliseconds (p95).
"""

import json

from django.test import Client, override_settings

import buckstop.ready as _ready  # sets Django up before what follows is imported
from bench.spans import p95, spans_of
from buckstop.doors.desk.entrance import BACKEND
from buckstop.people.models import Customer, Person

ROUNDS = 60

__all__ = ["_ready"]


def _p95(client: Client, address: str) -> float:
    def ask(_round: int) -> None:
        answer = client.get(address)
        assert answer.status_code == 200, answer.status_code

    return p95(spans_of(ROUNDS, ask))


def main() -> None:
    """One page, and the last one."""
    manager = Customer.objects.filter(manager__isnull=False)[0].manager
    assert isinstance(manager, Person)
    with override_settings(ALLOWED_HOSTS=["*"]):
        client = Client()
        client.force_login(manager, backend=BACKEND)
        client.get("/my-customers/")
        said = {
            "first": _p95(client, "/my-customers/"),
            "last": _p95(client, "/my-customers/?after=480"),
        }
    print(json.dumps(said))


if __name__ == "__main__":
    main()
