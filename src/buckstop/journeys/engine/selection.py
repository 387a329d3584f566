"""Which journeys a question is about: by time, customer, service, and what they go through."""

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from buckstop.journeys.engine.store import Store

DAY = 86_400_000_000
EARLIEST = 720_000
DAY_OF = f"(s.happened + {EARLIEST * DAY}) // {DAY}"
"""The number of an event's day, which is never less than nothing."""
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
    marks: tuple[tuple[str, str], ...] = ()
    """Attributes and their values: each journey has every one."""

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

MARKED = "journey IN (SELECT journey FROM marks WHERE name = ? AND value = ?)"


def micro(at: datetime) -> int:
    """An instant as the engine has it."""
    return (at - EPOCH) // timedelta(microseconds=1)


def instant(at: int) -> datetime:
    """And back."""
    return EPOCH + timedelta(microseconds=at)


def choose(store: Store, selection: Selection = Selection(), *, working: bool = False) -> None:
    """Let the questions that follow be about these journeys: the views `steps`, `journeys`.

    Lengths are those of the clock on the wall, or of the working time that `hours.put` told of.
    """
    conditions, values = _conditions(selection)
    only = " SEMI JOIN chosen USING (journey)" if conditions else ""
    if conditions:
        store.run(
            "CREATE OR REPLACE TEMP TABLE chosen AS"
            f" SELECT journey FROM every_journey WHERE {' AND '.join(conditions)}",
            values,
        )
    if working:
        _in_working_time(store, only)
        return
    if only:
        store.run(
            "CREATE OR REPLACE TEMP TABLE chosen_steps AS"
            f" SELECT *, happened AS clock FROM every_step{only} ORDER BY place"
        )
    of_all = "SELECT *, happened AS clock FROM every_step"
    store.run(f"CREATE OR REPLACE TEMP VIEW steps AS {'FROM chosen_steps' if only else of_all}")
    store.run(
        "CREATE OR REPLACE TEMP VIEW journeys AS"
        f" SELECT *, ends - begins AS took FROM every_journey{only}"
    )


CLOCK = f"""
SELECT s.place, s.journey, s.step, s.team, s.happened, s.before,
    h.worked + CASE WHEN h.is_open = 1 THEN s.happened - h.since ELSE 0 END AS clock
FROM every_step AS s JOIN hours AS h
    ON h.day = {DAY_OF} AND s.happened >= h.since AND s.happened < h.until
"""
WAITED = """
CREATE OR REPLACE TEMP TABLE worked_steps AS
SELECT *, clock - lag(clock) OVER (PARTITION BY journey ORDER BY place) AS waited
FROM ({clock}){only} ORDER BY place
"""
TOOK = """
CREATE OR REPLACE TEMP TABLE worked_journeys AS
SELECT j.*, c.took FROM every_journey AS j JOIN (
    SELECT journey, max(clock) - min(clock) AS took FROM worked_steps GROUP BY 1
) AS c USING (journey) ORDER BY j.journey
"""


def _in_working_time(store: Store, only: str) -> None:
    store.run(WAITED.format(clock=CLOCK, only=only))
    store.run(TOOK)
    store.run("CREATE OR REPLACE TEMP VIEW steps AS FROM worked_steps")
    store.run("CREATE OR REPLACE TEMP VIEW journeys AS FROM worked_journeys")


def _conditions(selection: Selection) -> tuple[list[str], list[object]]:
    asked: list[tuple[str, *tuple[object, ...]]] = []
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
    asked += [(MARKED, name, value) for name, value in selection.marks]
    return [one[0] for one in asked], [value for one in asked for value in one[1:]]
