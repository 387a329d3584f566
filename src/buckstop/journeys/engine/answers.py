"""Everything that a page says of some journeys, as plain values that JSON can hold."""

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from typing import Any

from buckstop.journeys.engine import alarms, drawing
from buckstop.journeys.engine.questions import (
    first_time_right,
    frictions,
    map,
    ping_pong,
    their_turn,
    totals,
    variants,
    waits,
)
from buckstop.journeys.engine.selection import Selection, choose
from buckstop.journeys.engine.store import Store

MOST_JOURNEYS = 20
MOST_ROWS = 2000
"""Of a table that is taken out as a page has it; the terminal writes all of them."""
ARROW_JOURNEYS = """
SELECT b.name, s.name, n.name, longest FROM (
    SELECT before, step, journey, max(waited) AS longest FROM steps WHERE before IS NOT NULL
    GROUP BY before, step, journey
    QUALIFY row_number() OVER (PARTITION BY before, step ORDER BY max(waited) DESC, journey) <= ?
) AS slowest
JOIN step_names AS b ON b.code = before JOIN step_names AS s ON s.code = step
JOIN journey_names AS n ON n.code = journey ORDER BY longest DESC, n.name
"""
STEP_JOURNEYS = """
SELECT s.name, n.name, newest FROM (
    SELECT step, journey, max(happened) AS newest FROM steps GROUP BY step, journey
    QUALIFY row_number() OVER (PARTITION BY step ORDER BY max(happened) DESC, journey) <= ?
) AS of_steps
JOIN step_names AS s ON s.code = step JOIN journey_names AS n ON n.code = journey
ORDER BY newest DESC, n.name
"""
MOST_VALUES = 100
MARKS = """
SELECT name, value FROM (
    SELECT name, value, count(*) AS journeys FROM marks GROUP BY name, value
    QUALIFY row_number() OVER (PARTITION BY name ORDER BY count(*) DESC, value) <= ?
) AS commonest ORDER BY name, journeys DESC, value
"""

type Answer = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Telling:
    """`routine` are steps that should come again, `turns` those after which it is the customer's
    turn; `working`: lengths are told in working time."""

    routine: tuple[str, ...] = ()
    turns: tuple[str, ...] = ()
    working: bool = False


def answer(
    store: Store,
    selection: Selection,
    before: Selection | None = None,
    how: Telling = Telling(),
) -> Answer:
    """What a page says of the selection; `before` is another, to compare it with."""
    compared = _compared(store, before, how) if before is not None else None
    choose(store, selection, working=how.working)
    found = map.ask(store)
    drawn = {}
    for most in drawing.LEVELS:
        names, arrows = drawing.shown(found, most)
        drawn[str(most)] = asdict(drawing.draw(names, arrows)) if names else None
        if most >= len(found.steps):
            break
    return {
        "totals": asdict(totals.ask(store)),
        "right": asdict(first_time_right.ask(store)),
        "steps": [asdict(step) for step in found.steps[: drawing.MOST_STEPS]],
        "arrows": [asdict(arrow) for arrow in drawing.shown(found, drawing.MOST_STEPS)[1]],
        "all_steps": len(found.steps),
        "all_arrows": len(found.arrows),
        "drawn": drawn,
        "variants": [asdict(variant) for variant in variants.ask(store, most=8)],
        "all_variants": variants.how_many(store),
        "waits": [asdict(wait) for wait in waits.ask(store)[:12]],
        "ping_pong": [asdict(one) for one in ping_pong.ask(store)[:12]],
        "frictions": _frictions(store, how.routine),
        "turn": asdict(their_turn.ask(store, how.turns)) | {"after": list(how.turns)},
        "marks": _marks(store),
        "before": compared,
    }


def journeys(store: Store) -> Answer:
    """What nobody sees at once: the journeys behind each arrow, the slowest, and each step, the
    newest; all arrows and many variants. Of the selection that was chosen last."""
    behind: dict[str, list[list[Any]]] = {}
    for first, second, name, waited in store.rows(ARROW_JOURNEYS, [MOST_JOURNEYS]):
        behind.setdefault(f"{first}\t{second}", []).append([name, waited])
    newest: dict[str, list[list[Any]]] = {}
    for step, name, happened in store.rows(STEP_JOURNEYS, [MOST_JOURNEYS]):
        newest.setdefault(step, []).append([name, happened])
    return {
        "arrows": behind,
        "steps": newest,
        "all_arrows": [asdict(arrow) for arrow in map.ask(store).arrows[:MOST_ROWS]],
        "all_variants": [asdict(one) for one in variants.ask(store, most=MOST_ROWS)],
    }


def _marks(store: Store) -> dict[str, list[str]]:
    """The attributes of the log, each with its commonest values: what can be chosen by."""
    found: dict[str, list[str]] = {}
    for name, value in store.rows(MARKS, [MOST_VALUES]):
        found.setdefault(name, []).append(value)
    return found


def _compared(store: Store, before: Selection, how: Telling) -> Answer:
    """What others to compare with have, of each thing that stands beside them."""
    choose(store, before, working=how.working)
    found = map.ask(store)
    return {
        "totals": asdict(totals.ask(store)),
        "right": asdict(first_time_right.ask(store)),
        "arrows": {f"{a.before}\t{a.step}": [a.times, a.median] for a in found.arrows},
        "frictions": {
            f"{f.kind}\t{f.first}\t{f.second}": [f.times, f.customers_time]
            for f in frictions.ask(store, most=1000, routine=how.routine)
        },
        "turn": asdict(their_turn.ask(store, how.turns)),
    }


def _frictions(store: Store, routine: Sequence[str]) -> list[Answer]:
    """The frictions with their weeks, an alarm where one stands, and whom they cost most."""
    found = frictions.ask(store, routine=routine)
    weeks, begun = frictions.by_week(store), frictions.begun_by_week(store)
    if not begun:
        return []
    span = range(min(begun), max(begun) + 1)
    exposed = [begun.get(week, 0) for week in span]
    answers = []
    for one in found:
        counts = [weeks[one.kind, one.first, one.second].get(week, 0) for week in span]
        alarm = alarms.risen(counts, exposed)
        answers.append(
            asdict(one)
            | {"weeks": counts, "from": span[0], "alarm": asdict(alarm) if alarm else None}
            | {"worst": frictions.journeys_of(store, one)}
        )
    return answers
