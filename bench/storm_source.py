"""Run in front of one database: a source of signals, whose secret is the last line."""

from datetime import UTC, datetime

import buckstop.ready as _ready  # sets Django up before what follows is imported
from buckstop.ledger.actor import DESK
from buckstop.people.models import Person
from buckstop.signals.actions.sources import add_source

__all__ = ["_ready"]


def main() -> None:
    """Make it."""
    person = Person.objects.exclude(role="contact")[0]
    _source, secret = add_source(
        kind="generic", name="Storm over HTTP", owner=person, by=DESK, at=datetime.now(UTC),
        mapping={"identity": "id", "title": "t"},
    )  # fmt: skip
    print(secret)


if __name__ == "__main__":
    main()
