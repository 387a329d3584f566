"""How late the clock is while 200 promises of news fall due in each second, for five minutes."""

import time
from datetime import timedelta
from typing import Any

import psycopg

from bench import beside, growing, house
from bench.figures import Figure

PART = "coverage"
A_SECOND, MINUTES, WORKERS = 200, 5, 2
COUNT = A_SECOND * 60 * MINUTES
MOST_S, PATIENCE = 5, 600

# As many of them in each second, in the order of their numbers.
SPREAD = """
WITH due AS (
    SELECT p.id, %(due)s::timestamptz
        + (row_number() OVER (ORDER BY p.number) - 1) / %(each)s * interval '1 second' AS at
    FROM problems_problem AS p WHERE p.state <> 'closed'
), problems AS (
    UPDATE problems_problem AS p SET news_due = due.at FROM due WHERE p.id = due.id
)
UPDATE problems_commitment AS c
SET due = due.at, first_due = CASE WHEN c.first_due IS NULL THEN NULL ELSE due.at END,
    attend_at = due.at, warned_at = c.made_at
FROM due WHERE c.problem_id = due.id AND c.kind = 'update' AND c.ended_at IS NULL
"""
OLDEST = """
SELECT extract(epoch FROM now() - min(due)), count(*) FROM problems_commitment
WHERE kind = 'update' AND state = 'promised' AND due <= now() AND due BETWEEN %s AND %s
"""
LEFT = """
SELECT count(*) FROM problems_commitment
WHERE kind = 'update' AND state = 'promised' AND due BETWEEN %s AND %s
"""


def measure() -> list[Figure]:
    """The age of the oldest that is due and not acted on, asked four times a second."""
    with beside.beside("bench.sink") as sink, house.house("lateness") as ours:
        ours.settings["BUCKSTOP_RELAY"] = f"smtp://127.0.0.1:{sink.port}"
        due = growing.soon(240)
        with ours.connect() as connection:
            growing.grow(connection, growing.Grown(COUNT, COUNT, due, young=True))
            due = growing.soon(30)
            connection.execute(b"SET session_replication_role = replica")
            connection.execute(SPREAD.encode(), {"due": due, "each": A_SECOND})
            connection.execute(b"SET session_replication_role = origin")
            connection.execute(b"VACUUM ANALYZE problems_commitment, problems_problem")
            ours.serve(workers=WORKERS)
            worst, took = _watched(connection, due)
    name = f"{A_SECOND} promises due in each second for {MINUTES} minutes"
    return [
        Figure(PART, f"{name}: the clock's worst lateness", worst, "s", "less", MOST_S),
        Figure(PART, f"{name}: all acted on after", took, "s", "less"),
    ]


def _watched(connection: "psycopg.Connection[Any]", due: Any) -> tuple[float, float]:
    """The worst lateness that was seen, and after how many seconds nothing was left."""
    last = due.timestamp() + COUNT / A_SECOND
    between = [due, due + timedelta(seconds=COUNT / A_SECOND)]  # what is promised anew is later
    worst = 0.0
    while time.time() < last + PATIENCE:
        row = connection.execute(OLDEST.encode(), between).fetchone()
        if row and row[0] is not None:
            worst = max(worst, float(row[0]))
        if time.time() > last:
            left = connection.execute(LEFT.encode(), between).fetchone()
            if left and left[0] == 0:
                return worst, time.time() - due.timestamp()
        time.sleep(0.25)
    raise SystemExit(f"after {PATIENCE} s more some promises weren't acted on")
