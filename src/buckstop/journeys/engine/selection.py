"""Which journeys a question is about: by time, customer, service, and what they go through."""

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from buckstop.journeys.engine.store import Store

EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


@dataclass(frozen=True)
class Selection:
    """All of it must hold; what is empty asks nothing.

    `since` and `until` are about when a journey began: from the instant, up to before it.
    `through` are steps of which each journey has every one, `never` those of which it has none.
    """

    since: datetime | None = None
    until: datetime | None = None
    customer: str = ""
    service: str = ""
    through: tuple[str, ...] = ()
    never: tuple[str, ...] = ()

    def __bool__(self) -> bool:
        return self != Selection()


PASSES = """journey IN (
    SELECT journey FROM every_step JOIN step_names ON code = step WHERE name = ?
)"""
OF_CUSTOMER = """journey IN (
    SELECT journey FROM whose JOIN customer_names ON code = customer WHERE name = ?
)"""
OF_SERVICE = """journey IN (
    SELECT journey FROM served JOIN service_names ON code = service WHERE name = ?
)"""


def micro(at: datetime) -> int:
    """An instant as the engine has it."""
    return (at - EPOCH) // timedelta(microseconds=1)


def instant(at: int) -> datetime:
    """And back."""
    return EPOCH + timedelta(microseconds=at)


def choose(store: Store, selection: Selection = Selection()) -> None:
    """Let the questions that follow be about these journeys: the views `steps`, `journeys`."""
    conditions, values = _conditions(selection)
    if not conditions:
        store.run("CREATE OR REPLACE TEMP VIEW journeys AS FROM every_journey")
        store.run("CREATE OR REPLACE TEMP VIEW steps AS FROM every_step")
        return
    store.run(
        "CREATE OR REPLACE TEMP TABLE chosen AS"
        f" SELECT journey FROM every_journey WHERE {' AND '.join(conditions)}",
        values,
    )
    store.run(
        "CREATE OR REPLACE TEMP TABLE chosen_steps AS"
        " FROM every_step SEMI JOIN chosen USING (journey) ORDER BY place"
    )
    store.run(
        "CREATE OR REPLACE TEMP VIEW journeys AS"
        " FROM every_journey SEMI JOIN chosen USING (journey)"
    )
    store.run("CREATE OR REPLACE TEMP VIEW steps AS FROM chosen_steps")


def _conditions(selection: Selection) -> tuple[list[str], list[object]]:
    asked: list[tuple[str, object]] = []
    if selection.since:
        asked.append(("begins >= ?", micro(selection.since)))
    if selection.until:
        asked.append(("begins < ?", micro(selection.until)))
    if selection.customer:
        asked.append((OF_CUSTOMER, selection.customer))
    if selection.service:
        asked.append((OF_SERVICE, selection.service))
    asked += [(PASSES, step) for step in selection.through]
    asked += [(f"NOT {PASSES}", step) for step in selection.never]
    return [condition for condition, _ in asked], [value for _, value in asked]
