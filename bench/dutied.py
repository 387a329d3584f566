"""Run in front of one database: does each duty of the clock once, and takes it back.

The last line is JSON: of each its `name`, whether it is `long`, `seconds`, `cpu`, `statements`.
"""

import json
import time
from contextlib import suppress
from typing import Any

from django.db import connection, transaction

import buckstop.ready as _ready  # sets Django up before what follows is used
from buckstop.kit import clock
from buckstop.kit.duties import Duty, in_order
from buckstop.people.speaking import speaking

__all__ = ["_ready"]


class Undone(Exception):
    """Ends what is rolled back."""


def done(duty: Duty) -> dict[str, Any]:
    """What it takes, as in a worker's first turn."""
    statements: list[str] = []

    def note(execute: Any, sql: str, *rest: Any) -> Any:
        statements.append(sql)
        return execute(sql, *rest)

    wall, cpu = time.perf_counter(), time.process_time()
    with suppress(Undone), transaction.atomic(), speaking(), connection.execute_wrapper(note):
        duty.run(clock.now())
        raise Undone
    return {
        "name": duty.name, "long": duty.long, "seconds": time.perf_counter() - wall,
        "cpu": time.process_time() - cpu, "statements": len(statements),
    }  # fmt: skip


def main() -> None:
    """One after the other."""
    print(json.dumps([done(duty) for duty in in_order()]))


if __name__ == "__main__":
    main()
